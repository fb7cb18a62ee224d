"""Headings below a heading: their words are searched, and the heading is answered by all of them."""

import pytest
from support.corpora import opened

from citaat.engine import Engine

NESTED = """\
+++
title = "Zwembad De Plons"
+++

## Openingstijden

### Zomer

Van maandag tot en met zaterdag van 7.00 tot 21.00 uur.

### Winter

Van dinsdag tot en met zaterdag van 9.00 tot 18.00 uur.

## Abonnementen opzeggen

### Online

Ga naar Mijn Plons en kies Stoppen.

### Per brief

Stuur een brief met je pasnummer naar de balie.

## Zwemles

### Wachtlijst

Je staat gemiddeld vijf maanden op de lijst.

### Afmelden

Bel ons uiterlijk een dag van tevoren.

## Verhuur

Een zaal huren kan elke dag.

### Feesten

Voor een feest betaal je 80 euro.

## Cursussen

### Yoga

Op maandag.

### Aquarobics

Op dinsdag.

### Duiken

Op woensdag.

### Waterpolo

Op donderdag.
"""


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return opened(tmp_path_factory.mktemp("zwembad"), plons=NESTED)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "Wat zijn de openingstijden?",
            "Zomer: Van maandag tot en met zaterdag van 7.00 tot 21.00 uur.\n"
            "Winter: Van dinsdag tot en met zaterdag van 9.00 tot 18.00 uur.",
        ),
        ("openingstijden winter", "Winter: Van dinsdag tot en met zaterdag van 9.00 tot 18.00 uur."),
        (
            "abonnementen opzeggen",
            "Online: Ga naar Mijn Plons en kies Stoppen.\n"
            "Per brief: Stuur een brief met je pasnummer naar de balie.",
        ),
        ("verhuur", "Een zaal huren kan elke dag.\nFeesten: Voor een feest betaal je 80 euro."),
    ],
)
def test_a_heading_of_headings_is_answered_by_all_of_them_each_with_its_own(
    nested: Engine, question: str, answer: str
) -> None:
    outcome = nested.ask(question).to_dict()
    assert outcome["answer"] == answer
    assert outcome["confidence"] >= 0.9


def test_more_of_them_than_can_be_shown_are_not_shown_as_if_all(nested: Engine) -> None:
    assert nested.ask("Cursussen").confidence < 0.9


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("hoe lang is de wachtlijst van de zwemles", "vijf maanden"),
        ("kan ik mijn abonnement per brief opzeggen", "pasnummer"),
        ("kan ik mijn abonnement online opzeggen", "Mijn Plons"),
    ],
)
def test_what_only_a_heading_above_says_is_found(nested: Engine, question: str, answer: str) -> None:
    assert answer in (nested.ask(question).to_dict()["answer"] or "")


def test_what_only_a_heading_above_says_is_not_unknown(nested: Engine) -> None:
    outcome = nested.ask("Hoeveel kost een abonnement voor een cavia?").to_dict()
    assert "abonnement" not in (outcome["abstention"] or {"unmatched": []})["unmatched"]
