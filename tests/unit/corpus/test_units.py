"""Which sentences are shown together."""

import pytest
from support.units import passages

from citaat.corpus.units import unit_spans


def _units(text: str) -> list[str]:
    return [
        passage.slice(passage.sentences[first].start, passage.sentences[last].end)
        for passage in passages(text)
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
    first, second = passages("_Kan ik met de pas betalen?_\n\nNee, met de app.\n\nIets anders. Kan dat?")
    assert first.text.endswith("Nee, met de app.")
    assert second.text.startswith("Iets anders.")
