"""Two runs question by question, and what is wrong told at the line of the gold."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from support.fake_system import QUESTIONS, Fake, caveat, criteria, run

from citaat.errors import UsageError
from citaat.evaluation.gate.baseline import PAIRED, Baseline
from citaat.evaluation.reports.annotations import commands, sarif
from citaat.evaluation.reports.changes import changes, read_report
from citaat.evaluation.reports.data import as_data, dump
from citaat.evaluation.reports.dutch import message
from citaat.evaluation.reports.html import page
from citaat.evaluation.reports.text import summary
from citaat.outcome.rendering import Style
from citaat.records import Abstained, Abstention, Answered, Outcome


def silent_about(number: int) -> Fake:
    def spoil(outcome: Outcome) -> Outcome:
        if f" {number}?" not in outcome.question:
            return outcome
        return Abstained(outcome.question, 0.1, Abstention("not_in_corpus", (), ()), outcome.caveats)

    return Fake(spoil)


def test_losses_and_gains_since_another_run_are_told_with_both_answers(tmp_path: Path) -> None:
    held = criteria(tmp_path)
    path = tmp_path / "report.json"
    path.write_text(dump(as_data(run(held, silent_about(4)))), encoding="utf-8")
    report = run(held, silent_about(8))
    found = changes(report, read_report(path))
    assert [(one.kind, one.id) for one in found] == [("lost", "q008"), ("won", "q004")]
    assert found[0].before.startswith("Feit 5")
    assert found[0].after == "abstained (not_in_corpus)"
    assert found[1].before == "abstained"
    text = summary(report, Style(), read_report(path))
    assert "Vragen die veranderd zijn: 1 nu fout, 1 nu goed" in text
    html = page(report, read_report(path))
    assert "Wat veranderde" in html
    assert found[0].before in html


def test_changes_since_the_baseline_name_the_questions(tmp_path: Path) -> None:
    first = run(criteria(tmp_path))
    held = criteria(tmp_path, baseline=Baseline("first", first.records, first.gate))
    assert [(one.kind, one.id) for one in changes(run(held, silent_about(8)), None)] == [("lost", "q008")]
    assert changes(run(held), None) == []


def test_what_is_right_as_before_is_never_told_as_lost(tmp_path: Path) -> None:
    first = run(criteria(tmp_path))
    (where, record), *_ = first.records.items()
    key, at = "q004", {name: number for number, name in enumerate(PAIRED)}
    for name, before, kind, told in (
        ("evidence_share", 2.0, "worse", "minder bewijs"),
        ("evidence_share", -1.0, "better", "meer bewijs"),
        ("unasked_caveats", 2.0, "worse", "een waarschuwing meer dan voorheen"),
        ("unasked_caveats", -1.0, "better", "een waarschuwing minder"),
        ("Brier", -1.0, "", ""),
    ):
        row = list(record.rows[key])
        assert row[at["accuracy"]] == 1
        row[at[name]], now = before, row[at[name]]
        old = replace(record, rows={**record.rows, key: tuple(row)})
        held = criteria(tmp_path, baseline=Baseline("first", {**first.records, where: old}, first.gate))
        report = run(held)
        found = changes(report, None)
        assert [one.kind for one in found] == ([kind] if kind and now is not None else []), name
        assert not found or told in summary(report, Style())
        assert "nu fout" not in summary(report, Style()).partition("Vragen die veranderd zijn")[2]


def test_fewer_warnings_that_nobody_asked_for_are_better(tmp_path: Path) -> None:
    """From runs, and not from rows made by hand: on record more is better, of every measure."""

    def nagging(one: Outcome) -> Outcome:
        more = caveat("risicogroep", one.question)
        return replace(one, caveats=(*one.caveats, more)) if isinstance(one, Answered) else one

    quiet, loud = run(criteria(tmp_path)), run(criteria(tmp_path), Fake(nagging))
    for first, system, kind, told in (
        (quiet, Fake(nagging), "worse", "meer"),
        (loud, Fake(), "better", "minder"),
    ):
        held = criteria(tmp_path, baseline=Baseline("first", first.records, first.gate))
        found = changes(run(held, system), None)
        assert {one.kind for one in found} == {kind}
        assert f"een waarschuwing {told}" in summary(run(held, system), Style())


@pytest.mark.parametrize("width", [40, 88])
def test_no_score_breaks_over_two_lines_however_narrow(tmp_path: Path, width: int) -> None:
    lines = summary(run(criteria(tmp_path)), Style(width=width)).splitlines()
    scores = [line for line in lines if line.startswith(("  accuracy ", "  evidence@1 "))]
    assert scores
    assert all(len(line) <= width for line in scores)
    assert all(("[" in line) == (width > 50) for line in scores)


def test_what_is_not_on_record_is_said_in_dutch() -> None:
    assert message("main.dev: 3 questions are not on record: a, b") == (
        "main.dev: 3 vragen staan niet in wat is vastgelegd: a, b"
    )
    assert message("not on record: a (answer)").startswith("niet als fout bekend:")


def test_a_file_that_is_no_report_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text('{"schema": "other"}', encoding="utf-8")
    with pytest.raises(UsageError, match="is no report"):
        read_report(path)


def test_annotations_stand_at_the_line_of_the_gold_and_on_one_line_each(tmp_path: Path) -> None:
    nasty = replace(QUESTIONS[8], id="q%\n::set-env name=A::b", text=QUESTIONS[8].text)
    questions = [*QUESTIONS[:8], nasty, *QUESTIONS[9:]]
    found = list(commands(run(criteria(tmp_path, known={}), silent_about(8), questions)))
    assert found
    assert all(one.startswith("::error ") and "\n" not in one for one in found)
    assert any("file=gold.jsonl,line=9," in one and "q%25%0A" in one for one in found)


def test_sarif_holds_the_same_places(tmp_path: Path) -> None:
    data = json.loads(sarif(run(criteria(tmp_path, known={}), silent_about(8))))
    results = data["runs"][0]["results"]
    places = [one["locations"][0]["physicalLocation"] for one in results if one["locations"]]
    assert {"artifactLocation": {"uri": "gold.jsonl"}, "region": {"startLine": 9}} in places
    assert {one["ruleId"] for one in results} <= {
        one["id"] for one in data["runs"][0]["tool"]["driver"]["rules"]
    }
