"""citaat gaps: what was asked in vain, entries by number, and their effect before they are kept."""

import json
import shutil
from pathlib import Path

import pytest
from support.command import Run, one_error

LOG = "Wat kost een vliegreis naar Rome?\n" * 3 + "waar zit magnesium in\n{kapot\n"


@pytest.fixture
def own(corpus_path: Path, tmp_path: Path) -> Path:
    """A corpus to write to, with a log beside it."""
    shutil.copytree(corpus_path, tmp_path / "eigen")
    (tmp_path / "log").write_text(LOG, encoding="utf-8")
    return tmp_path / "eigen"


def test_a_log_is_told_by_group(on_real: Run, own: Path) -> None:
    ran = on_real("gaps", str(own.parent / "log"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("3x  ")
    assert "3x Wat kost een vliegreis naar Rome?" in ran.out
    assert ran.out.endswith("2 different questions, 1 without an answer, 1 lines hold no question\n")
    told = json.loads(on_real("gaps", str(own.parent / "log"), "--json").out)
    assert (told["asked"], told["missed"], told["unread"]) == (2, 1, 1)
    assert told["groups"][0]["entries"][-1]["table"] == "gap"


def test_an_accepted_entry_is_tried_and_kept(citaat_cli: Run, on_real: Run, own: Path) -> None:
    log = str(own.parent / "log")
    entries = json.loads(on_real("gaps", log, "--json").out)["groups"][0]["entries"]
    gold = own.parent / "dev.jsonl"
    on_real("gold", "add", "Hoeveel uur slaap heb ik nodig?", "--accept", "--gold", str(gold))
    before = (own / "lexicon.toml").read_text(encoding="utf-8")
    options = ("--corpus", str(own), "--gold", str(gold))
    ran = citaat_cli("gaps", log, "--accept", str(len(entries)), *options)
    assert (ran.code, ran.err) == (0, "")
    assert "gold: 0 better, 0 worse" in ran.out
    assert "kept in" in ran.out
    after = (own / "lexicon.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert '[[gap]]\ntopic = "' in after[len(before) - 1 :]


@pytest.mark.parametrize("accept", ["0", "99", "x", "", "1,99"])
def test_another_number_is_refused(on_real: Run, own: Path, accept: str) -> None:
    before = (own / "lexicon.toml").read_bytes()
    ran = on_real("gaps", str(own.parent / "log"), "--accept", accept)
    assert "there is no proposal" in one_error(ran, 2)
    assert (own / "lexicon.toml").read_bytes() == before


def test_no_log_is_wrong_usage(on_real: Run, tmp_path: Path) -> None:
    one_error(on_real("gaps", str(tmp_path / "weg")), 2)
    (tmp_path / "leeg").write_bytes(b"\n")
    assert "holds no question" in one_error(on_real("gaps", str(tmp_path / "leeg")), 2)
