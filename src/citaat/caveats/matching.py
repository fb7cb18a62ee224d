"""Where the term sets of the rules occur in a question."""

from collections.abc import Iterator, Mapping, Sequence

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
from citaat.caveats.reading import Reading
from citaat.light import Any

Occurrence = tuple[int, int]  # first word and the word after the last
HARMLESS = "harmless"
_AFFIX = 4


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
        self._decoded: dict[int, tuple[int, list[Element]]] = {}

    def find(self, reading: Reading) -> dict[str, list[Occurrence]]:
        """The occurrences of every set that occurs, by name."""
        harmless = self.numbers[HARMLESS]
        found = _Search(self, reading).run()
        spans = found.get(harmless, [])
        if spans:
            for start, end in spans:
                reading.blank(range(start, end))
            found = _Search(self, reading).run()
        return {self._names[at]: places for at, places in found.items() if at != harmless}

    def memberships(self, keys: list[str]) -> set[int]:
        """The sets with a one-word term that fits one of `keys`: the word, its lemma, readings."""
        single = self._single
        rows = [single[EXACT].get(keys[0], "")]
        for key in dict.fromkeys(keys):
            rows.append(single[WORD].get(key, ""))
            for size in range(2, len(key) + 1):
                rows.append(single[START].get(key[:size], ""))
                rows.append(single[END].get(key[-size:], ""))
            rows.extend(self._inside(key))
        return {int(row) for row in " ".join(rows).split()}

    def _inside(self, key: str) -> Iterator[str]:
        if self._single[INSIDE]:
            for start in range(1, len(key) - _AFFIX + 1):
                for end in range(start + _AFFIX, len(key) + 1):
                    yield self._single[INSIDE].get(key[start:end], "")

    def candidates(self, keys_of: list[list[str]]) -> Iterator[tuple[int, list[Element]]]:
        """The phrases whose anchor word is in the question, in the order of their sets."""
        rows = set(self._loose)
        for key in {key for keys in keys_of for key in keys}:
            rows.update(int(row) for row in self._anchors.get(key, "").split())
        for row in sorted(rows):
            if row not in self._decoded:
                number, text = self._phrases[row]
                self._decoded[row] = number, decode(text)
            yield self._decoded[row]


class _Search:
    """One pass over one question."""

    def __init__(self, matcher: Matcher, reading: Reading) -> None:
        self._matcher, self._keys, self._values = matcher, reading.keys, reading.values
        self._size, self._starts = len(reading.keys), reading.starts
        self._found: dict[int, list[Occurrence]] = {}
        self._ends_of: dict[tuple[int, int], list[int]] = {}
        self._places: dict[str, list[int]] = {}
        for at, keys in enumerate(reading.keys):
            for key in dict.fromkeys(keys):
                self._places.setdefault(key, []).append(at)

    def run(self) -> dict[int, list[Occurrence]]:
        for at, keys in enumerate(self._keys):
            for row in sorted(self._matcher.memberships(keys)) if keys else ():
                self._add(row, at, at + 1)
        for row, elements in self._matcher.candidates(self._keys):
            for start in self._possible(elements[0]):
                end = next(self._ends(elements, 0, start), None)
                if end is not None:
                    self._add(row, start, end)
        return self._found

    def _possible(self, first: Element) -> Sequence[int]:
        """Where a phrase may start, ascending: only where its first word may be, if that can be looked up."""
        if first.what != MUST:
            return range(self._size)
        starts: set[int] = set()
        for choice in first.choices:
            if choice.kind == SET:
                row = self._matcher.numbers[choice.text]
                starts.update(start for start, _ in self._found.get(row, ()))
            elif choice.kind in (WORD, EXACT):
                starts.update(self._places.get(choice.text, ()))
            else:
                return range(self._size)
        return sorted(starts)

    def _add(self, row: int, start: int, end: int) -> None:
        ends = self._ends_of.setdefault((row, start), [])
        if end not in ends:
            ends.append(end)
            self._found.setdefault(row, []).append((start, end))

    def _ends(self, elements: list[Element], index: int, at: int) -> Iterator[int]:
        """Where the phrase may end that has matched up to `index` and stands at `at`."""
        if index == len(elements):
            yield at
            return
        element = elements[index]
        over = index > 0 and at in self._starts  # a phrase does not go on in the next sentence
        if element.what == GAP:
            for skipped in range(min(element.size, self._size - at) + 1):
                if skipped and at + skipped - 1 in self._starts:
                    break
                yield from self._ends(elements, index + 1, at + skipped)
        elif element.what == NOT:
            if over or not any(self._after(choice, at) for choice in element.choices):
                yield from self._ends(elements, index + 1, at)
        else:
            for choice in () if over else element.choices:
                for after in self._after(choice, at):
                    yield from self._ends(elements, index + 1, after)
            if element.what == MAY:
                yield from self._ends(elements, index + 1, at)

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
