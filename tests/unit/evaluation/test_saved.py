"""Saved outcomes of any system are held to the same gate."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.fake_system import QUESTIONS, Fake, criteria

from citaat.errors import UsageError
from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.saved import Saved, SavedSystem
from citaat.evaluation.suite import Plan, Report, evaluate
from citaat.outcome.encoding import to_json
from citaat.records import Outcome


def written(folder: Path, outcomes: Sequence[Outcome]) -> Path:
    path = folder / "outcomes.jsonl"
    path.write_text("".join(json.dumps(to_json(one)) + "\n" for one in outcomes), encoding="utf-8")
    return path


def scored(folder: Path, path: Path) -> Report:
    held = replace(criteria(folder), foreign=True)
    ids = {one.text: one.id for one in QUESTIONS}
    sets = [GoldSet("main", None, QUESTIONS)]
    opener: Callable[[str | None], Any] = lambda corpus: SavedSystem(Saved(path), Fake(), ids)  # noqa: E731
    return evaluate(sets, opener, lambda found: held, lambda stage, done, total: None, Plan(trials=False))


def perfect() -> list[Outcome]:
    return [Fake().ask(one.text) for one in QUESTIONS]


def test_the_same_outcomes_pass_the_same_gate(tmp_path: Path) -> None:
    report = scored(tmp_path, written(tmp_path, perfect()))
    assert (report.verdict, report.exit_code) == ("passed", 0)
    assert report.runs["main"].system.analyser == "saved outcomes: outcomes.jsonl"


def test_a_question_without_an_outcome_is_wrong(tmp_path: Path) -> None:
    report = scored(tmp_path, written(tmp_path, perfect()[1:]))
    assert report.exit_code == 1
    assert "no outcome of this question is on file" in report.runs["main"].errors["q000"]
    assert any(one.kind == "invariant" and one.ids == ("q000",) for one in report.breaches)


def test_an_outcome_is_found_by_its_id_and_must_echo_the_question(tmp_path: Path) -> None:
    outcomes = perfect()
    outcomes[0] = replace(outcomes[0], question="Iets anders?", id="q000")
    report = scored(tmp_path, written(tmp_path, outcomes))
    assert [one.ids for one in report.breaches if "question_echoed" in one.message] == [("q000",)]


def test_the_rules_of_the_corpus_are_what_is_owed(tmp_path: Path) -> None:
    outcomes = perfect()
    tampered = tuple(replace(one, text=f"{one.text} Of niet?") for one in outcomes[0].caveats)
    outcomes[0] = replace(outcomes[0], caveats=tampered)
    report = scored(tmp_path, written(tmp_path, outcomes))
    assert [one.ids for one in report.breaches if "caveat_own_text" in one.message] == [("q000",)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "holds no outcomes"),
        ('{"schema": "citaat.outcome/1"}\n', "outcomes.jsonl:1: is not an outcome"),
        ("{\n", "outcomes.jsonl:1: is not JSON"),
        ('\n{"confidence": NaN}\n', "outcomes.jsonl:2: is not JSON"),
    ],
)
def test_a_bad_file_is_one_line_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "outcomes.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        Saved(path)
    with pytest.raises(UsageError, match="cannot be read"):
        Saved(tmp_path / "none.jsonl")
