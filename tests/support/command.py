"""The command line in a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import citaat

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(citaat.__file__).resolve().parents[1]
_HEARTBEAT = re.compile(r"citaat: .* \d+/\d+")
_ENTRY = "from citaat.cli.main import program; program()"


@dataclass(frozen=True, slots=True)
class Ran:
    """A finished process, its output decoded strictly: anything but UTF-8 fails the test."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def run_citaat(
    arguments: Sequence[str],
    stdin: bytes = b"",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    timeout: float = 300,
) -> Ran:
    """The command line in a process of its own."""
    paths = os.pathsep.join(filter(None, (str(SOURCES), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-c", _ENTRY, *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd or ROOT,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", **(env or {})},
        check=False,
        timeout=timeout,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def complaints(ran: Ran) -> list[str]:
    """The lines on standard error, but for those that only say how far it is on a slow machine."""
    return [line for line in ran.err.splitlines() if not _HEARTBEAT.fullmatch(line)]


def one_error(ran: Ran, code: int) -> str:
    """The run ended with this code, one line of error, and no traceback."""
    assert ran.code == code, ran.err
    lines = ran.err.strip().split("\n")
    assert len(lines) == 1, ran.err
    assert lines[0].startswith(("citaat: error: ", "citaat: fout: "))
    return lines[0]
