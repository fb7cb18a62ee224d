"""The analyser that builds gives the very tokens of the one that answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.dutch.analysis import Analyser
from citaat.dutch.building import BuildAnalyser
from citaat.engine import Engine

WORDS = st.sampled_from(
    "magnesium spier pijn slaap tekort 's avonds 't is 'T Mg mg nemen in te voeren sla op Slaat Pillen 2,5 "
    "‘s morgens kramp spierkramp teveel k nie m'n".split()
)
TEXT = st.one_of(st.lists(WORDS, max_size=14).map(" ".join), st.text(max_size=40))


@pytest.fixture(scope="module")
def building(engine: Engine) -> BuildAnalyser:
    index = engine.index
    return BuildAnalyser(index.lemmas, index.words, index.vocabulary)


@given(text=TEXT)
def test_the_tokens_are_the_same(engine: Engine, building: BuildAnalyser, text: str) -> None:
    assert building.tokens(text) == engine.index.analyser.tokens(text)


def test_the_tokens_of_the_article_are_the_same(engine: Engine, building: BuildAnalyser) -> None:
    for passage in engine.passages:
        assert building.tokens(passage.text) == engine.index.analyser.tokens(passage.text)


def test_longer_forms_are_known_by_their_first_word(building: BuildAnalyser) -> None:
    assert {"'s", "'t"} <= building.openers
    assert isinstance(building, Analyser)
