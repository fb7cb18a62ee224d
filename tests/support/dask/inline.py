"""Dask's client without Dask: whatever is handed out is done at once, here, and actors are objects at hand."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest

from citaat.distributed import building, dask_door

Break = Callable[[str], None]


class Done:
    """What was handed out and is done: its value, or the error that it raised."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._value: Any = None
        self._error: Exception | None = None
        try:
            self._value = work()
        except Exception as error:
            self._error = error

    def result(self, timeout: float | None = None) -> Any:
        if self._error is not None:
            raise self._error
        return self._value


class Actor:
    """An object whose methods are answered later, and which `breaks` before it answers where its worker is lost."""

    def __init__(self, held: Any, worker: str, breaks: Break) -> None:
        self._held, self._worker, self._breaks = held, worker, breaks

    def __getattr__(self, name: str) -> Callable[..., Done]:
        def call(*arguments: Any) -> Done:
            def work() -> Any:
                self._breaks(self._worker)
                return getattr(self._held, name)(*arguments)

            return Done(work)

        return call


class Inline:
    """A client of so many workers; those in `lost` answer no more, and whoever asks them gets `error`."""

    def __init__(self, workers: int) -> None:
        self._workers = [f"worker{number}" for number in range(workers)]
        self.lost: set[str] = set()
        self.error: Exception = OSError("Unable to contact Actor's worker")
        self.status = "running"

    def ncores(self) -> dict[str, int]:
        return {worker: 1 for worker in self._workers if worker not in self.lost}

    def run(self, work: Callable[..., Any], *arguments: Any) -> dict[str, Any]:
        return {worker: work(*arguments) for worker in self.ncores()}

    def submit(
        self,
        work: Callable[..., Any],
        *arguments: Any,
        actor: bool = False,
        workers: Sequence[str] = (),
        **told: Any,
    ) -> Done:
        known = [_resolved(one) for one in arguments]
        if not actor:
            return Done(lambda: work(*known))
        return Done(lambda: Actor(work(*known), workers[0], self._broken))

    def gather(self, futures: Iterable[Done]) -> list[Any]:
        return [one.result() for one in futures]

    def close(self, timeout: float = 0.0) -> None:
        """Nothing is open."""

    def _broken(self, worker: str) -> None:
        if worker in self.lost:
            raise self.error


class Completed:
    """As `as_completed`: futures, and those that are put in meanwhile."""

    def __init__(self, futures: Iterable[Done]) -> None:
        self._futures = list(futures)

    def add(self, future: Done) -> None:
        self._futures.append(future)

    def __iter__(self) -> Iterator[Done]:
        while self._futures:
            # The last one first: nobody may count on an order.
            yield self._futures.pop()


def inline(patch: pytest.MonkeyPatch, workers: int) -> Inline:
    """Let this process be all the workers there are."""
    client = Inline(workers)
    patch.setattr(dask_door, "client", lambda address, seconds: client)
    patch.setattr(building, "completed", Completed)
    return client


def _resolved(value: Any) -> Any:
    if isinstance(value, list):
        return [_resolved(one) for one in value]
    return value.result() if isinstance(value, Done) else value
