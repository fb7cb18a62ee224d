"""Many questions at once: the same work on every item, in this process or spread over two, in order."""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.process import BaseProcess
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
# Seconds that a process may take to stop when it is told to.
_GRACE = 1.0
_A = TypeVar("_A")
_B = TypeVar("_B")
Recipe = Callable[[], object]
# A function of a system and an item, importable by name so that another process can run it.
Work = Callable[[Any, _A], _B]


@dataclass(frozen=True, slots=True)
class _Failed:
    """The work raised an error of citaat's own: it is done again here, to raise it where it is handled."""


class Team:
    """Works through items in order; closed when left, and ended at once when left by an error or a signal.

    Results are those of one process. A system that has a `recipe` (a hashable value that opens it anew when called) is worked on in
    two processes of its own when there are enough items; any other one right here.
    """

    def __init__(self, processes: int | None = None, worth: int = WORTH) -> None:
        self._processes = min(_PROCESSES, os.cpu_count() or 1) if processes is None else processes
        self._worth = worth
        self._pool: ProcessPoolExecutor | None = None
        self._others: frozenset[BaseProcess] = frozenset()

    def __enter__(self) -> "Team":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is None:
            return
        if kind is not None:
            _end([one for one in active_children() if one not in self._others])
        self._pool.shutdown(cancel_futures=True)

    def aside(self, work: Callable[[], _B]) -> "Future[_B]":
        """`work()` in a process of the team, meanwhile; it must be importable by name."""
        if self._processes < 2:
            done: Future[_B] = Future()
            done.set_result(work())
            return done
        pool = self._open()
        with _deaf():
            return pool.submit(work)

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
            self._others = frozenset(active_children())
            # Spawned, not forked: the same on every platform, and no lock is copied half-way.
            spawned = get_context("spawn")
            self._pool = ProcessPoolExecutor(self._processes, mp_context=spawned, initializer=_attach)
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
        size = max(1, min(_CHUNK, len(items) // (4 * self._processes)))
        parts = [items[at : at + size] for at in range(0, len(items), size)]
        # Not the pool's own `map`: it takes back what is waiting when it is interrupted, and the pool then trips over
        # that when its processes are ended.
        pool = self._open()
        with _deaf():
            done = deque(pool.submit(_away, recipe, work, part) for part in parts)
        return (
            work(system, item) if isinstance(result, _Failed) else result
            for part in parts
            for item, result in zip(part, done.popleft().result(), strict=True)
        )


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes that begin in here never hear an interrupt from the keyboard: only who began them does, and ends them.

    It is no less heard here, but a moment later. The pool itself is made before: what multiprocessing starts with it
    listens again to everything.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _attach() -> None:
    """End this process with the one that began it, which may have been killed before it could say so."""
    parent = parent_process()
    assert parent is not None

    def follow() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _end(processes: Sequence[BaseProcess]) -> None:
    """Stop these processes now, whatever they are doing: nobody waits for the results."""
    for one in processes:
        one.terminate()
    until = time.monotonic() + _GRACE
    for one in processes:
        one.join(max(0.0, until - time.monotonic()))
    for one in processes:
        one.kill()


_OPENED: dict[Recipe, object] = {}


def _away(recipe: Recipe, work: Work[_A, _B], items: Sequence[_A]) -> "list[_B | _Failed]":
    """The work on each in another process, on a system opened there once."""
    if recipe not in _OPENED:
        _OPENED[recipe] = recipe()
    return [_tried(work, _OPENED[recipe], item) for item in items]


def _tried(work: Work[_A, _B], system: object, item: _A) -> "_B | _Failed":
    try:
        return work(system, item)
    except CitaatError:
        return _Failed()
