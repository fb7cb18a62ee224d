"""A sign of life while nothing is to be seen yet: on a terminal, after a second, and gone when something comes.

The first question imports, compiles and reads for seconds before there is progress to draw. A timer of the system
draws the line, so that whoever gets an answer at once pays for no thread; where there is no such timer, there is no
line.
"""

import os
import sys
from collections.abc import Sequence

_AFTER = 1.0
_LINE = "\r\x1b[Kcitaat: even geduld …"
_WIPE = b"\r\x1b[K"
_OTHER_FORMS = ("--json", "--jsonl", "--format")


class _State:
    """Whether the timer runs, and whether the line stands there."""

    begun = waiting = drawn = False


def begin(arguments: Sequence[str]) -> None:
    """From now on somebody waits, unless it is a program: for that nothing is drawn."""
    if any(one.startswith(_OTHER_FORMS) for one in arguments) or not _watched():
        return
    import signal
    import threading

    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return
    if signal.getsignal(signal.SIGALRM) not in (signal.SIG_DFL, _draw):
        return
    signal.signal(signal.SIGALRM, _draw)
    _State.begun = True
    again()


def again() -> None:
    """What came was no more than a remark: whoever waited goes on waiting."""
    if not _State.begun:
        return
    import signal

    _State.waiting = True
    signal.setitimer(signal.ITIMER_REAL, _AFTER)


def _watched() -> bool:
    """Whether somebody sees standard error."""
    return sys.stderr.isatty()


def end() -> None:
    """Something comes: the line is wiped, and none comes any more."""
    if not _State.waiting:
        return
    import signal

    # The handler stays: an alarm that is under way already would end the process without one.
    signal.setitimer(signal.ITIMER_REAL, 0)
    _State.waiting = False
    if _State.drawn:
        _State.drawn = False
        _write(_WIPE)


def _draw(number: int, frame: object) -> None:
    if not _State.waiting:
        return
    _State.drawn = True
    _write(_LINE.encode(sys.stderr.encoding or "utf-8", "replace"))


def _write(text: bytes) -> None:
    # Past the stream, for it may be halfway through a line of its own when the timer rings.
    try:
        os.write(2, text)
    except OSError:
        return
