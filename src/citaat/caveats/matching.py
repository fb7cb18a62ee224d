"""Where the term sets of the rules occur in a question."""

from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import pairwise

from citaat.caveats.elements import (
    END,
    EXACT,
    GAP,
    INSIDE,
    MAY,
    MUST,
    NOT,
    NUMBER,
    SET,
    START,
    WORD,
    Alternative,
    Element,
    decode,
)
from citaat.caveats.reading import Reading, make_room
from citaat.caveats.sieve import Sieve
from citaat.light import Any

Occurrence = tuple[int, int]  # first word and the word after the last
# The number of its set, its elements, and the words of an element where it is one of these and nothing else.
Phrase = tuple[int, list[Element], list[frozenset[str]]]
Elements = tuple[list[Element], list[frozenset[str]]]
HARMLESS = "harmless"
# Words from which a message is looked through sentence by sentence.
_LONG = 400
# A phrase of so many elements has no more words than the sieve looks at, or few.
_SHORT = 5


class Matcher:
    """Finds occurrences of term sets; harmless spans are blanked before anything counts.

    `single` looks one-word terms up by kind, `phrases` are [set, elements] in the order of
    the sets, `anchors` name the phrases that a word of the question makes possible.
    """

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._single: dict[str, dict[str, str]] = compiled["single"]
        self._phrases: list[list[Any]] = compiled["phrases"]
        self._anchors: dict[str, str] = compiled["anchors"]
        self._loose: list[int] = compiled["loose"]
        self._names: list[str] = compiled["sets"]
        self.numbers = {name: at for at, name in enumerate(self._names)}
        self._decoded: dict[int, Phrase] = {}
        self._members: dict[tuple[str, ...], list[int]] = {}
        self._sieve: Sieve | None = None
        self._starts, self._ends = (
            sorted({len(affix) for affix in self._single[kind]}) for kind in (START, END)
        )
        inside = {len(affix) for affix in self._single[INSIDE]}
        self._insides = range(min(inside, default=1), max(inside, default=0) + 1)

    def find(self, reading: Reading) -> dict[str, list[Occurrence]]:
        """The occurrences of every set that occurs, by name."""
        harmless = self.numbers[HARMLESS]
        found: dict[int, list[Occurrence]] = {}
        for start, end in self._spans(reading):
            inside = self._inside_of(reading, start, end)
            blanked = inside.get(harmless, ())
            for first, after in blanked:
                reading.blank(range(first, after))
            for row, places in (self._inside_of(reading, start, end) if blanked else inside).items():
                found.setdefault(row, []).extend(places)
        return {self._names[at]: places for at, places in found.items() if at != harmless}

    def _spans(self, reading: Reading) -> list[Occurrence]:
        """What is looked through at once: of a long message each sentence, over whose end no phrase goes on."""
        if len(reading) <= _LONG:
            return [(0, len(reading))]
        bounds = [0, *sorted(reading.starts), len(reading)]
        return list(pairwise(bounds))

    def _inside_of(self, reading: Reading, start: int, end: int) -> dict[int, list[Occurrence]]:
        keys, values = reading.keys[start:end], reading.values[start:end]
        if len(reading) <= _LONG:
            return _Search(self, keys, values, reading.starts, self._anchored(keys), sifted=False).run()
        found = _Search(self, keys, values, frozenset(), self._sifted(keys, values), sifted=True).run()
        return {row: [(start + one, start + after) for one, after in places] for row, places in found.items()}

    def memberships(self, keys: tuple[str, ...]) -> list[int]:
        """The sets with a one-word term that fits one of `keys` (the word, its lemma, readings), ascending."""
        found = self._members.get(keys)
        if found is None:
            make_room(self._members)
            found = self._members[keys] = sorted(self._membership(keys)) if keys else []
        return found

    def _membership(self, keys: tuple[str, ...]) -> set[int]:
        single = self._single
        rows = [single[EXACT].get(keys[0], "")]
        for key in dict.fromkeys(keys):
            rows.append(single[WORD].get(key, ""))
            rows.extend(single[START].get(key[:size], "") for size in self._starts if size <= len(key))
            rows.extend(single[END].get(key[-size:], "") for size in self._ends if size <= len(key))
            rows.extend(self._inside(key))
        return {int(row) for row in " ".join(rows).split()}

    def _inside(self, key: str) -> Iterator[str]:
        for size in self._insides:
            for start in range(1, len(key) - size + 1):
                yield self._single[INSIDE].get(key[start : start + size], "")

    def phrase(self, row: int) -> Phrase:
        """The set of a phrase, its elements, and of each that must be one of some words those words."""
        if row not in self._decoded:
            number, text = self._phrases[row]
            elements = decode(text)
            self._decoded[row] = number, elements, list(map(_words, elements))
        return self._decoded[row]

    def _anchored(self, keys_of: list[list[str]]) -> list[int]:
        """The phrases whose anchor word is among the words, in the order of their sets."""
        rows = set(self._loose)
        for key in {key for keys in keys_of for key in keys}:
            rows.update(int(row) for row in self._anchors.get(key, "").split())
        return sorted(rows)

    def _sifted(self, keys_of: list[list[str]], values: Sequence[float | None]) -> list[int]:
        """As `_anchored`, without phrases that lack another of their words: worth it where many sentences are read."""
        if self._sieve is None:
            phrases = [self.phrase(row)[:2] for row in range(len(self._phrases))]
            self._sieve = Sieve(phrases, self.numbers, self.memberships)
        return self._sieve.rows(map(tuple, keys_of), values)


class _Search:
    """One pass over some words for the phrases in `rows`; `starts` are where new sentences begin."""

    def __init__(
        self,
        matcher: Matcher,
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
        for row, elements, words in map(self._matcher.phrase, self._rows):
            # What is short was sifted by all of its words.
            if (not self._sifted or len(elements) > _SHORT) and not all(map(self._occurs, elements)):
                continue
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
