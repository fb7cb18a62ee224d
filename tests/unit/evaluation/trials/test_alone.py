"""What answers otherwise while it is evaluated than for people is found."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.fake_system import QUESTIONS, Fake

from citaat.errors import CitaatError
from citaat.evaluation.asking import ask_sets
from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.parallel import Team
from citaat.evaluation.system import EngineSystem, open_system
from citaat.evaluation.trials import alone as command_line
from citaat.evaluation.trials.alone import alone

TEXT = '+++\ntitle = "Thee"\n+++\n\n## Zetten\n\nThee trekt vier minuten in water van 90 graden.\n'


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> EngineSystem:
    home = tmp_path_factory.mktemp("thee")
    (home / "corpus").mkdir()
    (home / "corpus" / "thee.md").write_text(TEXT, encoding="utf-8")
    found = open_system(str(home / "corpus"), str(home / "index"), None)
    assert isinstance(found, EngineSystem)
    return found


def asked(system: EngineSystem, count: int) -> list[Graded]:
    sets = [(GoldSet("main", None, QUESTIONS[:count]), system)]
    with Team(1) as team:
        [found] = ask_sets(sets, team, lambda stage, done, total: None)
    return list(found.graded)


def test_the_command_line_gives_what_was_graded(system: EngineSystem) -> None:
    graded = asked(system, 6)
    assert alone(system, graded) == ()
    outcome = graded[2].outcome
    assert outcome is not None
    graded[2] = replace(graded[2], outcome=replace(outcome, confidence=0.123))
    assert alone(system, graded) == (graded[2].question.id,)
    assert alone(system, graded, most=1) == ()


def test_a_system_that_is_no_stored_engine_is_not_asked(system: EngineSystem) -> None:
    assert alone(Fake(), asked(system, 2)) == ()


def test_a_command_line_that_finds_nothing_gives_something_else(system: EngineSystem, tmp_path: Path) -> None:
    graded = asked(system, 2)
    recipe = system.recipe
    assert recipe is not None
    away = EngineSystem(system._engine, stored=True)
    away.recipe = replace(recipe, corpus=str(tmp_path / "weg"))
    assert alone(away, graded) == tuple(sorted(one.question.id for one in graded))


def test_a_command_line_that_does_not_answer_is_an_error(
    system: EngineSystem, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command_line, "_ENTRY", "raise SystemExit('stuk')")
    with pytest.raises(CitaatError, match=r"does not answer \(stuk\)"):
        alone(system, asked(system, 2))
