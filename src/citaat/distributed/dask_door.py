"""Dask's one door: all that is asked of it is named here."""

import logging
from collections.abc import Iterable
from typing import Any


def client(address: str, seconds: float) -> Any:
    """A connection to a scheduler. Raises OSError when none answers in so many seconds, ValueError for no address."""
    import distributed

    # What it has to say about lost connections is said by us, in one line.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in ("distributed", "tornado"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    make: Any = distributed.Client
    return make(address, timeout=seconds, name="citaat", direct_to_workers=True)


def completed(futures: Iterable[Any]) -> Any:
    """Futures as they are done; more may be put in by `add`."""
    import distributed

    wait: Any = distributed.as_completed
    return wait(futures)


def worker_folder() -> str | None:
    """The folder of the worker that this runs on; None where this is no worker."""
    import distributed

    try:
        return str(distributed.get_worker().local_directory)
    except ValueError:
        return None


def killed() -> type[Exception]:
    """The error for work over which several workers ended."""
    from distributed.scheduler import KilledWorker

    found: type[Exception] = KilledWorker
    return found


def cut_off() -> tuple[type[BaseException], ...]:
    """The errors of a connection that was lost."""
    from concurrent.futures import CancelledError

    from distributed.client import FutureCancelledError
    from distributed.comm.core import CommClosedError

    return (CancelledError, FutureCancelledError, CommClosedError, OSError, TimeoutError)
