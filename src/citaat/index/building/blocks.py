"""A large corpus in blocks: read, analysed and spilled to disk, so that never all of it is in memory.

Blocks are numbered in the order of the corpus; each is a folder of arrays and lines that
`assembly` puts together. Several processes may share the blocks: every one of them reads
the corpus and keeps to the blocks that are its own.
"""

import gc
import json
import os
import sys
from array import array
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from citaat.corpus import articles as corpus
from citaat.corpus.passages import article_passages
from citaat.dutch.building import BuildAnalyser
from citaat.errors import CitaatError, CorpusError
from citaat.index.building.chunks import Chunker
from citaat.index.building.words import stored_words
from citaat.index.dictionary import Dictionary
from citaat.index.lazy import Abbreviations, passage_line
from citaat.outcome.shown import readable

# Records of a passage file, or articles, that make a block.
RECORDS, ARTICLES = 20_000, 200
DIGEST = 16
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Item:
    """A record or an article: its digest, its name's digest, and its passages as they are stored and read."""

    digest: bytes
    name: int
    lines: list[bytes]
    texts: list[tuple[str, str, str]]


@dataclass(slots=True)
class Block:
    """What the items of a block leave behind, beside the counts."""

    digests: list[bytes] = field(default_factory=list)
    names: "array[int]" = field(default_factory=lambda: array("Q"))
    sizes: "array[int]" = field(default_factory=lambda: array("i"))


def sources(root: Path) -> Iterator[tuple[int, Any]]:
    """What items are made of, in the order of the corpus: numbered lines of a passage file, or paths of articles."""
    single = corpus.passage_file(root)
    return corpus.lines(single) if single is not None else enumerate(corpus.article_files(root))


def items_of(task: "Task", block: Iterable[tuple[int, Any]], abbreviations: Container[str]) -> Iterator[Item]:
    """The items of some of `sources`. Raises CorpusError."""
    single = corpus.passage_file(task.root)
    if single is not None:
        return (record_item(single, number, line) for number, line in block)
    return (article_item(file, task.root, abbreviations) for _, file in block)


def record_item(file: Path, number: int, line: str) -> Item:
    """A line of a passage file. A record without text is no passage. Raises CorpusError."""
    record = corpus.read_record(line, file, number)
    raw = line.strip().encode()
    name = name_digest(record["_id"])
    digest = _digest(raw)
    if not record["text"].strip():
        return Item(digest, name, [], [])
    title = record["title"]
    return Item(digest, name, [raw + b"\n"], [(title, title, record["text"])])


def article_item(file: Path, root: Path, abbreviations: Container[str]) -> Item:
    """An article with its passages. Raises CorpusError."""
    article = corpus.read_article(file, root)
    digest = digest_of(root, file, False)
    name = name_digest(article.source)
    passages = article_passages(article, abbreviations)
    texts = [(one.title, one.heading, readable(one.text, one.source)) for one in passages]
    return Item(digest, name, [passage_line(passage) for passage in passages], texts)


def digest_of(root: Path, source: Any, record: bool) -> bytes:
    """What an item is known by: a record by its line, an article by its name and its bytes."""
    if record:
        return _digest(source.strip().encode())
    return _digest(source.relative_to(root).as_posix().encode() + b"\0" + corpus.file_digest(source))


def name_digest(name: str) -> int:
    """What the name of an item is known by: the source of an article, the _id of a record."""
    return int.from_bytes(blake2b(name.encode(), digest_size=_SHORT).digest(), "little")


def _digest(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=DIGEST).digest()


def in_blocks(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """`things` in lists of `size`."""
    stream = iter(things)
    while block := list(islice(stream, size)):
        yield block


class Spiller:
    """Writes blocks of items into a folder; one for each process."""

    def __init__(self, folder: str, name: str, analyser: BuildAnalyser, spelling: bool) -> None:
        self._folder, self._name, self._analyser = folder, name, analyser
        self._chunker = Chunker(analyser, spelling)

    def spill(self, items: Iterable[Item], number: int) -> None:
        """Write block `number`."""
        import numpy as np

        block, base = Block(), os.path.join(self._folder, f"{number:06d}")
        os.mkdir(base)
        ends = array("q", [0])
        with open(os.path.join(base, "lines"), "wb") as file:
            for item in items:
                block.digests.append(item.digest)
                block.names.append(item.name)
                block.sizes.append(len(item.lines))
                for line, texts in zip(item.lines, item.texts, strict=True):
                    file.write(line)
                    ends.append(ends[-1] + len(line))
                    self._chunker.add(*texts)
        arrays: dict[str, Any] = {"ends": np.array(ends, np.int64), "sizes": np.array(block.sizes, np.int32)}
        arrays["digests"] = np.frombuffer(b"".join(block.digests), f"V{DIGEST}")
        arrays["names"] = np.array(block.names, np.uint64)
        for name, (at, columns, counts) in self._chunker.take().items():
            arrays |= {f"{name}.at": at, f"{name}.columns": columns, f"{name}.counts": counts}
        for name, values in arrays.items():
            np.save(os.path.join(base, f"{name}.npy"), values, allow_pickle=False)
        with open(os.path.join(base, "by"), "w", encoding="utf-8") as file:
            file.write(self._name)

    def close(self) -> None:
        """Write the terms that the blocks of this process number, and what it worked out for words."""
        with open(os.path.join(self._folder, f"{self._name}.json"), "w", encoding="utf-8") as file:
            json.dump(list(self._chunker.terms), file)
        with open(os.path.join(self._folder, f"{self._name}.types"), "w", encoding="utf-8") as file:
            json.dump(self._analyser.types(), file)


@dataclass(frozen=True, slots=True)
class Task:
    """Spill blocks of the corpus at `root` into `folder`, with the word tables in `index` over the `dictionary` in that folder."""

    root: Path
    index: str
    folder: str
    spelling: bool
    dictionary: str

    def arguments(self) -> list[str]:
        """As given on a command line."""
        return [str(self.root), self.index, self.folder, "spelling" * self.spelling, self.dictionary]


def share(task: Task, part: int, parts: int, told: Callable[[int], None]) -> None:
    """Spill every block whose number is `part` modulo `parts`; `told` hears how many items each has."""
    root, own = task.root, stored_words(task.index, Dictionary(task.dictionary))
    spiller = Spiller(
        task.folder, f"part{part}", BuildAnalyser(own.lemmas, own.words, frozenset()), task.spelling
    )
    records = corpus.passage_file(root) is not None
    abbreviations = Abbreviations(own.words)
    for number, block in enumerate(in_blocks(sources(root), RECORDS if records else ARTICLES)):
        if number % parts == part:
            spiller.spill(items_of(task, block, abbreviations), number)
            told(len(block))
    spiller.close()


def main() -> None:
    """A process of its own: its share from the command line, its progress and its error to standard output."""
    root, index, folder, spelling, dictionary, part, parts = sys.argv[1:]
    # Nothing here goes in circles, and looking for circles among millions of words takes long.
    gc.disable()
    task = Task(Path(root), index, folder, bool(spelling), dictionary)
    try:
        share(task, int(part), int(parts), lambda done: print(done, flush=True))
    except CitaatError as error:
        told = {"what": error.what, "file": error.file, "line": error.line, "fix": error.fix}
        print(json.dumps(told), flush=True)


def raise_told(line: str) -> None:
    """Raise the error that `main` told in `line`."""
    told = json.loads(line)
    raise CorpusError(told["what"], file=told["file"], line=told["line"], fix=told["fix"])
