"""Features: every candidate has one sound number for each name, and shares stay shares."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.engine import Engine
from citaat.search.features import NAMES
from citaat.search.likeness import likeness

SHARES = ("lemma", "chars", "heading", "letters", "density", "short")


@given(question=st.text(st.sampled_from("magnesium spier?in 8 te veel niet"), max_size=30))
def test_every_candidate_has_every_feature(engine: Engine, question: str) -> None:
    for entry in engine.trace(question).ranked:
        values = dict(zip(NAMES, entry.candidate.values, strict=True))
        assert all(map(isfinite, values.values()))
        for name in SHARES:
            assert -1e-9 <= values[name] <= 1 + 1e-9, name
        assert all(values[name] <= 0 for name in ("paragraph_says", "section_says", "article_says"))
        assert all(0 <= match <= 1 for level in entry.candidate.met for match in level)


def test_names_are_distinct() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("question", ["Waar zit magnesium in?", "Hoeveel uur slapen per nacht?"])
def test_a_question_is_most_like_itself(engine: Engine, question: str) -> None:
    reading = engine._ranker.read(question)
    whole = {term: 1.0 for word in reading.words for term in (word.token.lemma, *word.token.parts)}
    assert likeness(reading, whole) > likeness(reading, dict(list(whole.items())[:1])) >= 0
    assert likeness(reading, {}) == 0
