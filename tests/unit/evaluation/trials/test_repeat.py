"""A system that answers by mood is refused, however right it is."""

from dataclasses import replace
from itertools import count
from pathlib import Path

from support.fake_system import QUESTIONS, Fake, criteria, run

from citaat.evaluation.asking import ask_sets
from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.parallel import Team
from citaat.evaluation.trials.repeat import repeat
from citaat.records import Outcome


def moody() -> Fake:
    """Surer with every question that it is asked."""
    asked = count(1)

    def spoil(one: Outcome) -> Outcome:
        return replace(one, confidence=round(one.confidence + next(asked) / 1_000_000, 6))

    return Fake(spoil)


def unsteady(system: Fake, most: int) -> tuple[str, ...]:
    sets = [(GoldSet("main", None, QUESTIONS), system)]
    with Team(1) as team:
        [asked] = ask_sets(sets, team, lambda stage, done, total: None)
        return repeat(system, asked.graded, team, lambda stage, done, total: None, most)


def test_so_many_are_asked_again_from_the_whole_set() -> None:
    assert unsteady(moody(), 4) == ("q000", "q020", "q040", "q060")
    assert len(unsteady(moody(), 1000)) == len(QUESTIONS)
    assert unsteady(Fake(), 1000) == ()


def test_an_outcome_that_differs_fails_the_gate(tmp_path: Path) -> None:
    steady = run(criteria(tmp_path))
    assert steady.exit_code == 0
    report = run(criteria(tmp_path), moody())
    assert report.exit_code == 1
    found = [one for one in report.breaches if one.message.startswith("the same question must")]
    assert [(one.kind, one.where) for one in found] == [("invariant", "main")]
    assert set(found[0].ids) <= {one.id for one in QUESTIONS}
