"""A heading or question of an article, asked as it is, is answered by what stands below it, from its beginning."""

from pathlib import Path

import pytest
from support.corpora import opened

from citaat.engine import Engine, open_corpus

ASKED = """\
+++
title = "Veelgestelde vragen"
+++

## Krijg ik mijn geld terug?

Dat hangt ervan af.

Bij annuleren binnen 14 dagen wel.

Daarna niet.

## Mag ik een hamster houden?

Nee.

Een goudvis mag wel.

## Wie mag een tuin huren?

Iedereen die in de wijk woont.

## Wie mag geen tuin huren?

Verenigingen en bedrijven.

## Wat neem ik mee naar de keuring?

Denk aan:

- uw rijbewijs
- de kentekenkaart
- het vorige rapport

## Hoe snel wordt een wond gehecht?

Binnen 6 uur. Daarna niet meer.

Een bijtwond wordt niet gehecht.

## Openingstijden balie

Elke werkdag van 9 tot 12 uur.

## Losse vragen

**Kan ik bij de receptie pinnen?** Ja, vanaf 5 euro.

**Mag de fiets in de kelder?**

Alleen in het rek.
"""
OTHER = """\
+++
title = "Reizen"
+++

## Wat neem ik mee naar de keuring?

Alleen uw paspoort.

## Geld

Wij geven het geld van de ticket terug als de bus niet rijdt. Geld terug duurt een week.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return opened(tmp_path_factory.mktemp("vragen"), vragen=ASKED, reizen=OTHER.split("## Geld")[0])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "Krijg ik mijn geld terug?",
            "Dat hangt ervan af.\nBij annuleren binnen 14 dagen wel.\nDaarna niet.",
        ),
        ("krijg ik m'n geld terug", "Dat hangt ervan af.\nBij annuleren binnen 14 dagen wel.\nDaarna niet."),
        ("Mag je een hamster houden?", "Nee.\nEen goudvis mag wel."),
        ("Wie mag een tuin huren?", "Iedereen die in de wijk woont."),
        ("Wie mag geen tuin huren?", "Wie mag geen tuin huren? Verenigingen en bedrijven."),
        (
            "Hoe snel moet een wond gehecht worden?",
            "Binnen 6 uur. Daarna niet meer.\nEen bijtwond wordt niet gehecht.",
        ),
        ("Mag de fiets in de kelder?", "Alleen in het rek."),
        ("openingstijd balie", "Elke werkdag van 9 tot 12 uur."),
    ],
)
def test_the_same_question_gets_the_answer_from_its_beginning(
    engine: Engine, question: str, answer: str
) -> None:
    outcome = engine.ask(question).to_dict()
    assert outcome["answer"] == answer
    assert outcome["confidence"] >= 0.9


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel geld krijg ik terug?",
        "Wanneer krijg ik mijn geld terug?",
        "Waarom mag ik geen hamster houden?",
    ],
)
def test_another_question_about_the_same_is_not_taken_for_it(engine: Engine, question: str) -> None:
    assert engine.ask(question).confidence < 0.9


def test_a_list_is_shown_whole_with_what_introduces_it(tmp_path: Path) -> None:
    outcome = opened(tmp_path, vragen=ASKED).ask("Wat neem ik mee naar de keuring?").to_dict()
    assert outcome["answer"] == "Denk aan:\n- uw rijbewijs\n- de kentekenkaart\n- het vorige rapport"


def test_where_two_articles_ask_it_at_most_one_of_them_is_taken_for_the_answer(engine: Engine) -> None:
    outcome = engine.ask("Wat neem ik mee naar de keuring?").to_dict()
    assert len({citation["source"] for citation in outcome["citations"]}) <= 1
    titled = engine.ask("Wat neem ik bij reizen mee naar de keuring?").to_dict()
    assert titled["answer"] == "Alleen uw paspoort."


def test_a_list_that_is_too_long_to_show_is_not_shown_in_part(tmp_path: Path) -> None:
    items = "\n".join(f"- onderdeel {number} van de lange lijst met spullen" for number in range(30))
    text = f'+++\ntitle = "Keuring"\n+++\n\n## Wat neem ik mee naar de keuring?\n\n{items}\n'
    engine = opened(tmp_path, keuring=text)
    assert engine.ask("Wat neem ik mee naar de keuring?").confidence < 0.9


def test_what_an_editor_told_by_an_alias_goes_first(tmp_path: Path) -> None:
    home = tmp_path / "corpus"
    home.mkdir()
    (home / "reizen.md").write_text(
        OTHER + "\n## Krijg ik mijn geld terug?\n\nMeestal wel.\n", encoding="utf-8"
    )
    quote = "Wij geven het geld van de ticket terug als de bus niet rijdt."
    (home / "lexicon.toml").write_text(
        f'[[alias]]\narticle = "reizen"\nquote = "{quote}"\nask = ["Krijg ik mijn geld terug?"]\n',
        encoding="utf-8",
    )
    outcome = open_corpus(str(home), str(tmp_path / "index")).ask("Krijg ik mijn geld terug?").to_dict()
    assert quote in outcome["answer"]


def test_a_question_without_a_topic_is_nobody_s_own(tmp_path: Path) -> None:
    engine = opened(tmp_path, vragen=ASKED + "\n## En dan?\n\nDan belt u de balie.\n")
    assert engine.ask("En dan?").to_dict()["status"] == "abstained"


OPPOSED = """\
+++
title = "Tabletten"
+++

## Kan ik minder dan 10 kaarten bestellen?

Ja.

## Mag het middel in de koelkast staan?

Ja, dat is geen probleem.

## Wie mag stoppen?

U mag zomaar stoppen.

Gebruikt u het langer dan een maand? Stop dan nooit ineens.

## Wie mag dit middel niet hebben?

Kinderen.

Zwangeren.

Ouderen.

Astmapatiënten.
"""


@pytest.mark.parametrize(
    "question", ["Kan ik meer dan 10 kaarten bestellen?", "Mag het middel uit de koelkast staan?"]
)
def test_a_yes_to_the_opposite_question_is_no_answer(tmp_path: Path, question: str) -> None:
    outcome = opened(tmp_path, tabletten=OPPOSED).ask(question).to_dict()
    assert "Ja" not in (outcome["answer"] or "")


def test_the_exception_in_the_next_paragraph_comes_along(tmp_path: Path) -> None:
    outcome = opened(tmp_path, tabletten=OPPOSED).ask("Wie mag stoppen?").to_dict()
    assert outcome["answer"].endswith("Gebruikt u het langer dan een maand? Stop dan nooit ineens.")


def test_more_short_paragraphs_than_can_be_shown_are_not_shown_as_if_all(tmp_path: Path) -> None:
    outcome = opened(tmp_path, tabletten=OPPOSED).ask("Wie mag dit middel niet hebben?").to_dict()
    assert outcome["confidence"] < 0.9
