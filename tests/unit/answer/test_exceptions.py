"""The exception in the next paragraph comes along with what it is an exception to."""

import pytest
from support.corpora import opened

from citaat.engine import Engine

ARTICLE = """\
+++
title = "Sporthal en buurthuis: regels en prijzen"
+++

## Zaalhuur

| Zaal | Per uur |
|---|---|
| Grote zaal | € 48 |
| Kleine zaal | € 22 |

Deze prijzen gelden niet voor bedrijven: die betalen het dubbele.

## Kluisjes

Een kluisje kost € 1.

Leden betalen niets.

## Dieren

Honden mogen mee naar binnen.

Dat geldt niet voor de sportvloer en de keuken.

## Koffie

Een kop koffie kost € 2.

De kopjes zijn gemaakt door leerlingen van de kunstacademie in het dorp.

## Parkeren

Parkeren kost € 3.

## Fietsen

Niet in de hal stallen.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return opened(tmp_path_factory.mktemp("sporthal"), sporthal=ARTICLE)


@pytest.mark.parametrize(
    ("question", "exception"),
    [
        ("wat kost de grote zaal", "Deze prijzen gelden niet voor bedrijven: die betalen het dubbele."),
        ("wat kost een kluisje", "Leden betalen niets."),
        ("mag mijn hond mee naar binnen", "Dat geldt niet voor de sportvloer en de keuken."),
    ],
)
def test_an_exception_comes_along(engine: Engine, question: str, exception: str) -> None:
    outcome = engine.ask(question).to_dict()
    assert outcome["answer"].endswith(exception)
    assert outcome["citations"][-1]["quote"] == exception


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("wat kost een kop koffie", "Een kop koffie kost € 2."),
        # What stands below another heading is none.
        ("wat kost parkeren", "Parkeren kost € 3."),
    ],
)
def test_what_goes_on_about_something_else_does_not(engine: Engine, question: str, answer: str) -> None:
    assert engine.ask(question).to_dict()["answer"] == answer
