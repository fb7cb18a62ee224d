"""Systems that are worse where no label and no floor looks: the baseline, question by question, sees each of them."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.fake_system import FLOORS, PASSAGES, TEXTS, Fake, caveat, criteria, run

from citaat.errors import IncomparableError
from citaat.evaluation.gate import baseline as baselines
from citaat.evaluation.gate.baseline import LEAST_KNOWN, PAIRED, Baseline, read_baseline, write_baseline
from citaat.evaluation.trials.planted import first_citation
from citaat.records import Abstained, Answered, Outcome

Spoil = Callable[[Outcome], Outcome]
UNSEEING = FLOORS.replace("evidence_share = 0.9", "evidence_share = 0.4").replace(
    "guidance = 0.9", "guidance = 0.4"
)


def blessed(folder: Path, before: Spoil = lambda one: one) -> Baseline:
    report = run(criteria(folder, UNSEEING), Fake(before))
    assert report.breaches == ()
    path = folder / "baseline.json"
    write_baseline(path, Baseline("first", report.records, report.gate))
    return read_baseline(path)


def padded(one: Outcome) -> Outcome:
    if not isinstance(one, Answered):
        return one
    other = next(p for p in PASSAGES if p.id != one.citations[0].passage_id)
    more = first_citation(other, 2)
    return replace(one, answer=f"{one.answer}\n{more.quote}", citations=(*one.citations, more))


def nagging(one: Outcome) -> Outcome:
    """A caveat on every answer, where no label says that there must be none."""
    more = caveat("risicogroep", one.question)
    return replace(one, caveats=(*one.caveats, more)) if isinstance(one, Answered) else one


def curt(one: Outcome) -> Outcome:
    if not isinstance(one, Abstained):
        return one
    return replace(one, abstention=replace(one.abstention, suggestions=()))


def sure(one: Outcome) -> Outcome:
    """Three times as sure of silence, and still below the most that is allowed."""
    return replace(one, confidence=0.3) if isinstance(one, Abstained) else one


def unsure(one: Outcome) -> Outcome:
    return replace(one, confidence=one.confidence / 2)


@pytest.mark.parametrize(
    ("spoil", "measure"),
    [
        (padded, "evidence_share"),
        (nagging, "unasked_caveats"),
        (curt, "guidance"),
        (unsure, "Brier"),
        (sure, "Brier:unanswerable"),
    ],
)
def test_what_a_reader_bears_is_compared(tmp_path: Path, spoil: Spoil, measure: str) -> None:
    report = run(criteria(tmp_path, UNSEEING, baseline=blessed(tmp_path)), Fake(spoil))
    assert report.exit_code == 1
    assert {one.kind for one in report.breaches} == {"regress"}
    assert any(one.message.startswith(f"{measure} went from") for one in report.breaches)


def test_a_caveat_that_nobody_labelled_may_go_but_not_be_reworded(tmp_path: Path) -> None:
    def reworded(one: Outcome) -> Outcome:
        longer = f"{TEXTS['risicogroep']} Lees de bijsluiter."
        own = nagging(one)
        return replace(
            own, caveats=tuple(replace(c, text=longer) if c.id == "risicogroep" else c for c in own.caveats)
        )

    before = blessed(tmp_path, nagging)
    assert "rule" not in {one.kind for one in run(criteria(tmp_path, UNSEEING, baseline=before)).breaches}
    worse = run(criteria(tmp_path, UNSEEING, baseline=before), Fake(reworded))
    assert [one.where for one in worse.breaches if one.kind == "rule"] == ["main.dev", "main.test"]
    assert worse.exit_code == 1


def test_a_caveat_that_a_shout_loses_is_a_loss(tmp_path: Path) -> None:
    def deaf(one: Outcome) -> Outcome:
        loud = one.question.isupper() and "MIDDEL 2?" in one.question
        return replace(one, caveats=()) if loud else one

    report = run(criteria(tmp_path, UNSEEING, baseline=blessed(tmp_path)), Fake(deaf))
    found = [one for one in report.breaches if one.kind == "flip"]
    assert [(one.where, one.ids) for one in found] == [("main.dev", ("q002",))]
    assert "capitals q002 medicatie" in found[0].message


def test_a_baseline_that_was_edited_is_refused(tmp_path: Path) -> None:
    blessed(tmp_path)
    path = tmp_path / "baseline.json"
    path.write_text(path.read_text("utf-8").replace('"least": 10', '"least": 9'), encoding="utf-8")
    with pytest.raises(IncomparableError, match="was edited or merged by hand; bless"):
        read_baseline(path)


def test_who_reads_why_a_warning_was_given_reads_another_reason(tmp_path: Path) -> None:
    def wordy(one: Outcome) -> Outcome:
        return replace(one, caveats=tuple(replace(c, trigger="zegt de tekst") for c in one.caveats))

    before = blessed(tmp_path)
    worse = run(criteria(tmp_path, UNSEEING, baseline=before), Fake(wordy))
    assert {one.kind for one in worse.breaches} == {"rule"}
    assert "or for the words, on record" in worse.breaches[0].message
    # A record of before tells of rules and texts alone.
    silent = {
        where: replace(
            own,
            rules={key: tuple(one.partition(" @")[0] for one in rules) for key, rules in own.rules.items()},
        )
        for where, own in before.records.items()
    }
    old = replace(before, records=silent)
    assert run(criteria(tmp_path, UNSEEING, baseline=old), Fake(wordy)).breaches == ()


def test_a_baseline_of_before_compares_what_it_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(baselines, "PAIRED", PAIRED[:LEAST_KNOWN])
        blessed(tmp_path)
    old = read_baseline(tmp_path / "baseline.json")
    assert old.reason == f"first; bless anew, it knows nothing of {', '.join(PAIRED[LEAST_KNOWN:])}"
    compared = run(criteria(tmp_path, UNSEEING, baseline=old)).comparisons
    assert {one.measure for one in compared} <= set(PAIRED[:LEAST_KNOWN])
    assert run(criteria(tmp_path, UNSEEING, baseline=old), Fake(unsure)).exit_code == 1


def test_a_baseline_of_another_kind_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(baselines, "PAIRED", PAIRED[: LEAST_KNOWN - 1])
        report = run(criteria(tmp_path, UNSEEING))
        write_baseline(tmp_path / "baseline.json", Baseline("first", report.records, report.gate))
    with pytest.raises(IncomparableError, match="another kind"):
        read_baseline(tmp_path / "baseline.json")
