"""What an answer must hold: the number, hour, day or name that was asked for, and else nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.editing.telling import quantities, telling
from citaat.evaluation.grading.normalise import holds


def told(text: str, question: str, row: bool = False) -> list[str]:
    return ["|".join(group) for group in telling(text, question, row)]


@pytest.mark.parametrize(
    ("text", "question", "values"),
    [
        ("De wachttijd is nu ongeveer drie jaar.", "hoe lang is de wachttijd", ["drie jaar"]),
        ("Een nieuwe sleutel kost 35 euro.", "wat kost een sleutel", ["35 euro"]),
        ("De meesten hebben zeven tot negen uur nodig.", "hoeveel uur slaap", ["zeven tot negen uur"]),
        ("Een kamer van 16 tot 18 graden is prettig.", "hoe warm mag het zijn", ["16 tot 18 graden"]),
        ("Tieners van 14 tot 17 jaar: acht tot tien uur.", "hoeveel uur voor tieners", ["acht tot tien uur"]),
        ("Neem 1,5 mg op 3 dagen in de week.", "hoeveel neem ik op 3 dagen", ["1,5 mg"]),
        ("Het kost € 12,50 per keer.", "wat kost het", ["€ 12,50"]),
        ("Een les van 30 minuten kost 28 euro.", "wat kost een les", ["28 euro"]),
        ("Een les van 30 minuten kost 28 euro.", "hoe lang duurt een les", ["30 minuten"]),
        ("Een les kost 35 euro of, voor leden, 20 euro.", "wat kost een les", ["35 euro|20 euro"]),
        ("Een les kost 35 euro en een boek 50 euro.", "wat kost dat", ["35 euro", "50 euro"]),
        ("Ophalen kan op woensdag tussen 14.00 en 17.00 uur.", "wanneer kan ik ophalen", ["woensdag", "14.00 en 17.00 uur"]),
        ("In het weekend kun je drie dagen blijven.", "hoeveel dagen mag ik blijven", ["drie dagen"]),
        ("Vanaf 50 jaar neem je 10 microgram per dag.", "hoeveel vitamine d heb ik nodig", ["10 microgram"]),
        ("Neem 10 mg, op maandag 2 tabletten.", "hoeveel milligram neem ik", ["10 mg"]),
        ("De school is sinds 1987 in de Kerkstraat.", "waar is de school", ["Kerkstraat"]),
        ("Bel mevrouw Van den Berg of mail naar info@school.nl.", "wie bel ik", ["info@school.nl", "Van den Berg"]),
    ],
)  # fmt: skip
def test_the_value_that_is_asked_for_is_proposed(text: str, question: str, values: list[str]) -> None:
    assert told(text, question) == values


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Zeg je 24 uur van tevoren af, dan kun je het lesgeld terugkrijgen.", "krijg ik mijn geld terug"),
        ("Bij vertrek van een docent zoeken we vervanging.", "wat als mijn docent weggaat"),
        ("Middag: gesloten. In de middag is er niemand.", "kan ik in de vakantie langskomen"),
        ("Zaag of breek het nooit zelf.", "mag ik het zelf slopen"),
        ("Honden aan de lijn van twee meter.", "mag mijn hond los"),
        ("Bel de bouwcommissie meteen.", "wie bel ik"),
        ("Wij zijn met 3 en zij ook.", "hoeveel zijn jullie"),
        ("Ja.", "mag het"),
        ("In het weekend zijn we er niet.", "hoeveel dagen per week zijn jullie open"),
        ("Wie ouder is dan 50 jaar, krijgt het advies erbij te slikken.", "hoeveel vitamine d heb ik nodig"),
        ("Een kind van 4 jaar heeft er genoeg aan.", "hoeveel dagen duurt het"),
    ],
)
def test_where_no_value_is_asked_or_told_nothing_is_proposed(text: str, question: str) -> None:
    assert told(text, question) == []


def test_of_a_row_the_number_tells() -> None:
    assert told("Opgezegd vóór: 1 juli; Terug: 50 procent", "wat krijg ik bij 1 juli", row=True) == [
        "50 procent"
    ]
    assert told("Les: Piano; Duur: 45 minuten; Prijs: 41 euro", "wat kost pianoles", row=True) == ["41 euro"]


@pytest.mark.parametrize("text", ["een man", "geen een", "b12", "versie2", "de week"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert quantities(text) == []


@given(st.text("ab 12,.-€%|*", max_size=30), st.text("ab 12", max_size=12))
def test_what_is_asked_for_stands_there_and_has_no_marks(text: str, question: str) -> None:
    for one in told(text, question):
        assert holds(text, one) or one in text
        assert "|" not in one
        assert "*" not in one
