"""Sentence ends: every character of a text belongs to one sentence, in order."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.dutch.sentences import split_sentences

ABBREVIATIONS = frozenset({"bijv.", "i.c.m.", "evt.", "dr."})
TEXT = st.text(st.one_of(st.sampled_from('abc AB.!?…\n"”) 3-•'), st.characters()), max_size=120)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, 0, len(text), ABBREVIATIONS)]


@given(text=TEXT)
def test_sentences_hold_all_of_the_text_in_order(text: str) -> None:
    spans = list(split_sentences(text, 0, len(text), ABBREVIATIONS))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    for start, end in spans:
        assert text[start:end].strip() == text[start:end] != ""


@given(text=TEXT, start=st.integers(0, 60), size=st.integers(0, 60))
def test_nothing_outside_the_asked_stretch_is_touched(text: str, start: int, size: int) -> None:
    start, end = min(start, len(text)), min(start + size, len(text))
    spans = list(split_sentences(text, start, end, ABBREVIATIONS))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text[start:end].split())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Eet bijv. Spinazie. Dat helpt.", ["Eet bijv. Spinazie.", "Dat helpt."]),
        ("Magnesium i.c.m. Zink. Ja!", ["Magnesium i.c.m. Zink.", "Ja!"]),
        ("Neem 40 mg. Daarna rust.", ["Neem 40 mg.", "Daarna rust."]),
        ("Slaap 7 uur… Echt waar?! Ja.", ["Slaap 7 uur…", "Echt waar?!", "Ja."]),
        ("J. Jansen schreef dit. Klaar", ["J. Jansen schreef dit.", "Klaar"]),
        ("Hij zei: “Stop.” Toen ging hij.", ["Hij zei: “Stop.”", "Toen ging hij."]),
        ("Zo’n 1.5 gram. 3 keer per dag.", ["Zo’n 1.5 gram.", "3 keer per dag."]),
        ("een zin. nog een in kleine letters", ["een zin. nog een in kleine letters"]),
        ("eerste alinea\n\ntweede alinea", ["eerste alinea", "tweede alinea"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_examples(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences
