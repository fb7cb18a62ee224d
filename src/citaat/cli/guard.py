"""The outermost handler: whatever happens becomes one line, or silence, and a documented exit code."""

import errno
import os
import sys
from collections.abc import Callable
from functools import cache

from citaat.cli import patience, streams
from citaat.errors import DAMAGED, USAGE, CitaatError

GATE_FAILED, INTERRUPTED = 1, 130
_SHOWN = 300
# What writing fails with, when the place written to is full, closed or broken.
_OUTPUT = (errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG, errno.EDQUOT, errno.EINVAL)
_DEEP = "the input is nested too deep"


class Terminated(BaseException):
    """SIGTERM came: what was begun is cleaned up on the way out."""


def guarded(work: Callable[[], int], broken_pipe: int = 0, dutch: bool = False) -> int:
    """The exit code of `work`, which may fail in any way there is; `dutch`: what is wrong is said in Dutch.

    `broken_pipe` is the code for a reader (head, less) that has gone before the end: nothing more to
    say, but a gate whose verdict nobody read has not passed.
    """
    try:
        code = work()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        streams.discard(sys.stdout, 1)
        return broken_pipe
    except SystemExit as leaving:
        # argparse leaves this way after --help and --version.
        return _left(leaving, broken_pipe)
    except Exception as error:
        return report(error, dutch)
    finally:
        patience.end()


def _left(leaving: SystemExit, broken_pipe: int) -> int:
    code = leaving.code if isinstance(leaving.code, int) else 0
    return guarded(lambda: code, broken_pipe)


def report(error: Exception, dutch: bool = False) -> int:
    """Say in one line what went wrong, at a terminal in Dutch; the code to leave with."""
    dutch = dutch or sys.stderr.isatty()
    if os.environ.get("CITAAT_DEBUG"):
        import traceback

        traceback.print_exception(error)
    if isinstance(error, CitaatError):
        _flush_before_error()
        streams.tell(f"{_said(error, dutch)}{_nearest(error, dutch)}")
        return error.exit_code
    code, what = _explained(error)
    if code == USAGE:
        streams.discard(sys.stdout, 1)
    else:
        _flush_before_error()
    streams.tell(_said(what, dutch))
    return code


def _said(error: CitaatError | str, dutch: bool) -> str:
    """The line for a user: in English, or for who edits a site in Dutch."""
    if not dutch:
        return f"citaat: error: {shortened(' '.join(str(error).split()))}"
    from citaat.messages import error_in_dutch, in_dutch

    told = in_dutch(error) if isinstance(error, str) else error_in_dutch(error)
    return f"citaat: fout: {shortened(' '.join(told.split()))}"


def _explained(error: Exception) -> tuple[int, str]:
    """The exit code and the line for an error that nobody foresaw."""
    if isinstance(error, RecursionError):
        return DAMAGED, f"{_DEEP}; make it flatter"
    if isinstance(error, MemoryError):
        return DAMAGED, "there is not enough memory; give a smaller corpus or a shorter question"
    if isinstance(error, OSError) and error.filename is not None:
        what = error.strerror or type(error).__name__
        return (
            DAMAGED,
            f"{os.fsdecode(error.filename)}: cannot be used ({what}); check the path and its permissions",
        )
    if isinstance(error, OSError) and error.errno in _OUTPUT:
        what = error.strerror or type(error).__name__
        return USAGE, f"standard output cannot be written ({what}); send it somewhere else"
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return DAMAGED, f"something unforeseen went wrong ({what}); CITAAT_DEBUG=1 shows where, please report it"


def _flush_before_error() -> None:
    """What was printed comes before the error, and a failing output hides no error."""
    if not streams.flushed():
        streams.discard(sys.stdout, 1)


def shortened(text: str) -> str:
    """`text` without the middle of what is too long for one line: start and cure tell most."""
    return text if len(text) <= 2 * _SHOWN else f"{text[:_SHOWN]} … {text[-_SHOWN:]}"


def _nearest(error: CitaatError, dutch: bool = False) -> str:
    """A file that is there, for one that is not."""
    if error.file is None or os.path.lexists(error.file):
        return ""
    from citaat.cli.suggestions import nearest_file

    found = nearest_file(error.file)
    meant = "bedoel je" if dutch else "did you mean"
    return f"; {meant} {found}?" if found else ""


@cache
def terminate_cleanly() -> None:
    """From now on SIGTERM unwinds, so that half-made folders are removed, and then ends the process."""
    import signal
    import threading

    def unwind(number: int, frame: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise Terminated

    # Only the main thread may say what a signal does; and whoever ignores SIGTERM means it.
    if (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    ):
        signal.signal(signal.SIGTERM, unwind)


def die_of_sigterm() -> None:
    """End as the signal would have ended it: the parent sees SIGTERM, a shell 143."""
    import signal

    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    os.kill(os.getpid(), signal.SIGTERM)
