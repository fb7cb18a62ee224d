"""A connection to a scheduler: what its workers must have in common, and what goes wrong between them in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from citaat.distributed import dask_door
from citaat.distributed.stores import Store
from citaat.errors import CitaatError, UsageError
from citaat.index.building import dictionary

# Seconds for the scheduler to answer when a connection is made, and for all workers to answer a question.
PATIENCE = 5.0


class ClusterError(CitaatError):
    """The scheduler or its workers cannot be reached, or were lost."""


class Cluster:
    """A connection to the scheduler at `address`. Raises UsageError for what is no address, and ClusterError."""

    def __init__(self, address: str, patience: float = PATIENCE) -> None:
        self.address, self.patience = address, patience
        self.client: Any = None
        self.connect(patience)

    @property
    def alive(self) -> bool:
        """Whether the scheduler was there when last heard of."""
        return self.client is not None and self.client.status == "running"

    def connect(self, seconds: float) -> None:
        """Connect, anew when it was connected before."""
        self.close()
        try:
            self.client = dask_door.client(self.address, seconds)
        except ValueError as error:
            fix = "give --scheduler tcp://HOST:8786"
            raise UsageError(f"{self.address} is no address of a scheduler ({error})", fix=fix) from error
        except OSError as error:
            fix = "start one: dask scheduler; or leave out --scheduler"
            raise ClusterError("no scheduler answers", file=self.address, fix=fix) from error

    def close(self) -> None:
        """Let go of it; what workers hold for this connection alone is gone."""
        client, self.client = self.client, None
        if client is not None:
            with _quietly():
                client.close(timeout=1)

    def workers(self) -> list[str]:
        """The addresses of the workers there are. Raises ClusterError when there is none."""
        if not self.alive:
            raise ClusterError("the connection was lost", file=self.address, fix="see to the scheduler")
        with self.told():
            found = sorted(self.client.ncores())
        if not found:
            raise ClusterError("has no workers", file=self.address, fix="start some: dask worker")
        return found

    def agree(self, *places: Store) -> None:
        """Raise CitaatError unless every worker has this version of citaat, and sees what is at `places`."""
        self.workers()
        with self.told():
            told: dict[str, list[bool]] = self.client.run(_sees, [dictionary.name()], list(places))
        for worker, (same, *seen) in told.items():
            if not same:
                fix = "install the same version on all machines"
                raise ClusterError("has another version of citaat", file=worker, fix=fix)
            for place, there in zip(places, seen, strict=True):
                if not there:
                    fix = "give a place that all machines see, as s3://bucket/folder"
                    raise ClusterError(f"does not see {place.url}", file=worker, fix=fix)

    @contextmanager
    def told(self) -> Iterator[None]:
        """What goes wrong between here and there, as one line."""
        try:
            yield
        except CitaatError:
            raise
        except Exception as error:
            if isinstance(error, dask_door.killed()):
                fix = "give them more memory, or smaller segments (--segment-mb), and run it again: what is done is kept"
                raise ClusterError("workers ended over the same work", file=self.address, fix=fix) from error
            if not _lost(error):
                raise
            what = f"the connection was lost ({type(error).__name__})"
            fix = "run it again: what is done is kept"
            raise ClusterError(what, file=self.address, fix=fix) from error


def _lost(error: BaseException) -> bool:
    """Whether an error is one of being cut off, and not one of the work itself."""
    named = "client" in str(error).lower() and isinstance(error, RuntimeError | ValueError)
    return isinstance(error, dask_door.cut_off()) or named


def _sees(names: list[str], places: list[Store]) -> list[bool]:
    return [dictionary.name() in names, *(place.exists() for place in places)]


@contextmanager
def _quietly() -> Iterator[None]:
    try:
        yield
    except Exception:
        # It is on its way out: whatever was the matter was told before.
        return
