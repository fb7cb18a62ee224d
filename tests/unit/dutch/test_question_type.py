"""What a question looks for, and the form that a text has which gives it."""

import pytest

from citaat.corpus.traits import noticed
from citaat.dutch.question_type import TYPES, counted, types_of, years


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("wat kost een duplicaat", "price"),
        ("hoe laat gaat de bar dicht", "clock"),
        ("hoe warm is het water", "degrees"),
        ("welk percentage rente rekenen jullie", "percent"),
        ("waarom mag dat niet", "reason"),
        ("welk merk raden jullie aan", "name"),
        ("hoe heet de conducteur", "name"),
        ("wat is jullie mailadres", "mail"),
        ("op welk nummer kan ik bellen", "phone"),
        ("in welk jaar begon dat", "year"),
        ("op welke dagen is de balie open", "weekday"),
        ("mag dat", "verdict"),
    ],
)
def test_what_a_question_looks_for(question: str, name: str) -> None:
    assert name in types_of(question)
    assert name in TYPES


@pytest.mark.parametrize(
    ("name", "gives", "gives_not"),
    [
        ("price", "Een duplicaat kost € 12,50.", "Een duplicaat moet je betalen."),
        ("clock", "De bar sluit om 23.30 uur.", "De bar sluit na het laatste zwemuur."),
        ("degrees", "Het bad is 32 graden.", "Het bad is lekker warm."),
        ("percent", "De rente is 4 procent.", "We rekenen rente."),
        ("reason", "Dat mag niet, omdat het filter verstopt raakt.", "Dat mag niet door kinderen."),
        ("name", "Vraag het aan Teun Wolbers.", "Vraag het aan de balie."),
        ("mail", "Mail naar balie@voorbeeld.example.", "Geef een e-mailadres op."),
        ("phone", "Bel 088 555 01 20.", "Bel gerust."),
        ("year", "Sinds 2019 geldt dat.", "Sinds vorig jaar geldt dat."),
        ("weekday", "De balie is open op dinsdag.", "De balie is open."),
    ],
)
def test_the_form_of_an_answer(name: str, gives: str, gives_not: str) -> None:
    assert f"a_{name}" in noticed(gives)
    assert f"a_{name}" not in noticed(gives_not)


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("hoeveel fietsen passen er op het veer", "fiets"),
        ("hoeveel opticiens zijn er", "opticie"),
        ("hoeveel dagen heb ik", ""),
        ("hoeveel kost het", ""),
        ("wat kost het", ""),
    ],
)
def test_the_things_whose_number_is_asked_for(question: str, beginning: str) -> None:
    assert counted(question) == beginning


def test_years_are_four_digits_of_this_age() -> None:
    assert years("collegegeld 2026-2027, 1.200 euro, 12020 en sinds 1998") == {"2026", "2027", "1998"}
