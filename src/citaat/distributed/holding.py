"""What a worker holds: neighbouring segments of an index, open and weighed with the statistics of all of them.

A Dask actor, pinned to its worker. What it opened the process remembers for the next one that asks for the same.
"""

import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citaat.distributed.segments import HEADS, REBUILD, local_copy, local_segment, room
from citaat.distributed.stores import Store
from citaat.errors import IndexDamaged
from citaat.index.building import dictionary
from citaat.index.building.segments import StoredSegment
from citaat.index.dictionary import LEMMAS, WORDS
from citaat.index.fields import Field
from citaat.index.passages import BarePassages, Place
from citaat.index.segment_field import SegmentField, open_segment
from citaat.index.statistics import norms
from citaat.index.weighing import Share
from citaat.storage.folder import Folder
from citaat.storage.layered import Layered
from citaat.storage.lines import Lines
from citaat.storage.manifest import manifest_of

# Indexes that a worker keeps open for whoever asks next: the one of now, and the one before.
_KEPT = 4
# A field by name, the terms of a question in it, and how many of the best are wanted (None: all).
Asked = tuple[str, Sequence[Share], int | None]
Scores = tuple[NDArray[np.int64], NDArray[np.float64]]


class Held:
    """Segments `keys` of an index, open; passages are numbered from 0 over these. Raises IndexDamaged and StoreError."""

    def __init__(self, index: Store, head: str, keys: Sequence[str]) -> None:
        self.first = 0
        folder = local_copy(index.child(HEADS, head), os.path.join(room(), HEADS, head))
        opened = [Folder(local_segment(index, key)) for key in keys]
        with Folder(folder) as files:
            self.manifest = manifest_of(files)
            at = self.manifest["keys"].index(keys[0])
            self.first = sum(self.manifest["segments"][:at])
            self.lines: list[Lines] = []
            self._firsts = [0]
            for segment in opened:
                manifest_of(segment)
                self.lines.append(segment.lines("0.passages"))
                self._firsts.append(self._firsts[-1] + len(self.lines[-1]))
            self.fields: dict[str, Field] = {}
            for name in self.manifest["fields"]:
                if name != "alias":
                    self._open_field(files, opened, name)
            self.passages = self._open_passages(files)
        for segment in opened:
            segment.close()

    def _open_field(self, head: Folder, segments: Sequence[Folder], name: str) -> None:
        terms = head.table(f"{name}.tab").keys_in_order()
        known = dict(zip(terms, head.whole(f"{name}.idf.npy").tolist(), strict=True))
        parts: list[SegmentField] = []
        lengths = []
        for first, segment in zip(self._firsts, segments, strict=False):
            own = segment.table(f"0.{name}.tab").keys_in_order()
            try:
                idf = np.fromiter(map(known.__getitem__, own), np.float64, len(own))
            except KeyError as error:
                raise IndexDamaged("has other terms than its head", file=segment.path, fix=REBUILD) from error
            parts.append(open_segment(segment, "0.", name, first, idf.data.cast("B").cast("d")))
            lengths.append(norms(StoredSegment(segment, "0.").postings(name), idf))
        field = Field(head.file(name), parts, self._firsts[-1], None, np.concatenate(lengths).data)
        self.fields[name] = field
        if name in self.manifest["lengths"]:
            mean = self.manifest["lengths"][name] / self.manifest["passages"]
            self.fields[f"{name}_saturated"] = Field(field.base, parts, field.size, None, None, mean or 1.0)

    def _open_passages(self, head: Folder) -> BarePassages:
        """The passages as one who answers knows them, by their numbers in the corpus; raises IndexDamaged."""
        general = dictionary.ready(head.path)
        words = Layered(head.table(WORDS), general.words)
        lemmas = Layered(head.table(LEMMAS), general.lemmas) if head.has(LEMMAS) else general.lemmas
        return BarePassages(_Numbered(self), head.path, self.manifest["source"], lemmas, words, {})

    def line(self, number: int) -> tuple[int, bytes]:
        """Where a passage begins among those of its segment, and its line."""
        at = int(np.searchsorted(self._firsts, number, "right")) - 1
        lines, inside = self.lines[at], number - self._firsts[at]
        return lines.start(inside), lines.line(inside)


class _Numbered:
    """The lines that are held, by their numbers in the corpus; a `segments.Records`."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def __len__(self) -> int:
        return int(self._held.manifest["passages"])

    def start(self, place: int) -> int:
        """Where a passage begins among those of its segment."""
        return self._held.line(place - self._held.first)[0]

    def line(self, place: int) -> bytes:
        """A passage as it is written."""
        return self._held.line(place - self._held.first)[1]

    def __getitem__(self, place: int) -> Any:
        return self.line(place)


class Holder:
    """The actor. Nothing of a question is kept."""

    def __init__(self, index: Store, head: str, keys: Sequence[str]) -> None:
        self._held = held(index, head, tuple(keys))

    def scores(self, asked: Sequence[Asked]) -> list[Scores]:
        """Of each field the passages with their scores, numbered from 0 over the segments held. Raises IndexDamaged."""
        return [_columns(self._held.fields[name].shared(shares, k)) for name, shares, k in asked]

    def lines(self, numbers: Sequence[int]) -> list[tuple[int, bytes]]:
        """Passages as they are stored, each with where it begins in its segment. Raises IndexDamaged."""
        return [self._held.line(number) for number in numbers]

    def places(self, numbers: Sequence[int]) -> list[tuple[int, bytes, Place]]:
        """As `lines`, each with all that is known of the passage, which bears its number in the corpus."""
        first, passages = self._held.first, self._held.passages
        return [(*self._held.line(number), passages.place(first + number)) for number in numbers]


@lru_cache(maxsize=_KEPT)
def held(index: Store, head: str, keys: tuple[str, ...]) -> Held:
    """These segments, opened once in this process."""
    return Held(index, head, keys)


def _columns(scores: Any) -> Scores:
    count = len(scores)
    return np.fromiter(scores, np.int64, count), np.fromiter(scores.values(), np.float64, count)
