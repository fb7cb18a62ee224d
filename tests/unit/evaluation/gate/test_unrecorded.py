"""A baseline out of which a program took something, and sealed the rest again, does not agree with the run."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.fake_system import QUESTIONS, Fake, criteria, run

from citaat.evaluation.gate.baseline import PAIRED, Baseline, Record, read_baseline, write_baseline
from citaat.evaluation.gate.known_failures import Failures, Known
from citaat.evaluation.measures.scores import Slice
from citaat.evaluation.suite import Report
from citaat.records import Answered, Outcome

DEV = Slice("main", "dev")
Spoil = Callable[[Record], Record]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Baseline:
    """A run as it is blessed."""
    report = run(criteria(tmp_path_factory.mktemp("first")))
    return Baseline("first", report.records, report.gate)


def resealed(folder: Path, before: Baseline, spoil: Spoil, **gate: Any) -> Baseline:
    """The record of the development questions changed, and the whole written with a seal that fits."""
    records = {**before.records, DEV: spoil(before.records[DEV])}
    write_baseline(folder / "b.json", Baseline("first", records, replace(before.gate, **gate)))
    return read_baseline(folder / "b.json")


def held_against(folder: Path, baseline: Baseline, known: Failures | None = None) -> Report:
    return run(criteria(folder, known=known, baseline=baseline))


def without_questions(own: Record) -> Record:
    kept = list(own.questions)[8:]
    return replace(
        own,
        questions={key: own.questions[key] for key in kept},
        rows={key: own.rows[key] for key in kept},
        critical=tuple(key for key in own.critical if key in kept),
        rules={key: rules for key, rules in own.rules.items() if key in kept},
    )


def silent(own: Record) -> Record:
    return replace(own, rows={key: (None,) * len(PAIRED) for key in own.rows})


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (without_questions, "8 questions are not on record: q000, q001"),
        (without_questions, "32 questions are on record, and the gate on record has 40"),
        (lambda own: replace(own, rows={}), "40 questions have no values on record: q000, q001"),
        (silent, "40 questions have no values on record: q000, q001"),
        (lambda own: replace(own, critical=()), "4 critical questions that pass are not on record as such"),
        (lambda own: replace(own, rules={}), "20 questions have no rule of their caveats on record: q000"),
        (lambda own: replace(own, flips=None), "what was lost when questions were typed otherwise is not on"),
    ],
)
def test_what_is_missing_is_told(tmp_path: Path, first: Baseline, spoil: Spoil, told: str) -> None:
    report = held_against(tmp_path, resealed(tmp_path, first, spoil))
    assert f"main.dev: {told}" in report.incomparable
    assert report.exit_code == 4


def test_a_record_that_is_whole_is_no_less(tmp_path: Path, first: Baseline) -> None:
    report = held_against(tmp_path, resealed(tmp_path, first, lambda own: own), {DEV: {}})
    assert (report.incomparable, report.exit_code) == ("", 0)


def test_few_new_questions_may_wait_for_a_blessing(tmp_path: Path, first: Baseline) -> None:
    more = (*QUESTIONS, *(replace(QUESTIONS[at], id=f"new{at}") for at in (1, 3)))
    report = run(criteria(tmp_path, baseline=first, questions=more), questions=more)
    assert (report.incomparable, report.exit_code) == ("", 0)


def test_values_made_low_are_a_gain_that_nobody_recorded(tmp_path: Path, first: Baseline) -> None:
    def low(own: Record) -> Record:
        return replace(
            own,
            rows={key: tuple(one and one * 0.0 for one in row) for key, row in own.rows.items()},
        )

    report = held_against(tmp_path, resealed(tmp_path, first, low))
    assert {one.kind for one in report.breaches} == {"unrecorded repair"}
    assert any(
        one.message.startswith("evidence@1 went from 0.000 to 1.000") and one.message.endswith("bless it")
        for one in report.breaches
    )
    assert report.exit_code == 1


def test_values_and_known_failures_must_agree(tmp_path: Path, first: Baseline) -> None:
    def wrong(one: Outcome) -> Outcome:
        return (
            replace(one, citations=()) if isinstance(one, Answered) and "middel 2?" in one.question else one
        )

    known = {DEV: {"q002": Known(("answer", "citations"))}}
    report = run(criteria(tmp_path, known=known, baseline=first), Fake(wrong))
    told = "main.dev: the values of 1 questions are not those of the known failures: q002"
    assert told in report.incomparable
