"""Small words as messages write them: a letter that lost its apostrophe ("kom k binnen"), words typed as one ("moetik").

Both are data (`words.toml`): `[clitics]` with what keeps a letter a letter, and `[[glued]]`, of which every left part
is joined to every right one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from citaat.light import Any, Pattern, dataclass

# Under these the word table keeps the clitics and what they may not stand beside.
CLITICS, BESIDE, AFTER = "clitics", "clitics:beside", "clitics:after"
_OPENS = '("“'
_CLOSES = Pattern(r"(?:[?!,;:)\"”]|\.\s*$)*(?:\s|$)")
_AND = frozenset({"en", "of", "tot"})


def glued_forms(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Words typed as one with the words they stand for, from rows of `left` and `right` parts ("moe=moet")."""
    for row in rows:
        words = frozenset(row.get("words", ()))
        for left, right in product(map(_part, row["left"]), map(_part, row["right"])):
            form = left[0] + right[0]
            if form not in words:
                yield form, f"{left[1]} {right[1]}"


def _part(entry: str) -> tuple[str, str]:
    typed, _, standard = entry.partition("=")
    return typed, standard or typed


def clitic_words(raw: Mapping[str, Any]) -> dict[str, str]:
    """The entries of the word table for `[clitics]`: its forms, and by form the words it may not follow."""
    table = {CLITICS: " ".join(f"{form}={word}" for form, word in raw["forms"].items())}
    table[BESIDE], table[AFTER] = " ".join(raw["beside"]), " ".join(raw["after"])
    return table | {f"{AFTER}:{form}": " ".join(words) for form, words in raw["not_after"].items()}


@dataclass(frozen=True, slots=True)
class Clitics:
    """The letters that may be words, and what tells that they are none: units, names and letters stay what they are."""

    forms: Mapping[str, str]
    beside: frozenset[str]
    after: Mapping[str, frozenset[str]]

    @staticmethod
    def of(words: Mapping[str, str]) -> "Clitics":
        """Those of a word table; none when it has none."""
        forms = dict(pair.split("=") for pair in words.get(CLITICS, "").split())
        general = words.get(AFTER, "").split()
        after = {form: frozenset([*general, *words.get(f"{AFTER}:{form}", "").split()]) for form in forms}
        return Clitics(forms, frozenset(words.get(BESIDE, "").split()), after)

    def written_out(self, found: Sequence[tuple[str, int, int]], text: str) -> list[str]:
        """The words of a text, from (word, start, end), with the clitics among them as what they stand for."""
        surfaces = [surface for surface, _, _ in found]
        places = [at for at, surface in enumerate(surfaces) if surface.lower() in self.forms]
        spoken = [at for at in places if self._cased(surfaces[at], found[at], text)]
        for at in [at for at in spoken if self._apart(found[at], text) and not self._named(found, at)]:
            surfaces[at] = self.forms[surfaces[at].lower()]
        return surfaces

    def _cased(self, surface: str, place: tuple[str, int, int], text: str) -> bool:
        if surface.islower() or text.isupper():
            return True
        _, start, end = place
        # Telephones write the first letter of a sentence with a capital.
        before = text[max(0, start - 4) : start].rstrip()
        begins = not before or before[-1] in ".!?"
        return begins and not surface[1:].isupper() and text[end + 1 : end + 2].islower()

    def _apart(self, place: tuple[str, int, int], text: str) -> bool:
        _, start, end = place
        before = text[start - 1 : start]
        return (not before or before.isspace() or before in _OPENS) and bool(
            _CLOSES.compiled.match(text, end)
        )

    def _named(self, found: Sequence[tuple[str, int, int]], at: int) -> bool:
        """Whether neighbours tell a unit, a name or a letter: "5 k", "vitamine k", "vitamine d en k", "de t"."""
        before = [found[place][0].lower() for place in (at - 1, at - 2) if place >= 0]
        behind = [surface.lower() for surface, _, _ in found[at + 1 : at + 3]]
        letter = found[at][0].lower()
        if before and (before[0] in self.after[letter] or self._names(before[0])):
            return True
        if behind and (behind[0] in self.beside or behind[0][0].isdigit()):
            return True
        return any(
            len(side) == 2 and side[0] in _AND and (self._names(side[1]) or side[1] in self.forms)
            for side in (before, behind)
        )

    def _names(self, word: str) -> bool:
        letter = len(word) == 1 and word not in self.forms and word != "u"
        return letter or word in self.beside or any(char.isdigit() for char in word)
