"""A corpus in pieces, each of which becomes a segment: bytes of a passage file, or articles by their names.

A piece of a passage file has the lines that begin in it, whoever cuts and wherever; only an unpacked stream
carries its text along, for nobody can begin to read a packed file in the middle. Articles are cut where the hash of
a name says so, so that one more moves no other into another piece.
"""

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from citaat.corpus import articles as corpus
from citaat.corpus.files import PASSAGE_FILES, survey
from citaat.distributed.stores import Store
from citaat.errors import CorpusError
from citaat.index.building.items import ARTICLES
from citaat.limits import expansion_limit, line_limit

ARTICLES_KIND, PASSAGES_KIND = "articles", "passages"
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Piece:
    """Piece `number`: the lines that begin at bytes start..end-1, or the articles of these `names`.

    `text` has those lines where they were unpacked already.
    """

    number: int
    start: int
    end: int
    names: tuple[str, ...] = ()
    text: bytes | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a corpus is: its passage file, or the folder of its articles."""

    store: Store
    kind: str

    @property
    def source(self) -> str:
        """The name of the passage file, "" where there is none."""
        return self.store.name if self.kind == PASSAGES_KIND else ""

    @property
    def base(self) -> Store:
        """The folder of its word lists."""
        return self.store.parent if self.kind == PASSAGES_KIND else self.store


def open_origin(url: str) -> Origin:
    """The corpus at a URL. Raises CorpusError when there is none, and StoreError."""
    place = Store(url)
    if not place.exists():
        raise CorpusError("there is no such corpus", file=url, fix="check the address given to --corpus")
    if not place.is_folder():
        return Origin(place, PASSAGES_KIND)
    single = next((found for name in PASSAGE_FILES if (found := place.child(name)).exists()), None)
    return Origin(place, ARTICLES_KIND) if single is None else Origin(single, PASSAGES_KIND)


def article_names(origin: Origin) -> list[str]:
    """The relative names of the articles, in the order of the corpus. Raises CorpusError when there are none."""
    local = origin.store.local
    if local is not None:
        found = [file.relative_to(local).as_posix() for file in survey(Path(local)).articles]
    else:
        paths = sorted(PurePosixPath(name) for name in origin.store.sizes() if name.endswith(".md"))
        found = [path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts)]
    if not found:
        fix = "put Markdown files (*.md) in the folder"
        raise CorpusError("the corpus holds no articles", file=origin.store.url, fix=fix)
    return found


def cut(origin: Origin, size: int) -> Iterable[Piece]:
    """The pieces of a corpus, of about `size` bytes or of some hundred articles. Raises CorpusError and StoreError.

    A list, but for a packed file: nobody knows how many it has before it is unpacked.
    """
    if origin.kind == ARTICLES_KIND:
        groups = _grouped(article_names(origin))
        return [Piece(number, 0, 0, names) for number, names in enumerate(groups)]
    if origin.store.name.endswith(".gz"):
        return _unpacked(origin.store, size)
    told = origin.store.stamp()
    total = int(told[0]) if told else 0
    return [Piece(at, start, min(start + size, total)) for at, start in enumerate(range(0, total, size))]


def _grouped(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Names in groups of about a hundred, cut by what they are and not by where they stand."""
    group: list[str] = []
    for name in names:
        if group and (len(group) == 4 * ARTICLES or zlib.crc32(name.encode()) % ARTICLES == 0):
            yield tuple(group)
            group = []
        group.append(name)
    if group:
        yield tuple(group)


def _unpacked(place: Store, size: int) -> Iterator[Piece]:
    at, longest = 0, line_limit()
    with place.opened() as packed, gzip.GzipFile(fileobj=packed) as stream:
        for number in range(1 << 62):
            try:
                text = stream.read(size)
                if text and not text.endswith(b"\n"):
                    text += stream.readline(4 * longest)
            except (OSError, EOFError, zlib.error) as error:
                raise CorpusError(
                    f"cannot be read ({error})", file=place.url, fix="check the file"
                ) from error
            if not text:
                return
            yield Piece(number, at, at + len(text), text=text)
            at += len(text)
            if at > expansion_limit():
                what = f"unpacks to more than {expansion_limit() // 1_000_000} MB"
                raise CorpusError(what, file=place.url, fix="unpack it, or set CITAAT_MAX_EXPANSION_MB")


def raw_lines(origin: Origin, piece: Piece) -> tuple[int, bytes]:
    """The bytes of the lines that begin in a piece of a passage file, and where the first one is. Raises StoreError."""
    if piece.text is not None:
        return piece.start, piece.text
    with _unpacking(origin.store) as stream:
        first = _line_start(stream, piece.start)
        if first >= piece.end:
            return first, b""
        stream.seek(first)
        raw: bytes = stream.read(piece.end - first)
        most = len(raw) + 4 * line_limit()
        # A line that is longer than any may be is refused by whoever reads it.
        while raw and not raw.endswith(b"\n") and len(raw) < most:
            more = stream.readline(1 << 20)
            if not more:
                break
            raw += more
    return first, raw


@contextmanager
def _unpacking(place: Store) -> Iterator[Any]:
    """The text of a passage file as a stream, packed or not."""
    with place.opened() as stream:
        if not place.name.endswith(".gz"):
            yield stream
            return
        with gzip.GzipFile(fileobj=stream) as unpacked:
            yield unpacked


def _line_start(stream: Any, at: int) -> int:
    """Where the first line begins that does not begin before `at`."""
    if not at:
        return 0
    stream.seek(at - 1)
    while line := stream.readline(1 << 20):
        if line.endswith(b"\n"):
            break
    return int(stream.tell())


def records(origin: Origin, raw: bytes, first: bool) -> list[tuple[int, str]]:
    """The lines of a piece that are not blank, numbered from 1 in it. Raises CorpusError."""
    text = raw.removeprefix(_BOM) if first else raw
    with io.TextIOWrapper(io.BytesIO(text), encoding="utf-8") as stream:
        return list(corpus.numbered_lines(stream, Path(origin.source)))


def lines_before(origin: Origin, piece: Piece) -> int:
    """How many lines a passage file has before a piece: to tell people which one is wrong."""
    count = 0
    with _unpacking(origin.store) as stream:
        left = _line_start(stream, piece.start)
        stream.seek(0)
        while left > 0 and (read := stream.read(min(left, 1 << 20))):
            count, left = count + read.count(b"\n"), left - len(read)
    return count
