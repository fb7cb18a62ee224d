"""Where the term sets of the rules occur in a question."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from citaat.caveats.patterns import END, EXACT, INSIDE, NUMBER, SET, START, WORD
from citaat.caveats.reading import Reading

Occurrence = tuple[int, int]  # first word and the word after the last
_AFFIX = 4


class Matcher:
    """Finds occurrences of term sets; harmless spans are blanked before anything counts.

    `single` looks words up by kind, `phrases` are (set, elements) in the order of the sets,
    `anchors` name the phrases that a word of the question makes possible.
    """

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._single: dict[str, dict[str, list[int]]] = compiled["single"]
        self._phrases: list[tuple[int, list[Any]]] = compiled["phrases"]
        self._anchors: dict[str, list[int]] = compiled["anchors"]
        self._loose: list[int] = compiled["loose"]
        self._names: list[str] = compiled["sets"]
        self._numbers = {name: at for at, name in enumerate(self._names)}
        self._harmless = self._numbers["harmless"]

    def find(self, reading: Reading) -> dict[str, list[Occurrence]]:
        """The occurrences of every set that occurs, by name."""
        first = _Search(self, reading, self._numbers)
        spans = first.run(only=self._harmless).get(self._harmless, [])
        for start, end in spans:
            reading.blank(range(start, end))
        found = (_Search(self, reading, self._numbers) if spans else first).run(without=self._harmless)
        return {self._names[at]: places for at, places in found.items()}

    def memberships(self, key: str) -> Iterator[int]:
        """The sets with a one-word term that fits `key`, a word or a lemma."""
        single = self._single
        yield from single[WORD].get(key, ())
        for size in range(2, len(key) + 1):
            yield from single[START].get(key[:size], ())
            yield from single[END].get(key[-size:], ())
        if single[INSIDE]:
            for start in range(1, len(key) - _AFFIX + 1):
                for end in range(start + _AFFIX, len(key) + 1):
                    yield from single[INSIDE].get(key[start:end], ())

    def exact(self, norm: str) -> Sequence[int]:
        """The sets that hold `norm` exactly as spelt."""
        return self._single[EXACT].get(norm, ())

    def candidates(self, reading: Reading) -> list[tuple[int, list[Any]]]:
        """The phrases whose anchor word is in the question, in the order of their sets."""
        rows = set(self._loose)
        for keys in reading.keys:
            for key in keys:
                rows.update(self._anchors.get(key, ()))
        return [self._phrases[row] for row in sorted(rows)]


class _Search:
    """One pass over one question."""

    def __init__(self, matcher: Matcher, reading: Reading, numbers: dict[str, int]) -> None:
        self._matcher, self._reading, self._numbers = matcher, reading, numbers
        self._found: dict[int, list[Occurrence]] = {}
        self._at: dict[tuple[int, int], list[int]] = {}

    def run(self, only: int | None = None, without: int | None = None) -> dict[int, list[Occurrence]]:
        if not self._found:
            for at, keys in enumerate(self._reading.keys):
                rows = {row for key in dict.fromkeys(keys) for row in self._matcher.memberships(key)}
                rows.update(self._matcher.exact(keys[0]) if keys else ())
                for row in sorted(rows):
                    self._add(row, at, at + 1)
        for row, elements in self._matcher.candidates(self._reading):
            if (only is None or row == only) and row != without:
                for start in range(len(self._reading)):
                    for end in self._ends(elements, 0, start):
                        self._add(row, start, end)
                        break
        return self._found

    def _add(self, row: int, start: int, end: int) -> None:
        ends = self._at.setdefault((row, start), [])
        if end not in ends:
            ends.append(end)
            self._found.setdefault(row, []).append((start, end))

    def _ends(self, elements: list[Any], element: int, at: int) -> Iterator[int]:
        """Where the phrase may end that has matched up to `element` and stands at `at`."""
        if element == len(elements):
            yield at
            return
        what, payload, optional = elements[element]
        if what == "gap":
            for skipped in range(min(payload, len(self._reading) - at) + 1):
                yield from self._ends(elements, element + 1, at + skipped)
        elif what == "not":
            if not any(True for choice in payload for _ in self._after(choice, at)):
                yield from self._ends(elements, element + 1, at)
        else:
            for choice in payload:
                for after in self._after(choice, at):
                    yield from self._ends(elements, element + 1, after)
            if optional:
                yield from self._ends(elements, element + 1, at)

    def _after(self, choice: list[Any], at: int) -> Sequence[int]:
        """Where the next word is when one alternative matches at `at`; empty when it does not."""
        if at >= len(self._reading):
            return ()
        kind, payload = choice[0], choice[1]
        if kind == SET:
            return self._at.get((self._numbers[payload], at), ())
        keys = self._reading.keys[at]
        if kind == NUMBER:
            number = self._reading.values[at]
            return (at + 1,) if number is not None and payload <= number <= choice[2] else ()
        return (at + 1,) if _fits(kind, payload, keys) else ()


def _fits(kind: str, payload: str, keys: list[str]) -> bool:
    if kind == WORD:
        return payload in keys
    if kind == EXACT:
        return keys[:1] == [payload]
    if kind == START:
        return any(key.startswith(payload) for key in keys)
    if kind == END:
        return any(key.endswith(payload) for key in keys)
    return any(payload in key for key in keys)
