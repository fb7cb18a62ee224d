"""The network blocked: no command tries to reach it."""

import os
import subprocess
import sys
from typing import Any

from support.command import SOURCES
from support.hostile import sound
from support.threats import HOUR, Place, Tries, tell

# Whatever is tried is told by the interpreter, whether or not there is a network.
_ENTRY = """
import os, sys
def watch(event, told):
    # A library looks whether this machine knows IPv6 by binding to itself.
    itself = event == "socket.bind" and told[1][:2] in (("::1", 0), ("127.0.0.1", 0))
    if event in ("socket.__new__", "socket.gethostname") or itself:
        return
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        with open(os.environ["CITAAT_TRIED"], "a") as out:
            out.write(f"{event} {told!r}\\n")
        raise OSError(101, "Network is unreachable")
sys.addaudithook(watch)
from citaat.cli.main import program; program()
"""

_QUIETLY: dict[str, Any] = {
    "stdin": subprocess.DEVNULL,
    "capture_output": True,
    "check": False,
    "timeout": HOUR,
}


def _commands(place: Place, project: str) -> list[list[str]]:
    corpus = sound(place.work / "c" / "corpus")
    told = ["--corpus", str(corpus), "--index", str(place.work / "i")]
    log = place.work / "log.jsonl"
    log.write_text('{"question": "Hoe lang slapen?"}\n', encoding="utf-8")
    return [
        ["--version"],
        ["--help"],
        ["ask", "Hoe lang slapen?", *told],
        ["ask", "Mijn kind at pillen", "--explain", *told],
        ["index", *told],
        ["passages", *told],
        ["check", *told],
        ["new", project],
        ["gaps", str(log), *told],
        ["gold", "coverage"],
        ["import", str(corpus / "slaap.md")],
        ["eval"],
        ["ask", "x", "--corpus", "https://example.org/corpus"],
    ]


def everything(place: Place) -> Tries:
    """Every command that answers, builds or judges, from an empty cache."""
    project = str(place.work / "project")
    tried = place.work / "tried"
    for command in _commands(place, project):
        environment = {**os.environ, "PYTHONPATH": str(SOURCES), "CITAAT_TRIED": str(tried)}
        where = project if command[0] in ("eval", "gold", "import") else place.work
        done = subprocess.run(
            [sys.executable, "-c", _ENTRY, *command], cwd=where, env=environment, **_QUIETLY
        )
        found = tried.read_text() if tried.exists() else ""
        tried.unlink(missing_ok=True)
        # 4: the article that was imported is no part of what the evaluation compares with.
        bad = found or b"Traceback" in done.stderr or done.returncode not in (0, 1, 2, 3, 4, 10)
        yield f"{command[:2]}: {found[:200]} {done.returncode} {done.stderr.decode()[-200:]}" if bad else ""


if __name__ == "__main__":
    sys.exit(tell(__doc__, {"network blocked": everything}))
