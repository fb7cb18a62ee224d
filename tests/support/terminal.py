"""The command line at a terminal."""

import os
import pty
import sys
from collections.abc import Mapping
from pathlib import Path

from support.command import SOURCES


def on_terminal(
    arguments: list[str], env: Mapping[str, str], folder: Path | None = None, typed: bytes = b""
) -> str:
    """What a terminal would get to see."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder or os.curdir)
        os.environ.pop("NO_COLOR", None)
        os.environ.update({"PYTHONPATH": str(SOURCES), "TERM": "xterm", "PYTHONUTF8": "1", **env})
        code = "from citaat.cli.main import program; program()"
        os.execv(sys.executable, [sys.executable, "-c", code, *arguments])
    os.write(terminal, typed)
    seen = b""
    while True:
        try:
            piece = os.read(terminal, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.waitpid(pid, 0)
    os.close(terminal)
    return seen.decode()
