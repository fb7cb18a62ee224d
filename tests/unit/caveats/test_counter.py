"""What is asked of a counter owes nothing, what is asked of taking does; vitamins are known by letter and number."""

import pytest
from support.rules import analyser
from support.rules import rules_packaged as rules

COUNTER = """
Wordt paracetamol vergoed?
Wat kost bezorgen van paracetamol?
Verkochten ze paracetamol?
Zit amoxicilline in het basispakket?
Hoeveel eigen risico betaal ik voor mijn insuline?
Mag ik oude medicijnen inleveren?
Hoe laat kan ik mijn medicijnen ophalen?
Ik wil een herhaalrecept voor lisinopril aanvragen
Wat kost b12?
Wat kost een taalcursus op niveau b2?
""".strip().splitlines()
TAKING = """
Wat kost ibuprofen en hoeveel mag ik er per dag?
Bezorgen jullie paracetamol, en mag ik die met bloedverdunners slikken?
hoeveel b12 per dag
mag ik d3 slikken
hoeveel q10 neem je
mag ik foliumzuur slikken
mag ik calcium slikken
mag ik ijzer slikken
hoeveel levertraan per dag
mag ik ferrofumaraat slikken
hoeveel koper per dag
mag ik chroom slikken
welke biotine moet ik nemen
mag mijn man fluoride tabletten slikken
""".strip().splitlines()


def given_caveats(question: str) -> set[str]:
    return {one.caveat for one in rules().fire(question, rules().tokens(question, analyser()))}


@pytest.mark.parametrize("question", COUNTER)
def test_what_is_asked_of_a_counter_owes_nothing(question: str) -> None:
    assert given_caveats(question) == set()


@pytest.mark.parametrize("question", TAKING)
def test_a_question_of_taking_owes_both(question: str) -> None:
    assert {"overdosering", "medicatie"} <= given_caveats(question)
