"""citaat eval ended by a signal: it is gone at once, and so is every process that worked for it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import SOURCES

ARTICLE = '+++\ntitle = "Zink"\n+++\n\n## Waar zit zink in?\n\nZink zit in oesters en pompoenpitten.\n'
QUOTE = "Zink zit in oesters en pompoenpitten."
_ENTRY = "from citaat.cli.main import program; program()"
# As many as are worth processes of their own.
_QUESTIONS = 100
_ENDS = {signal.SIGTERM: -signal.SIGTERM, signal.SIGINT: 130}


def gold() -> str:
    """Questions enough for two processes, half of them without an answer."""
    return "".join(json.dumps(_row(n, n % 2 == 0)) + "\n" for n in range(_QUESTIONS))


def _row(number: int, answerable: bool) -> dict[str, object]:
    return {
        "id": f"q{number}",
        "group": f"q{number}",
        "split": "dev",
        "question": f"Waar zit zink in, vraag {number}?" if answerable else f"Wie won wedstrijd {number}?",
        "answerable": answerable,
        "evidence": [{"article": "zink", "quote": QUOTE}] if answerable else [],
        "must_contain": [["oesters"]] if answerable else [],
        "caveats_required": [],
        "caveats_forbidden": [],
        "tags": [],
        "critical": False,
    }


@pytest.mark.parametrize("number", _ENDS)
def test_a_signal_ends_it_with_all_its_processes(tmp_path: Path, filled_cache: Path, number: int) -> None:
    corpus, evals, scratch = (tmp_path / name for name in ("corpus", "evals", "scratch"))
    for folder in (corpus, evals, scratch):
        folder.mkdir()
    (corpus / "zink.md").write_text(ARTICLE, encoding="utf-8")
    # The check of the gold, in a process of the team, reads the questions for the second time: as they come through
    # a pipe that nobody fills again, it would last for ever. The floors are read when the first time is over.
    os.mkfifo(evals / "gold.jsonl")
    os.mkfifo(evals / "floors.toml")
    process = subprocess.Popen(
        [sys.executable, "-c", _ENTRY, "eval", "--gold", str(evals), "--corpus", str(corpus)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={
            **os.environ,
            "PYTHONPATH": str(SOURCES),
            "XDG_CACHE_HOME": str(filled_cache),
            "TMPDIR": str(scratch),
        },
        start_new_session=True,
    )
    (evals / "gold.jsonl").write_text(gold(), encoding="utf-8")
    (evals / "floors.toml").write_text("[main.dev]\naccuracy = 0.1\n", encoding="utf-8")
    with (evals / "gold.jsonl").open("w", encoding="utf-8"):
        # As a terminal does it, and whoever stops a whole service: all processes hear it.
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        # Every process of it has these pipes: that they end tells that all are gone.
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (_ENDS[signal.Signals(number)], b"", b"")
    assert list(scratch.iterdir()) == []
