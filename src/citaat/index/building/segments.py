"""Segments put together from blocks of this build and from segments of an earlier index, and what all of them know."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from citaat.index.building.chunking import FIELDS, SPELLED
from citaat.index.building.counts import bounds, expand, merge, write_postings
from citaat.index.fields import word_grams
from citaat.index.segment_field import SATURATED
from citaat.index.segments import names
from citaat.index.statistics import Inverted, idfs, norms, stored_postings
from citaat.storage.folder import Folder

# Items are known by two numbers each, their names by one.
_WIDTHS = {"digests": 2, "names": 1, "sizes": 1}


class Source(Protocol):
    """Analysed items on disk: a block, or a stored segment."""

    def array(self, name: str) -> NDArray[Any]:
        """ "digests", "names" and "sizes" of items, "ends" of the lines of passages."""

    def lines(self) -> "memoryview[int]":
        """The lines of all passages."""

    def postings(self, name: str) -> Inverted:
        """The postings of a field."""


class StoredSegment:
    """A segment of an index, as a source."""

    def __init__(self, files: Folder, name: str) -> None:
        self._files, self._name = files, name

    def array(self, name: str) -> NDArray[Any]:
        """See Source."""
        part = "passages" if name == "ends" else f"items.{name}"
        return np.asarray(self._files.array(f"{self._name}{part}.npy"))

    def lines(self) -> "memoryview[int]":
        """See Source."""
        return self._files.map(f"{self._name}passages.jsonl")

    def postings(self, name: str) -> Inverted:
        """See Source."""
        base = f"{self._name}{name}"
        columns = (self._files.array(f"{base}.{part}.npy") for part in ("ptr", "doc", "tf"))
        size = len(self.array("ends")) - 1
        return stored_postings(self._files.table(f"{base}.tab"), columns, size)

    def lengths(self, name: str) -> NDArray[Any]:
        """How many terms each passage has in a field."""
        return np.asarray(self._files.array(f"{self._name}{name}.len.npy"))


@dataclass(frozen=True, slots=True)
class Selection:
    """Items and passages chosen from some sources, in the order of the corpus, numbered over all of the sources."""

    sources: Sequence[Source]
    items: NDArray[np.int64]
    passages: NDArray[np.int64]

    def array(self, name: str) -> NDArray[Any]:
        """What the sources have of the chosen items."""
        columns = [source.array(name).reshape(-1, _WIDTHS[name]) for source in self.sources]
        return np.concatenate(columns)[self.items].ravel()

    def firsts(self) -> NDArray[np.int64]:
        """The first passage of each source, and where the last one ends."""
        return bounds(np.asarray([len(source.array("ends")) - 1 for source in self.sources], np.int64))

    def numbers(self) -> NDArray[np.int32]:
        """The number here of every passage of the sources, -1 for those that were not chosen."""
        numbers = np.full(int(self.firsts()[-1]), -1, np.int32)
        numbers[self.passages] = np.arange(len(self.passages), dtype=np.int32)
        return numbers

    def after(self, count: int) -> "Selection":
        """What was chosen from all but the first `count` sources."""
        first = int(self.firsts()[count])
        items = sum(len(source.array("sizes")) for source in self.sources[:count])
        chosen = self.items[self.items >= items] - items, self.passages[self.passages >= first] - first
        return Selection(self.sources[count:], *chosen)


def select(sources: Sequence[Source], items: NDArray[np.int64]) -> Selection:
    """These items, numbered over all sources, with their passages."""
    sizes = np.concatenate([source.array("sizes") for source in sources])
    held = sizes[items]
    starts = bounds(sizes)[:-1][items] - bounds(held)[:-1]
    return Selection(sources, items, np.repeat(starts, held) + np.arange(held.sum()))


def write_segment(folder: str, name: str, chosen: Selection, chars: bool) -> None:
    """Write a segment of what was chosen: its lines, its items and its fields; `chars`: character n-grams too."""
    _write_lines(os.path.join(folder, f"{name}passages"), chosen)
    for part in _WIDTHS:
        np.save(os.path.join(folder, f"{name}items.{part}.npy"), chosen.array(part), allow_pickle=False)
    for field in (*FIELDS, *(["chars"] if chars else [])):
        write_postings(folder, name, field, merge(_renumbered(chosen, field), len(chosen.passages)))


def _renumbered(chosen: Selection, field: str) -> Iterator[tuple[Inverted, NDArray[np.int32]]]:
    """The postings of each source, with the numbers of its passages in the new segment."""
    numbers, firsts = chosen.numbers(), chosen.firsts().tolist()
    for source, (first, last) in zip(chosen.sources, pairwise(firsts), strict=True):
        if (numbers[first:last] >= 0).any():
            spelled = field == "chars" and not isinstance(source, StoredSegment)
            found = expand(source.postings(SPELLED), word_grams) if spelled else source.postings(field)
            yield found, numbers[first:last]


def _write_lines(base: str, chosen: Selection) -> None:
    """Write the stored lines of passages, and where each begins."""
    sizes = np.concatenate([np.diff(source.array("ends")) for source in chosen.sources])[chosen.passages]
    np.save(f"{base}.npy", bounds(sizes), allow_pickle=False)
    breaks = np.flatnonzero(np.diff(chosen.passages) != 1) + 1
    cuts = [0, *breaks.tolist(), len(chosen.passages)]
    firsts = chosen.firsts()
    blobs = [(source.lines(), source.array("ends")) for source in chosen.sources]
    with open(f"{base}.jsonl", "wb") as file:
        for first, last in pairwise(cuts):
            if first < last:
                _copy(file, blobs, firsts, int(chosen.passages[first]), last - first)


def _copy(
    file: Any,
    blobs: Sequence[tuple[Any, NDArray[np.int64]]],
    firsts: NDArray[np.int64],
    number: int,
    count: int,
) -> None:
    """Copy the lines of passages that follow each other, from whatever sources."""
    while count > 0:
        at = int(np.searchsorted(firsts, number, "right")) - 1
        lines, ends = blobs[at]
        first = number - int(firsts[at])
        last = min(first + count, len(ends) - 1)
        file.write(lines[int(ends[first]) : int(ends[last])])
        number, count = number + last - first, count - (last - first)


def order_of(base: int, chosen: Selection) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The place in the corpus of every passage as it is written, -1 when it is gone; and the way back."""
    later = chosen.passages >= base
    places = np.where(later, base + np.cumsum(later) - 1, chosen.passages).astype(np.int32)
    numbers = np.full(base + int(later.sum()), -1, np.int32)
    numbers[places] = np.arange(len(places), dtype=np.int32)
    return numbers, places


def write_statistics(
    folder: str, segments: int, fields: Sequence[str], numbers: "NDArray[np.int32] | None"
) -> dict[str, int]:
    """Write idf and vector lengths over all segments; how many terms all passages have where that matters."""
    totals = {}
    with Folder(folder) as files:
        parts = [StoredSegment(files, name) for name in names(segments)]
        for field in fields:
            stored = [part.postings(field) for part in parts]
            ends = bounds(np.asarray([one.size for one in stored], np.int64)).tolist()
            live = [None if numbers is None else numbers[first:last] >= 0 for first, last in pairwise(ends)]
            save_statistics(folder, field, names(segments), stored, idfs(stored, live))
            if field in SATURATED:
                sizes = np.concatenate([part.lengths(field) for part in parts])
                totals[field] = int((sizes if numbers is None else sizes[numbers >= 0]).sum(dtype=np.int64))
    return totals


def save_statistics(
    folder: str,
    field: str,
    segments: Sequence[str],
    stored: Sequence[Inverted],
    weights: Sequence[NDArray[np.float64]],
) -> None:
    """Write the idf of each segment, and the length of each document's vector."""
    columns = {f"{name}{field}.idf": idf for name, idf in zip(segments, weights, strict=True)}
    sizes = [norms(one, idf) for one, idf in zip(stored, weights, strict=True)]
    columns[f"{field}.norm"] = np.concatenate(sizes)
    for name, column in columns.items():
        np.save(os.path.join(folder, f"{name}.npy"), column, allow_pickle=False)
