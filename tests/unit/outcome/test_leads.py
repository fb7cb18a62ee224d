"""Which lines introduce or name a list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.outcome.leads import headed, introduces, is_bare, is_mark, names


@pytest.mark.parametrize(
    "line",
    [
        "Niet in de glasbak",
        "**Wat hoort hier niet**",
        "__Uitgesteld__",
        "***Verboden.***",
        "❌",
        "🚫 Verboden",
        "Wat mag er niet in?",
        "Nooit!",
        "Dit mag niet.",
        "Zo gaat het meestal goed.\n**Niet doen**",
    ],
)
def test_a_short_line_names_a_list(line: str) -> None:
    assert names(line)


@pytest.mark.parametrize(
    "line",
    [
        "Dat weten wij.",
        "Wij halen de bakken elke woensdag op.",
        "**Zo** gaat het altijd.",
        "Wij halen op\nals het kan",
        "Een regel zonder punt die zo lang is dat niemand haar nog voor een kop aan kan zien",
        "rood, geel,",
    ],
)
def test_a_sentence_does_not(line: str) -> None:
    assert not names(line)


def test_a_mark_is_signs_without_words() -> None:
    assert all(map(is_mark, ("❌", "✔️", "👎🏽", "⛔ ⛔")))
    assert not any(map(is_mark, ("", "—", "...", "❌ nee", "+", "é")))


def test_the_colon_of_an_emoji_introduces_nothing() -> None:
    assert not introduces(":x:")
    assert introduces("Niet doen :x: :")


def test_bare_words_end_in_no_mark() -> None:
    assert [is_bare(text) for text in ("insuline", "Dat mag.", "Niet doen:")] == [True, False, False]


@given(st.lists(st.sampled_from(["Niet", "Wat niet?", "❌", "Let op!"]), min_size=1))
def test_headings_in_one_hold_each_of_them_in_order(found: list[str]) -> None:
    told, at = headed(found), 0
    for name in found:
        at = told.index(name, at) + len(name)
    assert at == len(told)
