"""Fitting the net: labels, folds, thresholds, and the same bytes every time."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from citaat.caveats.net import source as net_source
from citaat.caveats.net.weighing import DESPAIR
from citaat.caveats.records import CAVEATS
from citaat.caveats.rules import Firing
from citaat.evaluation.gold.records import Question
from citaat.training import net as net_fitting
from citaat.training.net import Limits, cross_validate, fit_net, given, limits
from citaat.training.net_messages import EMERGENCY, Message

NONE: frozenset[str] = frozenset()


def message(
    words: str, required: Sequence[str] = (), author: str = "a", firings: Sequence[Firing] = ()
) -> Message:
    forbidden = tuple(caveat for caveat in CAVEATS if caveat not in required)
    question = Question("i", "g", "dev", words, None, (), (), tuple(required), forbidden, (), False, "f", 1)
    return Message(question, frozenset(words.split()), tuple(firings), author, author)


def firing(rule: str, situation: str = "default") -> Firing:
    return Firing(rule, EMERGENCY, "emergency", "x", situation)


def messages() -> list[Message]:
    """Two authors whose emergencies hold one word, and whose other messages hold another."""
    found = []
    for author in ("a", "b"):
        for number in range(12):
            despair = [firing("r", DESPAIR if number % 2 else "default")]
            found.append(message(f"<adem> help n{number}", list(CAVEATS), author, despair))
            found.append(message(f"<sport> leuk n{number}", (), author))
    return found


def test_labels() -> None:
    owed = message("x", ["spoed"], firings=[firing("r", DESPAIR)])
    assert [owed.label(column) for column in ("spoed", "medicatie", DESPAIR)] == [1, 0, 1]
    assert message("x", ["spoed"]).label(DESPAIR) == -1
    assert message("x").benign
    assert not owed.benign


def test_unseen_authors_are_told_apart() -> None:
    data = messages()
    scores = net_fitting.out_of_fold(data, EMERGENCY)
    owed = [one.label(EMERGENCY) == 1 for one in data]
    assert min(scores[owed]) > max(scores[np.logical_not(owed)])


def test_the_net_is_the_same_to_the_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = []
    for data in (messages(), messages()):
        texts.append(fit_net(data, cross_validate(data, NONE)))
    assert texts[0] == texts[1]
    assert "any caveat on benign: rules 0, with the net 0/12" in capsys.readouterr().out
    bounds = tomllib.loads(texts[0][0])
    assert bounds["gamma"] == net_fitting.GAMMA
    path = tmp_path / "net.jsonl"
    path.write_text(texts[0][1], encoding="utf-8")
    names, kept = net_source.read_messages(path)
    assert list(names) == sorted(names)
    for one in kept:
        own = {names[at] for at in one.features}
        assert any(own <= set(row.question.text.split()) for row in messages())
        weight = one.weights[0]
        assert weight >= 0 if "<adem>" in own else weight <= 0
    assert any(one.weights[0] for one in kept)


def test_what_is_stored_scores_as_the_machine_does() -> None:
    data = messages()
    names = net_fitting.feature_names(data)
    machine, kept = net_fitting.fit(data, names, EMERGENCY)
    for one in (data[0], message("<adem> leuk"), message("<sport>"), message("iets anders")):
        row = net_fitting.matrix([one], names)
        rows = net_fitting.matrix([data[at] for at in kept.places], names)
        apart = (rows.toarray() - row.toarray()) ** 2
        total = kept.weights @ np.exp(-net_fitting.GAMMA * apart.sum(axis=1)) + kept.bias
        assert total == pytest.approx(machine.decision_function(row)[0], abs=0.01)


def test_a_rule_is_overruled_below_all_that_such_rules_found() -> None:
    data = [message("x", ["spoed"], firings=[firing("w")]), message("y"), message("z")]
    found = limits(data, np.array([-1.0, 0.5, 0.2]), EMERGENCY, frozenset({"w"}))
    assert found.overruled == -1.0
    assert found.owed == pytest.approx(0.51)


def test_rules_and_net_together() -> None:
    weak = frozenset({"w"})
    bound = dict.fromkeys(CAVEATS, Limits(1.0, 0.0, -1.0))
    low = dict.fromkeys(CAVEATS, -5.0)
    found = message("x", firings=[firing("w")])
    assert given(found, low, bound, NONE) == {EMERGENCY}
    assert given(found, low, bound, weak) == set()
    assert given(message("x"), low | {"medicatie": 0.5}, bound, weak) == set()
    assert given(message("x"), low | {"medicatie": 1.5, EMERGENCY: 0.5}, bound, weak) == {
        EMERGENCY,
        "medicatie",
    }
    assert given(message("x"), low | {"medicatie": 1.5, "risicogroep": -0.5}, bound, weak) == {"medicatie"}
