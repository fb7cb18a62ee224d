"""The README's commands do what the README shows: every ```console block is run."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.command import ROOT, SOURCES

README = ROOT / "README.md"
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.S | re.M)
_SETUP = ("make", "pip", "python", "python3", "git", "cd", "uv", "pipx")


def documented() -> Iterator[tuple[str, str]]:
    """Every command with the output shown below it."""
    for block in _BLOCK.findall(README.read_text(encoding="utf-8")) if README.is_file() else ():
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, shown = re.sub(r"\\\n\s*", "", part).partition("\n")
            yield command, shown


COMMANDS = list(documented())


def test_there_is_a_readme_with_a_transcript() -> None:
    assert any(command.startswith(("citaat ask", "make ask")) for command, _ in COMMANDS)


@pytest.fixture(scope="module")
def shell(filled_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which `citaat` is this checkout, with a cache to do with as it pleases."""
    home = tmp_path_factory.mktemp("bin")
    shutil.copytree(filled_cache, home / "cache")
    script = home / "citaat"
    code = "from citaat.cli.main import program; program()"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{code}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{home}:{os.environ['PATH']}",
        "PYTHONPATH": str(SOURCES),
        "PYTHONUTF8": "1",
        "XDG_CACHE_HOME": str(home / "cache"),
        "NO_COLOR": "1",
    }


@pytest.mark.parametrize(("command", "shown"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_the_command_does_what_is_shown(
    command: str, shown: str, shell: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    if command.split()[0] in _SETUP:
        target = command.split()[1:2]
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
        assert command.split()[0] != "make" or re.search(rf"^{re.escape(target[0])}:", makefile, re.M), (
            command
        )
        return
    cwd = Path(ROOT)
    done = subprocess.run(
        command, shell=True, cwd=cwd, env=shell, capture_output=True, text=True, timeout=300, check=False
    )
    status = re.search(r"\$\? *[=:]? *(\d+)|exit code (\d+)", command + shown)
    wanted = int(next(filter(None, status.groups()))) if status else 0
    assert done.returncode == wanted, done.stderr
    for line in shown.splitlines():
        words = " ".join(line.split("…")[0].split())
        assert words in " ".join((done.stdout + done.stderr).split()), line
