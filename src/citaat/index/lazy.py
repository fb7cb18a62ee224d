"""Passages of a large corpus: stored bare, their sentences and terms worked out when they are read for an answer."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from math import log
from typing import Any

from citaat.corpus.passages import record_passage
from citaat.corpus.terms import Sayings
from citaat.corpus.traits import noticed
from citaat.corpus.units import Unit, raise_to, unit_spans, unit_text
from citaat.dutch.traits import Traits
from citaat.errors import IndexDamaged
from citaat.index.fields import Field
from citaat.index.segments import LayeredLines, Since
from citaat.index.store import Passages, Place
from citaat.records import Article, Passage, Sentence
from citaat.storage.folder import Folder
from citaat.storage.mapped import REBUILD

# Places that are remembered: the second stage of some tens of questions.
_REMEMBERED = 4_096
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
Asked = Callable[[int], Iterable[tuple[int, Mapping[str, float]]]]


class Abbreviations:
    """The abbreviations that sentences are split with, as kept in the word table."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __contains__(self, word: object) -> bool:
        return f"abbr:{word}" in self._words


class Letters(frozenset[str]):
    """The letter trigrams of a text that are in another set, looked for in the text itself.

    Of a text that is asked for once, all trigrams cost ten times what those of a question do.
    """

    __slots__ = ("_line",)
    _line: str

    def __new__(cls, text: str) -> "Letters":
        """As `traits.trigrams`, for `other & Letters(text)` alone."""
        made = super().__new__(cls)
        made._line = f" {' '.join(text.lower().split())} "
        return made

    def __rand__(self, other: Any) -> frozenset[str]:
        line = self._line
        return frozenset([letters for letters in other if letters in line])


class LargeWords(Mapping[str, str]):
    """The word table of a large corpus: what `words` lists, and the terms of the corpus as they are needed.

    A term is known ("vocab:") when a passage has it, and near to a form ("near:") when it is the
    form with one letter put in; only terms of two passages or more are worth correcting to.
    """

    def __init__(self, words: Mapping[str, str], field: Field) -> None:
        self._words, self._field = words, field

    def __getitem__(self, key: str) -> str:
        found = self._words.get(key)
        if found is None and key.startswith("vocab:") and self._field.holds(key[len("vocab:") :]):
            return ""
        if key.startswith("near:"):
            near = sorted({*(found or "").split(), *self._near(key[len("near:") :])})
            found = " ".join(near) if near else None
        if found is None:
            raise KeyError(key)
        return found

    def _near(self, form: str) -> Iterator[str]:
        rare = self._field.rarest - log(2)
        longer = (form[:at] + letter + form[at:] for at in range(len(form) + 1) for letter in _LETTERS)
        for word in (form, *longer):
            # Most are no terms: they are not worth what a field remembers of each term it is asked for.
            if len(word) > 3 and self._field.holds(word) and (self._field.idf(word) or 0.0) < rare:
                yield word

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


def passage_line(passage: Passage) -> bytes:
    """A passage as it is stored where its units are not."""
    record = asdict(passage) | {"sentences": [[s.start, s.end, s.kind] for s in passage.sentences]}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class LazyPassages(Passages):
    """As Passages, over records of a passage file as they came (`source` is its name) or passages without units.

    `lemmas`, `words` and `types` are the tables of the index; `asked` gives the known questions that
    point to a passage: the sentence, and what they say.
    """

    def __init__(self, files: Folder, source: str, lemmas: Mapping[str, str], words: Mapping[str, str],
                 types: Mapping[str, str], since: Since | None, asked: Asked) -> None:  # fmt: skip
        super().__init__(LayeredLines(files, since) if since else files.lines("passages"))
        self._path = files.file("passages.jsonl")
        self._source, self._lemmas, self._words, self._asked = source, lemmas, words, asked
        self._types = types
        self._abbreviations = Abbreviations(words)
        self._sayings: Sayings | None = None

    def place(self, number: int) -> Place:
        """Passage `number` with all that is known of it."""
        if number not in self._places:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            self._places[number] = self._made(number)
        return self._places[number]

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
        key, text = record["_id"], record["text"]
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        article = Article(key, record.get("title", ""), f"{self._source}#{key}", text, digest)
        return record_passage(article, self._abbreviations)

    def _made(self, number: int) -> Place:
        if self._sayings is None:
            self._sayings = Sayings(self._lemmas, self._words, self._types)
        passage, says = self.passage(number), self._sayings.of
        asks: dict[int, list[Mapping[str, float]]] = {}
        for sentence, asked in self._asked(number):
            asks.setdefault(sentence, []).append(asked)
        units, found = [], []
        for first, last in unit_spans(passage):
            text = unit_text(passage, first, last)
            units.append(Unit(number, first, last, says(text), _together(asks, first, last)))
            found.append(Traits(Letters(text), len(units[-1].says), len(text), noticed(text)))
        title = self._sayings.of_title(passage.title)
        return Place(passage, tuple(units), tuple(found), title, self._sayings.of_title(passage.heading))


def _together(asks: Mapping[int, list[Mapping[str, float]]], first: int, last: int) -> dict[str, float]:
    """What the known questions of these sentences say together."""
    asked: dict[str, float] = {}
    for sentence in range(first, last + 1) if asks else ():
        for says in asks.get(sentence, ()):
            for term, strength in says.items():
                raise_to(asked, term, strength)
    return asked


def _stored(record: dict[str, Any]) -> Passage:
    return Passage(**(record | {"sentences": tuple(Sentence(*one) for one in record["sentences"])}))
