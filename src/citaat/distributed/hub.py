"""Asking all workers at once: every segment answers, in time, from one replica or another; or there is no answer."""

import time
import uuid
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Any

from citaat.distributed.cluster import Cluster, ClusterError
from citaat.distributed.holding import Asked, Holder, Scores
from citaat.distributed.merging import Part, first_round, merged, unfinished
from citaat.distributed.stores import Store
from citaat.errors import CitaatError
from citaat.index.passages import Place

# Seconds for all workers to open what they hold.
OPENING = 600.0
REPLICAS = 2
# Seconds between two attempts to find others for what was lost, and for a new connection.
_PATIENCE, _RECONNECT = 10.0, 2.0
_REFUSED = "ask again, or see to the workers; a part of the corpus is no answer"


@dataclass(slots=True)
class Replica:
    """Segments as one worker, `home`, holds them: what Dask knows it by, and the actor once it was open."""

    home: str
    future: Any
    actor: Any = None

    def opened(self, seconds: float) -> Any:
        """The actor, which is waited for. Raises what opening it raised."""
        if self.actor is None:
            self.actor = self.future.result(timeout=seconds)
        return self.actor


@dataclass(slots=True)
class Group:
    """Neighbouring segments: the number of their first passage, how many they have, and who holds them, first of all
    the one that is asked."""

    first: int
    size: int
    keys: tuple[str, ...]
    replicas: list[Replica] = field(default_factory=list)

    def actor(self, seconds: float) -> Any:
        """Whoever is asked. Raises LookupError when there is nobody, and what opening it raised."""
        if not self.replicas:
            raise LookupError("no worker holds them")
        return self.replicas[0].opened(seconds)


class Hub:
    """The segments of one index, held by the workers of `cluster`: each group by REPLICAS of them, where there are so many.

    All of them have the patience of `cluster` to answer. Raises ClusterError, and what a worker raises that cannot open them.
    """

    def __init__(self, cluster: Cluster, index: Store, manifest: Mapping[str, Any], head: str) -> None:
        self._cluster, self._index, self._head, self._seconds = cluster, index, head, cluster.patience
        self._sizes, self._keys = list(manifest["segments"]), list(manifest["keys"])
        self.starts = [tuple(pair) for pair in manifest["starts"]]
        self.firsts = [0, *accumulate(self._sizes)]
        self._patience = 0.0
        self._open()

    def scores(self, asked: Sequence[Asked]) -> list[dict[int, float]]:
        """The scores in each field over all segments, as one machine has them: the best, ties to the first passage.

        Raises ClusterError when a segment cannot be asked in time.
        """
        self._mend()
        count = len(self._groups)
        few = [(name, shares, first_round(k, count)) for name, shares, k in asked]
        found: list[list[Scores]] = self._everywhere("scores", [(few,)] * count)
        more: list[list[int]] = [[] for _ in self._groups]
        for at, ((*_, less), (*_, k)) in enumerate(zip(few, asked, strict=True)):
            for group in unfinished(self._parts(found, at), less, k):
                more[group].append(at)
        if any(more):
            rest = [([asked[at] for at in fields],) if fields else None for fields in more]
            for own, fields, told in zip(found, more, self._everywhere("scores", rest), strict=True):
                for at, scores in zip(fields, told or (), strict=True):
                    own[at] = scores
        return [merged(self._parts(found, at), k) for at, (*_, k) in enumerate(asked)]

    def _parts(self, found: Sequence[Sequence[Scores]], at: int) -> list[Part]:
        """What each group sent of field `at`."""
        return [(group.first, own[at]) for group, own in zip(self._groups, found, strict=True)]

    def lines(self, numbers: Iterable[int]) -> dict[int, tuple[int, bytes]]:
        """Passages as they are stored, each with where it is expected in its passage file. Raises ClusterError."""
        return self._each("lines", numbers)

    def places(self, numbers: Iterable[int]) -> dict[int, tuple[int, bytes, Place]]:
        """As `lines`, each with all that is known of the passage. Raises ClusterError."""
        return self._each("places", numbers)

    def _each(self, method: str, numbers: Iterable[int]) -> dict[int, Any]:
        """What `method` gives of each passage, by its number, where it is expected in its file first."""
        self._mend()
        firsts = [group.first for group in self._groups]
        wanted: list[list[int]] = [[] for _ in self._groups]
        for number in numbers:
            at = bisect_right(firsts, number) - 1
            wanted[at].append(number - firsts[at])
        found = self._everywhere(method, [(inside,) if inside else None for inside in wanted])
        return {
            group.first + inside: (self._expected(group.first + inside, start), *rest)
            for group, asked, told in zip(self._groups, wanted, found, strict=True)
            for inside, (start, *rest) in zip(asked, told or (), strict=True)
        }

    def _expected(self, number: int, start: int) -> int:
        return int(self.starts[bisect_right(self.firsts, number) - 1][0]) + start

    def _open(self) -> None:
        """Let the workers that there are hold all segments."""
        workers = self._cluster.workers()
        runs = list(pairwise([0, *_ends(self._sizes, len(workers))]))
        self._groups: list[Group] = [
            Group(self.firsts[first], sum(self._sizes[first:last]), tuple(self._keys[first:last]))
            for first, last in runs
        ]
        deadline = time.monotonic() + OPENING
        with self._cluster.told():
            for more in range(min(REPLICAS, len(workers))):
                for at, group in enumerate(self._groups):
                    group.replicas.append(self._held(group, workers[(at + more) % len(workers)]))
            for group in self._groups:
                group.actor(max(0.1, deadline - time.monotonic()))

    def _held(self, group: Group, worker: str) -> Replica:
        future = self._cluster.client.submit(
            Holder,
            self._index,
            self._head,
            group.keys,
            actor=True,
            workers=[worker],
            allow_other_workers=False,
            key=f"citaat-{uuid.uuid4().hex}",
            pure=False,
        )
        return Replica(worker, future)

    def _everywhere(self, method: str, arguments: Sequence[tuple[Any, ...] | None]) -> list[Any]:
        """What each group gives for its arguments (None: it is not asked). Raises ClusterError."""
        deadline = time.monotonic() + self._seconds
        running = [
            None if told is None else _started(group, method, told, self._seconds)
            for group, told in zip(self._groups, arguments, strict=True)
        ]
        found: list[Any] = []
        # A second try gets the other half of the time.
        half = time.monotonic() + self._seconds / 2
        for group, told, one in zip(self._groups, arguments, running, strict=True):
            if told is None:
                found.append(None)
                continue
            try:
                found.append(_finished(one, half))
            except Exception as error:
                found.append(self._again(group, method, told, deadline, error))
        return found

    def _again(
        self, group: Group, method: str, told: tuple[Any, ...], deadline: float, error: Exception
    ) -> Any:
        """Ask the next replica, which becomes the first. Raises ClusterError, or what citaat itself has to say."""
        while group.replicas and self._cluster.alive:
            del group.replicas[0]
            try:
                found = _finished(_started(group, method, told, deadline - time.monotonic()), deadline)
            except Exception as other:
                error = other
            else:
                self._replenish(group)
                return found
        group.replicas.clear()
        if isinstance(error, CitaatError):
            raise error
        what = f"{group.size} passages of {self.firsts[-1]} cannot be asked ({_reason(error)})"
        raise ClusterError(what, file=self._cluster.address, fix=_REFUSED) from error

    def _mend(self) -> None:
        """Let other workers hold what was lost, over a new connection when that was lost; not at every question."""
        lost = [group for group in self._groups if not group.replicas]
        if not lost or time.monotonic() < self._patience:
            return
        self._patience = time.monotonic() + _PATIENCE
        # Where nobody is found the question is refused for what was lost.
        with suppress(CitaatError):
            if not self._cluster.alive:
                self._cluster.connect(_RECONNECT)
                self._open()
                return
            for group in lost:
                self._replenish(group)

    def _replenish(self, group: Group) -> None:
        """Let as many workers hold a group as should; nobody waits for those that are new."""
        with suppress(CitaatError):
            homes = [replica.home for replica in group.replicas]
            others = [worker for worker in self._cluster.workers() if worker not in homes]
            group.replicas += [self._held(group, worker) for worker in others[: REPLICAS - len(homes)]]


def _started(group: Group, method: str, told: tuple[Any, ...], seconds: float) -> Any:
    """A call on its way; or the error of one that could not be made."""
    try:
        return getattr(group.actor(max(0.1, seconds)), method)(*told)
    except Exception as error:
        return error


def _finished(running: Any, deadline: float) -> Any:
    if isinstance(running, Exception):
        raise running
    return running.result(timeout=max(0.01, deadline - time.monotonic()))


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it took too long"
    return str(error) if isinstance(error, LookupError) else f"{type(error).__name__}: the worker was lost"


def _ends(sizes: Sequence[int], count: int) -> list[int]:
    """Where at most `count` runs of neighbours end that have about as many passages each; the last one with the last."""
    ends = list(accumulate(sizes))
    aims = [at * ends[-1] / count for at in range(1, count + 1)]
    return sorted({min(bisect_left(ends, aim) + 1, len(sizes)) for aim in aims})
