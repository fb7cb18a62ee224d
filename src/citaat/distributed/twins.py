"""Records of one passage file that have the same _id, found among the digests of all of them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from citaat.corpus.articles import read_record
from citaat.distributed.cluster import Cluster
from citaat.distributed.pieces import Piece, lines_before, raw_lines, records
from citaat.distributed.segments import Reading, Segment, Written, local_segment
from citaat.errors import CorpusError
from citaat.index.building.items import name_digest
from citaat.index.building.segments import StoredSegment
from citaat.storage.folder import Folder
from citaat.storage.manifest import manifest_of

# So many digests are sorted at once, by one worker.
_AT_ONCE = 50_000_000


def refuse_twins(cluster: Cluster, reading: Reading, written: Sequence[Written]) -> None:
    """Raise CorpusError, with the line of the second one, when an _id occurs twice."""
    if not reading.origin.source:
        return
    segments = [segment for segment, _ in written]
    shares = 1 + sum(one.passages for one in segments) // _AT_ONCE
    with cluster.told():
        asked = [cluster.client.submit(names, reading, known, pure=False) for _, known in written]
        found = [cluster.client.submit(twins, asked, at, shares, pure=False) for at in range(shares)]
        pairs: list[tuple[int, int]] = sorted(pair for some in cluster.client.gather(found) for pair in some)
    for digest in sorted({digest for _, digest in pairs}):
        _refuse(reading, segments, [at for at, other in pairs if other == digest], digest)


def names(reading: Reading, segment: Segment) -> NDArray[np.uint64]:
    """The digests of the _ids of a segment, in its order. Raises IndexDamaged and StoreError."""
    with Folder(local_segment(reading.index, segment.key)) as files:
        manifest_of(files)
        return np.asarray(StoredSegment(files, "0.").array("names")).astype(np.uint64)


def twins(columns: Sequence[NDArray[np.uint64]], share: int, shares: int) -> list[tuple[int, int]]:
    """The digests that occur more than once, of those whose remainder is `share`, as (segment, digest)."""
    chosen = [
        np.unique(column[column % np.uint64(shares) == share], return_counts=True) for column in columns
    ]
    every = np.concatenate([found for found, _ in chosen])
    owners = np.concatenate([np.full(len(found), at) for at, (found, _) in enumerate(chosen)])
    counts = np.concatenate([count for _, count in chosen])
    order = np.argsort(every, kind="stable")
    every, owners, counts = every[order], owners[order], counts[order]
    same = np.zeros(len(every), bool)
    same[1:] |= every[1:] == every[:-1]
    same[:-1] |= every[1:] == every[:-1]
    at = np.flatnonzero(same | (counts > 1))
    return [(int(owners[one]), int(every[one])) for one in at]


def _refuse(reading: Reading, segments: Sequence[Segment], owners: Sequence[int], digest: int) -> None:
    """Read the pieces that hold an _id of this digest, and raise CorpusError for the second record of one _id."""
    seen: set[str] = set()
    origin = reading.origin
    for at in sorted(set(owners)):
        piece = Piece(at, segments[at].start, segments[at].end)
        start, raw = raw_lines(origin, piece)
        for number, line in records(origin, raw, not start):
            key = read_record(line, Path(origin.source), number)["_id"]
            if name_digest(key) != digest:
                continue
            if key in seen:
                what, before = f"_id {key!r} occurs twice", lines_before(origin, piece)
                raise CorpusError(what, file=origin.store.url, line=before + number, fix="give each its own")
            seen.add(key)
