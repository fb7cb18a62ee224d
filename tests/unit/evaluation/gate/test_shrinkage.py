"""Nothing disappears quietly: whatever is less than at the last blessing is listed, and ends with exit code 4."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from support.fake_system import FLOORS, QUESTIONS, Fake, criteria, rows, run

from citaat.evaluation.gate.baseline import Baseline, read_baseline, write_baseline
from citaat.evaluation.gate.blessing import bless
from citaat.evaluation.gate.known_failures import Known, digests
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.grading.criteria import Sources
from citaat.evaluation.measures.scores import Slice
from citaat.evaluation.suite import Report, evaluate
from citaat.records import Abstained, Abstention, Answered, Outcome


def blessed(folder: Path) -> Baseline:
    report = run(criteria(folder))
    path = folder / "baseline.json"
    write_baseline(path, Baseline("first", report.records, report.gate))
    return read_baseline(path)


def again(folder: Path, floors: str = FLOORS, questions: Sequence[Question] = QUESTIONS) -> Report:
    baseline = blessed(folder)
    return run(criteria(folder, floors, baseline=baseline, questions=questions), questions=questions)


def test_the_same_gate_is_no_less(tmp_path: Path) -> None:
    assert again(tmp_path).shrunk == ()
    assert again(tmp_path, FLOORS.replace("caveat_recall", "MRR = 0.5\ncaveat_recall")).shrunk == ()


@pytest.mark.parametrize(
    ("floors", "told"),
    [
        (FLOORS.replace("evidence_share = 0.9\n", ""), "the floor main.dev evidence_share >= 0.9 is gone"),
        (FLOORS.replace("nagging = 0.0", "nagging = 0.5"), "the floor main.dev nagging <= 0.0 is now 0.5"),
        (
            FLOORS.replace("accuracy = 0.9", "accuracy = 0.1"),
            "the floor main.test accuracy >= 0.9 is now 0.1",
        ),
        (FLOORS.replace("= 10", "= 5"), "least_questions went from 10 to 5"),
    ],
)
def test_a_floor_that_is_gone_or_looser_is_listed(tmp_path: Path, floors: str, told: str) -> None:
    report = again(tmp_path, floors)
    assert told in report.shrunk
    assert report.exit_code in (1, 4)
    if not report.breaches:
        assert report.exit_code == 4


def test_questions_that_are_gone_or_changed_are_listed(tmp_path: Path) -> None:
    report = again(tmp_path, questions=[*QUESTIONS[:2], *QUESTIONS[4:]])
    assert "main.dev: 2 questions are gone: q002, q003" in report.shrunk
    assert "main.dev had 40 questions and has 38" in report.shrunk
    assert "main.dev.even had 20 questions and has 19" in report.shrunk
    assert report.exit_code == 4
    easier = replace(QUESTIONS[2], must_contain=(("middel",),))
    report = again(tmp_path, questions=[*QUESTIONS[:2], easier, *QUESTIONS[3:]])
    assert report.shrunk == ("main.dev: 1 questions have another text or other labels: q002",)
    assert {one.n for one in report.comparisons if str(one.where) == "main.dev"} <= {39, 20, 19, 40}
    moved = replace(QUESTIONS[2], split="test")
    assert (
        "main.dev: 1 questions are gone: q002"
        in again(tmp_path, questions=[*QUESTIONS[:2], moved, *QUESTIONS[3:]]).shrunk
    )


def test_more_questions_are_no_less_and_the_common_ones_are_compared(tmp_path: Path) -> None:
    more = (*QUESTIONS, replace(QUESTIONS[1], id="new"))
    report = again(tmp_path, questions=more)
    assert report.shrunk == ()
    assert report.comparisons
    assert report.exit_code == 0


def test_a_whole_set_with_its_floors_is_missed(tmp_path: Path) -> None:
    both = [GoldSet("main", None, QUESTIONS), GoldSet("site", None, QUESTIONS)]
    held = criteria(tmp_path)

    def suite(sets: Sequence[GoldSet], baseline: Baseline | None = None) -> Report:
        kept = replace(held, baseline=baseline)
        return evaluate(sets, lambda corpus: Fake(), lambda found: kept, lambda stage, done, total: None)

    first = suite(both)
    report = suite(both[:1], Baseline("first", first.records, first.gate))
    assert "site.dev had 40 questions and has 0" in report.shrunk
    assert any(one.startswith("site.dev: 40 questions are gone") for one in report.shrunk)
    assert report.exit_code == 4


def test_a_bad_system_that_is_no_longer_refused_is_listed(tmp_path: Path) -> None:
    fewer = "\n".join(line for line in FLOORS.split("\n") if not line.startswith(("caveat", "nagging")))
    report = again(tmp_path, fewer)
    assert "the bad system 'caveats stripped' was refused, and no longer is" in report.shrunk


def folder_of(tmp_path: Path) -> Path:
    (tmp_path / "gold.jsonl").write_text(rows(QUESTIONS), encoding="utf-8")
    (tmp_path / "floors.toml").write_text(FLOORS, encoding="utf-8")
    return tmp_path


def test_blessing_asks_before_it_lets_something_go(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    sources = Sources(folder)
    first = bless(run(criteria(folder)), sources, "first")
    assert first.exit_code == 0
    held = sources.read({"main": GoldSet("main", None, QUESTIONS)})
    fewer = QUESTIONS[4:]
    report = run(held, questions=fewer)
    refused = bless(report, sources, "wrong ones deleted")
    assert [one.kind for one in refused.breaches][-1] == "not blessed"
    assert refused.exit_code == 4
    assert read_baseline(folder / "baseline" / "baseline.json").reason == "first"
    assert bless(report, sources, "they were wrong", allow_shrink=True).exit_code == 0
    assert read_baseline(folder / "baseline" / "baseline.json").reason == "they were wrong"


def test_a_baseline_that_is_gone_is_missed(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    sources = Sources(folder)
    sets = {"main": GoldSet("main", None, QUESTIONS)}
    fresh = run(sources.read(sets))
    assert "there is no baseline to compare with" in fresh.incomparable
    assert fresh.exit_code == 4
    assert bless(fresh, sources, "first").exit_code == 0
    (folder / "baseline" / "baseline.json").unlink()
    gone = run(sources.read(sets))
    assert gone.exit_code == 4
    assert "bring it back" in bless(gone, sources, "again").breaches[-1].message
    assert bless(gone, sources, "again", allow_shrink=True).exit_code == 0


def test_blessing_one_split_keeps_the_other_one(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    bless(run(Sources(folder).read({"main": GoldSet("main", None, QUESTIONS)})), Sources(folder), "first")
    dev = tuple(one for one in QUESTIONS if one.split == "dev")
    sources = Sources(folder, split="dev")
    report = run(sources.read({"main": GoldSet("main", None, dev)}), questions=dev)
    assert report.shrunk == ()
    assert bless(report, sources, "second").exit_code == 0
    after = Sources(folder).read({"main": GoldSet("main", None, QUESTIONS)})
    assert run(after).shrunk == ()


def silent_about(number: int) -> Fake:
    """Wrong on one question that it answers."""
    why = Abstention("not_in_corpus", (), ("Feit 2",))

    def spoil(one: Outcome) -> Outcome:
        lost = isinstance(one, Answered) and f"middel {number}?" in one.question
        return Abstained(one.question, 0.1, why, one.caveats) if lost else one

    return Fake(spoil)


def test_a_failure_that_was_put_on_record_by_hand_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "evals"
    folder.mkdir()
    baseline = blessed(folder)
    excused = {Slice("main", "dev"): {"q002": Known(("answer",), "dat zij zo")}}
    report = run(criteria(folder, known=excused, baseline=baseline), silent_about(2))
    assert report.breaches == ()
    assert report.shrunk == (
        "the known failures of main.dev are not those that were blessed: they were edited by hand",
    )
    assert report.exit_code == 4
    untold = replace(baseline, gate=replace(baseline.gate, known={}))
    assert run(criteria(folder, known=excused, baseline=untold), silent_about(2)).shrunk == ()


def test_a_reason_beside_a_failure_may_be_written_at_any_time(tmp_path: Path) -> None:
    plain, told = ({Slice("main", "dev"): {"q1": Known(("answer",), why)}} for why in ("", "omdat"))
    assert digests(plain) == digests(told) != digests({})


def test_blessing_asks_before_it_takes_what_is_worse(tmp_path: Path) -> None:
    """Every floor is met, and the baseline tells that confidence became worse."""
    sources = Sources(tmp_path)
    baseline = blessed(tmp_path)
    unsure = Fake(lambda one: replace(one, confidence=one.confidence / 2))
    report = run(criteria(tmp_path, baseline=baseline), unsure)
    assert {one.kind for one in report.breaches} == {"regress"}
    refused = bless(report, sources, "it is as it is")
    assert "worse beyond chance" in refused.breaches[-1].message
    assert not (tmp_path / "baseline").exists()
    assert bless(report, sources, "it is as it is", allow_shrink=True).exit_code == 0
