"""A desk: opens what it is told to, once for each state, and forgets what strangers typed."""

from pathlib import Path

import pytest

from citaat.engine import Engine
from citaat.errors import CitaatError
from citaat.serving import desk
from citaat.serving.desk import Desk, State

PLAIN = "Waar zit magnesium in?"


def test_an_engine_is_opened_once_for_each_state(corpus_path: Path, index_path: Path, engine: Engine) -> None:
    made, state = Desk(str(corpus_path)), State(str(index_path), 0)
    first = made._opened(state)
    assert made.answer(state, PLAIN, 7).outcome == engine.ask(PLAIN, 7)
    assert made.answer(state, PLAIN, None).fingerprint == desk.fingerprint(engine)
    assert made._opened(State(str(index_path), 0)) is first
    assert made._opened(State(str(index_path), 1)) is not first
    assert made.opens(state) == ""


def test_after_much_text_another_engine_takes_its_place(
    corpus_path: Path, index_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "_MOST_READ", 3 * len(PLAIN))
    made, state = Desk(str(corpus_path)), State(str(index_path), 0)
    engines = []
    for _ in range(8):
        made.answer(state, PLAIN, None)
        engines.append(made._opened(state))
    assert len(set(map(id, engines))) == 2
    assert engines[2] is engines[0]


def test_without_an_index_there_are_warnings_alone(corpus_path: Path, tmp_path: Path) -> None:
    made, state = Desk(str(corpus_path)), State(str(tmp_path), 0)
    assert made.owed(state, "mijn kind heeft pillen geslikt")[0].id == "spoed"
    assert str(tmp_path) in made.opens(state)
    for task in (
        lambda: made.answer(state, PLAIN, None),
        lambda: made.articles(state, 0, 1),
        lambda: made.known(state),
    ):
        with pytest.raises(CitaatError, match="cannot be opened"):
            task()
