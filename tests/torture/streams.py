"""Streams that are closed or full, signals at any moment, clocks that lie: a documented end, and no warning lost."""

import os
import subprocess
import sys
from pathlib import Path

from support.command import SOURCES
from support.hostile import sound
from support.threats import HOUR, Place, Tries, tell

EMERGENCY = "Mijn kind at een pot magnesiumpillen leeg"
_ENTRY = "from citaat.cli.main import program; program()"
# A signal at the n-th event of the interpreter's own: a moment that can be repeated.
_SIGNALLED = """
import os, signal, sys
left = [int(os.environ["CITAAT_AT"])]
def watch(event, told):
    left[0] -= 1
    if not left[0]:
        os.kill(os.getpid(), getattr(signal, os.environ["CITAAT_SIGNAL"]))
from citaat.cli.main import program
sys.addaudithook(watch)
program()
"""
_STATES = (
    "",
    "<&-",
    ">&-",
    "2>&-",
    ">&- 2>&-",
    "<&- >&- 2>&-",
    ">/dev/full",
    "2>/dev/full",
    ">/dev/full 2>/dev/full",
    "| true",
    "| head -c 1",
)


def _shell(place: Place, script: str, code: str = _ENTRY, **env: str) -> "subprocess.CompletedProcess[bytes]":
    command = f'{sys.executable} -c "$CODE" {script}'
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        check=False,
        timeout=HOUR,
        cwd=place.work,
        env={**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONUTF8": "1", "CODE": code, **env},
        stdin=subprocess.DEVNULL,
    )


def _options(place: Place) -> str:
    if not (place.work / "c").exists():
        sound(place.work / "c" / "corpus")
        _shell(place, "index --corpus c/corpus --index i")
    return "--corpus c/corpus --index i"


def states(place: Place) -> Tries:
    """Every command with every state of its streams."""
    options = _options(place)
    for command in (
        f"ask '{EMERGENCY}'",
        f"ask --json '{EMERGENCY}'",
        "passages",
        "check",
        "index",
        "--help",
    ):
        for state in _STATES:
            done = _shell(place, f"{command} {'' if command == '--help' else options} {state}")
            seen = (done.stdout + done.stderr).decode(errors="replace")
            bad = (
                "Traceback" in seen or "Exception ignored" in seen or done.returncode not in (0, 1, 2, 3, 10)
            )
            reads = "2>" not in state and "head" not in state
            lost = command.startswith("ask") and reads and "112" not in seen
            yield f"{command} {state}: {done.returncode} {seen[-200:]}" if bad or lost else ""


def signals(place: Place) -> Tries:
    """SIGINT, SIGTERM, SIGHUP and SIGPIPE while a question is answered."""
    options = _options(place)
    for _ in range(place.many(400)):
        name, at = (
            place.chance.choice(("SIGINT", "SIGTERM", "SIGHUP", "SIGPIPE")),
            place.chance.randrange(1, 1_500),
        )
        done = _shell(
            place, f"ask '{EMERGENCY}' {options}", _SIGNALLED, CITAAT_AT=str(at), CITAAT_SIGNAL=name
        )
        seen = (done.stdout + done.stderr).decode(errors="replace")
        ends = {"SIGINT": (130,), "SIGTERM": (143,), "SIGHUP": (129,), "SIGPIPE": ()}[name]
        # The shell gives its place to the program, or tells what ended it: one end, two ways of saying so.
        code = done.returncode if done.returncode >= 0 else 128 - done.returncode
        bad = "Traceback" in seen or "Exception ignored" in seen or code not in (0, 10, *ends)
        yield f"{name} at {at}: {done.returncode} {seen[-300:]}" if bad else ""


def clocks(place: Place) -> Tries:
    """Articles and index from before and after our time: what changed is seen, what did not is not built again."""
    options = _options(place)
    article = place.work / "c" / "corpus" / "slaap.md"
    for number in range(place.many(60)):
        hours = f"{100 + number}"
        text = f'+++\ntitle = "T"\n+++\n\n## Hoe lang?\n\nSlaap {hours} uur.\n'
        time = place.chance.choice((0, 1, 10**9, 4 * 10**9, 2**33))
        article.write_text(text, encoding="utf-8")
        for file in (article, place.work / "i" / "manifest.json", place.work / "i" / "stamps.json"):
            os.utime(file, (time, time))
        done = _shell(place, f"ask 'Hoe lang slapen?' {options}")
        yield (
            ""
            if f"{hours} uur" in done.stdout.decode()
            else f"{hours} at {time}: {done.stderr.decode()[-200:]}"
        )
        built = Path(place.work / "i").stat().st_ino
        os.utime(article, (time + 5, time + 5))
        _shell(place, f"ask 'Hoe lang slapen?' {options}")
        yield "" if Path(place.work / "i").stat().st_ino == built else f"built again for a touch at {time}"


if __name__ == "__main__":
    sys.exit(
        tell(
            __doc__,
            {"streams: closed, full, gone": states, "signals at any moment": signals, "clocks": clocks},
        )
    )
