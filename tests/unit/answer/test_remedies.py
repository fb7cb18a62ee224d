"""What is said of one medicine, vitamin or mineral is never an answer about another."""

from pathlib import Path

import pytest
from support.corpora import opened

from citaat.engine import Engine
from citaat.records import Abstained

ARTICLE = """\
+++
title = "Koorts bij kinderen"
+++

## Hoeveel geef je?

Paracetamol geef je naar gewicht: een kind van 15 kilo krijgt 7,5 ml drank per keer, hooguit vier keer per dag.

## Autorijden

Na temazepam 20 mg rijd je 16 uur geen auto. Na zolpidem wacht je 8 uur voordat je achter het stuur stapt.

## Vitamines voor je kind

Een kind tot vier jaar krijgt elke dag 10 microgram vitamine D. Te weinig vitamine A, C en ijzer komt zelden voor.

## Borstvoeding

Geef je borstvoeding, dan is paracetamol de eerste keus. Ontstekingsremmers neem je liever niet bij borstvoeding.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return opened(tmp_path_factory.mktemp("medicijnen"), koorts=ARTICLE)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("hoeveel ml ibuprofendrank voor een kind van 15 kilo", "ibuprofendrank"),
        ("Hoeveel drank diclofenac geef je een kind van 15 kilo per keer?", "diclofenac"),
        ("hoelang na diazepam rijd je geen auto", "diazepam"),
        ("hoeveel ml hoestdrank per keer voor een kind van 15 kilo", "hoestdrank"),
        ("hoeveel microgram vitamine K krijgt een kind tot vier jaar elke dag", "vitamine K"),
        ("ik slik metformine, hoeveel vitamine b12 krijgt een kind elke dag", "vitamine b12"),
        ("hoeveel ijzertabletten krijgt een kind tot vier jaar elke dag", "ijzertabletten"),
        ("is tramadol de eerste keus als ik borstvoeding geef", "tramadol"),
    ],
)
def test_the_dose_of_another_medicine_is_no_answer(engine: Engine, question: str, name: str) -> None:
    outcome = engine.ask(question).to_dict()
    assert outcome["status"] == "abstained"
    assert name in outcome["abstention"]["unmatched"]
    assert outcome["confidence"] <= 0.1


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel ml paracetamol drank krijgt een kind van 15 kilo per keer?",
        "hoeveel ml paracetamoldrank krijgt een kind van 15 kilo",
        "hoeveel ml paracetemol drank krijgt een kind van 15 kilo per keer",
        "hoelang na temazepam rijd je geen auto",
        "hoeveel ml panadol krijgt een kind van 15 kilo per keer",
        "hoeveel ml pijnstiller drank krijgt een kind van 15 kilo per keer",
        "hoelang na een slaappil rijd je geen auto",
        "hoeveel microgram vitamine d3 krijgt een kind tot vier jaar elke dag",
        "komt te weinig vitamine C zelden voor",
        "is ibuprofen de eerste keus als ik borstvoeding geef",
    ],
)
def test_its_own_dose_is_shown(engine: Engine, question: str) -> None:
    assert engine.ask(question).to_dict()["status"] == "answered"


def test_a_medicine_that_the_articles_know_is_not_called_unknown(engine: Engine) -> None:
    """Paracetamol stands in the articles, but nothing says how long it keeps one from driving."""
    outcome = engine.ask("hoeveel uur na paracetamol rijd je geen auto").to_dict()
    assert outcome["status"] == "abstained"
    assert "paracetamol" not in outcome["abstention"]["unmatched"]


@pytest.mark.parametrize("question", ["hoeveel zink zit in een tablet", "hoeveel naproxen mag ik per dag"])
def test_what_only_a_heading_names_is_not_called_unknown(tmp_path: Path, question: str) -> None:
    """Nothing below says how much of it; but the articles do know the word."""
    text = (
        '+++\ntitle = "Pillen"\n+++\n\n## IJzer, zink en koper\n\nEen tablet bevat 14 mg ijzer.\n\n'
        "## Ibuprofen en naproxen\n\nNeem ibuprofen bij het eten. Je mag 3 keer per dag 400 mg.\n"
    )
    outcome = opened(tmp_path, pillen=text).ask(question)
    assert isinstance(outcome, Abstained)
    assert (outcome.abstention.code, outcome.abstention.unmatched) == ("not_in_corpus", ())
