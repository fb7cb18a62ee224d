"""A heading or question of an article, asked as it is, is answered by what stands below it, from its beginning."""

from pathlib import Path

import pytest

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


def _opened(home: Path, **articles: str) -> Engine:
    corpus = home / "corpus"
    corpus.mkdir()
    for name, text in articles.items():
        (corpus / f"{name}.md").write_text(text, encoding="utf-8")
    return open_corpus(str(corpus), str(home / "index"))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return _opened(tmp_path_factory.mktemp("vragen"), vragen=ASKED, reizen=OTHER.split("## Geld")[0])


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
    outcome = _opened(tmp_path, vragen=ASKED).ask("Wat neem ik mee naar de keuring?").to_dict()
    assert outcome["answer"] == "Denk aan:\n- uw rijbewijs\n- de kentekenkaart\n- het vorige rapport"


def test_where_two_articles_ask_it_at_most_one_of_them_is_taken_for_the_answer(engine: Engine) -> None:
    outcome = engine.ask("Wat neem ik mee naar de keuring?").to_dict()
    assert len({citation["source"] for citation in outcome["citations"]}) <= 1
    titled = engine.ask("Wat neem ik bij reizen mee naar de keuring?").to_dict()
    assert titled["answer"] == "Alleen uw paspoort."


def test_a_list_that_is_too_long_to_show_is_not_shown_in_part(tmp_path: Path) -> None:
    items = "\n".join(f"- onderdeel {number} van de lange lijst met spullen" for number in range(30))
    text = f'+++\ntitle = "Keuring"\n+++\n\n## Wat neem ik mee naar de keuring?\n\n{items}\n'
    engine = _opened(tmp_path, keuring=text)
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
    engine = _opened(tmp_path, vragen=ASKED + "\n## En dan?\n\nDan belt u de balie.\n")
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
    outcome = _opened(tmp_path, tabletten=OPPOSED).ask(question).to_dict()
    assert "Ja" not in (outcome["answer"] or "")


def test_the_exception_in_the_next_paragraph_comes_along(tmp_path: Path) -> None:
    outcome = _opened(tmp_path, tabletten=OPPOSED).ask("Wie mag stoppen?").to_dict()
    assert outcome["answer"].endswith("Gebruikt u het langer dan een maand? Stop dan nooit ineens.")


def test_more_short_paragraphs_than_can_be_shown_are_not_shown_as_if_all(tmp_path: Path) -> None:
    outcome = _opened(tmp_path, tabletten=OPPOSED).ask("Wie mag dit middel niet hebben?").to_dict()
    assert outcome["confidence"] < 0.9


NESTED = """\
+++
title = "Zwembad De Plons"
+++

## Openingstijden

### Zomer

Van maandag tot en met zaterdag van 7.00 tot 21.00 uur.

### Winter

Van dinsdag tot en met zaterdag van 9.00 tot 18.00 uur.

## Abonnementen opzeggen

### Online

Ga naar Mijn Plons en kies Stoppen.

### Per brief

Stuur een brief met je pasnummer naar de balie.

## Zwemles

### Wachtlijst

Je staat gemiddeld vijf maanden op de lijst.

### Afmelden

Bel ons uiterlijk een dag van tevoren.

## Verhuur

Een zaal huren kan elke dag.

### Feesten

Voor een feest betaal je 80 euro.

## Cursussen

### Yoga

Op maandag.

### Aquarobics

Op dinsdag.

### Duiken

Op woensdag.

### Waterpolo

Op donderdag.
"""


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return _opened(tmp_path_factory.mktemp("zwembad"), plons=NESTED)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (
            "Wat zijn de openingstijden?",
            "Zomer: Van maandag tot en met zaterdag van 7.00 tot 21.00 uur.\n"
            "Winter: Van dinsdag tot en met zaterdag van 9.00 tot 18.00 uur.",
        ),
        ("openingstijden winter", "Winter: Van dinsdag tot en met zaterdag van 9.00 tot 18.00 uur."),
        (
            "abonnementen opzeggen",
            "Online: Ga naar Mijn Plons en kies Stoppen.\n"
            "Per brief: Stuur een brief met je pasnummer naar de balie.",
        ),
        ("verhuur", "Een zaal huren kan elke dag.\nFeesten: Voor een feest betaal je 80 euro."),
    ],
)
def test_a_heading_of_headings_is_answered_by_all_of_them_each_with_its_own(
    nested: Engine, question: str, answer: str
) -> None:
    outcome = nested.ask(question).to_dict()
    assert outcome["answer"] == answer
    assert outcome["confidence"] >= 0.9


def test_more_of_them_than_can_be_shown_are_not_shown_as_if_all(nested: Engine) -> None:
    assert nested.ask("Cursussen").confidence < 0.9


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("hoe lang is de wachtlijst van de zwemles", "vijf maanden"),
        ("kan ik mijn abonnement per brief opzeggen", "pasnummer"),
        ("kan ik mijn abonnement online opzeggen", "Mijn Plons"),
    ],
)
def test_what_only_a_heading_above_says_is_found(nested: Engine, question: str, answer: str) -> None:
    assert answer in (nested.ask(question).to_dict()["answer"] or "")


def test_what_only_a_heading_above_says_is_not_unknown(nested: Engine) -> None:
    outcome = nested.ask("Hoeveel kost een abonnement voor een cavia?").to_dict()
    assert "abonnement" not in (outcome["abstention"] or {"unmatched": []})["unmatched"]
