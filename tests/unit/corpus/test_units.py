"""Which sentences are shown together, and with which heading."""

import pytest

from citaat.answer.compose import Span, citation
from citaat.corpus.passages import article_passages
from citaat.corpus.units import under_of, unit_spans
from citaat.outcome.shown import shown
from citaat.records import Article, Passage


def _passages(text: str) -> list[Passage]:
    whole = f'+++\ntitle = "Titel"\n+++\n\n{text}\n'
    return article_passages(Article("a", "Titel", "a.md", whole, "0" * 64), frozenset())


def _units(text: str) -> list[str]:
    return [
        passage.slice(passage.sentences[first].start, passage.sentences[last].end)
        for passage in _passages(text)
        for first, last in unit_spans(passage)
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("**Mag de hond mee?**\n\nNee. Nooit.", ["**Mag de hond mee?**", "Nee.", "Nooit."]),
        (
            "1. Open het menu.\n2. Kies:\n   - rood\n   - blauw\n3. Klik.",
            ["Open het menu.", "Kies:\n   - rood\n   - blauw", "Klik."],
        ),
        (
            "- Er is een set van:\n    - juist\n    - heel\n- Zorg voor meer.",
            ["Er is een set van:\n    - juist\n    - heel", "Zorg voor meer."],
        ),
        ("Pas dit aan:\n\n```\ncode\n```\n\nDaarna is het klaar.", ["Daarna is het klaar."]),
    ],
)
def test_what_belongs_together_is_one_unit(text: str, wanted: list[str]) -> None:
    assert _units(text) == wanted


def test_a_question_that_is_a_paragraph_stands_in_the_passage_of_its_answer() -> None:
    first, second = _passages("_Kan ik met de pas betalen?_\n\nNee, met de app.\n\nIets anders. Kan dat?")
    assert first.text.endswith("Nee, met de app.")
    assert second.text.startswith("Iets anders.")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## Verboden\n\n- Vuurwerk afsteken\n- Zwemmen", "Verboden: Vuurwerk afsteken"),
        ("## Wat mag niet mee?\n\n- Glas\n- Blik", "Wat mag niet mee? Glas"),
        (
            "## Wat wij **nooit** vergoeden\n\nHet bleken van tanden.",
            "Wat wij nooit vergoeden: Het bleken van tanden.",
        ),
        (
            "## Niet terug te sturen\n\n1. scheerapparaten;\n2. boeken.",
            "Niet terug te sturen: scheerapparaten;",
        ),
        ("## Nadelen\n\n- Het is duur", "Nadelen: Het is duur"),
        ("## Verboden\n\n- barbecueën zonder toezicht", "Verboden: barbecueën zonder toezicht"),
        ("## Kinderen\n\n- Les voor volwassenen 9 euro", "Kinderen: Les voor volwassenen 9 euro"),
        ("## Kinderen\n\n- 10 mg per kilo", "Kinderen: 10 mg per kilo"),
        ("## Wel\n\n- Hout", "Wel: Hout"),
    ],
)
def test_a_heading_that_turns_what_is_listed_is_shown_with_it(text: str, wanted: str) -> None:
    """Below "Verboden" a list says nothing of it: "Vuurwerk afsteken" alone reads as leave to do so."""
    (passage, *_) = _passages(text)
    assert shown(citation(Span(0, 0, 0), passage, 1)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "## Verboden\n\n- Vuurwerk is verboden",
        "## Wat kost het?\n\n- Vijf euro",
        "## Kinderen\n\n- Kinderen: 10 mg per kilo",
        "## Is uw kind ziek?\n\n- Bel de school",
        "## Kan het niet anders?\n\nU krijgt binnen acht dagen bericht van de gemeente.",
        "- Vuurwerk afsteken",
    ],
)
def test_no_other_heading_is(text: str) -> None:
    (passage,) = _passages(text)
    assert under_of(passage, 0, 0) == ""


def test_a_list_below_such_a_heading_begins_with_it() -> None:
    (passage,) = _passages("## Verboden\n\nOp het terrein:\n\n- vuur\n- glas")
    (first, last), *_ = unit_spans(passage)
    assert shown(citation(Span(0, first, last), passage, 1)) == "Verboden:\nOp het terrein:\n- vuur\n- glas"
