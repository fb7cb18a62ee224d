"""Blocks of a corpus, and what an earlier index still knows, put together to one index: a run of items at a time."""

import json
import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from citaat.index.building.blocks import DIGEST
from citaat.index.building.rows import PARTS, Rows, bounds, in_order
from citaat.storage.table import write_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What is known of the words of the texts of an index.
TYPES = "types.tab"
# What is kept of the items of a corpus, for the next build.
KINDS = {"digests": f"V{DIGEST}", "names": "u8", "sizes": "i4"}
ITEMS = tuple(KINDS)


@dataclass(frozen=True, slots=True)
class Run:
    """Items first..last-1 of `source`: of a block of this build, or of the index before."""

    source: "Source"
    first: int
    last: int


class Source(ABC):
    """Analysed items on disk. `passage_at[i]` is the first passage of item i; `family` has the same terms."""

    def __init__(self, family: str, lines: str) -> None:
        self.family, self.lines = family, lines
        self.items = {name: self.array(name) for name in ITEMS}
        self.passage_at = bounds(self.items["sizes"])

    @abstractmethod
    def array(self, name: str) -> "NDArray[Any]":
        """What is stored under a name."""

    @abstractmethod
    def terms(self, name: str) -> list[str]:
        """The terms of field `name`, by their numbers."""

    def naming(self, name: str) -> Callable[[int], str]:
        """What gives the terms of field `name` by their numbers, where few are asked for."""
        return self.terms(name).__getitem__

    def passages(self, run: Run) -> slice:
        """The passages of a run of items."""
        return slice(int(self.passage_at[run.first]), int(self.passage_at[run.last]))


class Counts:
    """The counts of field `name`, wherever they are stored: each file is opened once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._opened: dict[int, list[NDArray[Any]]] = {}

    def of(self, run: Run) -> "tuple[NDArray[Any], NDArray[Any], NDArray[Any]]":
        """Those of a run of items: (at, columns, counts)."""
        source = run.source
        if id(source) not in self._opened:
            self._opened[id(source)] = [source.array(f"{self._name}.{part}") for part in PARTS]
        at, columns, counts = self._opened[id(source)]
        chosen = source.passages(run)
        at = at[chosen.start : chosen.stop + 1]
        held = slice(int(at[0]), int(at[-1]))
        return at - at[0], columns[held], counts[held]


def passages_of(run: Run) -> int:
    """How many passages a run of items has."""
    chosen = run.source.passages(run)
    return int(chosen.stop - chosen.start)


class BlockSource(Source):
    """A block of this build, in the spill folder."""

    def __init__(self, folder: str, number: int) -> None:
        self._folder, self._base = folder, os.path.join(folder, f"{number:06d}")
        with open(os.path.join(self._base, "by"), encoding="utf-8") as file:
            family = file.read()
        super().__init__(family, os.path.join(self._base, "lines"))

    def array(self, name: str) -> "NDArray[Any]":
        """See Source."""
        return load_array(os.path.join(self._base, f"{name}.npy"))

    def terms(self, name: str) -> list[str]:
        """See Source: the numbers are those of all fields."""
        with open(os.path.join(self._folder, f"{self.family}.json"), encoding="utf-8") as file:
            names: list[str] = json.load(file)
            return names


def load_array(path: str) -> "NDArray[Any]":
    """The array at `path`, memory-mapped."""
    import numpy as np

    loaded: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return loaded


def write_items(state: str, runs: Sequence[Run], prefix: str = "") -> "dict[str, NDArray[Any]]":
    """Write digests, names and sizes of all items, and return them."""
    import numpy as np

    found = {}
    for name in ITEMS:
        pieces = [run.source.items[name][run.first : run.last] for run in runs]
        found[name] = np.concatenate([np.zeros(0, KINDS[name]), *pieces])
        np.save(os.path.join(state, f"{prefix}items.{name}.npy"), found[name], allow_pickle=False)
    return found


def write_passages(folder: str, runs: Sequence[Run], prefix: str = "") -> int:
    """Write the stored lines of all passages and where each begins; how many there are."""
    import numpy as np

    ends, at = [np.zeros(1, np.int64)], 0
    with open(os.path.join(folder, f"{prefix}passages.jsonl"), "wb") as file:
        for run in runs:
            chosen = run.source.passages(run)
            offsets = run.source.array("ends")[chosen.start : chosen.stop + 1]
            with open(run.source.lines, "rb") as lines:
                lines.seek(int(offsets[0]))
                file.write(lines.read(int(offsets[-1] - offsets[0])))
            ends.append(offsets[1:] - offsets[0] + at)
            at += int(offsets[-1] - offsets[0])
    offsets = np.concatenate(ends)
    np.save(os.path.join(folder, f"{prefix}passages.npy"), offsets, allow_pickle=False)
    return len(offsets) - 1


def write_types(folder: str, spill: str, before: Mapping[str, str] = MappingProxyType({})) -> None:
    """Write what is known of the words of all blocks, and was `before`."""
    types = dict(before)
    for name in sorted(os.listdir(spill)):
        if name.endswith(".types"):
            with open(os.path.join(spill, name), encoding="utf-8") as file:
                types |= json.load(file)
    with open(os.path.join(folder, TYPES), "wb") as table:
        write_table(table, types.items())


def write_rows(state: str, runs: Sequence[Run], fields: Sequence[str]) -> dict[str, Rows]:
    """Write the counts of these fields over all passages, the terms of each sorted."""
    return {name: _write_field(state, name, runs) for name in fields}


def _write_field(state: str, name: str, runs: Sequence[Run]) -> Rows:
    import numpy as np

    stored = Counts(name)
    terms, places = _numbering(name, runs, stored)
    sizes = [np.diff(stored.of(run)[0]) for run in runs]
    at = bounds(np.concatenate(sizes))
    most = max((int(counts.max()) for run in runs if len(counts := stored.of(run)[2])), default=0)
    kind = next(kind for kind in (np.uint8, np.uint16, np.uint32) if most <= np.iinfo(kind).max)
    columns = _file(state, name, PARTS[1], np.int32, int(at[-1]))
    counts = _file(state, name, PARTS[2], kind, int(at[-1]))
    start = 0
    for run in runs:
        end = start + _fill(columns, counts, start, stored.of(run), places[run.source.family])
        start = end
    np.save(os.path.join(state, f"{name}.{PARTS[0]}.npy"), at, allow_pickle=False)
    return Rows(terms, at, columns, counts)


def _file(state: str, name: str, part: str, kind: Any, size: int) -> Any:
    import numpy as np

    path = os.path.join(state, f"{name}.{part}.npy")
    if not size:
        np.save(path, np.zeros(0, kind), allow_pickle=False)
        return np.zeros(0, kind)
    return np.lib.format.open_memmap(path, "w+", dtype=kind, shape=(size,))


def _fill(columns: Any, counts: Any, start: int, part: Any, places: "NDArray[np.int32]") -> int:
    """Put the counts of a run where they belong, the terms of each document ascending; how many they are."""
    from scipy.sparse import csr_matrix

    at, local, found = part
    mapped = places[local]
    matrix = csr_matrix((found.copy(), mapped, at), (len(at) - 1, max(1, int(places.max(initial=0)) + 1)))
    matrix.sort_indices()
    columns[start : start + len(local)] = matrix.indices
    counts[start : start + len(local)] = matrix.data
    return len(local)


def _numbering(
    name: str, runs: Sequence[Run], stored: Counts
) -> "tuple[list[str], Mapping[str, NDArray[np.int32]]]":
    """The terms that occur, sorted, and by family of sources the place of each of its terms among them."""
    import numpy as np

    local: dict[str, list[str]] = {}
    seen: dict[str, NDArray[np.bool_]] = {}
    for run in runs:
        family = run.source.family
        if family not in local:
            local[family] = run.source.terms(name)
            seen[family] = np.zeros(len(local[family]), bool)
        seen[family][stored.of(run)[1]] = True
    occurring = {family: np.flatnonzero(found) for family, found in seen.items()}
    names = {local[family][number] for family, numbers in occurring.items() for number in numbers.tolist()}
    terms, _ = in_order(list(names))
    place = {term: number for number, term in enumerate(terms)}
    places = {}
    for family, numbers in occurring.items():
        places[family] = np.zeros(len(local[family]), np.int32)
        places[family][numbers] = [place[local[family][number]] for number in numbers.tolist()]
    return terms, places
