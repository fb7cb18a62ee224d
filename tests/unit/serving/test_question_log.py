"""The log of questions: what citaat gaps reads, for its owner's eyes, and nothing of an emergency."""

import stat
from pathlib import Path

import pytest

from citaat.editing.asked_log import read_log
from citaat.engine import Engine
from citaat.errors import UsageError
from citaat.outcome.encoding import outcome_from_dict
from citaat.serving.question_log import QuestionLog


def test_outcomes_are_lines_that_gaps_reads(engine: Engine, tmp_path: Path) -> None:
    log = QuestionLog(str(tmp_path / "log.jsonl"))
    log.check()
    for question in ("Waar zit magnesium in?", "Wat kost een vliegreis?", "Wat kost een vliegreis?"):
        log.write(engine.ask(question, id="naam van iemand"))
    assert read_log(tmp_path / "log.jsonl").questions == (
        ("Wat kost een vliegreis?", 2),
        ("Waar zit magnesium in?", 1),
    )
    text = (tmp_path / "log.jsonl").read_text(encoding="utf-8")
    assert "naam van iemand" not in text
    assert stat.S_IMODE((tmp_path / "log.jsonl").stat().st_mode) == 0o600


def test_what_somebody_says_in_need_is_not_kept(engine: Engine, tmp_path: Path) -> None:
    log = QuestionLog(str(tmp_path / "log.jsonl"))
    log.check()
    log.write(engine.ask("Mijn dochtertje heeft een heel potje magnesium leeggegeten"))
    assert (tmp_path / "log.jsonl").read_bytes() == b""


def test_the_log_may_be_moved_away_at_any_time(engine: Engine, tmp_path: Path) -> None:
    log = QuestionLog(str(tmp_path / "log.jsonl"))
    outcome = engine.ask("Waar zit magnesium in?")
    log.write(outcome)
    (tmp_path / "log.jsonl").rename(tmp_path / "oud.jsonl")
    log.write(outcome)
    import json

    for name in ("log.jsonl", "oud.jsonl"):
        assert outcome_from_dict(json.loads((tmp_path / name).read_text(encoding="utf-8"))) == outcome


def test_a_log_that_cannot_be_written_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "elders")
    for name in ("geen/map/log", "link", "."):
        with pytest.raises(UsageError, match="the log cannot be written") as raised:
            QuestionLog(str(tmp_path / name)).check()
        assert raised.value.fix
    assert not (tmp_path / "elders").exists()
