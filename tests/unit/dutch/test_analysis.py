"""The analyser: any text goes in, and what comes out points back into it."""

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citaat.corpus import concepts as knowledge
from citaat.dutch.analysis import _ASCII_TOKEN, TOKEN, Analyser, fold
from citaat.dutch.words import Lexicon, read_dutch
from citaat.engine import Engine

ANY = st.text(st.characters(), max_size=200)
LATIN = st.text(
    st.one_of(
        st.characters(max_codepoint=0x24F, categories=("L", "N", "Z", "P")), st.sampled_from("éëïöüèàç'’ -,.")
    ),
    max_size=120,
)


@pytest.fixture(scope="module")
def in_memory(engine: Engine, dictionary: Mapping[str, str]) -> Analyser:
    """The same analyser over plain dictionaries, as while an index is built."""
    words = dict(engine.index.words.items())
    vocabulary = frozenset(key[len("vocab:") :] for key in words if key.startswith("vocab:"))
    return Analyser(dict(dictionary), words, vocabulary)


@given(text=ANY)
def test_any_text_gives_tokens_that_slice_to_their_surface(engine: Engine, text: str) -> None:
    tokens = engine.index.analyser.tokens(text)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        if token.derived:
            assert text[: token.end].endswith(token.surface)
        else:
            assert text[token.start : token.end] == token.surface
        assert token.norm
        assert token.lemma
        assert token.role in {"stop", "light", "content"}
    plain = [token.start for token in tokens if not token.derived]
    assert plain == sorted(plain)


@given(text=ANY)
@example("\u210c")
@example("\uff40")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(text=LATIN)
def test_composed_and_decomposed_letters_are_the_same_question(engine: Engine, text: str) -> None:
    def read(form: str) -> list[tuple[str, str, str]]:
        return [(token.norm, token.lemma, token.role) for token in engine.index.analyser.tokens(form)]

    assert read(unicodedata.normalize("NFC", text)) == read(unicodedata.normalize("NFD", text))


@given(text=st.one_of(LATIN, ANY))
def test_dictionaries_and_tables_give_the_same_tokens(engine: Engine, in_memory: Analyser, text: str) -> None:
    assert in_memory.tokens(text) == engine.index.analyser.tokens(text)


def test_every_passage_reads_the_same_from_dictionaries_and_tables(
    engine: Engine, in_memory: Analyser
) -> None:
    for passage in engine.passages:
        assert in_memory.tokens(passage.text) == engine.index.analyser.tokens(passage.text)


@pytest.mark.parametrize(
    "word",
    [
        "niet",
        "geen",
        "nooit",
        "zonder",
        "tegen",
        "moet",
        "mag",
        "meer",
        "minder",
        "te",
        "veel",
        "alleen",
        "voor",
        "na",
    ],
)
def test_words_that_carry_safety_are_never_stopped(engine: Engine, word: str) -> None:
    assert engine.index.analyser.tokens(word)[0].role != "stop"
    assert engine.index.analyser.terms(word)


def test_invisible_characters_do_not_split_or_change_a_word(engine: Engine) -> None:
    assert fold("magne\u00adsium") == "magnesium"
    assert fold("Mágnésium") == "magnesium"
    assert fold("foto’s") == fold("foto's") == "foto's"


def test_numbers_stay_whole(engine: Engine) -> None:
    assert [token.norm for token in engine.index.analyser.tokens("1,5 mg en 20% van 220-260")][:1] == ["1,5"]
    assert "20%" in [token.norm for token in engine.index.analyser.tokens("20% meer")]


def test_a_separated_verb_is_put_together(engine: Engine) -> None:
    words = engine.index.words
    analyser = engine.index.analyser
    assert "vocab:opslaan" in words
    read = [token for token in analyser.tokens("het lichaam slaat magnesium op") if token.derived]
    assert [token.lemma for token in read] == ["opslaan"]
    asked = [token.lemma for token in analyser.tokens("hoe vraag ik dat nu aan") if token.derived]
    assert asked == [engine.index.lemmas["aanvragen"]]


def test_a_compound_typed_as_two_words_is_read_as_one(engine: Engine) -> None:
    lemmas = [token.lemma for token in engine.index.analyser.tokens("magnesium citraat") if token.derived]
    assert lemmas == ["magnesiumcitraat"]


def test_stop_words_are_no_terms_and_compound_parts_are(engine: Engine) -> None:
    terms = engine.index.analyser.terms("de spierpijn en het water")
    assert "spierpijn" in terms
    assert "spier" in terms
    assert "de" not in terms


def test_the_package_lists_never_stop_a_negation() -> None:
    words = knowledge.analyser_words(read_dutch(), Lexicon())
    for word in ("niet", "geen", "nooit", "zonder", "nee", "niets", "niemand"):
        assert f"stop:{word}" not in words


def test_a_verb_that_te_stands_in_is_read_whole() -> None:
    analyser = Analyser({"voeren": "voeren"}, {"stop:te": "", "stop:in": ""}, frozenset({"invoeren"}))
    tokens = analyser.tokens("maaltijden in te voeren")
    assert [(token.lemma, token.start) for token in tokens if token.derived] == [("invoeren", 17)]
    assert not any(token.derived for token in analyser.tokens("in de te voeren dieren"))


@given(text=st.text(st.characters(codec="ascii")))
@example("d'r 1,5% k`s 'n a.b 3.4.5 o'clock's")
def test_the_quick_pattern_finds_the_same_tokens_in_ascii(text: str) -> None:
    quick, whole = (pattern.compiled.finditer(text) for pattern in (_ASCII_TOKEN, TOKEN))
    assert [match.span() for match in quick] == [match.span() for match in whole]
