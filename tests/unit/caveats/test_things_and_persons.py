"""What is said of a person is an emergency, what is said of a coat, a container, a town or last year is none."""

import pytest

from citaat.caveats import guard

PERSONS = """
mijn vader ademt niet, zijn jas is nog dicht
de baby ligt in de slaapzak en ademt niet
mijn kindje is blauw
hij is blauw en koud
mijn zus wil niet meer leven sinds haar scheiding
ik wil niet meer leven in deze wereld
mijn man kreeg zojuist een beroerte, wordt de ambulance vergoed
de pot is leeg en oma slaapt heel diep
mijn hond schuimt op zijn bek
mijn nichtje raakt in shock na een bijensteek
onze zuigeling plast niet meer
mijn kleuter heeft een knoopcelbatterij op, en waar lever ik lege batterijen in
de kleine heeft een vaatwastablet op, mag de doos bij het papier
""".strip().splitlines()
THINGS = """
de regenjas ademt niet, mag ik hem terugsturen
het dekbed ademt niet
mijn container is blauw
is de blauwe bak er nog
de fiets van mijn zoon is blauw
mijn vrouw wil niet meer leven in een flat
ik wil niet meer bij deze tandarts
mijn moeder had vorig jaar een beroerte, is logopedie vergoed
De pot is leeg. En nu?
mijn vaatwasser schuimt over
ik was in shock toen ik de rekening zag
onze peuter plast niet op het potje
mijn dochter heeft vier batterijen op voorraad
borst maat m
""".strip().splitlines()


def _urgent(question: str) -> bool:
    return any(firing.caveat == "spoed" for firing in guard.owed(question)[0])


@pytest.mark.parametrize("question", PERSONS)
def test_what_happens_to_a_person_is_an_emergency(question: str) -> None:
    assert _urgent(question)


@pytest.mark.parametrize("question", THINGS)
def test_the_same_words_of_a_thing_a_place_or_the_past_are_none(question: str) -> None:
    assert not _urgent(question)
