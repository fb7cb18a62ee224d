"""What a corpus is made of, one by one: records of a passage file, or articles, each with its passages."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, fields
from hashlib import blake2b, sha256
from itertools import islice
from json import dumps
from pathlib import Path
from typing import Any

from citaat.corpus import articles as corpus
from citaat.corpus.passages import article_passages, record_passage
from citaat.outcome.shown import readable
from citaat.records import Article, Passage

# Records of a passage file, or articles, that make a block.
RECORDS, ARTICLES = 5_000, 100
DIGEST = 16
_SHORT = 8
_FIELDS = tuple(field.name for field in fields(Passage))
# What an item is made of: the numbered line of a record, or the numbered path of an article.
Source = tuple[int, Any]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus on disk: its passage file, or None and its articles; `root` is what was given."""

    root: Path
    single: Path | None
    articles: tuple[Path, ...]

    @property
    def base(self) -> Path:
        """The folder of its word lists."""
        return self.root if self.root.is_dir() else self.root.parent

    @property
    def kind(self) -> str:
        """As the manifest has it."""
        return "articles" if self.single is None else "passages"

    @property
    def source(self) -> str:
        """The name of the passage file, "" where there is none."""
        return self.single.name if self.single else ""

    def size(self) -> int:
        """How many bytes it has."""
        files = [self.single] if self.single else self.articles
        return sum(file.stat().st_size for file in files)

    def count(self) -> int:
        """About how many items it has."""
        return corpus.line_count(self.single) if self.single else len(self.articles)

    def sources(self) -> Iterator[Source]:
        """What its items are made of, in order. Raises CorpusError."""
        return corpus.lines(self.single) if self.single is not None else iter(enumerate(self.articles))

    def item(self, source: Source, abbreviations: Container[str], *, bare: bool = False) -> "Item":
        """The item of a source; `bare`: the sentences of a record do not matter. Raises CorpusError."""
        if self.single is not None:
            return _record_item(self.single, *source, None if bare else abbreviations)
        return _article_item(source[1], self.root, abbreviations)

    def digest(self, source: Source) -> bytes:
        """What an item is known by: a record by its line, an article by its name and its bytes."""
        if self.single is not None:
            return _digest(source[1].strip().encode())
        return _article_digest(source[1], self.root)


@dataclass(frozen=True, slots=True)
class Item:
    """A record or an article: its digest, its name's digest, and its passages; `line` has a record as it came."""

    digest: bytes
    name: int
    passages: list[Passage]
    line: bytes

    def lines(self) -> list[bytes]:
        """The passages as they are stored bare."""
        return [self.line] if self.line else list(map(passage_line, self.passages))


def open_sources(root: Path, files: list[Path] | None = None) -> Corpus:
    """The corpus at `root`, its `files` where they were listed already. Raises CorpusError when it holds no articles."""
    single = corpus.passage_file(root)
    found = [file for file in files or () if file.suffix == ".md"]
    return Corpus(root, single, () if single else tuple(found or corpus.article_files(root)))


def _record_item(file: Path, number: int, line: str, abbreviations: Container[str] | None) -> Item:
    """A line of a passage file. A record without text is no passage."""
    record = corpus.read_record(line, file, number)
    raw, key, title, text = line.strip().encode(), record["_id"], record["title"], record["text"]
    digest, name, source = _digest(raw), name_digest(key), f"{file.name}#{key}"
    if not text.strip():
        return Item(digest, name, [], b"")
    if abbreviations is None:
        passage = Passage(key, key, title, title, source, "", 0, len(text), text, ())
    else:
        article = Article(key, title, source, text, sha256(text.encode()).hexdigest())
        passage = record_passage(article, abbreviations)
    return Item(digest, name, [passage], raw + b"\n")


def _article_item(file: Path, root: Path, abbreviations: Container[str]) -> Item:
    article = corpus.read_article(file, root)
    passages = article_passages(article, abbreviations)
    return Item(_article_digest(file, root), name_digest(article.source), passages, b"")


def _article_digest(file: Path, root: Path) -> bytes:
    name = file.as_posix().removeprefix(f"{root.as_posix()}/")
    return _digest(name.encode("utf-8", "surrogateescape") + b"\0" + corpus.file_digest(file))


def name_digest(name: str) -> int:
    """What the name of an item is known by: the source of an article, the _id of a record."""
    return int.from_bytes(blake2b(name.encode(), digest_size=_SHORT).digest(), "little")


def _digest(raw: bytes) -> bytes:
    return blake2b(raw, digest_size=DIGEST).digest()


def passage_line(passage: Passage) -> bytes:
    """A passage as it is stored where its units are not."""
    return dumps(stored(passage), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def stored(passage: Passage) -> dict[str, Any]:
    """A passage as JSON has it."""
    values = {name: getattr(passage, name) for name in _FIELDS}
    return values | {"sentences": [[s.start, s.end, s.kind] for s in passage.sentences]}


def texts(passage: Passage) -> tuple[str, str, str]:
    """What of a passage is read: title, headings and text."""
    return passage.title, "\n".join((*passage.above, passage.heading)), readable(passage.text, passage.source)


def in_blocks(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """`things` in lists of `size`."""
    stream = iter(things)
    while block := list(islice(stream, size)):
        yield block
