"""Dates, authors and bullets of plain lines."""

import pytest

from citaat.importing.lines import author, bullet, day


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("22 dec 2025", "2025-12-22"),
        ("maandag 3 maart 2024", "2024-03-03"),
        ("03-05-2024", "2024-05-03"),
        ("Gepubliceerd op: 1 juni 2023, 10:30 uur", "2023-06-01"),
        ("Laatst gewijzigd 2024-02-09", "2024-02-09"),
        ("22 december", None),
        ("31-31-2024", None),
        ("Op 22 dec 2025 sliep ik goed", None),
        ("12 345 6789", None),
    ],
)
def test_a_line_that_is_a_date(line: str, date: str | None) -> None:
    assert day(line) == date


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Door Jan de Vries", "Jan de Vries"),
        ("Auteur: A. Jansen, P. Bakker", "A. Jansen, P. Bakker"),
        ("Door slecht te slapen word je moe", None),
        ("door de wind", None),
        ("Jan de Vries", None),
    ],
)
def test_a_line_that_names_the_author(line: str, name: str | None) -> None:
    assert author(line) == name


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("  • thee", (2, None, "thee", True)),
        ("- thee", (0, None, "thee", False)),
        ("2) thee", (0, 2, "thee", False)),
        ("b. thee", (0, 2, "thee", False)),
        ("-thee", None),
        ("thee", None),
        ("3.5 liter", None),
    ],
)
def test_bullets(line: str, found: tuple[int, int | None, str, bool] | None) -> None:
    assert bullet(line) == found
