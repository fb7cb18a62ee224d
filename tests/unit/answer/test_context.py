"""An answer is shown with the heading that says what it is said of, where neither the question nor the text does."""

from pathlib import Path

import pytest
from support.corpora import opened

from citaat.engine import Engine

ARTICLE = """\
+++
title = "IJzertekort: wat kunt u doen?"
+++

## IJzertabletten

Slik het op een lege maag.

De ontlasting wordt zwart. Dat kan geen kwaad.

## Bloed geven

### Met hoge bloeddruk?

Ja, mits onder de 180.

### Hoelang duurt het?

Een kwartier.

## Meer informatie

Bel de wijkverpleging voor een folder over voeding.

## Malariatabletten

Zwangeren mogen alleen mefloquine. Doxycycline niet met melk innemen.

## Wie mag dit niet?

U neemt sauna en massage samen bij een zere knie.

## Eten voor huisdieren

Geef een hond geen druiven. Een kat lust graag gekookte kip.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return opened(tmp_path_factory.mktemp("context"), ijzer=ARTICLE)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "mijn ontlasting wordt zwart",
            "IJzertabletten: De ontlasting wordt zwart. Dat kan geen kwaad.",
        ),
        ("mag ik bloed geven met lage bloeddruk", "Met hoge bloeddruk? Ja, mits onder de 180."),
        (
            "sauna en massage samen met een zere knie",
            "Wie mag dit niet? U neemt sauna en massage samen bij een zere knie.",
        ),
    ],
)
def test_what_it_is_said_of_is_shown(engine: Engine, question: str, answer: str) -> None:
    assert answer in (engine.ask(question).to_dict()["answer"] or "")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "wordt de ontlasting zwart van ijzertabletten",
            "De ontlasting wordt zwart. Dat kan geen kwaad.",
        ),
        ("mag ik met hoge bloeddruk bloed geven", "Ja, mits onder de 180."),
        ("wie heeft een folder over voeding", "Bel de wijkverpleging voor een folder over voeding."),
    ],
)
def test_what_the_question_or_the_title_says_is_not_said_again(
    engine: Engine, question: str, answer: str
) -> None:
    assert engine.ask(question).to_dict()["answer"] == answer


def test_what_only_another_one_may_take_is_said_of_all(engine: Engine) -> None:
    answer = engine.ask("mag ik doxycycline innemen als ik zwanger ben").to_dict()["answer"] or ""
    assert "Zwangeren mogen alleen mefloquine" in answer


def test_of_two_animals_the_one_that_is_eaten_is_not_the_patient(engine: Engine) -> None:
    assert "druiven" not in (engine.ask("mag een kat kip").to_dict()["answer"] or "")


def test_a_medicine_is_not_answered_by_an_article_that_never_names_it(tmp_path: Path) -> None:
    engine = opened(
        tmp_path,
        druppels='+++\ntitle = "Oogdruppels"\n+++\n\n## Borstvoeding\n\nTijdens de borstvoeding mag u deze druppels niet gebruiken.\n',
        ijzer='+++\ntitle = "IJzer"\n+++\n\n## Innemen\n\nSlik ijzer op een lege maag.\n',
    )
    assert "druppels" in (engine.ask("mag ik deze druppels bij borstvoeding").to_dict()["answer"] or "")
    assert "druppels" not in (engine.ask("mag ik ijzer slikken bij borstvoeding").to_dict()["answer"] or "")
