"""Where the term sets of the rules occur in a question."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from citaat.caveats.elements import END, EXACT, INSIDE, START, WORD
from citaat.caveats.matching.phrases import Occurrence, Piece, Pieces, Search
from citaat.caveats.reading import Reading, make_room
from citaat.light import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citaat.caveats.matching.sieve import Sieve

HARMLESS = "harmless"
# Words from which a message is looked through sentence by sentence.
_LONG = 400


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
        self._pieces: dict[int, tuple[int, list[str]]] = {}
        self._elements = Pieces()
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
            return Search(self, keys, values, reading.starts, self._anchored(keys), sifted=False).run()
        found = Search(self, keys, values, frozenset(), self._sifted(keys, values), sifted=True).run()
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

    def phrase(self, row: int) -> tuple[int, int, "Iterator[Piece]"]:
        """The set of a phrase, its length, and its elements, each read when it is asked for: most soon lack a word."""
        if row not in self._pieces:
            number, text = self._phrases[row]
            self._pieces[row] = number, text.split(" ")
        number, pieces = self._pieces[row]
        return number, len(pieces), map(self._elements.__getitem__, pieces)

    def _anchored(self, keys_of: list[list[str]]) -> list[int]:
        """The phrases whose anchor word is among the words, in the order of their sets."""
        rows = set(self._loose)
        for key in {key for keys in keys_of for key in keys}:
            rows.update(int(row) for row in self._anchors.get(key, "").split())
        return sorted(rows)

    def _sifted(self, keys_of: list[list[str]], values: Sequence[float | None]) -> list[int]:
        """As `_anchored`, without phrases that lack another of their words: worth it where many sentences are read."""
        from citaat.caveats.matching.sieve import Sieve

        if self._sieve is None:
            phrases = [(number, [one for one, _ in pieces]) for number, _, pieces in self._every_phrase()]
            self._sieve = Sieve(phrases, self.numbers, self.memberships)
        return self._sieve.rows(map(tuple, keys_of), values)

    def _every_phrase(self) -> Iterator[tuple[int, int, Iterator[Piece]]]:
        return map(self.phrase, range(len(self._phrases)))
