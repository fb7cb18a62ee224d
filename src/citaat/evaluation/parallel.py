"""Many questions at once: the same work on every item, in this process or spread over two, in order."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from types import TracebackType
from typing import Any, TypeVar

from citaat.errors import CitaatError

_PROCESSES = 2
# Opening a stored index twice more costs as much as asking this many questions.
WORTH = 30
# So many items at once go to a process, but no more than leave something for the other one.
_CHUNK = 8
# Seconds between two signs of life while nothing but waiting can be done.
_BEAT = 2.0
_A = TypeVar("_A")
_B = TypeVar("_B")
Recipe = Callable[[], object]
# A function of a system and an item, importable by name so that another process can run it.
Work = Callable[[Any, _A], _B]


@dataclass(frozen=True, slots=True)
class _Failed:
    """The work raised an error of citaat's own: it is done again here, to raise it where it is handled."""


class Team:
    """Works through items in order; closed when left. Results are those of one process.

    A system that has a `recipe` (a hashable value that opens it anew when called) is worked on in
    two processes of its own when there are enough items; any other one right here.
    """

    def __init__(self, processes: int | None = None, worth: int = WORTH) -> None:
        self._processes = min(_PROCESSES, os.cpu_count() or 1) if processes is None else processes
        self._worth = worth
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Team":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def aside(self, work: Callable[[], _B]) -> "Future[_B]":
        """`work()` in a process of the team, meanwhile; it must be importable by name."""
        if self._processes < 2:
            done: Future[_B] = Future()
            done.set_result(work())
            return done
        return self._open().submit(work)

    @staticmethod
    def awaited(work: "Future[_B]", alive: Callable[[], None]) -> _B:
        """The result of work that was put aside; `alive` is called now and then while it is not there."""
        while True:
            alive()
            try:
                return work.result(_BEAT)
            except TimeoutError:
                # Of the work itself, and not of waiting for it: the next round would wait for ever.
                if work.done():
                    raise

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: the same on every platform, and no lock is copied half-way.
            self._pool = ProcessPoolExecutor(self._processes, mp_context=get_context("spawn"))
        return self._pool

    def each(
        self, system: object, work: Work[_A, _B], items: Sequence[_A], worth: int | None = None
    ) -> Iterator[_B]:
        """`work(system, item)` for every item, in order; `worth` is how many items are worth two processes.

        Two processes begin at once, whether or not anybody waits for the results yet.
        """
        recipe: Recipe | None = getattr(system, "recipe", None)
        if recipe is None or self._processes < 2 or len(items) < (self._worth if worth is None else worth):
            return (work(system, item) for item in items)
        chunk = max(1, min(_CHUNK, len(items) // (4 * self._processes)))
        done = self._open().map(partial(_away, recipe, work), items, chunksize=chunk)
        return (
            work(system, item) if isinstance(result, _Failed) else result
            for item, result in zip(items, done, strict=True)
        )


_OPENED: dict[Recipe, object] = {}


def _away(recipe: Recipe, work: Work[_A, _B], item: _A) -> "_B | _Failed":
    """The work in another process, on a system opened there once."""
    if recipe not in _OPENED:
        _OPENED[recipe] = recipe()
    try:
        return work(_OPENED[recipe], item)
    except CitaatError:
        return _Failed()
