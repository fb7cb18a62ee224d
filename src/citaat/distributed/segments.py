"""What workers write: a segment of a piece of the corpus, under a name that says what it was made of.

That name is a digest of the bytes and of how they are read. So a segment that is there is never made again, be it
by a build that goes on where another one ended or by a worker that does what a lost one did; and nothing is locked.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from citaat.distributed.dask_door import worker_folder
from citaat.distributed.pieces import ARTICLES_KIND, Origin, Piece, raw_lines, records
from citaat.distributed.stores import Store, StoreError
from citaat.errors import CitaatError, CorpusError, IndexDamaged
from citaat.index.building import dictionary
from citaat.index.building.blocks import Block, Task, write_block
from citaat.index.building.chunking import FIELDS
from citaat.index.building.items import Corpus, Source
from citaat.index.building.segments import StoredSegment, select, write_segment
from citaat.index.building.writing import write_manifest
from citaat.index.dictionary import LEMMAS, WORDS
from citaat.index.segment_field import SATURATED
from citaat.limits import article_limit
from citaat.storage.files import checksum
from citaat.storage.folder import Folder
from citaat.storage.manifest import MANIFEST, manifest_of, sound_sums
from citaat.version import __version__

REBUILD = "run: citaat index --scheduler …"
SEGMENTS, HEADS, TABLES = "segments", "heads", "words"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a corpus is read into an index: `tables` names its word tables, `digest` all that the analysis depends on.

    `chars` says whether character n-grams are wanted.
    """

    origin: Origin
    index: Store
    digest: str
    dictionary: str
    chars: bool

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of a segment."""
        return (*FIELDS, "chars") if self.chars else FIELDS

    @property
    def tables(self) -> Store:
        """The folder of the word tables of the corpus."""
        return self.index.child(TABLES, self.digest)


@dataclass(frozen=True, slots=True)
class Segment:
    """A finished segment: its name, where its first line was in the passage file, and what is in it."""

    key: str
    start: int
    end: int
    passages: int
    size: int
    lengths: tuple[tuple[str, int], ...]


def room() -> str:
    """The folder of this worker for what need not last; of this process where it is none."""
    home = worker_folder() or os.path.join(tempfile.gettempdir(), f"citaat-{os.getuid()}-{os.getpid()}")
    place = os.path.join(home, "citaat")
    os.makedirs(place, mode=0o700, exist_ok=True)
    return place


# A segment, and what workers are handed for it: the same, or what Dask knows it by, which leads to who wrote it.
Written = tuple[Segment, Any]


def write_piece(reading: Reading, piece: Piece) -> Segment:
    """Write the segment of a piece, or find that it is there. Raises CorpusError and StoreError."""
    with _sources(reading, piece) as (sources, start, content):
        key = _key(reading, content)
        place = reading.index.child(SEGMENTS, key)
        found = finished(place)
        if found is None:
            with tempfile.TemporaryDirectory(dir=room()) as folder:
                os.chmod(folder, 0o700)
                found = _written(reading, piece, sources, folder)
                place.put(folder)
    return replace(found, key=key, start=start, end=max(start, piece.end))


def finished(place: Store) -> Segment | None:
    """The segment at `place` when all of it is there, by the sizes of its files; else None. Raises StoreError."""
    sizes = place.sizes()
    if MANIFEST not in sizes:
        return None
    try:
        told = json.loads(place.child(MANIFEST).read())
        sums = sound_sums(told["files"], place.url)
        lengths = tuple((str(field), int(total)) for field, total in sorted(told["lengths"].items()))
        found = Segment(place.name, 0, 0, int(told["passages"]), sum(sizes.values()), lengths)
    except (ValueError, KeyError, TypeError, AttributeError, IndexDamaged):
        return None
    return found if all(sizes.get(name) == size for name, (size, _) in sums.items()) else None


def _key(reading: Reading, content: bytes) -> str:
    told = f"{reading.digest}\0{int(reading.chars)}\0".encode() + content
    return blake2b(told, digest_size=16).hexdigest()


@contextmanager
def _sources(reading: Reading, piece: Piece) -> Iterator[tuple[list[Source], int, bytes]]:
    """The items of a piece, where the first one is in the passage file, and a digest of all of them."""
    if reading.origin.kind == ARTICLES_KIND:
        with _fetched(reading, piece) as (sources, content):
            yield sources, 0, content
        return
    start, raw = raw_lines(reading.origin, piece)
    yield list(records(reading.origin, raw, not start)), start, blake2b(raw, digest_size=16).digest()


@contextmanager
def _fetched(reading: Reading, piece: Piece) -> Iterator[tuple[list[Source], bytes]]:
    """The articles of a piece as files of this worker; errors name those of the corpus. Raises CorpusError."""
    base, most = os.path.join(room(), "articles"), article_limit()
    digest, sources = blake2b(digest_size=16), list[Source]()
    try:
        for number, name in enumerate(piece.names):
            if os.path.isabs(name) or os.pardir in name.split("/"):
                raise CorpusError("lies outside the corpus", file=name, fix="move it into the folder")
            raw = reading.origin.store.child(name).read(0, most + 1)
            digest.update(f"{name}\0{len(raw)}\0".encode() + raw)
            path = Path(base, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
            sources.append((number, path))
        yield sources, digest.digest()
    except CitaatError as error:
        raise _renamed(error, base, reading.origin.store.url) from None
    finally:
        for _, path in sources:
            path.unlink(missing_ok=True)


def _renamed(error: CitaatError, base: str, url: str) -> CitaatError:
    if error.file is None or not error.file.startswith(base):
        return error
    named = f"{url.rstrip('/')}{error.file.removeprefix(base)}"
    return type(error)(error.what, file=named, line=error.line, fix=error.fix)


def _written(reading: Reading, piece: Piece, sources: Sequence[Source], folder: str) -> Segment:
    """Write the files of a segment."""
    task = _task(reading)
    block = os.path.join(task.folder, f"{piece.number:06d}")
    shutil.rmtree(block, ignore_errors=True)
    try:
        write_block(task, piece.number, sources)
        read = Block(block)
        chosen = select([read], np.arange(len(read.array("sizes"))))
        write_segment(folder, "0.", chosen, reading.chars)
    finally:
        shutil.rmtree(block, ignore_errors=True)
    with Folder(folder) as files:
        stored = StoredSegment(files, "0.")
        sums = {name: stored.lengths(name) for name in SATURATED if name in reading.fields}
        lengths = {name: int(column.sum(dtype=np.int64)) for name, column in sums.items()}
    count = len(chosen.passages)
    write_manifest(folder, {"citaat": __version__, "passages": count, "lengths": lengths})
    size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
    return Segment("", 0, 0, count, size, tuple(sorted(lengths.items())))


def _task(reading: Reading) -> Task:
    """How blocks are written here, with the word tables that all workers share. Raises StoreError."""
    home = room()
    spill, tables = os.path.join(home, "spill"), os.path.join(home, f"words-{reading.digest}")
    os.makedirs(spill, exist_ok=True)
    if not os.path.isdir(tables):
        with tempfile.TemporaryDirectory(dir=home) as fresh:
            for name in reading.tables.sizes():
                if name in (WORDS, LEMMAS):
                    reading.tables.child(name).fetch(os.path.join(fresh, name))
            # Another thread of this worker may have fetched the same.
            with suppress(OSError):
                os.rename(fresh, tables)
            os.makedirs(fresh, exist_ok=True)
    if dictionary.name() != reading.dictionary:
        raise CitaatError("a worker has another version of citaat", fix="install the same on all machines")
    origin = reading.origin
    single = Path(origin.source) if origin.source else None
    corpus = Corpus(Path(home, "articles"), single, ())
    return Task(corpus, tables, spill, _dictionary(tables), "", reading.chars)


def _dictionary(tables: str) -> str:
    return dictionary.ready(tables).folder


def local_segment(index: Store, key: str) -> str:
    """The folder of this worker with a copy of a segment. Raises IndexDamaged and StoreError."""
    return local_copy(index.child(SEGMENTS, key), os.path.join(room(), SEGMENTS, key))


def local_copy(place: Store, folder: str) -> str:
    """`folder`, with a copy of what was written at `place` as one, checked in every bit. Raises IndexDamaged."""
    if os.path.isdir(folder):
        return folder
    home = os.path.dirname(folder)
    os.makedirs(home, mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as fresh:
        try:
            _copied(place, fresh)
        except StoreError as error:
            raise IndexDamaged(error.what, file=error.file, fix=REBUILD) from error
        # Somebody else on this machine may have fetched the same.
        with suppress(OSError):
            os.rename(fresh, folder)
        os.makedirs(fresh, exist_ok=True)
    return folder


def _copied(place: Store, folder: str) -> None:
    place.child(MANIFEST).fetch(os.path.join(folder, MANIFEST))
    with Folder(folder) as files:
        sums = manifest_of(files)["files"]
    for name, told in sums.items():
        target = os.path.join(folder, name)
        place.child(name).fetch(target)
        if list(checksum(target)) != list(told):
            raise IndexDamaged("is not what was written", file=place.child(name).url, fix=REBUILD)
