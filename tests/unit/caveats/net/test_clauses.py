"""An emergency is heard beside an everyday question, and an everyday question stays one beside another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.rules import analyser
from support.rules import rules_packaged as rules

from citaat.caveats.net.clauses import clauses

CLAUSES = {
    "Wat kost een kaartje? ze stikt in een pil": ["Wat kost een kaartje?", "ze stikt in een pil"],
    "mag ik iets vragen - mijn man valt weg": ["mag ik iets vragen ", "mijn man valt weg"],
    "hij is grauw, hij zweet zo": ["hij is grauw,", "hij zweet zo"],
    "stel dat ze niet wakker wordt": ["ze niet wakker wordt"],
    "help, mijn kind": [],
    "mijn pre-workout is op": [],
}
URGENT = [
    "Wat zijn de openingstijden? ze stikt in een pil",
    "Hoe laat zijn jullie open? Mijn zoon heeft een epileptische aanval",
    "Kan ik hier parkeren, ons moeke geraakt niet meer wakker",
    "stel dat ons moeke geraakt niet meer wakker",
]
CALM = [
    "Wat zijn de openingstijden? Mijn zoon heeft een afspraak",
    "Mijn nichtje viel vroeger weleens flauw in de kerk, van de wierook zeiden ze. Had ze meer noten moeten eten?",
    "stel dat ik verhuis, moet ik dat dan melden",
]


def heard(message: str) -> list[str]:
    reading = rules().read(message, rules().tokens(message, analyser()))
    return [text for text, _, _ in clauses(message, reading, rules().places(reading))]


@pytest.mark.parametrize("message", list(CLAUSES))
def test_a_message_is_heard_clause_by_clause(message: str) -> None:
    assert heard(message) == CLAUSES[message]


@given(
    st.lists(st.sampled_from("ik heb pillen , . ? en stel dat - want 12 niet".split()), max_size=30).map(
        " ".join
    )
)
def test_a_clause_is_a_part_of_the_message(message: str) -> None:
    reading = rules().read(message, rules().tokens(message, analyser()))
    for text, part, places in clauses(message, reading, rules().places(reading)):
        assert text in message
        assert len(part) < len(reading)
        assert all(0 <= start < end <= len(part) for spans in places.values() for start, end in spans)


@pytest.mark.parametrize(
    ("message", "urgent"), [*((one, True) for one in URGENT), *((one, False) for one in CALM)]
)
def test_what_surrounds_an_emergency_makes_it_no_smaller(message: str, urgent: bool) -> None:
    fired = rules().fire(message, rules().tokens(message, analyser()))
    assert any(one.caveat == "spoed" for one in fired) is urgent
