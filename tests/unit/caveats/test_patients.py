"""Who the patient is: an animal is sent to a vet, and no person is ever taken for one."""

import pytest
from support.rules import analyser, rules_packaged

from citaat.caveats import guard
from citaat.caveats.records import CAVEATS
from citaat.caveats.texts import caveats

ANIMALS = (
    "Mijn hond heeft een hele strip ibuprofen opgegeten",
    "help mijn kat reageert niet meer na die pillen",
    "mijn konijn heeft een stuip",
    "ik heb mijn hond een strip pillen gegeven",
)
PEOPLE = (
    "ik heb een hele strip pillen van mijn hond ingeslikt",
    "mijn hond heeft mij gebeten en nu kan ik niet ademen",
    "de hond en de peuter hebben samen mijn magnesium opgevreten",
    "hij hijgt als een paard, zijn lippen zijn blauw",
    "mijn man heeft de hele strip van de hond opgegeten",
    "wil iemand voor mijn katten zorgen, ik wil niet meer leven",
    "paardenpoeder: 9 scheppen genomen en ik val flauw",
)


def told(question: str) -> dict[str, str]:
    return {one.id: one.text for one in guard.owed(question)[1]}


@pytest.mark.parametrize("question", ANIMALS)
def test_an_emergency_of_an_animal_is_for_a_vet_and_still_names_help_for_people(question: str) -> None:
    text = told(question)["spoed"]
    assert text.startswith("Bel nu een dierenarts")
    assert all(piece in text for piece in ("112", "huisartsenpost", "Antigifcentrum", "070 245 245"))


@pytest.mark.parametrize("question", PEOPLE)
def test_an_emergency_of_a_person_is_never_for_a_vet(question: str) -> None:
    assert "dierenarts" not in told(question)["spoed"]


@pytest.mark.parametrize(
    "question", ["hoeveel paracetamol mag een kat", "mag mijn paard een tablet ibuprofen"]
)
def test_what_an_animal_is_given_is_a_question_for_a_vet(question: str) -> None:
    texts = told(question)
    assert texts
    assert all("dierenarts" in text for text in texts.values())


@pytest.mark.parametrize("question", [*ANIMALS, *PEOPLE])
def test_who_the_patient_is_changes_no_caveat(question: str) -> None:
    rules = rules_packaged()
    firings = rules.fire(question, rules.tokens(question, analyser()))
    rules._patients, kept = [], rules._patients
    try:
        plain = rules.fire(question, rules.tokens(question, analyser()))
    finally:
        rules._patients = kept
    assert [(one.rule, one.caveat) for one in firings] == [(one.rule, one.caveat) for one in plain]


def test_every_caveat_has_a_text_for_an_animal_and_warnings_one_for_an_emergency() -> None:
    for text in rules_packaged().texts:
        assert "dier" in text["instead"]
        assert ("spoed" in text["instead"]) == (text["caveat"] != "spoed")
    assert len(caveats((), rules_packaged(), None)) == 0
    assert {text["caveat"] for text in rules_packaged().texts} == set(CAVEATS)
