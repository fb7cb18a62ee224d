"""How many passages have each term, added up over all segments as a tree: nobody ever holds more than a few of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citaat.distributed.segments import Reading, Segment, local_segment
from citaat.index.building.segments import StoredSegment
from citaat.storage.folder import Folder
from citaat.storage.manifest import manifest_of

# So many are added up in one go.
FAN_IN = 8


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The number of passages with each term, by field; terms are sorted, counts beside them."""

    fields: Mapping[str, tuple[Sequence[str], NDArray[np.int64]]]


def frequencies(reading: Reading, segment: Segment) -> Frequencies:
    """Those of one segment. Raises IndexDamaged and StoreError."""
    with Folder(local_segment(reading.index, segment.key)) as files:
        manifest_of(files)
        stored = StoredSegment(files, "0.")
        found = {}
        for field in reading.fields:
            postings = stored.postings(field)
            terms = files.table(f"0.{field}.tab").keys_in_order()
            found[field] = terms, np.diff(np.asarray(postings.pointers)).astype(np.int64)
    return Frequencies(found)


def added(parts: Sequence[Frequencies]) -> Frequencies:
    """The sum of several."""
    fields = parts[0].fields if parts else {}
    return Frequencies({name: _added([part.fields[name] for part in parts]) for name in fields})


def _added(parts: Sequence[tuple[Sequence[str], NDArray[np.int64]]]) -> tuple[list[str], NDArray[np.int64]]:
    total: dict[str, int] = {}
    known = total.get
    for terms, counts in parts:
        for term, count in zip(terms, counts.tolist(), strict=True):
            total[term] = known(term, 0) + count
    names = sorted(total)
    return names, np.fromiter(map(total.__getitem__, names), np.int64, len(names))
