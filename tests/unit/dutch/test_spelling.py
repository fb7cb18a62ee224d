"""Spelling: near words are found, far ones and anything with a digit are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.dutch import spelling
from citaat.dutch.spelling import (
    corrections,
    deletes,
    distance,
    inflected,
    letters,
    slips,
    sound,
    spelling_table,
)

WORD = st.text("abcdeéhijkmnst", max_size=12)
TABLE = spelling_table(["magnesium", "spierpijn", "spinazie", "krampen", "slapen", "mg", "b12"])


@given(left=WORD, right=WORD)
def test_distance_is_symmetric_and_zero_only_for_the_same_word(left: str, right: str) -> None:
    assert distance(left, right) == distance(right, left)
    assert (distance(left, right) == 0) == (left == right)
    assert abs(len(left) - len(right)) <= distance(left, right) <= max(len(left), len(right))


@given(word=st.text("abcde", min_size=2, max_size=10), at=st.integers(0, 8))
def test_swapped_neighbours_are_one_apart(word: str, at: int) -> None:
    at = min(at, len(word) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert distance(word, swapped) == (0 if word == swapped else 1)


@given(word=WORD)
def test_deletes_are_the_word_and_each_form_one_letter_shorter(word: str) -> None:
    forms = list(deletes(word))
    assert forms[0] == word
    assert len(forms) == len(word) + 1
    assert {len(form) for form in forms[1:]} <= {len(word) - 1}


def test_misspelt_words_find_their_correction() -> None:
    assert corrections("magneisum", TABLE) == [("magnesium", 1)]
    assert corrections("magnezium", TABLE)[0] == ("magnesium", 1)
    assert corrections("spirepijn", TABLE)[0][0] == "spierpijn"
    assert corrections("spinasie", TABLE)[0][0] == "spinazie"


def test_short_words_and_words_with_a_digit_are_never_corrected() -> None:
    assert corrections("mg", TABLE) == []
    assert corrections("b13", TABLE) == []
    assert corrections("220mg", TABLE) == []
    assert not any("b12" in words.split() for words in TABLE.values())


@given(word=st.text("abcdeimnpsgurkl", min_size=4, max_size=14))
def test_corrections_are_near_and_nearest_first(word: str) -> None:
    found = corrections(word, TABLE)
    assert found == sorted(found, key=lambda pair: (pair[1], pair[0]))
    assert all(apart <= (1 if len(word) < 6 else 2) for _, apart in found)
    assert all(distance(word, other) == apart or letters(word) == letters(other) for other, apart in found)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wachtlyst", "wachtlijst"),
        ("kweit", "kwijt"),
        ("kwyt", "kwijt"),
        ("treinprys", "treinprijs"),
        ("hipotheek", "hypotheek"),
        ("konyn", "konijn"),
        ("konein", "konijn"),
        ("byen", "bijen"),
    ],
)
def test_another_spelling_of_ij_is_one_slip(typed: str, meant: str) -> None:
    assert corrections(typed, spelling_table([meant, "slaap", "kwart"])) == [(meant, 1)]


@given(word=st.text("abeijyklnst", min_size=4, max_size=10))
def test_letters_that_sound_alike_are_one_however_they_are_spelt(word: str) -> None:
    assert letters(word.replace("ij", "y")) == letters(word)
    assert letters(letters(word)) == letters(word)


@given(word=WORD)
def test_sound_is_stable(word: str) -> None:
    assert sound(word) == sound(word)
    assert len(sound(word)) <= len(word) + word.count("x") + word.count("q")


@pytest.mark.parametrize(("word", "known"), [("slack", "lak"), ("reed", "zeed"), ("berk", "werk")])
def test_a_short_word_is_never_one_that_begins_with_another_sound(word: str, known: str) -> None:
    assert corrections(word, spelling_table([known])) == []


def test_a_short_word_may_begin_with_swapped_letters_or_sound_the_same() -> None:
    assert corrections("psier", spelling_table(["spier"])) == [("spier", 1)]
    assert corrections("zout", spelling_table(["sout"])) == [("sout", 1)]


@given(word=st.text("abcdegijsuz", min_size=2, max_size=10), at=st.integers(0, 8))
def test_slips_hold_what_deleting_and_swapping_undo(word: str, at: int) -> None:
    at = min(at, len(word) - 2)
    forms = set(slips(word))
    assert word[:at] + word[at + 1 :] in forms
    assert word[:at] + word[at + 1] + word[at] + word[at + 2 :] in forms
    assert all(distance(word, form) <= 2 for form in forms)


LEMMAS = {
    "waarborg": "waarborgen",
    "nieuwe": "nieuw",
    "niete": "nieten",
    "gesnoeid": "snoeien",
    "kwijt": "kwijt",
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("waarbrog", "waarborg"), ("gesnoied", "gesnoeid"), ("kweit", "kwijt"), ("wachtlyst", "wachtlijst")],
)
def test_an_inflected_word_is_found_by_the_lemma_that_is_known(typed: str, meant: str) -> None:
    assert inflected(typed, LEMMAS, {*LEMMAS.values(), "wachtlijst"}.__contains__) == [meant]


def test_the_likelier_slip_comes_first() -> None:
    assert inflected("niewe", LEMMAS, {*LEMMAS.values()}.__contains__) == ["nieuwe", "niete"]


def test_what_nobody_knows_and_short_words_have_no_inflected_form() -> None:
    assert inflected("waarbrog", LEMMAS, set[str]().__contains__) == []
    assert inflected("kwit", LEMMAS, {*LEMMAS.values()}.__contains__) == []


@pytest.mark.parametrize("size", [61, 4_000, 500_000])
def test_what_is_longer_than_any_word_has_no_forms(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """They would cost the square of its length: 250 GB for half a million letters."""

    def none(word: str) -> list[str]:
        raise AssertionError(f"the forms of {len(word)} letters were asked for")

    monkeypatch.setattr(spelling, "deletes", none)
    monkeypatch.setattr(spelling, "slips", none)
    assert spelling_table(["a" * size]) == {}
    assert corrections("a" * size, {}) == []
    assert inflected("a" * size, {}, {"a" * size}.__contains__) == []


def test_the_longest_words_in_use_are_corrected() -> None:
    word = "hottentottententententoonstellingsbezoekers"
    assert corrections(word.replace("bezoek", "bezoke"), spelling_table([word])) == [(word, 1)]
