"""What a blessing lets go leaves a trace: a waiver with its reason, which the next blessing does not wipe out."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fake_system import FLOORS, QUESTIONS, Fake, rows, run

from citaat.errors import UsageError
from citaat.evaluation.gate.baseline import read_baseline
from citaat.evaluation.gate.blessing import bless
from citaat.evaluation.gate.checks import check_gate
from citaat.evaluation.gate.waivers import Waiver, digest, read_waivers, write_waivers
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.grading.criteria import BASELINE, WAIVERS, Sources
from citaat.evaluation.suite import Report
from citaat.records import Abstained, Abstention, Answered, Outcome

TEXT = st.text(max_size=30)


def evaluated(folder: Path, system: Fake | None = None, questions: Sequence[Question] = QUESTIONS) -> Report:
    held = Sources(folder).read({"main": GoldSet("main", None, tuple(questions))})
    return run(held, system, questions)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold folder that was blessed."""
    (tmp_path / "gold.jsonl").write_text(rows(QUESTIONS), encoding="utf-8")
    (tmp_path / "floors.toml").write_text(FLOORS, encoding="utf-8")
    assert bless(evaluated(tmp_path), Sources(tmp_path), "first").exit_code == 0
    return tmp_path


def test_a_blessing_that_lets_nothing_go_leaves_none(folder: Path) -> None:
    assert not (folder / WAIVERS).exists()
    assert read_baseline(folder / BASELINE).waived == ""


def test_what_shrank_stays_told_with_its_reason(folder: Path) -> None:
    sources = Sources(folder)
    bless(evaluated(folder, questions=QUESTIONS[1:]), sources, "q000 was wrong", allow_shrink=True)
    bless(evaluated(folder, questions=QUESTIONS[1:]), sources, "nothing to see here")
    (waiver,) = read_waivers(folder / WAIVERS)
    assert waiver.reason == "q000 was wrong"
    assert "main.dev: 1 questions are gone: q000" in waiver.let_go
    bless(evaluated(folder, questions=QUESTIONS[2:]), sources, "q001 too", allow_shrink=True)
    assert [one.reason for one in read_waivers(folder / WAIVERS)] == ["q000 was wrong", "q001 too"]
    assert evaluated(folder, questions=QUESTIONS[2:]).exit_code == 0


def test_a_waiver_that_was_taken_out_is_missed(folder: Path) -> None:
    fewer = QUESTIONS[1:]
    bless(evaluated(folder, questions=fewer), Sources(folder), "q000 was wrong", allow_shrink=True)
    (folder / WAIVERS).unlink()
    report = evaluated(folder, questions=fewer)
    assert "what blessings let go was edited by hand" in report.incomparable
    assert report.exit_code == 4
    refused = bless(report, Sources(folder), "tidied")
    assert refused.breaches[-1].kind == "not blessed"
    assert bless(report, Sources(folder), "tidied", allow_shrink=True).exit_code == 0
    assert read_waivers(folder / WAIVERS) == (
        Waiver("tidied", ("what blessings let go was edited by hand",)),
    )


def test_a_baseline_that_was_broken_first_is_no_way_around(folder: Path) -> None:
    """A record that cannot be read compares with nothing: whoever breaks it has to say so."""
    file = folder / BASELINE
    file.write_text(file.read_text(encoding="utf-8").replace('"first"', '"fist"'), encoding="utf-8")
    report = evaluated(folder, Fake(unsure), QUESTIONS[2:])
    assert report.exit_code == 4
    refused = bless(report, Sources(folder), "merged")
    assert "the baseline that is there cannot be compared with" in refused.breaches[-1].message
    bless(report, Sources(folder), "merged", allow_shrink=True)
    told = read_waivers(folder / WAIVERS)[0].let_go
    assert told == ("the baseline that is there cannot be compared with",)


def unsure(one: Outcome) -> Outcome:
    """Half as sure as it may be."""
    return replace(one, confidence=one.confidence / 2)


def silent(one: Outcome) -> Outcome:
    """Seldom an answer."""
    told = one.question.rstrip("?").split()[-1]
    if not isinstance(one, Answered) or (told.isdecimal() and int(told) % 6 == 0):
        return one
    return Abstained(one.question, 0.1, Abstention("not_in_corpus", (), ()), one.caveats)


def test_an_article_that_changed_is_no_cover_for_a_worse_system(folder: Path) -> None:
    worse = Fake(silent)
    worse.analyser = "fake/2"
    report = evaluated(folder, worse)
    assert report.incomparable
    assert not [one for one in report.breaches if one.kind in ("regress", "critical")], "it is not compared"
    refused = bless(report, Sources(folder), "another analyser")
    assert "worse beyond chance on other articles" in refused.breaches[-1].message
    bless(report, Sources(folder), "another analyser", allow_shrink=True)
    (waiver,) = read_waivers(folder / WAIVERS)
    assert any("main.dev: accuracy went from 1.000 to " in one for one in waiver.let_go)
    assert any("critical questions that passed now fail: q010" in one for one in waiver.let_go)


def test_another_analyser_that_does_as_well_is_blessed_as_before(folder: Path) -> None:
    same = Fake()
    same.analyser = "fake/2"
    assert bless(evaluated(folder, same), Sources(folder), "another analyser").exit_code == 0
    assert not (folder / WAIVERS).exists()


def test_a_file_that_is_no_list_of_waivers_is_told(folder: Path) -> None:
    (folder / WAIVERS).write_text("[[waiver]]\nreason = 7\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"waivers\.toml"):
        evaluated(folder)
    assert [one.code for one in check_gate(folder, [])] == ["waivers-wrong"]


@settings(max_examples=25)
@given(st.lists(st.builds(Waiver, TEXT, st.lists(TEXT, max_size=3).map(tuple)), max_size=3))
def test_waivers_survive_writing(tmp_path_factory: pytest.TempPathFactory, waivers: list[Waiver]) -> None:
    file = tmp_path_factory.mktemp("w") / "waivers.toml"
    write_waivers(file, waivers)
    assert read_waivers(file) == tuple(waivers)
    assert digest(read_waivers(file)) == digest(waivers)
    assert not waivers or digest(waivers) != digest(waivers[1:])
