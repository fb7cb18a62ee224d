"""The explanation: words, passages, decision and rules, as data and as text."""

import json

import pytest

from citaat.engine import Engine
from citaat.explain import explain, explanation
from citaat.outcome.rendering import Style


def test_it_names_words_matches_weights_and_rules(engine: Engine) -> None:
    trace = engine.trace("Hoeveel magnesuim slikken qwxzv")
    told = explanation(engine, trace)
    words = {word["word"]: word for word in told["words"]}
    assert words["magnesuim"]["corrected"] == "magnesium"
    assert words["qwxzv"]["unknown"]
    assert not words["slikken"]["unknown"]
    assert all(word["weight"] >= 0 for word in told["words"])
    assert told["passages"]
    assert all(place["matched"] for place in told["passages"][:1])
    assert {"there", "this"} <= told["decision"].keys()
    assert {rule["caveat"] for rule in told["rules"]} == {caveat.id for caveat in trace.outcome.caveats}
    json.dumps(told)


@pytest.mark.parametrize(
    "question", ["", "qwxzv", "Wat is magnesium?", "\x1b[31m magnesium \u202e?", "is is is is"]
)
def test_any_outcome_can_be_explained_on_a_terminal(engine: Engine, question: str) -> None:
    text = explain(engine, engine.trace(question), Style())
    for heading in ("Woorden van de vraag", "Beste passages", "Beslissing", "Regels voor waarschuwingen"):
        assert heading in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_failed_search_can_be_explained_too(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> None:
        raise ValueError("kapot")

    monkeypatch.setattr("citaat.search.ranking.Ranker.rank", broken)
    trace = engine.trace("Hoeveel magnesium slikken?")
    assert trace.failure is not None
    assert "overdosering" in explain(engine, trace, Style())
