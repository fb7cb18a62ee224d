"""The analyser that builds gives the very tokens of the one that answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.dutch.analysis import Analyser
from citaat.dutch.building import BuildAnalyser
from citaat.engine import Engine
from citaat.index.building.dictionary import vocabulary

WORDS = st.sampled_from(
    "magnesium spier pijn slaap tekort 's avonds 't is 'T Mg mg nemen in te voeren sla op Slaat Pillen 2,5 "
    "‘s morgens kramp spierkramp teveel k nie m'n t vn dr vitamine K".split()
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


@given(texts=st.lists(TEXT, max_size=5))
def test_the_vocabulary_of_texts_is_that_of_their_tokens(engine: Engine, texts: list[str]) -> None:
    """Also where pieces come back, and around words that are cut short or begin a longer form."""
    index = engine.index
    plain = BuildAnalyser(index.lemmas, index.words, frozenset())
    cut = [*texts, " ".join(texts), "aan- en afmelden", "aan- en uitzetten 's avonds"]
    wanted = {token.lemma for text in cut for token in plain.tokens(text)}
    assert vocabulary(cut, BuildAnalyser(index.lemmas, index.words, frozenset())) == wanted


def test_longer_forms_are_known_by_their_first_word(building: BuildAnalyser) -> None:
    assert {"'s", "'t", "das", "k"} <= building.openers
    assert isinstance(building, Analyser)
