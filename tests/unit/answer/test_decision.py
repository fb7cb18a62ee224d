"""The decision: probabilities for any question, and the signals they come from."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.answer.signals import NAMES
from citaat.engine import Engine
from citaat.search.features import NAMES as FEATURES


@given(
    question=st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["magnesium", "prijs", "hoe", "lang", "mg", "nooit"])).map(" ".join),
    )
)
def test_an_answer_is_given_when_it_is_likelier_right_than_silence(engine: Engine, question: str) -> None:
    decision = engine.trace(question).decision
    assert 0 <= decision.confidence <= 1
    assert len(decision.values) in (0, len(NAMES))
    assert all(map(isfinite, decision.values))
    assert decision.answer == (decision.there * decision.this > 1 - decision.there)
    assert decision.confidence == round(decision.there * decision.this, 3)
    assert len(set(decision.unmatched)) == len(decision.unmatched)


@pytest.mark.parametrize(
    ("question", "sought"),
    [
        ("Hoe lang moet ik slapen?", "duration"),
        ("Hoe vaak moet ik trainen?", "frequency"),
        ("Wat kost magnesium?", "money"),
        ("Waarom krijg ik kramp?", "cause"),
    ],
)
def test_a_form_of_answer_that_is_sought_is_found_or_lacking(
    engine: Engine, question: str, sought: str
) -> None:
    found, lacking = FEATURES.index(f"{sought}_found"), FEATURES.index(f"{sought}_lacking")
    values = [entry.candidate.values for entry in engine.trace(question).ranked]
    assert {(row[found], row[lacking]) for row in values} <= {(1.0, 0.0), (0.0, 1.0)}


def test_what_is_met_and_what_is_not_are_told_apart_by_the_signals(engine: Engine) -> None:
    met, unmet = (
        dict(zip(NAMES, engine.trace(question).decision.values, strict=True))
        for question in ("Hoeveel uur slaap heb ik nodig?", "Hoeveel uur schilderles heb ik nodig?")
    )
    assert met["exact_around"] > unmet["exact_around"]
    assert met["unmet_anywhere"] < unmet["unmet_anywhere"]
    assert met["heaviest_unmet"] < unmet["heaviest_unmet"]


def test_reasons_are_told_the_most_telling_first(engine: Engine) -> None:
    decision = engine.trace("Waar zit magnesium in?").decision
    told = list(engine.reasons(decision).values())
    assert told == sorted(told, key=abs, reverse=True)
    assert engine.reasons(engine.trace("").decision) == {}


def test_what_is_answered_and_what_is_not_are_told_apart(engine: Engine) -> None:
    known = [engine.ask(question).confidence for question in ("Waar zit magnesium in?", "Wat is magnesium?")]
    strange = [
        engine.ask(question).confidence for question in ("Wat is de hoofdstad van Frankrijk?", "qwxzv bbxjq")
    ]
    assert min(known) > 0.5 > max(strange)
