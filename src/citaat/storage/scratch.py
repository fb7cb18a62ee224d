"""Folders to work in that nobody has to clean up after: what a killed process left is found by the next one.

A folder is locked by whoever works in it, for as long as that process lives: one that can be locked is litter.
"""

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_PREFIX = ".citaat-"


@contextmanager
def scratch(home: str) -> Iterator[str]:
    """A new folder in `home` that is gone afterwards, or when what is made in it has been moved away."""
    folder, lock = open_scratch(home)
    try:
        yield folder
    finally:
        try:
            os.close(lock)
            shutil.rmtree(folder, ignore_errors=True)
        except BaseException:
            # Whoever is stopped while the old index is removed leaves no half of it.
            shutil.rmtree(folder, ignore_errors=True)
            raise


def open_scratch(home: str) -> tuple[str, int]:
    """A new folder in `home`, and what keeps it locked until it is closed. Raises OSError."""
    collect(home)
    try:
        while True:
            folder = tempfile.mkdtemp(prefix=_PREFIX, dir=home)
            # Somebody who collects between two of these calls takes it for litter.
            with suppress(FileNotFoundError):
                return folder, _locked(folder)
    except BaseException:
        # Whoever is stopped just now has made a folder that nobody knows the name of.
        collect(home)
        raise


def _locked(folder: str) -> int:
    """What keeps a folder locked. Raises FileNotFoundError when it is gone."""
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.stat(folder)
    except BaseException:
        os.close(lock)
        raise
    return lock


def collect(home: str) -> None:
    """Remove the folders in `home` that their makers left behind: one's own alone, and none that is in use."""
    with suppress(OSError):
        for entry in os.scandir(home):
            if entry.name.startswith(_PREFIX) and entry.is_dir(follow_symlinks=False):
                _remove(entry.path)


def _remove(folder: str) -> None:
    with suppress(OSError):
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            told = os.fstat(lock)
            if told.st_uid == os.geteuid() and stat.S_ISDIR(told.st_mode):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)
