"""What an answer must hold is compared as people read it: numbers are values, emphasis and case are nothing."""

import pytest
from support.fake_system import FACTS, Fake, question

from citaat.evaluation.grading.case import Corpus
from citaat.evaluation.grading.grading import grade
from citaat.evaluation.grading.normalise import holds


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("wacht 30 minuten", "0 minuten"),
        ("neem 1,5 mg", "5 mg"),
        ("neem 5 mg", "5 m"),
        ("om 19.30 uur", "30 uur"),
        ("het is -5 graden", "5 graden"),
        ("minder: < 3 mg", "3 mg"),
        ("1.030 euro", "030 euro"),
        ("5 mg", "5 l"),
        ("geen keer", "een keer"),
        ("drieënveertig dagen", "drie"),
        ("15 mg", "1"),
        ("1,5 liter", "1"),
        ("tweehonderd", "twee"),
        ("1½ uur", "1"),
        ("op 12/5", "5"),
        ("12:30", "30"),
    ],
)
def test_another_value_is_not_held(text: str, wanted: str) -> None:
    assert not holds(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("wacht 30 minuten.", "30 minuten"),
        ("Wacht  30\nMINUTEN", "30 minuten"),
        ("30 minuten", "30 min"),
        ("20-30 minuten", "30 minuten"),
        ("5 l water", "5 l"),
        ("3 gram", "3 g"),
        ("30 minuten of 0 minuten", "0 minuten"),
        ("een keer per dag", "een keer"),
        ("1.000 euro.", "1.000 euro"),
        ("zoutarm eten", "zout"),
        ("€ 25,", "€ 25"),
    ],
)
def test_the_same_value_is_held(text: str, wanted: str) -> None:
    assert holds(text, wanted)


def test_what_an_answer_must_not_say_makes_it_wrong() -> None:
    system = Fake()
    asked = question(0)
    corpus = Corpus.of(system.articles, system.passages)
    outcome = system.ask(asked.text)
    assert grade(asked, outcome, corpus).right
    spoilt = grade(question(0, must_not_contain=("werkt boven 1,5 mg",)), outcome, corpus)
    assert (spoilt.right, spoilt.why) == (False, "answer says what it must not: werkt boven 1,5 mg")
    assert grade(question(0, must_not_contain=("boven ,5 mg", "boven 21,5 mg")), outcome, corpus).right
    assert FACTS[0].startswith("Feit 1")
