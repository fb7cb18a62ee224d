"""A large corpus in blocks: read, analysed and counted by whatever executor there is, so that never all is in memory.

Blocks are numbered in the order of the corpus; each is a folder of its own with the passages as they are stored
and the postings of its fields, which `segments` merges.
"""

import gc
import json
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from multiprocessing import get_context
from types import ModuleType
from typing import TYPE_CHECKING, Any

from citaat.dutch.building import BuildAnalyser
from citaat.index.building.chunking import Chunker
from citaat.index.building.counts import bounds
from citaat.index.building.items import Corpus, Source, texts
from citaat.index.building.words import stored_words
from citaat.index.dictionary import Dictionary
from citaat.index.passages import Abbreviations
from citaat.storage.arrays import read_array
from citaat.storage.mapped import map_file
from citaat.storage.table import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citaat.index.statistics import Inverted

# From so many bytes on a second process pays for its start.
SHARED = 4_000_000
_PROCESSES = 2
# So many blocks are handed out at once.
_AHEAD = 4
_PARTS = ("pointers", "documents", "counts")


@dataclass(frozen=True, slots=True)
class Task:
    """Write blocks of `corpus` into `folder`, with the word tables in `index` over the `dictionary` in that folder.

    `types` is the table of what was worked out before for words, "" for none; `spelling` says whether character
    n-grams may be wanted.
    """

    corpus: Corpus
    index: str
    folder: str
    dictionary: str
    types: str
    spelling: bool


class _Worker:
    """What a process, or a thread, needs for all blocks of one task."""

    def __init__(self, task: Task) -> None:
        own = stored_words(task.index, Dictionary(task.dictionary, checked=True))
        types = Table(task.types) if task.types else {}
        self.analyser = BuildAnalyser(own.lemmas, own.words, frozenset(), types)
        self.chunker = Chunker(self.analyser, spelling=task.spelling)
        self.abbreviations = Abbreviations(own.words)
        self.told = 0

    def types(self) -> dict[str, str]:
        """What was worked out for words since last time."""
        fresh = self.analyser.types(self.told)
        self.told += len(fresh)
        return fresh


_WORKER = threading.local()


def _worker(task: Task) -> _Worker:
    if getattr(_WORKER, "task", None) != task:
        _WORKER.task, _WORKER.worker = task, _Worker(task)
    found: _Worker = _WORKER.worker
    return found


def write_block(task: Task, number: int, sources: Sequence[Source]) -> int:
    """Write block `number`, of the items made of `sources`; how many they are. Raises CorpusError."""
    try:
        with uncollected():
            _write_block(task, _worker(task), _place(task.folder, number), sources)
    except BaseException:
        # What was counted before a wrong line must not turn up in the next block of a worker that lives on.
        _WORKER.__dict__.clear()
        raise
    return len(sources)


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing in a build goes in circles, and looking for circles among millions of words takes long."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _place(folder: str, number: int) -> str:
    return os.path.join(folder, f"{number:06d}")


def _write_block(task: Task, worker: _Worker, base: str, sources: Sequence[Source]) -> None:
    import numpy as np

    os.mkdir(base)
    digests, names, sizes, ends = list[bytes](), list[int](), list[int](), list[int]()
    with open(os.path.join(base, "lines"), "wb") as file:
        for source in sources:
            item = task.corpus.item(source, worker.abbreviations, bare=True)
            digests.append(item.digest)
            names.append(item.name)
            sizes.append(len(item.passages))
            for line in item.lines():
                ends.append(file.write(line))
            for passage in item.passages:
                worker.chunker.add(*texts(passage))
    arrays: dict[str, Any] = {
        "ends": bounds(np.asarray(ends, np.int64)),
        "sizes": np.asarray(sizes, np.int32),
        "names": np.asarray(names, np.uint64),
        "digests": np.frombuffer(b"".join(digests), np.uint64),
    }
    written: dict[str, Any] = {"types": worker.types()}
    for name, postings in worker.chunker.take().items():
        written[name] = postings.terms
        arrays |= {f"{name}.{part}": getattr(postings, part) for part in _PARTS}
    for name, values in arrays.items():
        np.save(os.path.join(base, f"{name}.npy"), values, allow_pickle=False)
    with open(os.path.join(base, "terms.json"), "w", encoding="utf-8") as file_of_terms:
        json.dump(written, file_of_terms)


class Block:
    """A block as it was written; its arrays are memory-mapped."""

    def __init__(self, base: str) -> None:
        self._base = base
        with open(os.path.join(base, "terms.json"), encoding="utf-8") as file:
            self._terms: dict[str, Any] = json.load(file)

    @property
    def types(self) -> dict[str, str]:
        """What was worked out for words that no block before had, of those of the same worker."""
        found: dict[str, str] = self._terms["types"]
        return found

    def array(self, name: str) -> "NDArray[Any]":
        """An array of the block."""
        import numpy as np

        return np.asarray(read_array(os.path.join(self._base, f"{name}.npy")))

    def lines(self) -> "memoryview[int]":
        """The lines of all passages."""
        return map_file(os.path.join(self._base, "lines"))

    def postings(self, name: str) -> "Inverted":
        """The postings of a field."""
        from citaat.index.statistics import Inverted

        pointers, documents, counts = (self.array(f"{name}.{part}") for part in _PARTS)
        return Inverted(self._terms[name], pointers, documents, counts, len(self.array("ends")) - 1)


def write_blocks(
    task: Task,
    blocks: Iterable[list[Source]],
    told: Callable[[int], None],
    executor: Executor | None,
    size: int,
) -> list[Block]:
    """Write blocks of sources by `executor`, or, where there is none, as suits a corpus of `size` bytes.

    `told` hears how many items each block has. Raises CorpusError, and OSError when a process has died.
    """
    blocks = iter(blocks)
    first = list(islice(blocks, 2))
    count = 0
    with _pool(executor, size if len(first) > 1 else 0) as submit:
        running: set[Future[int]] = set()
        try:
            for number, block in enumerate(chain(first, blocks)):
                running.add(submit(write_block, task, number, block))
                count = number + 1
                running = _heard(running, told, _AHEAD)
            _heard(running, told, 0)
        except BrokenExecutor as error:
            raise OSError("a process that was reading the corpus has ended early") from error
        finally:
            for one in running:
                one.cancel()
    return [Block(_place(task.folder, number)) for number in range(count)]


def _heard(running: "set[Future[int]]", told: Callable[[int], None], most: int) -> "set[Future[int]]":
    """What still runs, when that is no more than `most`: blocks that wait hold their texts in memory."""
    while len(running) > most:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for one in done:
            told(one.result())
    return running


@contextmanager
def _pool(executor: Executor | None, size: int) -> Iterator[Callable[..., "Future[int]"]]:
    """What hands out work: to `executor`, to processes of our own, or to nobody."""
    if executor is not None:
        yield executor.submit
    elif size < SHARED or (os.cpu_count() or 1) < _PROCESSES:
        try:
            yield _here
        finally:
            _WORKER.__dict__.clear()
    else:
        pool = ProcessPoolExecutor(_PROCESSES, mp_context=get_context("spawn"))
        try:
            yield partial(_spawning, pool)
        finally:
            pool.shutdown(cancel_futures=True)


def _here(work: Callable[..., int], *arguments: Any) -> "Future[int]":
    done: Future[int] = Future()
    done.set_result(work(*arguments))
    return done


def _spawning(pool: ProcessPoolExecutor, work: Callable[..., int], *arguments: Any) -> "Future[int]":
    """Submit, and hide the main module meanwhile.

    A process that is spawned runs it again: a script that opens a corpus in its first lines would do so there too.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        return pool.submit(work, *arguments)
    finally:
        sys.modules["__main__"] = main
