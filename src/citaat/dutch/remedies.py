"""Medicines, vitamins and minerals in a text: what each name stands for, and of which kinds that is.

`data/dutch/remedies.toml` has the names and the kinds; the word table keeps them under "remedy:".
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from citaat.dutch.analysis import fold
from citaat.light import IGNORE_CASE, Any, Pattern, dataclass

_KEY = "remedy:"
_MEDICINES, _NUTRIENTS = "medicines", "nutrients"
# A vitamin with its letter is one name, with the number that some have; of the B vitamins people leave out the rest.
_NAMES = Pattern(
    r"\bvit(?:amine?s?|amienen?|\.)?[ -]?(?P<letter>[abcdek])(?:[ -]?(?P<number>\d{1,2}))?\b"
    r"|\bb(?P<bare>6|11|12)\b|\w+(?:[-'’]\w+)*",
    IGNORE_CASE,
)
# The other letters of a list: "vitamine A, C en D".
_MORE = Pattern(
    r"(?:\s*[,/&+]\s*|\s+(?:en|of|noch|plus)\s+)(?P<letter>[abcdek])(?:-?(?P<number>\d{1,2}))?(?![\w-])",
    IGNORE_CASE,
)
# A name counts at either end of a longer word ("ibuprofendrank"); shorter ones are in too many words.
_LEAST = 5


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a name stands for (`thing`, or a kind of things), the `kinds` that it belongs to, and whether it is a `medicine`."""

    thing: str
    kinds: frozenset[str]
    medicine: bool = True

    def is_said_by(self, other: "Remedy") -> bool:
        """Whether what is said of `other` is about this one: the same thing, its kind, or one of its kind."""
        return self.thing == other.thing or self.thing in other.kinds or other.thing in self.kinds


def remedy_words(raw: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """The entries of the word table, from the tables "medicines" and "nutrients" (names by name) and "kinds" (members)."""
    kinds: dict[str, set[str]] = {}
    for kind, members in raw["kinds"].items():
        for member in _listed(members):
            kinds.setdefault(member, set()).add(kind)
    names = {**raw[_MEDICINES], **raw[_NUTRIENTS]}
    table: dict[str, str] = {}
    for thing in {*names, *kinds}:
        which = _NUTRIENTS if thing in raw[_NUTRIENTS] else _MEDICINES
        told = "|".join((which, fold(thing), *sorted(map(fold, _above(thing, kinds)))))
        table |= {f"{_KEY}{fold(name)}": told for name in (thing, *_listed(names.get(thing, "")))}
    return table


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

    def told(self, text: str) -> Iterator[tuple[str, Remedy]]:
        """The names in a text, as they stand there, with what they stand for."""
        match = _NAMES.compiled.search(text)
        while match:
            shown = match.group()
            if match["letter"]:
                vitamins = list(_vitamins(match, text))
                names, end = [name for name, _ in vitamins], vitamins[-1][1]
            else:
                names, end = [f"vitamine b{match['bare']}" if match["bare"] else shown], match.end()
            for found in filter(None, map(self.named, names)):
                yield shown, found
            match = _NAMES.compiled.search(text, end)

    def named(self, name: str) -> Remedy | None:
        """What a name stands for, or a longer word that begins or ends with one; None when nobody knows."""
        plain = fold(name)
        value = self._words.get(_KEY + plain) or self._within(plain)
        if value is None:
            return None
        which, thing, *kinds = value.split("|")
        return Remedy(thing, frozenset(kinds), which == _MEDICINES)

    def _within(self, word: str) -> str | None:
        """The entry of the longest name at either end of a longer word."""
        for size in range(len(word) - 1, _LEAST - 1, -1):
            for part in (word[:size], word[-size:]):
                value = self._words.get(_KEY + part)
                if value is not None:
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
