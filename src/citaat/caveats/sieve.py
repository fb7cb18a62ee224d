"""Which phrases may stand in a sentence: those all of whose words are in it, told by bits and not one by one."""

from collections.abc import Iterable, Sequence

from citaat.caveats.elements import EXACT, MUST, NUMBER, WORD, Element

# So many of the words that a phrase must have are looked at: more leave out few more.
_DEPTH = 3
# Stands for any number: alternatives that are one have no text.
ANY_NUMBER = ""


class Sieve:
    """Phrases by the words that they must have; a phrase is a bit, by its place in `phrases`."""

    def __init__(self, phrases: Sequence[Sequence[Element]]) -> None:
        self._open = [0] * _DEPTH
        self._bits: dict[str, list[int]] = {}
        for row, elements in enumerate(phrases):
            needed = [one for one in elements if _plain(one)]
            for depth in range(_DEPTH):
                if depth < len(needed):
                    self._note(needed[depth], depth, 1 << row)
                else:
                    self._open[depth] |= 1 << row

    def _note(self, element: Element, depth: int, bit: int) -> None:
        for choice in element.choices:
            self._bits.setdefault(choice.text, [0] * _DEPTH)[depth] |= bit

    def rows(self, words: Iterable[str]) -> list[int]:
        """The phrases that lack none of the words looked at, ascending; `words` holds ANY_NUMBER where there is one."""
        first, second, third = self._open
        for bits in filter(None, map(self._bits.get, words)):
            first, second, third = first | bits[0], second | bits[1], third | bits[2]
        return list(_set(first & second & third))


def _plain(element: Element) -> bool:
    """Whether an element must be there and is a word that can be looked up, or a number."""
    return element.what == MUST and all(choice.kind in (WORD, EXACT, NUMBER) for choice in element.choices)


def _set(bits: int) -> Iterable[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
