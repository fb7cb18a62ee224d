"""The index that is to be replaced, as far as the next build may lean on it: only whole, and only read the same way."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from citaat import corpus, store
from citaat.assembly import Run, Source, block_source
from citaat.blocks import ARTICLES, RECORDS, Spiller, Task, digest_of, in_blocks, items_of, sources
from citaat.building import BuildAnalyser
from citaat.chunks import SPELLED
from citaat.errors import IndexDamaged
from citaat.files import checksum
from citaat.lazy import Abbreviations
from citaat.table import Table
from citaat.writing import STATE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TABLES = ("lemmas.tab", "words.tab")
# Changed more than this, a corpus is better read anew by all processes.
_MOST_NEW = 0.3
# So few new items one process reads soon enough, whatever share of a small corpus they are.
_MANY = 2_000


class Previous:
    """A large index that was read with the same words; `digests` are those of its items."""

    def __init__(self, folder: str, manifest: dict[str, Any]) -> None:
        import numpy as np

        self.folder, self.manifest = folder, manifest
        self.source = Source("previous", self._array, os.path.join(folder, "passages.jsonl"), self._terms)
        digests = np.ascontiguousarray(self.source.items["digests"]).view(np.uint64).reshape(-1, 2)
        self._order = np.argsort(digests[:, 0], kind="stable")
        self._sorted = digests[self._order]

    def _array(self, name: str) -> "NDArray[Any]":
        import numpy as np

        if name == "ends":
            path = os.path.join(self.folder, "passages.npy")
        else:
            part = name if "." in name else f"items.{name}"
            path = os.path.join(self.folder, STATE, f"{part}.npy")
        loaded: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
        return loaded

    def _terms(self, name: str) -> list[str]:
        place = (self.folder, STATE) if name == SPELLED else (self.folder,)
        return Table(os.path.join(*place, f"{name}.tab")).keys_in_order()

    def find(self, digests: Sequence[bytes]) -> "NDArray[np.int64]":
        """The number of each item by its digest, -1 for those that are new."""
        import numpy as np

        wanted = np.frombuffer(b"".join(digests), np.uint64).reshape(-1, 2)
        at = np.minimum(np.searchsorted(self._sorted[:, 0], wanted[:, 0]), len(self._sorted) - 1)
        return np.where((self._sorted[at] == wanted).all(axis=1), self._order[at], -1)

    def share_tables(self, folder: str) -> None:
        """Put the word tables into `folder`: the same files by another name, where the disk can."""
        for name in TABLES:
            source, target = os.path.join(self.folder, name), os.path.join(folder, name)
            with suppress(OSError):
                os.link(source, target)
            if not os.path.exists(target):
                shutil.copyfile(source, target)


def previous(folder: str, reading: str) -> Previous | None:
    """The index in `folder`, when it is large, was read as `reading` says, and is as it was written."""
    try:
        manifest = store.read_manifest(folder)
        told = {**manifest["files"], **{f"{STATE}/{name}": sums for name, sums in manifest[STATE].items()}}
        needed = [name for name in told if _needed(name)]
        same = manifest.get("reading") == reading and store.current(manifest)
        if not same or any(list(checksum(os.path.join(folder, name))) != told[name] for name in needed):
            return None
        return Previous(folder, manifest)
    except (IndexDamaged, OSError, KeyError, TypeError, AttributeError, ValueError):
        return None


def _needed(name: str) -> bool:
    """Whether the next build leans on this file: not on postings, which it weighs anew."""
    return (
        name.startswith((f"{STATE}/", "passages."))
        or name in TABLES
        or name.endswith((".tab", "caveats.json"))
    )


def runs(task: Task, old: Previous, told: Callable[[int], None]) -> list[Run] | None:
    """The corpus as runs of items that `old` has and of new ones, spilled now; None when too much is new."""
    root, spill = task.root, task.folder
    records = corpus.passage_file(root) is not None
    lemmas, words = (Table(os.path.join(task.index, name)) for name in TABLES)
    spiller = Spiller(spill, "part0", BuildAnalyser(lemmas, words, frozenset()), task.spelling)
    plan: list[tuple[int, NDArray[np.int64]]] = []
    new = 0
    for number, block in enumerate(in_blocks(sources(root), RECORDS if records else ARTICLES)):
        found = old.find([digest_of(root, source, records) for _, source in block])
        fresh = [one for one, at in zip(block, found.tolist(), strict=True) if at < 0]
        new += len(fresh)
        if new > _MANY and new > _MOST_NEW * len(old.source.items["sizes"]):
            return None
        if fresh:
            spiller.spill(items_of(task, fresh, Abbreviations(words)), number)
        plan.append((number, found))
        told(len(block))
    spiller.close()
    return [run for number, found in plan for run in _runs(spill, number, old, found)]


def _runs(spill: str, number: int, old: Previous, found: "NDArray[np.int64]") -> Iterator[Run]:
    """The items of one block: a new run wherever the next item does not follow the last one in its source."""
    import numpy as np

    new = found < 0
    place = np.where(new, np.cumsum(new) - 1, found)
    breaks = np.flatnonzero((np.diff(place) != 1) | (new[1:] != new[:-1])) + 1
    block = block_source(spill, number) if new.any() else None
    for first, last in zip([0, *breaks.tolist()], [*breaks.tolist(), len(found)], strict=True):
        source = block if new[first] and block is not None else old.source
        yield Run(source, int(place[first]), int(place[last - 1]) + 1)
