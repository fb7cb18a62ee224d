"""Answers are compared by value, so that a decimal comma can never be lost."""

import pytest

from citaat.evaluation.grading.normalise import normal, token_f1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("de dosering", "Dosering"),
        ("1,5 mg", "1.5 mg"),
        ("1.500 mg", "1,5 gram"),
        ("220-260 mg", "220 tot 260 milligram"),
        ("tussen 220 en 260 mg", "220–260 mg"),
        ("minder dan 3 uur", "< 3 uur"),
        ("twee tot drie uur", "2-3 uur"),
        ("20 procent", "20%"),
        ("90 minuten", "1,5 uur"),
    ],
)
def test_the_same_said_otherwise(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1,5 mg", "15 mg"),
        ("< 3", "> 3"),
        ("minstens 3 uur", "hoogstens 3 uur"),
        ("220-260 mg", "220 mg"),
        ("220-260", "220260"),
        ("5 mg", "5 g"),
        ("niet slikken", "slikken"),
    ],
)
def test_not_the_same(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_a_second_amount_is_no_range() -> None:
    assert "500mg" in normal("500 mg en 300 mg")
    assert "300mg" in normal("500 mg en 300 mg")


def test_f1_gives_nothing_for_a_wrong_number() -> None:
    assert token_f1("15 mg", "1,5 mg") == 0
    assert token_f1("neem 1,5 mg", "1,5 mg") == pytest.approx(2 / 3)
