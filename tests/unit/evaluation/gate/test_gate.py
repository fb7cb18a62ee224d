"""The gate passes a perfect system, and fails for every way in which one can be worse."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.fake_system import QUESTIONS, Fake, criteria, run

from citaat.evaluation.gate.baseline import Baseline, read_baseline, write_baseline
from citaat.evaluation.gate.blessing import bless
from citaat.evaluation.gate.gate import Breach
from citaat.evaluation.gate.known_failures import Known, read_known, write_known
from citaat.evaluation.grading.case import Corpus
from citaat.evaluation.grading.criteria import Sources
from citaat.evaluation.grading.grading import grade
from citaat.evaluation.measures.scores import Slice
from citaat.evaluation.suite import FAILED, PASSED, UNGATED, Report
from citaat.evaluation.trials.planted import PLANTED
from citaat.records import Answered, Outcome

DEV = Slice("main", "dev")


def kinds(report: Report) -> set[str]:
    return {one.kind for one in report.breaches}


def test_a_perfect_system_passes_and_every_planted_one_fails(tmp_path: Path) -> None:
    report = run(criteria(tmp_path, known={}))
    assert report.verdict == PASSED
    assert report.exit_code == 0
    assert not [one.name for one in report.planted if one.passed]


def test_scores_of_the_trials(tmp_path: Path) -> None:
    board = run(criteria(tmp_path)).board[DEV]
    assert board["removal_abstention"].value == 1
    assert board["flip"].value == 0
    assert {key for key in board if key.startswith("direction/")} == {
        "direction/zwanger",
        "direction/medicijnen",
        "direction/noodgeval",
    }
    assert board["direction/zwanger"].value == 1


def test_floors_that_see_too_little_fail_the_self_test(tmp_path: Path) -> None:
    report = run(criteria(tmp_path, "[main.dev]\naccuracy = 0.1\n"))
    assert report.exit_code == 1
    assert kinds(report) == {"self-test"}
    assert {one.where for one in report.breaches} >= {"caveats stripped", "always answers"}


def test_without_floors_it_says_so(tmp_path: Path) -> None:
    report = run(replace(criteria(tmp_path), floors=()))
    assert (report.verdict, report.exit_code) == (UNGATED, 2)
    asked = run(replace(criteria(tmp_path), floors=(), ungated=True))
    assert (asked.verdict, asked.exit_code) == (UNGATED, 0)
    assert not [one.name for one in asked.planted if one.passed]


def shifted(outcome: Outcome) -> Outcome:
    if not isinstance(outcome, Answered):
        return outcome
    return replace(outcome, citations=tuple(replace(one, start=one.start + 1) for one in outcome.citations))


def stripped(outcome: Outcome) -> Outcome:
    return replace(outcome, caveats=())


def silent_about_ten(outcome: Outcome) -> Outcome:
    return replace(outcome, caveats=()) if " 10?" in outcome.question else outcome


def too_long(outcome: Outcome) -> Outcome:
    return replace(outcome, answer=outcome.answer + " x" * 400) if isinstance(outcome, Answered) else outcome


def crashing(outcome: Outcome) -> Outcome:
    raise ZeroDivisionError


@pytest.mark.parametrize("spoil", [shifted, stripped, silent_about_ten, too_long, crashing])
def test_each_break_turns_the_gate_red_and_names_questions(
    tmp_path: Path, spoil: Callable[[Outcome], Outcome]
) -> None:
    report = run(criteria(tmp_path, known={}), Fake(spoil))
    assert report.verdict == FAILED
    assert any("q010" in one.ids for one in report.breaches)


def test_a_break_down_is_a_wrong_answer_with_its_error(tmp_path: Path) -> None:
    report = run(criteria(tmp_path), Fake(crashing))
    assert report.runs["main"].errors["q000"] == "ZeroDivisionError: "
    assert report.board[DEV]["accuracy"].value == 0
    assert report.board[DEV]["outcomes"].k == 0


def test_a_new_failure_and_an_unrecorded_repair_both_fail(tmp_path: Path) -> None:
    weak = Fake(silent_about_ten)
    lenient = criteria(tmp_path, "least_questions = 10\n[main.dev]\naccuracy = 0.5\n")
    known = {DEV: {"q010": Known(("caveats",), "to do with drug names")}}
    assert "new failure" in kinds(run(replace(lenient, known={}), weak))
    assert not kinds(run(replace(lenient, known=known), weak)) & {"new failure", "unrecorded repair"}
    assert "unrecorded repair" in kinds(run(replace(lenient, known=known)))


def test_known_failures_keep_their_reasons(tmp_path: Path) -> None:
    path = tmp_path / "known-failures.toml"
    path.write_text('[main.dev]\nq010 = "caveats: waits for drug names"\n', encoding="utf-8")
    write_known(path, {DEV: {"q010": Known(("caveats",)), "q001": Known(("answer",))}}, read_known(path))
    assert read_known(path)[DEV] == {
        "q001": Known(("answer",)),
        "q010": Known(("caveats",), "waits for drug names"),
    }


def baseline_of(report: Report, folder: Path) -> Baseline:
    path = folder / "baseline" / "baseline.json"
    path.parent.mkdir(exist_ok=True)
    write_baseline(path, Baseline("first", report.records, report.gate))
    return read_baseline(path)


def test_a_baseline_survives_writing(tmp_path: Path) -> None:
    report = run(criteria(tmp_path))
    assert baseline_of(report, tmp_path).records == report.records


def test_nothing_changed_is_a_pass(tmp_path: Path) -> None:
    report = run(criteria(tmp_path))
    again = run(criteria(tmp_path, baseline=baseline_of(report, tmp_path)))
    assert again.exit_code == 0
    assert {one.verdict for one in again.comparisons} == {"pass (unchanged)"}


def test_a_real_loss_is_a_regress_and_a_small_one_too_few_to_tell(tmp_path: Path) -> None:
    baseline = baseline_of(run(criteria(tmp_path)), tmp_path)
    loose = criteria(tmp_path, "least_questions = 10\n[main.dev]\naccuracy = 0.1\n", baseline=baseline)
    assert "regress" in kinds(run(loose, Fake(stripped)))
    few = [one for one in run(loose, Fake(silent_about_ten)).comparisons if one.losses]
    assert [(one.measure, one.losses, one.verdict) for one in few] == [
        ("caveat_recall", 1, "too few to tell")
    ]
    assert 0 < few[0].smallest <= 1


def test_a_lost_critical_question_fails_and_cannot_be_blessed(tmp_path: Path) -> None:
    first = run(criteria(tmp_path))
    held = criteria(
        tmp_path, "least_questions = 10\n[main.dev]\naccuracy = 0.1\n", baseline=baseline_of(first, tmp_path)
    )
    worse = run(held, Fake(silent_about_ten))
    assert [one.ids for one in worse.breaches if one.kind == "critical"] == [("q010",)]
    before = (tmp_path / "baseline" / "baseline.json").read_bytes()
    assert {"critical", "not blessed"} <= kinds(bless(worse, Sources(tmp_path), "all is well"))
    assert (tmp_path / "baseline" / "baseline.json").read_bytes() == before


def by_the_net(outcome: Outcome) -> Outcome:
    if " 10?" not in outcome.question:
        return outcome
    return replace(outcome, caveats=tuple(replace(one, rule=f"net-{one.id}") for one in outcome.caveats))


def test_a_rule_that_another_one_stands_in_for_is_missed(tmp_path: Path) -> None:
    baseline = baseline_of(run(criteria(tmp_path)), tmp_path)
    report = run(criteria(tmp_path, baseline=baseline), Fake(by_the_net))
    assert kinds(report) == {"rule"}
    assert [one.ids for one in report.breaches] == [("q010",)]
    assert ": rule #" in report.breaches[0].message
    assert not kinds(bless(report, Sources(tmp_path), "the net does as well"))


def test_blessing_records_what_fails(tmp_path: Path) -> None:
    held = criteria(tmp_path, known={})
    report = run(held, Fake(lambda outcome: stripped(outcome) if " 12?" in outcome.question else outcome))
    left = bless(report, Sources(tmp_path), "a first record")
    assert kinds(left) == {"floor"}
    assert read_known(tmp_path / "known-failures.toml")[DEV] == {"q012": Known(("caveats",))}
    assert read_baseline(tmp_path / "baseline" / "baseline.json").reason == "a first record"


def test_apples_are_not_compared_with_pears(tmp_path: Path) -> None:
    baseline = baseline_of(run(criteria(tmp_path)), tmp_path)
    held = criteria(tmp_path, baseline=baseline)
    other = Fake()
    other.analyser = "fake/2"
    report = run(held, other)
    assert report.exit_code == 4
    assert "another analyser than the baseline's" in report.incomparable
    assert report.comparisons == ()


def test_changed_data_of_the_package_is_called_so(tmp_path: Path) -> None:
    """Not another analyser: whoever edited the text of a caveat should be told where to look."""
    own, other = Fake(), Fake()
    own.analyser, other.analyser = "simplemma#aaaa", "simplemma#bbbb"
    held = criteria(tmp_path, baseline=baseline_of(run(criteria(tmp_path), own), tmp_path))
    report = run(held, other)
    assert report.exit_code == 4
    assert "another package data than the baseline's" in report.incomparable


def test_a_quote_cut_before_niet_is_seen_whatever_the_floors(tmp_path: Path) -> None:
    cut = next(one for one in PLANTED if one.name == "cut before a negation")
    system = Fake()
    outcome = cut.plant([system.ask(QUESTIONS[0].text)], system.passages)[0]
    graded = grade(QUESTIONS[0], outcome, Corpus.of(system.articles))
    assert not graded.citation_fault
    assert graded.answer_grounded
    assert not graded.quotes_whole


def test_a_breach_is_plain_data() -> None:
    assert Breach("floor", "main.dev", "x").ids == ()
