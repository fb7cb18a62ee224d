"""Putting a finished folder where another one is: readers meet the old or the new, never none and never a mix."""

import ctypes
import errno
import os
import shutil
import stat
import tempfile
from functools import cache
from typing import Any

_TRIES = 20
_TAKEN = (errno.ENOTEMPTY, errno.EEXIST)
_EXCHANGE, _HERE = 2, -100  # RENAME_EXCHANGE, AT_FDCWD


def seal(folder: str) -> None:
    """See every file of `folder` to the disk, then the folders, and let nobody else write them.

    A file that has another name too is that of a folder which was sealed before.
    """
    for base, _, names in os.walk(folder, topdown=False):
        for name in names:
            _sync(os.path.join(base, name), 0o600)
        _sync(base, 0o700)


def replace(fresh: str, folder: str) -> None:
    """Put `fresh` where `folder` is; what was there is at `fresh` then, or nothing.

    After a power cut it is the one or the other as well, as `fresh` was sealed before. Where two builders
    meet, the last one's folder stays. Raises OSError.
    """
    for _ in range(_TRIES):
        try:
            os.rename(fresh, folder)
            break
        except OSError as error:
            if error.errno not in _TAKEN:
                raise
        if _exchanged(fresh, folder) or _one_by_one(fresh, folder):
            break
    else:
        raise OSError(errno.EBUSY, "is replaced by others all the time", folder)
    _sync(os.path.dirname(folder))


def _sync(path: str, mode: int | None = None) -> None:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        told = os.fstat(handle)
        if mode is not None and told.st_mode & 0o777 != mode:
            os.fchmod(handle, mode)
        if told.st_nlink == 1 or stat.S_ISDIR(told.st_mode):
            os.fsync(handle)
    finally:
        os.close(handle)


@cache
def _renameat2() -> Any:
    """Linux' call that lets two names change places, None where there is none."""
    try:
        return ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None


def _exchanged(fresh: str, folder: str) -> bool:
    """Whether the two have changed places; not where the system or the disk cannot, or `folder` is gone."""
    call = _renameat2()
    if call is None:
        return False
    return bool(call(_HERE, os.fsencode(fresh), _HERE, os.fsencode(folder), _EXCHANGE) == 0)


def _one_by_one(fresh: str, folder: str) -> bool:
    """Whether `fresh` has taken the place of `folder`, by two renames; not when another was in between."""
    away = tempfile.mkdtemp(prefix=os.path.basename(fresh), dir=os.path.dirname(fresh))
    try:
        os.rename(folder, away)
        os.rename(fresh, folder)
    except FileNotFoundError:
        return False
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        os.rename(away, folder)
        raise
    finally:
        shutil.rmtree(away, ignore_errors=True)
    return True
