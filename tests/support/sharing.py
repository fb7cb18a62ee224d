"""What all processes of a test run share on the disk: the first that needs it makes it, the others wait for it."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

_WORKER = "PYTEST_XDIST_WORKER"


def shared_home(factory: pytest.TempPathFactory) -> Path:
    """The folder of this run that all its processes see."""
    own = factory.getbasetemp()
    return own.parent if _WORKER in os.environ else own


def shared(home: Path, name: str, make: Callable[[Path], None]) -> Path:
    """The folder `name` in `home`, which `make` has filled once: to be read, and never written to, by tests."""
    place, done = home / name, home / f"{name}.done"
    with (home / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            place.mkdir()
            make(place)
            done.touch()
    return place
