"""Lemmas: inflections of a word must meet, whichever of them the reader types."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.dutch import lemmas as lemmas_module
from citaat.dutch.lemmas import Lemmatiser, canonical, corrections, load_lemmas, stems
from citaat.engine import Engine


class NoSplits:
    """A compound splitter that knows none."""

    def parts(self, word: str) -> tuple[str, ...]:
        return ()


class OneSplit:
    """Splits one word."""

    def parts(self, word: str) -> tuple[str, ...]:
        return ("magnesium", "pil") if word == "magnesiumpillen" else ()


def test_an_exact_entry_wins_over_a_stem() -> None:
    assert Lemmatiser({"pillen": "pil", "pill": "fout"}, NoSplits()).lemma("pillen") == "pil"


def test_a_regular_ending_is_taken_off_towards_a_known_word() -> None:
    lemmatiser = Lemmatiser({"tablet": "tablet", "kramp": "kramp"}, NoSplits())
    assert lemmatiser.lemma("tabletten") == "tablet"
    assert lemmatiser.lemma("krampjes") == "kramp"
    assert lemmatiser.lemma("qwertz") == "qwertz"


def test_the_head_of_a_compound_is_put_in_dictionary_form() -> None:
    assert Lemmatiser({"pillen": "pil"}, OneSplit()).lemma("magnesiumpillen") == "magnesiumpil"


@given(word=st.text("abcdefghijklmnopqrstuvwxyz'", max_size=30))
def test_any_word_has_stems_of_two_letters_or_more(word: str) -> None:
    assert all(len(stem) >= 2 for stem in stems(word))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("spieren", "spier"),
        ("krampen", "kramp"),
        ("pillen", "pil"),
        ("tabletten", "tablet"),
        ("supplementen", "supplement"),
        ("slikt", "slikken"),
        ("geslikt", "slikken"),
        ("magnesiumpillen", "magnesiumpil"),
        ("bananen", "banaan"),
    ],
)
def test_inflections_meet(engine: Engine, one: str, other: str) -> None:
    analyser = engine.index.analyser
    assert analyser.tokens(one)[0].lemma == analyser.tokens(other)[0].lemma


@pytest.mark.parametrize(
    ("said", "typed"),
    [("vezels", "vezel"), ("fiets", "fietsen"), ("voedingsapps", "voedingsapp"), ("gemeten", "meten")],
)
def test_a_word_of_the_article_meets_its_own_dictionary_form(engine: Engine, said: str, typed: str) -> None:
    analyser = engine.index.analyser
    assert analyser.tokens(said)[0].lemma == analyser.tokens(typed)[0].lemma


def test_lemmas_in_the_dictionary_are_folded_and_plain(dictionary: Mapping[str, str]) -> None:
    assert dictionary["pillen"] == "pil"
    assert all(word == word.lower() for word in list(dictionary)[:50_000])
    assert not any("_" in lemma for lemma in list(dictionary.values())[:50_000])


def test_every_lemma_of_the_dictionary_is_its_own(dictionary: Mapping[str, str]) -> None:
    assert all(dictionary.get(lemma, lemma) == lemma for lemma in dictionary.values())


WORD = st.text("abc", min_size=1, max_size=3)


@given(lemmas=st.dictionaries(WORD, WORD, max_size=12))
def test_chains_and_circles_end_in_one_word(lemmas: dict[str, str]) -> None:
    found = canonical(lemmas)
    assert found.keys() == lemmas.keys()
    assert found == canonical(dict(reversed(lemmas.items())))
    for word, lemma in lemmas.items():
        assert found.get(found[word], found[word]) == found[word]
        assert found[word] == found.get(lemma, lemma)


def test_a_circle_goes_to_its_longest_word() -> None:
    assert canonical({"fietst": "fietsen", "fietsen": "fiets", "fiets": "fietsen", "pil": "pil"}) == {
        "fietst": "fietsen",
        "fietsen": "fietsen",
        "fiets": "fietsen",
        "pil": "pil",
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leden", "lid"),
        ("wassen", "gewassen"),
        ("zonen", "zoon"),
        ("reed", "rijden"),
        ("weegt", "gewogen"),
        ("getekend", "tekenen"),
        ("schenen", "scheen"),
        ("gevangen", "vangen"),
    ],
)
def test_forms_that_a_dictionary_of_forms_mistakes_meet(one: str, other: str) -> None:
    lemmas = load_lemmas()
    assert lemmas[one] == lemmas[other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("leden", "lijden"),
        ("wassen", "was"),
        ("later", "laten"),
        ("noten", "niet"),
        ("vocht", "vechten"),
        ("ouders", "oud"),
        ("bijen", "bij"),
        ("namen", "nemen"),
        ("hoeft", "hoeve"),
        ("wiet", "wie"),
    ],
)
def test_words_that_have_nothing_to_do_with_each_other_stay_apart(one: str, other: str) -> None:
    lemmas = load_lemmas()
    assert lemmas.get(one, one) != lemmas.get(other, other)


def test_every_correction_corrects_and_says_so_once() -> None:
    path = Path(lemmas_module.__file__).parents[1] / "data" / "dutch" / "lemmas.txt"
    told = path.read_text(encoding="utf-8")
    forms = [
        form
        for line in told.splitlines()
        if line and not line.startswith("#")
        for form in line.partition(":")[2].split()
    ]
    assert len(forms) == len(set(forms)) == len(corrections(told))
