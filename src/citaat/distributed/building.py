"""Building an index with workers: pieces to segments, their statistics added up as a tree, and a head over all.

Readers meet the old index or the new one: segments have names of their own, and what names them is written last.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import accumulate, chain, islice
from tempfile import TemporaryDirectory
from typing import Any

from citaat.distributed.cluster import Cluster
from citaat.distributed.dask_door import completed
from citaat.distributed.frequencies import FAN_IN, Frequencies, added, frequencies
from citaat.distributed.heads import Looked, Wanted, look, read_words, wanted, write_head, write_tables
from citaat.distributed.pieces import Origin, Piece, cut, lines_before, open_origin
from citaat.distributed.segments import HEADS, SEGMENTS, Reading, Segment, Written, write_piece
from citaat.distributed.stores import Store
from citaat.distributed.twins import refuse_twins
from citaat.dutch import analysis
from citaat.errors import CorpusError, UsageError
from citaat.index.building import dictionary as shared
from citaat.index.building.bare import CHARACTER_LIMIT
from citaat.index.building.builder import LIMIT
from citaat.index.building.lists import Lists, reading_of
from citaat.index.building.writing import write_manifest
from citaat.index.store import BARE, FORMAT
from citaat.locations import cache_folder
from citaat.storage.manifest import MANIFEST
from citaat.version import __version__

Progress = Callable[[str, int, int], None]
POINTER = "cluster.json"
SIZE = 32_000_000
# Packed text travels with its piece: so many of them for each worker are on their way at once.
_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """A build: the corpus at `corpus` into the index at `index`, in segments of about `size` bytes of it."""

    corpus: str
    index: Store
    size: int
    progress: Progress


def build(cluster: Cluster, plan: Plan) -> dict[str, Any]:
    """Build, or finish, the index; its manifest. Raises CitaatError."""
    plan.progress("opening", 0, 0)
    origin = open_origin(plan.corpus)
    plan.index.child("place").write(b"seen by all\n")
    cluster.agree(origin.store, plan.index.child("place"))
    stamps = stamps_of(origin)
    dictionary = shared.ready(os.path.join(cache_folder(), "index"))
    with read_words(origin, dictionary) as lists:
        reading = _reading(lists, origin, plan.index, chars=False)
        write_tables(lists, reading)
        written = _written(cluster, plan, reading)
        count = sum(segment.passages for segment, _ in written)
        _refuse_small(plan, count)
        if count <= CHARACTER_LIMIT:
            reading = replace(reading, chars=True)
            written = _written(cluster, plan, reading)
        manifest = _headed(cluster, plan, lists, reading, written)
    publish(plan.index, manifest, stamps)
    return manifest


def _reading(lists: Lists, origin: Origin, index: Store, chars: bool) -> Reading:
    digest = reading_of(lists, origin.source, "")[:32]
    return Reading(origin, index, digest, lists.dictionary.name, chars)


def _refuse_small(plan: Plan, count: int) -> None:
    if not count:
        raise CorpusError("the corpus holds no passages", file=plan.corpus, fix="add some with text")
    if count <= LIMIT:
        what = f"{count} passages are read as one, with all their words: no work for a cluster"
        raise UsageError(what, file=plan.corpus, fix="leave out --scheduler")


def _written(cluster: Cluster, plan: Plan, reading: Reading) -> list[Written]:
    """The segments of all pieces, in the order of the corpus; those without passages are left out."""
    pieces = cut(reading.origin, plan.size)
    found: dict[int, Written] = {}
    total = len(pieces) if isinstance(pieces, list) else 0
    plan.progress("reading", 0, total)
    for number, segment, known in _in_flight(cluster, reading, pieces):
        found[number] = segment, known
        plan.progress("reading", len(found), total)
    return [found[number] for number in sorted(found) if found[number][0].passages]


def _in_flight(
    cluster: Cluster, reading: Reading, pieces: Iterable[Piece]
) -> Iterator[tuple[int, Segment, Any]]:
    """The number of each piece with its segment as it is finished; no more are handed out than will soon be done.

    What Dask knows a segment by leads back to how it was made: of packed text nothing is kept for that.
    """
    most = _AHEAD * max(1, len(cluster.workers()))
    waiting = iter(pieces)
    with cluster.told():
        first = list(islice(waiting, most))
        pending = {cluster.client.submit(write_piece, reading, one, pure=False): one for one in first}
        done = completed(list(pending))
        for future in done:
            piece = pending.pop(future)
            segment = _result(reading, piece, future)
            yield piece.number, segment, future if piece.text is None else segment
            for more in islice(waiting, 1):
                future = cluster.client.submit(write_piece, reading, more, pure=False)
                pending[future] = more
                done.add(future)


def _result(reading: Reading, piece: Piece, future: Any) -> Segment:
    """The segment of a piece. A fault in a passage file is told with its line in the file."""
    try:
        found: Segment = future.result()
    except CorpusError as error:
        if not reading.origin.source:
            raise
        line = error.line and error.line + lines_before(reading.origin, piece)
        raise CorpusError(error.what, file=reading.origin.store.url, line=line, fix=error.fix) from error
    return found


def _headed(
    cluster: Cluster, plan: Plan, lists: Lists, reading: Reading, written: Sequence[Written]
) -> dict[str, Any]:
    """Write the head over these segments; its manifest."""
    segments = [segment for segment, _ in written]
    count = sum(one.passages for one in segments)
    refuse_twins(cluster, reading, written)
    plan.progress("adding up", 0, 0)
    found = _summed(cluster, reading, written)
    looked = _looked(cluster, reading, written, wanted(lists, reading, count))
    plan.progress("assembling", 0, 0)
    with TemporaryDirectory(prefix="citaat-head-") as folder:
        told = write_head(folder, lists, reading, found, looked, count)
        manifest = {**_identity(lists, reading, segments), **told, "passages": count}
        manifest["lengths"] = _lengths(segments)
        write_manifest(folder, manifest)
        with open(os.path.join(folder, MANIFEST), "rb") as file:
            raw = file.read()
        name = hashlib.blake2b(raw, digest_size=16).hexdigest()
        plan.index.child(HEADS, name).put(folder)
    return {**manifest, "head": name}


def _identity(lists: Lists, reading: Reading, segments: Sequence[Segment]) -> dict[str, Any]:
    """What an index must match to be used, and which segments it has."""
    origin = reading.origin
    print_of = "\n".join([reading.digest, *(one.key for one in segments)])
    return {
        "format": FORMAT,
        "citaat": __version__,
        "analyser": f"{analysis.NAME}/{analysis.VERSION}",
        "package": shared.data_fingerprint(),
        "dictionary": lists.dictionary.name,
        "corpus": hashlib.sha256(print_of.encode()).hexdigest(),
        "kind": origin.kind,
        "source": origin.source,
        "settings": asdict(lists.settings),
        "reading": reading.digest,
        "layout": BARE,
        "plain": True,
        "segments": [one.passages for one in segments],
        "keys": [one.key for one in segments],
        "starts": [[one.start, one.end] for one in segments],
        "bytes": sum(one.size for one in segments),
    }


def _lengths(segments: Sequence[Segment]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for field, length in chain.from_iterable(one.lengths for one in segments):
        totals[field] = totals.get(field, 0) + length
    return totals


def _summed(cluster: Cluster, reading: Reading, written: Sequence[Written]) -> Frequencies:
    """The document frequencies of all segments, added up by workers."""
    submit = cluster.client.submit
    with cluster.told():
        level = [submit(frequencies, reading, known, pure=False) for _, known in written]
        while len(level) > 1:
            level = [
                submit(added, level[at : at + FAN_IN], pure=False) for at in range(0, len(level), FAN_IN)
            ]
        found: Frequencies = level[0].result()
    return found


def _looked(cluster: Cluster, reading: Reading, written: Sequence[Written], want: Wanted) -> list[Looked]:
    """What is wanted of each segment, with places in the corpus."""
    firsts = [0, *accumulate(segment.passages for segment, _ in written)]
    with cluster.told():
        asked = []
        for first, (segment, known) in zip(firsts, written, strict=False):
            inside = tuple(at - first for at in want.places if first <= at < first + segment.passages)
            asked.append(cluster.client.submit(look, reading, known, Wanted(want.names, inside), pure=False))
        found: list[Looked] = cluster.client.gather(asked)
    return [
        Looked(tuple(first + at for at in one.named), {first + at: line for at, line in one.lines.items()})
        for first, one in zip(firsts, found, strict=False)
    ]


def stamps_of(origin: Origin) -> Any:
    """What tells whether corpus and word lists are as they were."""
    if origin.source:
        names = [origin.source, "lexicon.toml", "caveats.toml", "settings.toml"]
        return [[name, origin.base.child(name).stamp()] for name in names]
    return sorted(
        [name, told] for name, told in origin.store.stamps().items() if name.endswith((".md", ".toml"))
    )


def publish(index: Store, manifest: dict[str, Any], stamps: Any) -> None:
    """Let readers find this index from now on, and remove what neither it nor the one before needs."""
    before = read_pointer(index) or {}
    told = {"citaat": __version__, "head": manifest["head"], "keys": manifest["keys"], "stamps": stamps}
    index.child(POINTER).write(json.dumps(told).encode())
    heads = {manifest["head"], before.get("head")}
    keys = {*manifest["keys"], *before.get("keys", [])}
    for folder, kept in ((HEADS, heads), (SEGMENTS, keys)):
        for name in {name.partition("/")[0] for name in index.child(folder).sizes()} - kept:
            index.child(folder, name).remove()


def read_pointer(index: Store) -> dict[str, Any] | None:
    """What was published last: the name of the head, of the segments, and the stamps; None when nothing was."""
    place = index.child(POINTER)
    if not place.exists():
        return None
    try:
        told = json.loads(place.read())
    except ValueError:
        return None
    sound = (
        isinstance(told, dict) and isinstance(told.get("head"), str) and isinstance(told.get("keys"), list)
    )
    return told if sound else None
