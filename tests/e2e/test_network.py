"""No command tries to reach the network: the short form of `make torture ONLY=network`."""

import subprocess
import sys
from pathlib import Path

import pytest
from support.command import SOURCES

# Whatever is tried is told by the interpreter, whether or not there is a network.
_ENTRY = """
import sys
def watch(event, told):
    if event.startswith(("socket.", "urllib.", "http.")):
        print("TRIED", event, file=sys.stderr)
sys.addaudithook(watch)
from citaat.cli.main import program; program()
"""


@pytest.mark.parametrize(
    "command", [["ask", "Waar zit magnesium in?", "--explain"], ["ask", "Mijn kind at pillen", "--json"]]
)
def test_nothing_is_tried(
    corpus_path: Path, index_path: Path, filled_cache: Path, command: list[str]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ENTRY, *command, "--corpus", str(corpus_path), "--index", str(index_path)],
        capture_output=True,
        check=False,
        env={"PYTHONPATH": str(SOURCES), "XDG_CACHE_HOME": str(filled_cache)},
        text=True,
    )
    assert done.returncode in (0, 10)
    assert "TRIED" not in done.stderr
    assert done.stdout


def test_the_watch_sees_who_tries() -> None:
    """Else the test above could not fail."""
    code = _ENTRY.replace("from citaat.cli.main import program; program()", "import socket; socket.socket()")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert "TRIED socket.__new__" in done.stderr
