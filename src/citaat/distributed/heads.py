"""The head of an index: all that is not in its segments, small enough for the machine that asks.

Words, known questions, rules, the weights of the model, and of every field its terms with their idf over all
segments. An idf is worked out once, here: two machines may differ in the last bit of a logarithm.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from citaat.caveats.storing import write_rules
from citaat.caveats.taking import sampled
from citaat.corpus.files import WORD_FILES
from citaat.distributed.frequencies import Frequencies
from citaat.distributed.pieces import Origin
from citaat.distributed.segments import Reading, Segment, local_segment
from citaat.dutch.building import BuildAnalyser
from citaat.errors import CitaatError, UsageError
from citaat.index.building.items import Corpus, name_digest
from citaat.index.building.job import Job
from citaat.index.building.known_questions import known_questions, write_asks
from citaat.index.building.lists import Lists, read_lists
from citaat.index.building.rules import compiled_rules, quoted_articles
from citaat.index.building.segments import StoredSegment
from citaat.index.building.words import CorpusWords, corpus_words, stored_words
from citaat.index.dictionary import LEMMAS, WORDS, Dictionary
from citaat.index.passages import BarePassages
from citaat.records import Passage
from citaat.storage.folder import Folder
from citaat.storage.manifest import manifest_of
from citaat.storage.table import write_terms


@dataclass(frozen=True, slots=True)
class Wanted:
    """Passages that are looked at for the head: those of the items of these name digests, and those at these places."""

    names: frozenset[int]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """The passages of one segment that were wanted: which places the names led to, and the lines of all."""

    named: tuple[int, ...]
    lines: Mapping[int, bytes]


class Fetched:
    """The stored passages of an index as far as they were fetched; a `segments.Records`."""

    def __init__(self, lines: Mapping[int, bytes], size: int) -> None:
        self._lines, self._size = lines, size

    def __len__(self) -> int:
        return self._size

    def start(self, place: int) -> int:
        """0: nothing is cited from here."""
        return 0

    def line(self, place: int) -> bytes:
        """A passage as it is written."""
        return self._lines[place]

    def __getitem__(self, place: int) -> Any:
        return self._lines[place]


@contextmanager
def read_words(origin: Origin, dictionary: Dictionary) -> Iterator[Lists]:
    """The word lists, rules and settings beside a corpus, as files of this machine. Raises RulesError and UsageError."""
    with TemporaryDirectory(prefix="citaat-words-") as folder:
        for name in WORD_FILES:
            place = origin.base.child(name)
            if place.exists():
                place.fetch(os.path.join(folder, name))
        try:
            lists = read_lists(Path(folder), dictionary)
            if lists.settings.pipeline:
                what = f"the pipeline {lists.settings.pipeline} reads a corpus as one, which workers cannot"
                raise UsageError(what, file=os.path.join(folder, "settings.toml"), fix="leave it out")
            yield lists
        except CitaatError as error:
            if error.file is None or not error.file.startswith(folder):
                raise
            named = f"{origin.base.url.rstrip('/')}{error.file.removeprefix(folder)}"
            raise type(error)(error.what, file=named, line=error.line, fix=error.fix) from error


def write_tables(lists: Lists, reading: Reading) -> None:
    """Put the word tables of the corpus where all workers find them."""
    with TemporaryDirectory(prefix="citaat-tables-") as folder:
        corpus_words(lists.dictionary, lists.lexicon, {}, each_alone=True).write(folder)
        reading.tables.put(folder)


def wanted(lists: Lists, reading: Reading, count: int) -> Wanted:
    """What has to be looked at: the passages that lexicon and rules quote, and those that tell the subject."""
    quoted = {alias.article for alias in lists.lexicon.aliases} | quoted_articles(lists.base)
    single = bool(reading.origin.source)
    names = frozenset(name_digest(name if single else f"{name}.md") for name in quoted)
    return Wanted(names, tuple(sampled(count)))


def look(reading: Reading, segment: Segment, want: Wanted) -> Looked:
    """The wanted passages of a segment, on a worker that has it; places count in the segment. Raises IndexDamaged."""
    with Folder(local_segment(reading.index, segment.key)) as files:
        manifest_of(files)
        stored, lines = StoredSegment(files, "0."), files.lines("0.passages")
        near = np.isin(stored.array("names"), np.fromiter(want.names, np.uint64, len(want.names)))
        sizes = stored.array("sizes")
        ends = np.cumsum(sizes)
        named = [
            at
            for item in np.flatnonzero(near).tolist()
            for at in range(int(ends[item] - sizes[item]), int(ends[item]))
        ]
        places = {*named, *want.places}
        return Looked(tuple(named), {at: lines.line(at) for at in sorted(places)})


def write_head(
    folder: str, lists: Lists, reading: Reading, found: Frequencies, looked: Sequence[Looked], count: int
) -> dict[str, Any]:
    """Write the files of a head but for its manifest, and give what that has to say of them.

    `looked` has places that count in the corpus, of `count` passages. Raises RulesError.
    """
    fields = write_statistics(folder, found, count)
    for name in reading.tables.sizes():
        if name in (WORDS, LEMMAS):
            reading.tables.child(name).fetch(os.path.join(folder, name))
    own = stored_words(folder, lists.dictionary)
    asks, book = _questions_and_rules(folder, lists, reading, own, looked, count)
    return {"fields": dict.fromkeys(fields, count) | {"alias": asks}, "caveats": book}


def write_statistics(folder: str, found: Frequencies, count: int) -> list[str]:
    """Write the terms of every field with their idf over `count` passages; which fields there are."""
    for name, (terms, frequency) in found.fields.items():
        write_terms(folder, name, terms)
        idf = np.log((1 + count) / (1 + frequency)) + 1
        np.save(os.path.join(folder, f"{name}.idf.npy"), idf, allow_pickle=False)
    return list(found.fields)


def _questions_and_rules(
    folder: str, lists: Lists, reading: Reading, own: CorpusWords, looked: Sequence[Looked], count: int
) -> tuple[int, str]:
    """Write known questions and rules: how many questions, and whose rules."""
    own = replace(own, analyser=BuildAnalyser(own.lemmas, own.words, frozenset()))
    lines = {place: line for one in looked for place, line in one.lines.items()}
    source = reading.origin.source
    passages = BarePassages(Fetched(lines, count), "", source, own.lemmas, own.words, {})
    found: dict[int, Passage] = {at: passages[at] for one in looked for at in one.named}
    rules, book = compiled_rules(lists.base, lists.lexicon, own, list(found.values()), passages)
    asks = list(known_questions(lists.lexicon, found, own.analyser, lists.lexicon_path))
    write_asks(folder, asks, found)
    if rules is not None:
        write_rules(folder, rules)
    corpus = Corpus(lists.base, Path(source) if source else None, ())
    Job(corpus, lists, folder, {}, _silent).write_model()
    return len(asks), book


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody is told how far it is."""
