"""Which phrases may stand in a sentence: those all of whose words are in it, told by bits and not one by one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from citaat.caveats.elements import EXACT, MUST, NUMBER, SET, WORD, Element

# So many of the words that a phrase must have are looked at: more leave out few more.
_DEPTH = 3
# Stands for any number: alternatives that are one have no text.
ANY_NUMBER = ""
Bits = tuple[int, int, int]
NONE: Bits = (0, 0, 0)


class Sieve:
    """Phrases by the words and term sets that they must have; a phrase is a bit, by its place in `phrases`.

    A phrase is the number of the set that it is one of, and its elements; `numbers` gives the number of a set.
    """

    def __init__(
        self, phrases: Sequence[tuple[int, Sequence[Element]]], numbers: Mapping[str, int] | None = None
    ) -> None:
        self._numbers = numbers or {}
        self._made = [number for number, _ in phrases]
        self._open = [0] * _DEPTH
        self._bits: dict[str | int, list[int]] = {}
        for row, (_, elements) in enumerate(phrases):
            needed = [one for one in elements if _plain(one)]
            for depth in range(_DEPTH):
                if depth < len(needed):
                    self._note(needed[depth], depth, 1 << row)
                else:
                    self._open[depth] |= 1 << row

    def _note(self, element: Element, depth: int, bit: int) -> None:
        for choice in element.choices:
            key = self._numbers[choice.text] if choice.kind == SET else choice.text
            self._bits.setdefault(key, [0] * _DEPTH)[depth] |= bit

    def bits(self, words: Iterable[str | int]) -> Bits:
        """What some words (and the numbers of sets that they are in) bring, as `rows` takes it."""
        first, second, third = NONE
        for bits in filter(None, map(self._bits.get, words)):
            first, second, third = first | bits[0], second | bits[1], third | bits[2]
        return first, second, third

    def rows(self, words: Iterable[Bits]) -> list[int]:
        """The phrases that lack nothing of what was looked at, ascending; `words` are the bits of all words there are."""
        first, second, third = self._open
        for bits in words:
            first, second, third = first | bits[0], second | bits[1], third | bits[2]
        rows, made = 0, set[int]()
        while new := first & second & third & ~rows:
            rows |= new
            # A phrase that may stand here may be what another one needs.
            sets = {self._made[row] for row in _set(new)} - made
            made |= sets
            bits = self.bits(sets)
            first, second, third = first | bits[0], second | bits[1], third | bits[2]
        return list(_set(rows))


def _plain(element: Element) -> bool:
    """Whether an element must be there and is a word that can be looked up, a number or a set."""
    return element.what == MUST and all(
        choice.kind in (WORD, EXACT, NUMBER, SET) for choice in element.choices
    )


def _set(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
