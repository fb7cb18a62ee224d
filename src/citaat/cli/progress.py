"""A progress bar on standard error, only on a terminal."""

import sys
import time

from citaat.index.freshness import Progress

_WIDTH = 30


def progress_bar() -> Progress | None:
    """Draws stage, share, rate and time left; None when nobody is looking."""
    if not sys.stderr.isatty():
        return None
    started: dict[str, float] = {}

    def show(stage: str, done: int, total: int) -> None:
        began = started.setdefault(stage, time.monotonic())
        if total and done not in (0, total) and done % max(1, total // 200):
            return
        filled = _WIDTH * done // total if total else 0
        passed = time.monotonic() - began
        rate = (
            f" {done / passed:,.0f}/s, {passed * (total - done) / done:.0f} s left" if done and passed else ""
        )
        bar = f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total}{rate}" if total else "…"
        print(
            f"\r\x1b[K{stage} {bar}",
            end="\r\x1b[K" if total and done == total else "",
            file=sys.stderr,
            flush=True,
        )

    return show
