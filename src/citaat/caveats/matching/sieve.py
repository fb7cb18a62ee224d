"""Which phrases may stand in a sentence: those all of whose words are in it, told by bits and not one by one."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from citaat.caveats.elements import END, EXACT, INSIDE, MUST, NUMBER, SET, START, WORD, Alternative, Element
from citaat.caveats.reading import make_room

# So many of the words that a phrase must have are looked at: more leave out few more.
_DEPTH = 3
Bits = tuple[int, int, int]
NONE: Bits = (0, 0, 0)
_Key = str | int | tuple[str, str]


class Sieve:
    """Phrases by the words, numbers and term sets that they must have; a phrase is a bit, by its place in `phrases`.

    A phrase is the number of the set that it is one of, and its elements; `numbers` gives the number of a set by its
    name, `memberships` the sets that a word is in which may be any of some.
    """

    def __init__(
        self,
        phrases: Sequence[tuple[int, Sequence[Element]]],
        numbers: Mapping[str, int],
        memberships: Callable[[tuple[str, ...]], Iterable[int]],
    ) -> None:
        self._numbers, self._memberships = numbers, memberships
        self._words: dict[tuple[str, ...], Bits] = {}
        self._values: dict[float, Bits] = {}
        self._made = [number for number, _ in phrases]
        self._open = [0] * _DEPTH
        # Of words, of sets by their numbers, of parts of words by their kind, and of ranges of numbers.
        self._bits: dict[_Key, list[int]] = {}
        self._ranges: dict[tuple[float, float], list[int]] = {}
        for row, (_, elements) in enumerate(phrases):
            needed = [one for one in elements if one.what == MUST]
            for depth in range(_DEPTH):
                if depth < len(needed):
                    self._note(needed[depth], depth, 1 << row)
                else:
                    self._open[depth] |= 1 << row
        parts = [key for key in self._bits if isinstance(key, tuple)]
        self._sizes = {kind: {len(text) for one, text in parts if one == kind} for kind in (START, END)}
        self._insides = [text for kind, text in parts if kind == INSIDE]

    def _note(self, element: Element, depth: int, bit: int) -> None:
        for choice in element.choices:
            if choice.kind == NUMBER:
                self._ranges.setdefault((choice.low, choice.high), [0] * _DEPTH)[depth] |= bit
            else:
                self._bits.setdefault(self._key(choice), [0] * _DEPTH)[depth] |= bit

    def _key(self, choice: Alternative) -> _Key:
        if choice.kind == SET:
            return self._numbers[choice.text]
        return choice.text if choice.kind in (WORD, EXACT) else (choice.kind, choice.text)

    def rows(self, words: Iterable[tuple[str, ...]], values: Iterable[float | None]) -> list[int]:
        """The phrases that lack nothing of what was looked at, ascending.

        Each of the words may be any of some; `values` are the numbers among them.
        """
        counted = {self._number(value) for value in values if value is not None}
        first, second, third = _all((self._open, *map(self._word, words), *counted))
        rows, made = 0, set[int]()
        while new := first & second & third & ~rows:
            rows |= new
            # A phrase that may stand here may be what another one needs.
            sets = {self._made[row] for row in _set(new)} - made
            made |= sets
            first, second, third = _all(((first, second, third), *self._found(sets)))
        return list(_set(rows))

    def _word(self, keys: tuple[str, ...]) -> Bits:
        """What a word brings that may be any of `keys`."""
        found = self._words.get(keys)
        if found is None:
            make_room(self._words)
            parts = (part for key in keys for part in self._parts(key))
            found = self._words[keys] = _all(self._found((*keys, *self._memberships(keys), *parts)))
        return found

    def _number(self, value: float) -> Bits:
        """What a number brings."""
        found = self._values.get(value)
        if found is None:
            make_room(self._values)
            ranges = (bits for (low, high), bits in self._ranges.items() if low <= value <= high)
            found = self._values[value] = _all(ranges)
        return found

    def _parts(self, key: str) -> Iterator[tuple[str, str]]:
        """Whatever of a word an element may ask for."""
        yield from ((START, key[:size]) for size in self._sizes[START])
        yield from ((END, key[-size:]) for size in self._sizes[END])
        yield from ((INSIDE, text) for text in self._insides if text in key)

    def _found(self, keys: Iterable[_Key]) -> Iterable[Sequence[int]]:
        return filter(None, map(self._bits.get, keys))


def _all(some: Iterable[Sequence[int]]) -> Bits:
    first, second, third = NONE
    for one, two, three in some:
        first, second, third = first | one, second | two, third | three
    return first, second, third


def _set(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
