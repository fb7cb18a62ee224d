"""Every bad system is refused for its own sake: by the promise it breaks, or by a floor that is about it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.fake_system import FLOORS, PASSAGES, QUESTIONS, Fake, criteria, question, run

from citaat.evaluation.gate.gate import INVARIANTS
from citaat.evaluation.gold.records import Question
from citaat.evaluation.grading.case import Case, Corpus
from citaat.evaluation.grading.promises import PROMISES, broken
from citaat.evaluation.measures.measures import measure
from citaat.evaluation.measures.scores import Slice
from citaat.evaluation.reports.dutch import message
from citaat.evaluation.suite import Report
from citaat.evaluation.trials.planted import PLANTED
from citaat.evaluation.trials.selftest import SelfTest
from citaat.evaluation.trials.spoilt import SPOILT, Spoilt
from citaat.records import Abstained, Answered, Outcome

NOISE = "Mijn kind heeft net een hele pot leeggegeten en is zwanger, middel {}."


def emergencies() -> list[Question]:
    probe: dict[str, Any] = {"answerable": None, "evidence": (), "must_contain": (), "forbidden": ()}
    owed = ("spoed", "medicatie", "risicogroep")
    return [question(n, text=NOISE.format(n), required=owed, **probe) for n in range(100, 112)]


def unsure(outcome: Outcome) -> Outcome:
    """Wrong answers with less confidence than right ones."""
    if not isinstance(outcome, Answered):
        return outcome
    return replace(outcome, confidence=0.2 if "middel 9" in outcome.question else 0.95)


def hard() -> list[Question]:
    """Questions that the fake answers and should not."""
    return [replace(question(n, text=f"En middel {n}?")) for n in (91, 93, 95)]


def shy() -> list[Question]:
    """Questions that the fake does not answer and could."""
    return [replace(question(n), id=f"shy{n}", text=f"Wie won met middel {n}?") for n in (2, 4, 6, 8)]


ALL_FLOORS = FLOORS.replace(
    "nagging = 0.0",
    'nagging = 0.1\n"caveat_recall:spoed" = 1.0\nAUROC = 0.9\nsuggestion_hit = 1.0',
).replace("abstention_recall = 0.9", "abstention_recall = 0.8")


def whole(folder: Path, floors: str = ALL_FLOORS, questions: Sequence[Question] = ()) -> Report:
    asked = questions or (*QUESTIONS, *emergencies(), *hard(), *shy())
    return run(criteria(folder, floors, questions=asked), Fake(unsure), asked)


def by_name(report: Report) -> dict[str, SelfTest]:
    return {one.name: one for one in report.planted}


def test_all_are_refused_and_none_is_untestable(tmp_path: Path) -> None:
    tests = by_name(whole(tmp_path))
    assert len(tests) == len(PLANTED) + len(SPOILT) >= 30
    assert {one.name: (one.untestable, one.advice) for one in tests.values() if not one.breaches} == {}


@pytest.mark.parametrize("spoilt", SPOILT, ids=lambda one: one.name)
def test_each_spoilt_system_is_refused_by_the_name_of_its_promise(tmp_path: Path, spoilt: Spoilt) -> None:
    assert spoilt.promise in {*PROMISES, *INVARIANTS}
    plain = Fake(unsure)
    asked = {one.text: plain.ask(one.text) for one in (*QUESTIONS, *emergencies())}
    ours = next(one for one in asked.values() if spoilt.spoil(one, PASSAGES) != one)
    theirs = spoilt.spoil(ours, PASSAGES)
    corpus = Corpus.of(plain.articles, plain.passages)
    names = dict(broken(Case(ours.question, theirs, ours.caveats, corpus, listed=False)))
    assert dict(broken(Case(ours.question, ours, ours.caveats, corpus, listed=False))) == {}
    if spoilt.promise in PROMISES:
        assert spoilt.promise in names


@pytest.mark.parametrize(
    ("name", "floor"), [(one.name, one.floors[0]) for one in PLANTED if one.floors], ids=lambda one: str(one)
)
def test_without_its_floor_a_bad_system_passes_and_the_floor_is_named(
    tmp_path: Path, name: str, floor: str
) -> None:
    planted = next(one for one in PLANTED if one.name == name)
    report = whole(tmp_path, "least_questions = 2\n[main.dev]\nMRR = 0.0\n")
    test = by_name(report)[name]
    assert test.passed
    assert f'a floor on "{floor}" in [main.dev] would stop it' in test.advice
    assert planted.floors[0] == floor
    assert any(one.where == name and floor in one.message for one in report.breaches)


def test_a_floor_that_a_bad_system_meets_is_named(tmp_path: Path) -> None:
    report = whole(tmp_path, "least_questions = 2\n[main.dev]\nabstention_recall = 0.0\n")
    advice = by_name(report)["always answers"].advice
    assert "it meets the floor abstention_recall = 0.0 of [main.dev]" in advice
    good = report.board[Slice("main", "dev")]["abstention_recall"].value
    found = re.search(r"this run has ([\d.]+), so raise that floor to ([\d.]+)$", advice)
    assert found, advice
    assert float(found[1]) == pytest.approx(good, abs=5e-4)
    cured = whole(tmp_path, f"least_questions = 2\n[main.dev]\nabstention_recall = {found[2]}\n")
    assert not by_name(cured)["always answers"].passed
    assert not [one for one in cured.breaches if one.kind == "floor"]


def test_the_cure_of_a_floor_that_is_a_maximum_is_to_lower_it(tmp_path: Path) -> None:
    floors = "least_questions = 2\n[main.dev]\nuseless_citations = 1.0\n"
    advice = by_name(whole(tmp_path, floors))["padded answers"].advice
    found = re.search(r"so lower that floor to ([\d.]+)$", advice)
    assert found, advice
    cured = whole(tmp_path, floors.replace("1.0", found[1]))
    assert not by_name(cured)["padded answers"].passed
    assert "verlaag die grens naar" in message(advice)


def test_small_gold_is_not_testable_which_is_no_failure(tmp_path: Path) -> None:
    report = whole(tmp_path, "least_questions = 20\n[main.dev]\naccuracy = 0.9\n", QUESTIONS[:40])
    tests = by_name(report)
    assert tests["emergencies stripped"].untestable == "it changes no outcome here"
    few = whole(tmp_path, "least_questions = 30\n[main.dev]\naccuracy = 0.8\n", QUESTIONS[:40])
    told = "a floor on evidence_share needs 30 questions, and there are 20"
    assert by_name(few)["padded answers"].untestable == told
    assert "padded answers" not in {one.where for one in few.breaches}


def test_a_measure_with_one_value_is_not_testable_however_many_questions_it_is_about(tmp_path: Path) -> None:
    floors = re.sub(r"least_questions = \d+", "least_questions = 2", ALL_FLOORS)
    asked = (*QUESTIONS, *emergencies(), *hard(), *shy()[3:])
    report = whole(tmp_path, floors.replace("suggestion_hit = 1.0\n", ""), asked)
    told = "a floor on suggestion_hit needs 2 questions, and there are 1"
    assert by_name(report)["the same suggestions"].untestable == told


def test_a_padded_answer_costs_and_a_constant_confidence_tells_nothing(tmp_path: Path) -> None:
    report = whole(tmp_path)
    assert report.board[next(iter(report.board))]["evidence_share"].value == 1
    graded = report.runs["main"].graded
    assert measure("AUROC").columns is not None
    assert {one.cost.useless for one in graded} == {0}
    assert isinstance(graded[1].outcome, Abstained)


def test_what_does_no_worse_than_the_system_shows_nothing(tmp_path: Path) -> None:
    asked = (*QUESTIONS, *emergencies())
    floors = ALL_FLOORS.replace("AUROC = 0.9", "Brier = 0.5")
    tests = by_name(
        run(
            criteria(tmp_path, floors, questions=asked), Fake(lambda one: replace(one, confidence=0.8)), asked
        )
    )
    assert "no worse than the system itself" in tests["constant confidence"].untestable


def test_an_ending_that_is_a_word_of_the_question_is_no_spoilt_one() -> None:
    """ "je" is the end of the longest word here, and was asked: a gate that finds nothing wrong with it is right."""
    lettered = next(one for one in SPOILT if one.name == "a letter as an unknown word")
    plain = Fake().ask("Wie won zo'n bloeddrukmetertje om je pols?")
    spoilt = lettered.spoil(plain, PASSAGES)
    assert isinstance(spoilt, Abstained)
    assert spoilt.abstention.unmatched == ("ls",)
    short = Fake().ask("Wie o ie")
    assert lettered.spoil(short, PASSAGES) == short


def test_a_handful_of_wrong_answers_cannot_show_what_outranks_what(tmp_path: Path) -> None:
    floors = ALL_FLOORS.replace("AUROC = 0.9\n", "")
    asked = [*QUESTIONS, *emergencies(), *hard()]
    few = whole(tmp_path, re.sub(r"least_questions = \d+", "least_questions = 5", floors), asked)
    told = by_name(few)["constant confidence"].untestable
    assert told == "a floor on AUROC needs 5 right and as many wrong answers, and there are 3"
    assert "5 goede en evenveel foute antwoorden" in message(told)
    enough = whole(tmp_path, re.sub(r"least_questions = \d+", "least_questions = 3", floors), asked)
    assert by_name(enough)["constant confidence"].passed
