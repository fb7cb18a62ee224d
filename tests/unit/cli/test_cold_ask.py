"""What the first question of a process pays for: a person at a prompt waits for every module."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import SOURCES

# As the console script does it, up to the moment that it would be gone.
CODE = """
import os, sys
def show(code):
    print(code, *sys.modules, file=sys.stderr)
    sys.stderr.flush()
    os.kill(os.getpid(), 9)
os._exit = show
from citaat.cli.main import program
program()
"""
# Each of these was paid for by every question once, and is needed by few or by none.
UNNEEDED = {
    *("argparse", "array", "bisect", "contextlib", "dataclasses", "difflib", "gettext", "hashlib", "heapq"),
    *(
        "importlib.metadata",
        "inspect",
        "numpy",
        "pathlib",
        "random",
        "shutil",
        "signal",
        "struct",
        "tempfile",
    ),
    *("threading", "tomllib", "typing", "unicodedata", "warnings"),
    *(
        "citaat.caveats.guard",
        "citaat.caveats.net.parts",
        "citaat.caveats.matching.sieve",
        "citaat.cli.batch",
    ),
    *("citaat.cli.cluster", "citaat.cli.parsing", "citaat.dutch.ellipsis", "citaat.explain"),
    *("citaat.index.building", "citaat.messages", "citaat.outcome.tables", "citaat.unopened"),
}
# Whoever adds to them should know that every question pays; the last three tell which headings a quote is shown with.
MOST_MODULES = 102


@pytest.mark.parametrize(
    ("question", "code"),
    [("Welke magnesium kan ik het beste nemen?", 0), ("Helpt een warme douche tegen stijve benen?", 10)],
)
def test_a_question_imports_what_it_needs(
    tmp_path: Path, corpus_path: Path, filled_cache: Path, question: str, code: int
) -> None:
    (tmp_path / "corpus").symlink_to(corpus_path)
    done = subprocess.run(
        [sys.executable, "-S", "-c", CODE, "ask", question],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SOURCES),
            "XDG_CACHE_HOME": str(filled_cache),
        },
        check=False,
    )
    left, *modules = done.stderr.split()
    assert left == str(code)
    assert done.stdout
    assert not UNNEEDED & set(modules)
    assert sum(name.startswith("citaat") for name in modules) <= MOST_MODULES
