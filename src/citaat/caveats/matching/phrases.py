"""The phrases of the rules in some words: each element of a phrase is a word, a number, another set, or a gap."""

from collections.abc import Container, Iterator, Sequence

from citaat.caveats.elements import (
    END,
    EXACT,
    GAP,
    MAY,
    MUST,
    NOT,
    NUMBER,
    SET,
    START,
    WORD,
    Alternative,
    Element,
    decoded,
)
from citaat.light import TYPE_CHECKING

if TYPE_CHECKING:
    from citaat.caveats.matching.matcher import Matcher

Occurrence = tuple[int, int]  # first word and the word after the last
# An element, and its words where it is one of these and nothing else.
Piece = tuple[Element, frozenset[str]]
Elements = tuple[Sequence[Element], Sequence[frozenset[str]]]
# A phrase of so many elements has no more words than the sieve looks at, or few.
_SHORT = 5


class Pieces(dict[str, Piece]):
    """Elements by the text they are stored as: many phrases share one."""

    def __missing__(self, piece: str) -> Piece:
        element = decoded(piece)
        found = self[piece] = element, _words(element)
        return found


class Search:
    """One pass over some words for the phrases in `rows`; `starts` are where new sentences begin."""

    def __init__(
        self,
        matcher: "Matcher",
        keys: list[list[str]],
        values: Sequence[float | None],
        starts: Container[int],
        rows: Sequence[int],
        *,
        sifted: bool,
    ) -> None:
        self._sifted = sifted
        self._matcher, self._keys, self._values, self._rows = matcher, keys, values, rows
        self._size, self._starts = len(keys), starts
        self._given = {at: number for at, number in enumerate(values) if number is not None}
        self._found: dict[int, list[Occurrence]] = {}
        self._ends_of: dict[tuple[int, int], list[int]] = {}
        self._places: dict[str, list[int]] = {}

    def run(self) -> dict[int, list[Occurrence]]:
        memberships, found = self._matcher.memberships, self._found
        for at, keys in enumerate(self._keys):
            for row in memberships(tuple(keys)):
                found.setdefault(row, []).append((at, at + 1))
        if self._rows:
            self._note()
            self._add_phrases()
        return found

    def _note(self) -> None:
        """Where each word is, and what is found so far ends."""
        for at, own in enumerate(self._keys):
            for key in dict.fromkeys(own):
                self._places.setdefault(key, []).append(at)
        self._ends_of = {(row, start): [end] for row, places in self._found.items() for start, end in places}

    def _add_phrases(self) -> None:
        for phrase in self._rows:
            row, size, pieces = self._matcher.phrase(phrase)
            # What is short was sifted by all of its words.
            if (not self._sifted or size > _SHORT) and not all(self._occurs(one) for one, _ in pieces):
                continue
            elements, words = zip(*self._matcher.phrase(phrase)[2], strict=True)
            dead: set[tuple[int, int]] = set()
            for start in self._possible(elements[0], words[0]):
                end = self._end((elements, words), 0, start, dead)
                if end is not None:
                    self._add(row, start, end)

    def _occurs(self, element: Element) -> bool:
        """Whether the message holds anything that an element may be; most phrases lack one of their words."""
        if element.what != MUST:
            return True
        places, found, numbers = self._places, self._found, self._matcher.numbers
        for choice in element.choices:
            if choice.kind == SET:
                if numbers[choice.text] in found:
                    return True
            elif choice.kind == NUMBER:
                if any(choice.low <= number <= choice.high for number in self._given.values()):
                    return True
            elif choice.kind not in (WORD, EXACT) or choice.text in places:
                return True
        return False

    def _possible(self, first: Element, words: frozenset[str]) -> Sequence[int]:
        """Where a phrase may start, ascending: only where its first word may be, if that can be looked up."""
        if len(words) == 1:
            (word,) = words
            return self._places.get(word, ())
        if first.what != MUST:
            return range(self._size)
        starts: set[int] = set()
        for choice in first.choices:
            if choice.kind == SET:
                row = self._matcher.numbers[choice.text]
                starts.update(start for start, _ in self._found.get(row, ()))
            elif choice.kind == NUMBER:
                given = self._given.items()
                starts.update(at for at, number in given if choice.low <= number <= choice.high)
            elif choice.kind in (WORD, EXACT):
                starts.update(self._places.get(choice.text, ()))
            else:
                starts.update(at for at, keys in enumerate(self._keys) if _fits(choice, keys))
        return sorted(starts)

    def _add(self, row: int, start: int, end: int) -> None:
        ends = self._ends_of.setdefault((row, start), [])
        if end not in ends:
            ends.append(end)
            self._found.setdefault(row, []).append((start, end))

    def _end(self, phrase: Elements, index: int, at: int, dead: set[tuple[int, int]]) -> int | None:
        """Where the phrase ends that has matched up to `index` and stands at `at`; None when it does not match.

        `dead` are the places from which it was found not to: each is tried once, however many gaps lead there.
        """
        elements, words = phrase
        # Most elements are one of some words: these are or are not there.
        while index < len(elements) and words[index]:
            over = index > 0 and at in self._starts
            if over or at >= self._size or words[index].isdisjoint(self._keys[at]):
                return None
            index, at = index + 1, at + 1
        if index == len(elements):
            return at
        if (index, at) in dead:
            return None
        for after in self._steps(elements[index], at, index > 0 and at in self._starts):
            end = self._end(phrase, index + 1, after, dead)
            if end is not None:
                return end
        dead.add((index, at))
        return None

    def _steps(self, element: Element, at: int, over: bool) -> Iterator[int]:
        """Where the next element may stand; `over`: a new sentence begins here, into which no phrase goes on."""
        if element.what == GAP:
            for skipped in range(min(element.size, self._size - at) + 1):
                if skipped and at + skipped - 1 in self._starts:
                    break
                yield at + skipped
        elif element.what == NOT:
            if over or not any(self._after(choice, at) for choice in element.choices):
                yield at
        else:
            for choice in () if over else element.choices:
                yield from self._after(choice, at)
            if element.what == MAY:
                yield at

    def _after(self, choice: Alternative, at: int) -> Sequence[int]:
        """Where the next word is when one alternative matches at `at`; empty when it does not."""
        if at >= self._size:
            return ()
        if choice.kind == SET:
            return self._ends_of.get((self._matcher.numbers[choice.text], at), ())
        if choice.kind == NUMBER:
            number = self._values[at]
            return (at + 1,) if number is not None and choice.low <= number <= choice.high else ()
        return (at + 1,) if _fits(choice, self._keys[at]) else ()


def _fits(choice: Alternative, keys: list[str]) -> bool:
    kind, text = choice.kind, choice.text
    if kind == WORD:
        return text in keys
    if kind == EXACT:
        return keys[:1] == [text]
    if kind == START:
        return any(key.startswith(text) for key in keys)
    if kind == END:
        return any(key.endswith(text) for key in keys)
    return any(text in key for key in keys)


def _words(element: Element) -> frozenset[str]:
    """The words of an element that must be one of them; none where it may be anything else."""
    if element.what != MUST or any(choice.kind != WORD for choice in element.choices):
        return frozenset()
    return frozenset(choice.text for choice in element.choices)
