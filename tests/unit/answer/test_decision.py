"""The decision: a probability for any question, and the signals it comes from."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.answer.decision import NAMES, dimension_lacks
from citaat.engine import Engine


@given(
    question=st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["magnesium", "prijs", "hoe", "lang", "mg", "nooit"])).map(" ".join),
    )
)
def test_confidence_is_a_probability_and_rules_the_answer(engine: Engine, question: str) -> None:
    decision = engine.trace(question).decision
    assert 0 <= decision.confidence <= 1
    assert len(decision.values) == len(NAMES)
    assert all(map(isfinite, decision.values))
    assert decision.answer <= (decision.confidence >= engine.threshold)
    assert len(set(decision.unmatched)) == len(decision.unmatched)


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("Hoe lang moet ik slapen?", "Slaap zeven uur.", False),
        ("Hoe lang moet ik slapen?", "Slaap goed.", True),
        ("Hoeveel procent meer?", "Zo’n 20% hoger.", False),
        ("Hoeveel procent meer?", "Veel hoger.", True),
        ("Wat kost magnesium?", "Een goede vorm.", True),
        ("Wat kost magnesium?", "Een vorm die goedkoop is.", False),
        ("Wat is magnesium?", "Een voedingsstof.", False),
    ],
)
def test_a_quantity_that_is_asked_for_must_be_there(
    engine: Engine, question: str, text: str, lacks: bool
) -> None:
    assert dimension_lacks(engine._ranker.read(question), text) is lacks


def test_what_is_answered_and_what_is_not_are_told_apart(engine: Engine) -> None:
    known = [engine.ask(question).confidence for question in ("Waar zit magnesium in?", "Wat is magnesium?")]
    strange = [
        engine.ask(question).confidence for question in ("Wat is de hoofdstad van Frankrijk?", "qwxzv bbxjq")
    ]
    assert min(known) > engine.threshold > max(strange)
