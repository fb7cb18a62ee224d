"""The index that is to be replaced, as far as the next build may lean on it: only whole, and only read the same way."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from citaat.corpus import articles as corpus
from citaat.dutch.building import BuildAnalyser
from citaat.errors import IndexDamaged
from citaat.index import store
from citaat.index.building.assembly import TYPES, BlockSource, Run, Source, load_array
from citaat.index.building.blocks import (
    ARTICLES,
    RECORDS,
    Spiller,
    Task,
    digest_of,
    in_blocks,
    items_of,
    sources,
)
from citaat.index.building.chunks import SPELLED
from citaat.index.building.comparing import compared
from citaat.index.building.writing import STATE
from citaat.index.dictionary import LEMMAS, WORDS, Dictionary
from citaat.index.lazy import Abbreviations
from citaat.index.segments import PREFIX
from citaat.storage.files import checksum, share
from citaat.storage.folder import CHECKED_AT_OPEN
from citaat.storage.layered import Layered
from citaat.storage.pages import FILE as PAGES
from citaat.storage.pages import parts
from citaat.storage.table import Table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Changed more than this, a corpus is better read anew by all processes.
_MOST_NEW = 0.3
# So few new items one process reads soon enough, whatever share of a small corpus they are.
_MANY = 2_000


class _Stored(Source):
    """The items of one layer of an index. The terms of the second come after those of the first."""

    def __init__(self, folder: str, prefix: str, layered: bool) -> None:
        self._folder, self._prefix, self._layered = folder, prefix, layered
        super().__init__("previous", os.path.join(folder, f"{prefix}passages.jsonl"))

    def array(self, name: str) -> "NDArray[Any]":
        """See Source."""
        if name == "ends":
            return load_array(os.path.join(self._folder, f"{self._prefix}passages.npy"))
        part = name if "." in name else f"items.{name}"
        return load_array(os.path.join(self._folder, STATE, f"{self._prefix}{part}.npy"))

    def _tables(self, name: str) -> list[Table]:
        home = os.path.join(self._folder, STATE) if name == SPELLED else self._folder
        prefixes = ("", PREFIX) if self._layered else ("",)
        return [Table(os.path.join(home, f"{prefix}{name}.tab")) for prefix in prefixes]

    def terms(self, name: str) -> list[str]:
        """See Source."""
        return [term for table in self._tables(name) for term in table.keys_in_order()]

    def naming(self, name: str) -> Callable[[int], str]:
        """The terms are read from the tables as they are asked for."""
        old, *new = self._tables(name)
        size = len(old)
        return lambda number: old.key(number) if number < size else new[0].key(number - size)


class Previous:
    """A large index that was read with the same words: its layers, and its items found by their digests.

    `passages` counts those of both layers, also the ones that are gone; `places` has, in the order
    of the corpus, the numbers under which those of now were written; `types` is what is known of words.
    """

    def __init__(self, folder: str, manifest: dict[str, Any]) -> None:
        import numpy as np

        self.folder, self.manifest = folder, manifest
        layered = bool(manifest["since"])
        self.base = _Stored(folder, "", layered)
        self.since = _Stored(folder, PREFIX, layered) if layered else None
        self.layers = [layer for layer in (self.base, self.since) if layer]
        self.passages = sum(len(layer.array("ends")) - 1 for layer in self.layers)
        self.places = np.arange(self.passages, dtype=np.int32)
        if layered:
            self.places = load_array(os.path.join(folder, f"{PREFIX}places.npy"))
        self.spelling = "chars" in manifest["fields"]
        self.types = Table(os.path.join(folder, TYPES))

    @property
    def word_files(self) -> list[str]:
        """The word tables that it has of its own."""
        return [name for name in (WORDS, LEMMAS) if name in self.manifest["files"]]

    def tables(self, dictionary: Dictionary) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Its lemmas and words, mapped and not read: few of them are needed."""
        own = {name: Table(os.path.join(self.folder, name)) for name in self.word_files}
        lemmas = Layered(own[LEMMAS], dictionary.lemmas) if LEMMAS in own else dictionary.lemmas
        return lemmas, Layered(own[WORDS], dictionary.words)

    def pages(self, names: Collection[str]) -> dict[str, bytes]:
        """The checksums of the pages of those of these files that have any."""
        sizes = {name: size for name, (size, _) in self.manifest["files"].items()}
        with open(os.path.join(self.folder, PAGES), "rb") as file:
            codes = file.read()
        found = parts(sizes, CHECKED_AT_OPEN).items()
        return {name: codes[4 * first : 4 * last] for name, (first, last) in found if name in names}

    def find(self, digests: Sequence[bytes]) -> "NDArray[np.int64]":
        """The number of each item by its digest, those of the second layer last; -1 for items that are new."""
        import numpy as np

        wanted = np.frombuffer(b"".join(digests), np.uint64).reshape(-1, 2)
        order, known = self._sorted
        at = np.minimum(np.searchsorted(known[:, 0], wanted[:, 0]), len(known) - 1)
        return np.where((known[at] == wanted).all(axis=1), order[at], -1)

    @cached_property
    def _sorted(self) -> "tuple[NDArray[np.int64], NDArray[np.uint64]]":
        """The items in the order of their digests, and these; of two that are alike the first layer's comes first."""
        import numpy as np

        digests = np.concatenate([layer.items["digests"] for layer in self.layers])
        words = np.ascontiguousarray(digests).view(np.uint64).reshape(-1, 2)
        order = np.argsort(words[:, 0], kind="stable")
        return order, words[order]

    def sound(self) -> bool:
        """Whether every file is as it was written: who builds again may do so to mend what is not."""
        return all(
            list(checksum(os.path.join(self.folder, part, name))) == told
            for part, sums in _files(self.manifest).items()
            for name, told in sums.items()
        )


def _files(manifest: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The files of an index, with their checksums, by the folder in it where they are."""
    return {"": manifest["files"], STATE: manifest[STATE]}


def previous(folder: str, reading: str, space: str) -> Previous | None:
    """The index in `folder`, when it is large, was read as `reading` says, and is as it was written.

    Its files get a second name in `space`: what somebody else puts in its place meanwhile does not matter.
    """
    try:
        manifest = store.read_manifest(folder)
        if manifest.get("reading") != reading or not store.current(manifest):
            return None
        for part, names in _files(manifest).items():
            os.makedirs(os.path.join(space, part), exist_ok=True)
            share(os.path.join(folder, part), os.path.join(space, part), names)
        found = Previous(space, manifest)
        return found if found.sound() else None
    except (IndexDamaged, OSError, KeyError, TypeError, AttributeError, ValueError):
        return None


def runs(task: Task, old: Previous, told: Callable[[int], None]) -> list[Run] | None:
    """The corpus as runs of items that `old` has and of new ones, spilled now; None when too much is new."""
    lemmas, words = old.tables(Dictionary(task.dictionary))
    analyser = BuildAnalyser(lemmas, words, frozenset(), old.types)
    spiller = Spiller(task.folder, "part0", analyser, task.spelling)
    plan: list[tuple[int, NDArray[np.int64]]] = []
    new = 0
    for number, (found, fresh) in enumerate(_sorted_out(task.root, old)):
        new += len(fresh)
        if new > _MANY and new > _MOST_NEW * len(old.base.items["sizes"]):
            return None
        if fresh:
            spiller.spill(items_of(task, fresh, Abbreviations(words)), number)
        plan.append((number, found))
        told(len(found))
    spiller.close()
    return [run for number, found in plan for run in _runs(task.folder, number, old, found)]


def _sorted_out(root: Path, old: Previous) -> "Iterator[tuple[NDArray[np.int64], list[Any]]]":
    """The corpus in blocks: the number of each item in `old`, -1 if it is new, and what the new ones are made of."""
    single = corpus.passage_file(root)
    if single is not None and single.suffix != ".gz":
        quickly = _compared(single, old)
        if quickly is not None:
            yield from quickly
            return
    records = single is not None
    for block in in_blocks(sources(root), RECORDS if records else ARTICLES):
        found = old.find([digest_of(root, source, records) for _, source in block])
        yield found, [one for one, at in zip(block, found.tolist(), strict=True) if at < 0]


def _compared(file: Path, old: Previous) -> "Iterator[tuple[NDArray[np.int64], list[Any]]] | None":
    """As `_sorted_out`, by what is the same as it was; None when the file has to be read line by line."""
    import numpy as np

    # Only the records with text have a line in the index.
    filled = np.flatnonzero(old.base.items["sizes"])
    places: list[NDArray[np.int64]] = []
    odd: list[tuple[int, str]] = []
    most = max(_MANY, int(_MOST_NEW * len(old.base.items["sizes"])))
    for part in compared(file, old.base.lines, old.base.array("ends")):
        first, last = part
        if isinstance(last, int):
            places.append(filled[first:last])
            continue
        try:
            odd.append((first, last.decode()))
        except UnicodeDecodeError:
            return None
        places.append(np.asarray([-len(odd)]))
        # A carriage return of its own ends a line too.
        if len(odd) > most or "\r" in odd[-1][1].rstrip("\r\n"):
            return None
    if not places:
        return None
    return _in_blocks(np.concatenate(places), odd, old)


def _in_blocks(
    places: "NDArray[np.int64]", odd: list[tuple[int, str]], old: Previous
) -> "Iterator[tuple[NDArray[np.int64], list[Any]]]":
    """`places` with what is known of the odd lines, number n of which stands at -n - 1."""
    import numpy as np

    known = old.find([digest_of(Path(), line, True) for _, line in odd])
    lines = np.flatnonzero(places < 0)
    places[lines] = known
    fresh = lines[known < 0]
    new = [one for one, at in zip(odd, known.tolist(), strict=True) if at < 0]
    start = 0
    for first in range(0, max(1, len(new)), RECORDS):
        last = first + RECORDS
        end = int(fresh[last]) if last < len(fresh) else len(places)
        yield places[start:end], new[first:last]
        start = end


def _runs(spill: str, number: int, old: Previous, found: "NDArray[np.int64]") -> Iterator[Run]:
    """The items of one block: a new run wherever the next item does not follow the last one in its source."""
    import numpy as np

    size = len(old.base.items["sizes"])
    # 0 and 1 are the layers of the index before, -1 is what is new.
    sources = np.where(found < 0, -1, found >= size)
    place = np.where(found < 0, np.cumsum(found < 0) - 1, found - size * (found >= size))
    breaks = np.flatnonzero((np.diff(place) != 1) | (np.diff(sources) != 0)) + 1
    block = BlockSource(spill, number) if (found < 0).any() else None
    for first, last in zip([0, *breaks.tolist()], [*breaks.tolist(), len(found)], strict=True):
        source = block if sources[first] < 0 and block is not None else old.layers[sources[first]]
        yield Run(source, int(place[first]), int(place[last - 1]) + 1)
