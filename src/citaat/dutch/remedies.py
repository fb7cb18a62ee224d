"""Medicines, vitamins and minerals in a text: what each name stands for, and of which kinds that is.

`data/dutch/remedies.toml` has the names and the kinds; the word table keeps them under "remedy:".
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from citaat.dutch.analysis import fold
from citaat.light import IGNORE_CASE, Any, Pattern, dataclass

_KEY = "remedy:"
_MEDICINES, _NUTRIENTS = "medicines", "nutrients"
_IS_KIND, _IS_EVERYDAY = "k", "e"
# A vitamin with its letter is one name, with the number that some have; people leave out the rest.
_NAMES = Pattern(
    r"\bvit(?:(?:amine[ns]?|amienen?)[ -]?|amins?[ -]|\.?[ -]|\.)(?P<letter>[abcdek])(?:[ -]?(?P<number>\d{1,2}))?\b"
    r"|\b(?P<bare>b-?(?:1|2|3|5|6|8|9|11|12)|d3|k2)(?![\w-])|\w+(?:[-'’]\w+)*",
    IGNORE_CASE,
)
# No language level, bus or sheet of paper is called so.
_ALWAYS_BARE = frozenset(("b6", "b11", "b12"))
# The other letters of a list: "vitamine A, C en D".
_MORE = Pattern(
    r"(?:\s*[,/&+]\s*|\s+(?:en|of|noch|plus)\s+)(?P<letter>[abcdek])(?:-?(?P<number>\d{1,2}))?(?![\w-])",
    IGNORE_CASE,
)
# A name counts at either end of a longer word ("ibuprofendrank"); shorter ones are in too many words.
_LEAST = 5
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a name stands for (`thing`, or a kind of things), the `kinds` that it belongs to, and whether it is a `medicine`.

    `is_kind`: others belong to it; `everyday`: the name means something else to most people.
    """

    thing: str
    kinds: frozenset[str]
    medicine: bool = True
    is_kind: bool = False
    everyday: bool = False

    def is_said_by(self, other: "Remedy") -> bool:
        """Whether what is said of `other` is about this one: the same thing, its kind, or one of its kind."""
        return self.thing == other.thing or self.thing in other.kinds or other.thing in self.kinds


def remedy_words(raw: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The entries of the word table.

    From the tables "medicines" and "nutrients" (names by name), "kinds" (members), and of "everyday" the "names" that
    mean something else to most people, and the words ("never") that hold a name and are none of it.
    """
    kinds: dict[str, set[str]] = {}
    for kind, members in raw["kinds"].items():
        for member in _listed(members):
            kinds.setdefault(member, set()).add(kind)
    names = {**raw[_MEDICINES], **raw[_NUTRIENTS]}
    everyday = set(_listed(raw["everyday"]["names"]))
    table: dict[str, str] = {}
    for thing in {*names, *kinds}:
        which = _NUTRIENTS if thing in raw[_NUTRIENTS] else _MEDICINES
        told = "|".join((fold(thing), *sorted(map(fold, _above(thing, kinds)))))
        of_kinds = _IS_KIND if thing in raw["kinds"] else ""
        for name in (thing, *_listed(names.get(thing, ""))):
            marks = f"{of_kinds}{_IS_EVERYDAY if name in everyday else ''}"
            table[f"{_KEY}{fold(name)}"] = f"{which}|{marks}|{told}"
    return table | {f"{_KEY}{fold(word)}": "" for word in _listed(raw["everyday"]["never"])}


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _above(thing: str, kinds: Mapping[str, set[str]]) -> set[str]:
    """The kinds of a thing, and theirs."""
    found: set[str] = set()
    fresh = {thing}
    while fresh:
        fresh = set(chain.from_iterable(kinds.get(one, ()) for one in fresh)) - found
        found |= fresh
    return found


class Remedies:
    """Finds the remedies that a text names. `words` is the word table."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._known: dict[str, Remedy | None] = {}

    def told(self, text: str) -> Iterator[tuple[str, Remedy]]:
        """The names in a text, as they stand there, with what they stand for."""
        return ((shown, found) for _, shown, found in self.places(text))

    def places(self, text: str) -> Iterator[tuple[int, str, Remedy]]:
        """As `told`, with where each name begins."""
        match = _NAMES.compiled.search(text)
        while match:
            start, shown, end = match.start(), match.group(), match.end()
            if match["letter"]:
                vitamins = list(_vitamins(match, text))
                names, end = [name for name, _ in vitamins], vitamins[-1][1]
                found = [one for one in map(self.named, names) if one is not None]
            elif match["bare"]:
                found = list(self._bare(shown.lower().replace("-", "")))
            else:
                one = self.named(shown)
                found = [] if one is None else [one]
            yield from ((start, shown, one) for one in found)
            match = _NAMES.compiled.search(text, end)

    def _bare(self, name: str) -> Iterator[Remedy]:
        """The vitamin that a letter and a number name."""
        found = self.named(f"vitamine {name if name[0] == 'b' else name[0]}")
        if found is not None:
            everyday = name not in _ALWAYS_BARE
            yield Remedy(found.thing, found.kinds, found.medicine, found.is_kind, everyday)

    def named(self, name: str) -> Remedy | None:
        """What a name stands for, or a longer word that begins or ends with one; None when nobody knows."""
        if name not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[name] = self._looked_up(fold(name))
        return self._known[name]

    def is_none(self, word: str) -> bool:
        """Whether a word is none, though it looks like one: what is made of zinc is no zinc to be taken."""
        return self._words.get(_KEY + fold(word)) == ""

    def _looked_up(self, name: str) -> Remedy | None:
        value = self._words.get(_KEY + name)
        if value is None:
            value = self._within(name)
        if not value:
            return None
        which, marks, thing, *kinds = value.split("|")
        return Remedy(thing, frozenset(kinds), which == _MEDICINES, _IS_KIND in marks, _IS_EVERYDAY in marks)

    def _within(self, word: str) -> str | None:
        """The entry of the longest name at either end of a longer word; one that is an everyday word only begins it."""
        for size in range(len(word) - 1, _LEAST - 1, -1):
            for part in (word[:size], word[-size:]):
                value = self._words.get(_KEY + part)
                if value and (part == word[:size] or _IS_EVERYDAY not in value.split("|", 2)[1]):
                    return value
        return None


def _vitamins(match: Any, text: str) -> Iterator[tuple[str, int]]:
    """The vitamins that a match and the letters behind it name, each with where it ends.

    Only those of B differ by their number.
    """
    while match:
        letter, number = match["letter"].lower(), match["number"] or ""
        yield f"vitamine {letter}{number if letter == 'b' else ''}", match.end()
        match = _MORE.compiled.match(text, match.end())
