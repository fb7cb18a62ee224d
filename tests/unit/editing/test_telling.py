"""The words that tell: a number where one is asked for, else what denies, else the rarest word."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.rules import analyser

from citaat.editing.telling import Setting, quantities, telling
from citaat.evaluation.grading.normalise import holds


def told(text: str, question: str, row: bool = False, topic: str = "") -> list[str]:
    """The telling words, in a corpus in which long words are rare."""
    common: Callable[[str], int] = lambda word: 9 - min(9, len(word))  # noqa: E731
    return [
        "|".join(group) for group in telling(text, question, Setting(analyser().tokens, common, topic), row)
    ]


@pytest.mark.parametrize(
    ("text", "question", "words"),
    [
        ("De wachttijd is nu ongeveer drie jaar.", "hoe lang is de wachttijd", ["drie jaar"]),
        ("Een nieuwe sleutel kost 35 euro.", "wat kost een sleutel", ["35 euro"]),
        ("De meesten hebben zeven tot negen uur nodig.", "hoeveel uur slaap", ["zeven tot negen uur"]),
        ("Een kamer van 16 tot 18 graden is prettig.", "hoe warm mag het zijn", ["16 tot 18 graden"]),
        ("Tieners van 14 tot 17 jaar: acht tot tien uur.", "hoeveel uur voor tieners", ["acht tot tien uur"]),
        ("Neem 1,5 mg op 3 dagen in de week.", "hoeveel neem ik op 3 dagen", ["1,5 mg"]),
        ("Het kost € 12,50 per keer.", "wat kost het", ["€ 12,50"]),
        ("Zaag of breek het nooit zelf.", "mag ik het zelf slopen", ["nooit zelf"]),
        ("Katten horen er niet.", "mag mijn kat mee", ["niet"]),
        ("Bel de bouwcommissie meteen.", "wie bel ik", ["bouwcommissie"]),
        ("Honden aan de lijn van twee meter.", "mag mijn hond los", ["meter"]),
        ("Ja.", "mag het", []),
    ],
)
def test_a_gold_author_would_write_it(text: str, question: str, words: list[str]) -> None:
    assert told(text, question) == words


@pytest.mark.parametrize(
    ("text", "question", "topic", "words"),
    [
        ("Pianohuur gaat altijd per kwartaal.", "kan ik iets lenen", "Piano huren", ["kwartaal"]),
        ("Bij ziekte bel je de administratie.", "wat als ik ziek ben", "Afwezig", ["administratie"]),
        ("Een les kost 35 euro of, voor leden, 20 euro.", "wat kost een les", "", ["35 euro|20 euro"]),
        ("Een les kost 35 euro en een boek 50 euro.", "wat kost dat", "", ["35 euro", "50 euro"]),
        ("Piano en gitaar.", "welke lessen zijn er", "Instrumenten", ["gitaar"]),
    ],
)
def test_the_topic_and_the_question_said_again_are_no_demand(
    text: str, question: str, topic: str, words: list[str]
) -> None:
    assert told(text, question, topic=topic) == words


def test_of_a_row_the_number_tells() -> None:
    assert told("Opgezegd vóór: 1 juli; Terug: 50 procent", "wat krijg ik bij 1 juli", row=True) == [
        "50 procent"
    ]


@pytest.mark.parametrize("text", ["een man", "geen een", "b12", "versie2", "de week"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert quantities(text) == []


@given(st.text("ab 12,.-€%|*", max_size=30), st.text("ab 12", max_size=12))
def test_what_is_asked_for_stands_there_and_has_no_marks(text: str, question: str) -> None:
    for one in told(text, question):
        assert holds(text, one) or one in text
        assert "|" not in one
        assert "*" not in one
