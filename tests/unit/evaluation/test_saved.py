"""Saved outcomes of any system are held to the same gate."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.fake_system import QUESTIONS, Fake, criteria

from citaat.errors import UsageError
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.saved import Saved, SavedSystem
from citaat.evaluation.suite import Plan, Report, evaluate
from citaat.outcome.encoding import to_json
from citaat.records import KNOWN_GAP, Abstained, Abstention, Outcome


def written(folder: Path, outcomes: Sequence[Outcome]) -> Path:
    path = folder / "outcomes.jsonl"
    path.write_text("".join(json.dumps(to_json(one)) + "\n" for one in outcomes), encoding="utf-8")
    return path


def scored(folder: Path, path: Path, questions: tuple[Question, ...] = QUESTIONS) -> Report:
    held = replace(criteria(folder, questions=questions), foreign=True)
    ids = {one.text: one.id for one in questions}
    sets = [GoldSet("main", None, questions)]
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


def test_a_known_gap_is_one_that_the_corpus_lists(tmp_path: Path) -> None:
    def gap(one: Outcome) -> Outcome:
        return replace(one, abstention=Abstention(KNOWN_GAP, (), ("Feit 1",)))  # type: ignore[arg-type]

    listed = replace(QUESTIONS[1], text="Wie won er geen tekst over?")
    asked = (QUESTIONS[0], listed, *QUESTIONS[2:])
    outcomes = [Fake().ask(one.text) for one in asked]
    outcomes[1], outcomes[3] = gap(outcomes[1]), gap(outcomes[3])
    report = scored(tmp_path, written(tmp_path, outcomes), asked)
    assert [one.ids for one in report.breaches if "known_gap_listed" in one.message] == [("q003",)]


def test_an_emergency_that_the_rules_of_the_corpus_see_is_warned_of(tmp_path: Path) -> None:
    text = "Mijn kind at de hele pot leeg, wedstrijd 1."
    asked = (QUESTIONS[0], replace(QUESTIONS[1], text=text, forbidden=()), *QUESTIONS[2:])
    outcomes = [Fake().ask(one.text) for one in asked]
    outcomes[1] = Abstained(text, 0.1, Abstention("not_in_corpus", (), ("Feit 1",)), ())
    report = scored(tmp_path, written(tmp_path, outcomes), asked)
    assert [one.ids for one in report.breaches if "emergency_warned" in one.message] == [("q001",)]


def test_a_search_that_broke_down_is_no_right_silence(tmp_path: Path) -> None:
    outcomes = perfect()
    broken = Abstention("search_failed", (), ())
    outcomes = [replace(one, abstention=broken) if isinstance(one, Abstained) else one for one in outcomes]
    report = scored(tmp_path, written(tmp_path, outcomes))
    assert any(one.message.startswith("outcomes must hold") and "q001" in one.ids for one in report.breaches)
    assert report.runs["main"].graded[1].why == "no outcome: the search broke down"


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
