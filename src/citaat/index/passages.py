"""The passages of an index, read one by one when they are asked for, and what is known of each.

Those of a small corpus are stored with all of it. Those of a large one are stored bare, or as the records of a
passage file came: their sentences and terms are worked out when they are read for an answer.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

from citaat.corpus.units import Unit, unit_spans, unit_text
from citaat.dutch.traits import Traits, trigrams
from citaat.errors import IndexDamaged
from citaat.index.segments import Records
from citaat.light import TYPE_CHECKING, Any, dataclass
from citaat.records import Article, Passage, Sentence
from citaat.storage.mapped import REBUILD

if TYPE_CHECKING:
    from citaat.corpus.terms import Sayings

# Places that are remembered: the second stage of some tens of questions.
_REMEMBERED = 4_096
# So often a text must be looked at before all its letters are worth keeping.
_KEPT_FROM = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A passage, its units with their traits, and what title, heading and the headings around that one say."""

    passage: Passage
    units: tuple[Unit, ...]
    traits: tuple[Traits, ...]
    title: Mapping[str, float]
    heading: Mapping[str, float]
    above: Mapping[str, float]


class Passages(Sequence[Passage]):
    """The passages of an index in the order of the corpus."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._places: dict[int, Place] = {}

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Passage]:
        return (self.passage(number) for number in range(len(self)))

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self.passage(at) for at in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return self.passage(number % len(self))

    @property
    def records(self) -> Records:
        """The passages as they are stored."""
        return self._records

    def over(self, records: Records) -> "Passages":
        """Other passages that are stored in the same way."""
        return Passages(records)

    def passage(self, number: int) -> Passage:
        """Passage `number` alone."""
        return self.place(number).passage

    def numbered(self, numbers: Sequence[int]) -> list[tuple[int, Place]]:
        """These passages with all that is known of each, by their numbers."""
        return [(number, self.place(number)) for number in numbers]

    def place(self, number: int) -> Place:
        """Passage `number` with all that is known of it."""
        if number not in self._places:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            self._places[number] = self._made(number)
        return self._places[number]

    def _made(self, number: int) -> Place:
        record = self._records[number]
        passage = _stored(record)
        units = tuple(Unit(number, first, last, says, {}) for first, last, says in record["units"])
        spans = ((passage.sentences[unit.first].start, passage.sentences[unit.last].end) for unit in units)
        found = tuple(
            Traits(Letters(passage.slice(start, end)), own, size, frozenset(has))
            for (start, end), (own, size, has) in zip(spans, record["traits"], strict=True)
        )
        return Place(
            passage, units, found, record["title_says"], record["heading_says"], record["above_says"]
        )


class Letters(frozenset[str]):
    """The letter trigrams of a text that are in another set, looked for in the text itself.

    Of a text that is asked for once, all trigrams cost ten times what those of a question do; from the third time on
    they are kept.
    """

    __slots__ = ("_all", "_line", "_times")
    _line: str
    _times: int
    _all: frozenset[str] | None

    def __new__(cls, text: str) -> "Letters":
        """As `traits.trigrams`, for `other & Letters(text)` alone."""
        made = super().__new__(cls)
        made._line, made._times, made._all = f" {' '.join(text.lower().split())} ", 0, None
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Made again from its text, which is all that it has."""
        return Letters, (self._line.strip(),)

    def __rand__(self, other: Any) -> frozenset[str]:
        self._times += 1
        if self._times < _KEPT_FROM:
            line = self._line
            return frozenset([letters for letters in other if letters in line])
        if self._all is None:
            self._all = trigrams(self._line)
        return self._all.intersection(other)


class Abbreviations:
    """The abbreviations that sentences are split with, as kept in the word table."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __contains__(self, word: object) -> bool:
        return f"abbr:{word}" in self._words


class BarePassages(Passages):
    """Passages without units, or the records of a passage file as they came (`source` is its name).

    `lemmas`, `words` and `types` are the tables of the index.
    """

    def __init__(
        self,
        records: Records,
        path: str,
        source: str,
        lemmas: Mapping[str, str],
        words: Mapping[str, str],
        types: Mapping[str, str],
    ) -> None:
        super().__init__(records)
        self._path, self._source, self._lemmas, self._words, self._types = path, source, lemmas, words, types
        self._abbreviations = Abbreviations(words)
        self._sayings: Sayings | None = None

    def over(self, records: Records) -> "BarePassages":
        """As Passages.over."""
        return BarePassages(records, self._path, self._source, self._lemmas, self._words, self._types)

    def passage(self, number: int) -> Passage:
        """Passage `number` alone."""
        if number in self._places:
            return self._places[number].passage
        line = self._records.line(number)
        try:
            record = json.loads(line)
            return self._record(record) if "_id" in record else _stored(record)
        except (ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(
                "is not what was written", file=self._path, line=number + 1, fix=REBUILD
            ) from error

    def _record(self, record: dict[str, Any]) -> Passage:
        from hashlib import sha256

        from citaat.corpus.passages import record_passage

        key, text = record["_id"], record["text"]
        digest = sha256(text.encode("utf-8")).hexdigest()
        article = Article(key, record.get("title", ""), f"{self._source}#{key}", text, digest)
        return record_passage(article, self._abbreviations)

    def _made(self, number: int) -> Place:
        from citaat.corpus.terms import Sayings
        from citaat.corpus.traits import noticed

        if self._sayings is None:
            self._sayings = Sayings(self._lemmas, self._words, self._types)
        passage, says = self.passage(number), self._sayings.of
        units, found = [], []
        for first, last in unit_spans(passage):
            text = unit_text(passage, first, last)
            units.append(Unit(number, first, last, says(text), {}))
            found.append(Traits(Letters(text), len(units[-1].says), len(text), noticed(text)))
        said = map(self._sayings.of_title, (passage.title, passage.heading, above(passage)))
        return Place(passage, tuple(units), tuple(found), *said)


def above(passage: Passage) -> str:
    """The headings around the own one, as they are read."""
    return "\n".join(passage.above)


def _stored(record: Mapping[str, Any]) -> Passage:
    return Passage(
        record["id"],
        record["article_id"],
        record["title"],
        record["heading"],
        record["source"],
        record["sha256"],
        record["start"],
        record["end"],
        record["text"],
        tuple(Sentence(*sentence) for sentence in record["sentences"]),
        record["author"],
        record["date"],
        record["url"],
        tuple(record["above"]),
    )
