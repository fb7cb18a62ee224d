"""Of a gold quote that is gone, the sentence that stands there now is named, ready to be copied."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fake_system import ARTICLE, FACTS, QUESTIONS

from citaat.errors import UsageError
from citaat.evaluation.gold.quotes import LEAST, missing, nearest
from citaat.evaluation.gold.records import Evidence
from citaat.evaluation.gold.sets import GoldSet, quotes_present
from citaat.records import Article

TEXT = """+++
title = "Slapen"
+++

# Slapen

Een volwassene slaapt het beste in een koele kamer. Slaap minimaal **8 uur per nacht**, ook in het weekend.

- Drink na vier uur geen koffie meer.
- Leg je telefoon een uur voor het slapen weg.

> Wie slecht slaapt, belt na drie weken de huisarts.
"""
ALTERED = Article("slapen", "Slapen", "slapen.md", TEXT, "0")


@pytest.mark.parametrize(
    ("quote", "there", "line"),
    [
        (
            "Slaap minimaal **7 uur per nacht**, ook in het weekend.",
            "Slaap minimaal **8 uur per nacht**, ook in het weekend.",
            7,
        ),
        ("Drink na twee uur geen koffie of cola meer.", "Drink na vier uur geen koffie meer.", 9),
        (
            "Wie slecht slaapt, belt na twee weken de huisarts.",
            "Wie slecht slaapt, belt na drie weken de huisarts.",
            12,
        ),
        (
            "Een volwassene slaapt het best in een kamer die koel is. Slaap minstens 8 uur per nacht, ook in het weekend.",
            "Een volwassene slaapt het beste in een koele kamer. Slaap minimaal **8 uur per nacht**, ook in het weekend.",
            7,
        ),
    ],
)
def test_the_nearest_sentences_are_told_as_they_stand(quote: str, there: str, line: int) -> None:
    found = nearest(quote, TEXT)
    assert found is not None
    assert (found.text, found.line) == (there, line)
    assert LEAST <= found.alike < 1


def test_what_resembles_nothing_gets_no_proposal() -> None:
    assert nearest("De bibliotheek sluit op maandag om half zes.", TEXT) is None
    assert nearest("Slaap minimaal 7 uur.", "") is None


@given(st.integers(0, len(FACTS) - 1))
def test_a_sentence_of_the_text_is_nearest_to_itself(number: int) -> None:
    found = nearest(FACTS[number], ARTICLE.text)
    assert found is not None
    assert (found.text, found.alike) == (FACTS[number], 1.0)


@given(st.text("ab.!? \n*->#", max_size=60), st.text("ab.!? \n*->#", max_size=200))
def test_any_proposal_stands_in_the_text(quote: str, text: str) -> None:
    found = nearest(quote, text)
    assert found is None or (found.text in text and text.split("\n")[found.line - 1])


def test_a_finding_names_question_place_and_cure() -> None:
    quote = "Slaap minimaal **7 uur per nacht**, ook in het weekend."
    asked = replace(QUESTIONS[0], evidence=(Evidence("slapen", quote),))
    (found,) = missing(asked, {"slapen": ALTERED})
    assert (found.code, found.file, found.line) == ("gold-no-quote", "gold.jsonl", 1)
    assert found.message.startswith(f'q000 ("{asked.text}"): the quote "Slaap minimaal')
    assert json.dumps("Slaap minimaal **8 uur per nacht**, ook in het weekend.") in found.fix
    (hidden,) = missing(replace(asked, split="test"), {"slapen": ALTERED})
    assert asked.text not in hidden.message


def test_a_quote_that_moved_is_found_in_its_new_article() -> None:
    moved = replace(QUESTIONS[0], evidence=(Evidence("oud", FACTS[0]), Evidence("slapen", FACTS[1])))
    for found in missing(moved, {"proef": ARTICLE, "slapen": ALTERED}):
        assert found.fix == "the quote stands in 'proef': name that article"
    misspelt = replace(QUESTIONS[0], evidence=(Evidence("slaapen", "Een zin die nergens staat."),))
    (found,) = missing(misspelt, {"slapen": ALTERED})
    assert (found.code, found.fix) == ("gold-no-article", "did you mean 'slapen'?")


def test_an_evaluation_names_the_first_and_the_place_of_the_others() -> None:
    gone = [replace(one, evidence=(Evidence("proef", "Weg is de zin."),)) for one in QUESTIONS[:20:2]]
    with pytest.raises(UsageError) as told:
        quotes_present([(GoldSet("main", None, tuple(gone)), {"proef": ARTICLE})])
    assert str(told.value).startswith("gold.jsonl:1: q000")
    assert "(and 9 more: gold.jsonl:3, gold.jsonl:5, " in str(told.value)
    assert str(told.value).count("\n") == 0
    quotes_present([(GoldSet("main", None, QUESTIONS), {"proef": ARTICLE})])


def test_the_path_of_the_gold_is_told(tmp_path: Path) -> None:
    file = str(tmp_path / "gold.jsonl")
    asked = replace(QUESTIONS[2], evidence=(Evidence("proef", "Weg is de zin."),), file=file, line=7)
    (found,) = missing(asked, {"proef": ARTICLE})
    assert (found.file, found.line) == (file, 7)
    assert found.fix == "copy the quote exactly; nothing in that article resembles it"
