"""What stands below a plain text is left out and told; what says something stays."""

import pytest

from citaat.importing.blocks import Document, Paragraph
from citaat.importing.plain_text import read_text


def read(text: str) -> Document:
    return read_text(text, "Bestand")


FEET = (
    "© 2026 Muziekschool De Toon. Alle rechten voorbehouden.",
    "Privacy | Cookies",
    "Disclaimer · Sitemap · Contact",
    "Copyright 2025 De Toon",
    "Privacyverklaring",
    "Deze website gebruikt cookies.",
)


@pytest.mark.parametrize("foot", [*FEET, "\n".join(FEET), "\n\n".join(FEET[:2])])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_foot_is_left_out_and_told(foot: str, gap: str) -> None:
    text = f"Parkeren\n\nParkeren kan gratis achter de school.{gap}{foot}\n"
    found = read(text)
    assert [block for block in found.blocks if isinstance(block, Paragraph)] == [
        Paragraph("Parkeren kan gratis achter de school.")
    ]
    (left,) = [one for one in found.left_out if one.kind == "voettekst"]
    assert left.words == len(foot.split())


def test_a_notice_above_the_last_menu_is_left_out_with_it() -> None:
    found = read("Parkeren\n\nParkeren kan gratis.\n\n© 2026 De Toon\n\nHome\n\nLessen\n\nContact\n")
    assert [block.text for block in found.blocks if isinstance(block, Paragraph)] == ["Parkeren kan gratis."]
    assert {one.kind for one in found.left_out} >= {"voettekst", "menu onderaan"}


@pytest.mark.parametrize(
    "last",
    [
        "Over privacy en cookies lees je meer in onze folder.",
        "Je gegevens zijn veilig: wij delen niets met anderen.",
        "Piano | 35 euro per maand",
        "© staat op elk blad, want kopiëren mag niet: "
        + "ook een enkele bladzijde is van de componist. " * 5,
    ],
)
def test_what_says_something_is_no_foot(last: str) -> None:
    found = read(f"Regels\n\nHoud je aan de regels.\n\n{last}\n")
    assert not [one for one in found.left_out if one.kind == "voettekst"]
