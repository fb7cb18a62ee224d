"""A value in a paragraph of its own stays with the label in the paragraph before it."""

import pytest
from support.units import passages, record, shown_units

HOURS = "Maandag\n\n9.00 – 17.00 uur\n\nDinsdag\n\n9.00 – 21.00 uur\n\nZondag\n\nGesloten"


def test_a_value_is_shown_with_its_label() -> None:
    assert shown_units(*passages(f"## Openingstijden\n\n{HOURS}")) == [
        "Openingstijden: Maandag: 9.00 – 17.00 uur",
        "Openingstijden: Dinsdag: 9.00 – 21.00 uur",
        "Openingstijden: Zondag: Gesloten",
    ]


def test_in_a_record_too() -> None:
    assert "Zondag: Gesloten" in shown_units(record(HOURS))


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Telefoon", "020 123 45 67"),
        ("E-mail", "info@leeszaal.nl"),
        ("Jeugd tot 18 jaar", "Gratis"),
        ("**Volwassenen**", "€ 45 per jaar"),
    ],
)
def test_amounts_numbers_and_addresses_are_values(label: str, value: str) -> None:
    (unit,) = shown_units(*passages(f"{label}\n\n{value}"))
    assert unit == f"{label.strip('*')}: {value}"


@pytest.mark.parametrize(
    "text",
    ["Kom langs.\n\nNeem 2 euro mee.", "Appels\n\nPeren\n\nBananen", "9.00 uur\n\n10.00 uur", "€ 5\n\n€ 6"],
)
def test_sentences_names_and_values_alone_are_no_labels(text: str) -> None:
    assert not any(": " in unit for unit in shown_units(*passages(text)))
