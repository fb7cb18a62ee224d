"""A progress bar on standard error, only on a terminal."""

import sys
import time

from citaat.cli import patience
from citaat.cli.guard import terminate_cleanly
from citaat.index.freshness import Progress

_WIDTH = 30
_PATIENCE = 1.0
_SILENCE = 10.0


def progress_bar() -> Progress:
    """Draws stage, share, rate and time left of what lasts over a second, where somebody is looking.

    Whatever reports progress may be halfway through making files: from then on SIGTERM cleans up.
    """
    if not sys.stderr.isatty():
        return lambda stage, done, total: terminate_cleanly()
    return _Bar().show


def heartbeat() -> Progress:
    """As `progress_bar`; where nobody is looking, a line now and then, so that a log shows that it goes on."""
    if sys.stderr.isatty():
        return progress_bar()
    last = [time.monotonic()]

    def show(stage: str, done: int, total: int) -> None:
        terminate_cleanly()
        now = time.monotonic()
        if now - last[0] > _SILENCE:
            last[0] = now
            print(f"citaat: {_told(stage)} {done}/{total}", file=sys.stderr, flush=True)

    return show


class _Bar:
    """One line that is drawn over and over, and wiped when a stage is done."""

    def __init__(self) -> None:
        self._first = time.monotonic()
        self._began: dict[str, float] = {}
        self._drawn = False

    def show(self, stage: str, done: int, total: int) -> None:
        terminate_cleanly()
        now = time.monotonic()
        began = self._began.setdefault(stage, now)
        if total and done >= total:
            self._wipe()
        elif now - self._first > _PATIENCE and not (total and done and done % max(1, total // 200)):
            patience.end()
            self._drawn = True
            line = f"{_told(stage)} {_share(done, total, now - began)}"
            print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)

    def _wipe(self) -> None:
        if self._drawn:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._drawn = False


def _told(stage: str) -> str:
    # Imported when there is something to draw: most commands end before.
    from citaat.messages import stage_in_dutch

    return stage_in_dutch(stage)


def _share(done: int, total: int, passed: float) -> str:
    if not total:
        return "…"
    filled = _WIDTH * done // total
    rate = f" {done / passed:,.0f}/s, nog {passed * (total - done) / done:.0f} s" if done and passed else ""
    return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total}{rate}"
