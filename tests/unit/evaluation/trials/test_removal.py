"""The answer-removal test takes a sample, and no question is asked that was asked already."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from support.fake_system import FACTS, PASSAGES, QUESTIONS, Fake

from citaat.errors import CitaatError
from citaat.evaluation.asking import SetRun, ask_sets
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.parallel import Team
from citaat.evaluation.trials.perturb import perturb
from citaat.evaluation.trials.planted import PLANTED
from citaat.evaluation.trials.removal import EACH, MOST, remove
from citaat.evaluation.trials.selftest import planted_grades
from citaat.records import Outcome


def silent(stage: str, done: int, total: int) -> None:
    pass


def asked_set(questions: Sequence[Question] = QUESTIONS) -> SetRun:
    with Team(1) as team:
        (ran,) = ask_sets([(GoldSet("main", None, tuple(questions)), Fake())], team, silent)
    return ran


def run_set(questions: Sequence[Question] = QUESTIONS) -> tuple[Graded, ...]:
    return asked_set(questions).graded


def test_the_removal_is_tested_on_a_sample_that_says_how_large_it_is() -> None:
    graded = run_set()
    with Team(1) as team:
        found, sample = remove(Fake(), graded, team, silent)
        again, _ = remove(Fake(), tuple(reversed(graded)), team, silent)
        all_found, whole = remove(Fake(), graded, team, silent, thorough=True)
    assert found == again
    assert (sample.passages, sample.of_passages) == (MOST, len(FACTS))
    assert sample.answers == sum(score["removal_abstention"].n for score in found.values())
    assert sample.answers < sample.of_answers == whole.answers == 40
    assert sum(score["removal_abstention"].n for score in all_found.values()) == 40


def test_no_passage_is_asked_more_than_its_share() -> None:
    once = QUESTIONS[0]
    many = [replace(once, id=f"x{n}", text=f"{once.text} {'?' * n}") for n in range(2 * EACH)]
    with Team(1) as team:
        _, sample = remove(Fake(), run_set(many), team, silent)
    assert (sample.passages, sample.answers, sample.of_answers) == (1, EACH, 2 * EACH)


def test_a_question_of_the_gold_is_not_asked_again() -> None:
    asked: list[str] = []

    class Listening(Fake):
        def ask(self, question: str) -> Outcome:
            asked.append(question)
            return super().ask(question)

    shouted = replace(QUESTIONS[0], id="loud", text=QUESTIONS[0].text.upper())
    graded = run_set([QUESTIONS[0], shouted])
    with Team(1) as team:
        perturb(Listening(), graded, team, silent)
    assert asked
    assert shouted.text not in asked
    assert len(asked) == len(set(asked))


def test_what_a_planted_system_left_alone_keeps_its_grade() -> None:
    ran = asked_set()
    for planted in PLANTED:
        false = planted.plant([one.outcome for one in ran.graded], ran.system.passages)
        for ours, theirs, outcome in zip(ran.graded, planted_grades(planted, ran), false, strict=True):
            assert theirs.outcome == outcome
            assert (theirs is ours) == (ours.outcome == outcome)
            assert theirs.relevant == ours.relevant


def test_a_corpus_of_one_passage_cannot_be_without_it() -> None:
    """An engine refuses a corpus of nothing, and the evaluation of a first article must not end by that."""

    class Strict(Fake):
        def without(self, passage_ids: Collection[str]) -> Fake:
            raise CitaatError("no passage is left", fix="leave some in")

    first = Strict(gone=[one.id for one in PASSAGES[1:]])
    with Team(1) as team:
        (ran,) = ask_sets([(GoldSet("main", None, QUESTIONS[:2]), first)], team, silent)
        found, sample = remove(first, ran.graded, team, silent)
    assert ran.graded[0].right
    assert ran.graded[0].relevant == (PASSAGES[0].id,)
    assert (found, sample.of_passages) == ({}, 0)
