"""Putting a finished folder where another one is, so that readers meet the old or the new, never a mix."""

import errno
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_TRIES = 20
_TAKEN = (errno.ENOTEMPTY, errno.EEXIST)


def replace(fresh: Path, folder: Path) -> None:
    """Put `fresh` where `folder` is; what was there before goes after the swap.

    Where two builders meet, the last one's folder stays. On any other failure what was
    there before is put back. Raises OSError.
    """
    away = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    try:
        for number in range(_TRIES):
            if _moved(fresh, folder, away / str(number)):
                return
        raise OSError(errno.EBUSY, "is replaced by others all the time", str(folder))
    finally:
        shutil.rmtree(away, ignore_errors=True)


def _moved(fresh: Path, folder: Path, old: Path) -> bool:
    """Whether `fresh` has taken the place of `folder`; not when another builder was in between."""
    with suppress(FileNotFoundError):
        folder.rename(old)
    try:
        fresh.rename(folder)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        with suppress(OSError):
            old.rename(folder)
        raise
    return True
