"""Compounds: split only where known words cover all of the word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.dutch.compounds import CompoundSplitter

LEMMAS = {
    "spier": "spier",
    "pijn": "pijn",
    "spieren": "spier",
    "voeding": "voeding",
    "stof": "stof",
    "pil": "pil",
}
SPLITTER = CompoundSplitter(LEMMAS, frozenset({"pil", "magnesium"}))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("spierpijn", ("spier", "pijn")),
        ("voedingsstof", ("voeding", "stof")),
        ("magnesiumpil", ("magnesium", "pil")),
        ("spierpijnpil", ("spier", "pijn", "pil")),
        ("spier", ()),
        ("spierxyz", ()),
        ("xyzpijn", ()),
        ("220pijn", ()),
        ("", ()),
    ],
)
def test_parts(word: str, parts: tuple[str, ...]) -> None:
    assert SPLITTER.parts(word) == parts


def test_a_short_word_of_the_dictionary_is_trusted_only_when_the_corpus_knows_it() -> None:
    assert CompoundSplitter(LEMMAS, frozenset()).parts("spierpil") == ()
    assert CompoundSplitter(LEMMAS, frozenset({"pil"})).parts("spierpil") == ("spier", "pil")


def test_very_long_words_are_left_alone() -> None:
    assert SPLITTER.parts("spier" * 9) == ()


@given(pieces=st.lists(st.sampled_from([*LEMMAS, "s", "en", "e", "q", "x"]), min_size=1, max_size=8))
def test_parts_cover_the_word_or_there_are_none(pieces: list[str]) -> None:
    word = "".join(pieces)
    parts = SPLITTER.parts(word)
    assert len(parts) != 1
    # Every part is a lemma no longer than what it stands for, but for "spieren" -> "spier".
    assert sum(map(len, parts)) <= len(word)
    assert all(part in LEMMAS.values() or part == "magnesium" for part in parts)
