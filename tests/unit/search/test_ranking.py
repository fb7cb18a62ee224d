"""Features, ranking, answer and decision together: sound numbers and whole sentences for any question."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.engine import Engine
from citaat.search import ranking
from citaat.search.features import NAMES

WORDS = [
    "magnesium",
    "spierpijn",
    "hoeveel",
    "slikken",
    "niet",
    "bananen",
    "slaap",
    "waarom",
    "te",
    "veel",
    "nachtrust",
    "qwxz",
    "pil",
    "welke",
    "8",
    "uur",
]
QUESTION = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@given(question=QUESTION)
def test_scores_fall_and_shares_add_up(engine: Engine, question: str) -> None:
    ranked = engine.trace(question).ranked
    scores = [entry.score for entry in ranked]
    assert scores == sorted(scores, reverse=True)
    assert sum(entry.probability for entry in ranked) == pytest.approx(1.0 if ranked else 0.0)
    units = [(entry.candidate.unit.passage, entry.candidate.unit.first) for entry in ranked]
    assert len(set(units)) == len(units)
    for entry in ranked:
        assert len(entry.candidate.values) == len(NAMES)
        assert all(map(isfinite, entry.candidate.values))
        assert any(entry.candidate.context) or any(entry.candidate.values)


def test_ties_go_to_the_first_passage(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking.Ranker, "score", lambda self, scorer, candidate: 1.0)
    ranked = engine.trace("magnesium").ranked
    places = [(entry.candidate.unit.passage, entry.candidate.unit.first) for entry in ranked]
    assert places == sorted(places)


def test_a_large_corpus_is_read_by_its_best_passages_only(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {hit.passage_id for hit in engine.rank("Waar zit magnesium in?", 3)}
    monkeypatch.setattr(ranking, "_READ_WHOLE", 5)
    monkeypatch.setattr(ranking, "_SECOND_STAGE", 20)
    part = engine.rank("Waar zit magnesium in?", 100)
    assert len({hit.passage_id for hit in part}) == len(part) > 20
    assert [hit.score for hit in part] == sorted((hit.score for hit in part), reverse=True)
    assert {hit.passage_id for hit in part[:3]} & whole
