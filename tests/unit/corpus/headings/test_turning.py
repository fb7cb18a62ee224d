"""Headings that turn what stands below them, undo it, or say for whom and when it holds."""

import re
from pathlib import Path

import pytest

import citaat
from citaat.corpus.headings import turning
from citaat.corpus.headings.turning import excludes, has_figures, is_said, narrows, turns, undoes


@pytest.mark.parametrize(
    "heading",
    [
        "Dit nemen we niet in",
        "Wat wij niet doen",
        "Uitzonderingen",
        "Niet toegestaan",
        "Buiten het pakket",
        "Zonder recept",
        "Wij weigeren",
        "Verboden voorwerpen",
        "Contra-indicaties",
        "Voor eigen rekening",
        "Hoe het niet moet",
    ],
)
def test_a_label_leaves_out_what_is_below(heading: str) -> None:
    assert excludes(heading, "Een huisdier meenemen naar het restaurant.")
    assert turns(heading, "een huisdier")


@pytest.mark.parametrize(
    "heading", ["De deur gaat niet open", "Mijn kind wil niet in de stoel", "Openingstijden"]
)
def test_a_clause_of_its_own_leaves_out_nothing(heading: str) -> None:
    assert not excludes(heading, "Bel de conciërge.")


@pytest.mark.parametrize(
    "heading",
    [
        "Afgeschaft",
        "Vervallen lijnen",
        "Fabels",
        "Veelgemaakte fouten",
        "Misverstanden over prikken",
        "Oude tarieven",
        "De vorige regeling",
        "Tot 2023",
        "Tot en met 2024",
        "Voorbeeld van een slechte brief",
        "Gesloten",
        "Uitverkocht",
        "Buiten gebruik",
    ],
)
def test_what_was_so_or_never_was_is_undone(heading: str) -> None:
    assert undoes(heading, "U krijgt uw geld terug.")


@pytest.mark.parametrize(
    "heading", ["Oudere dieren", "Koude dagen", "Een oude hond", "Voorbeelden", "Vanaf 2025"]
)
def test_no_other_heading_undoes(heading: str) -> None:
    assert not undoes(heading, "U krijgt uw geld terug.")


@pytest.mark.parametrize(
    "heading",
    [
        "Kinderen tot 12 jaar",
        "Niet-leden",
        "65-plus",
        "65+",
        "65-plussers",
        "Zakelijk",
        "Zomertijd",
        "Hoogseizoen",
        "Weekend",
        "Zondag",
        "Feestdagen",
        "'s Avonds",
        "Bovenbouw",
        "Inwoners",
        "Rolstoelgebruikers en studenten",
        "2024",
        "Vanaf 1 juli 2025",
    ],
)
def test_groups_seasons_days_and_years_narrow(heading: str) -> None:
    assert narrows(heading, "Een kaartje kost 4 euro.")


def test_a_day_on_which_something_was_written_does_not() -> None:
    assert not narrows("11 juni 2024", "Een kaartje kost 4 euro.")
    assert not undoes("Verslag van 11 juni 2024", "Een kaartje kost 4 euro.")


def test_a_word_that_a_text_says_itself_tells_no_more() -> None:
    assert not turns("Verboden", "Vuurwerk is verboden")
    assert not narrows("Kinderen", "Voor een kind is het 4 euro")
    assert is_said("De openingstijden", "Onze openingstijden zijn ruim")
    assert not is_said("Niet in de glasbak", "in de glasbak")


def test_amounts_and_hours_are_figures() -> None:
    assert all(map(has_figures, ("Dat is gratis", "Open om zes", "3 euro")))
    assert not has_figures("Breng een knuffel mee")


@pytest.mark.parametrize("name", ["_TURNS", "_EXCLUDES", "_UNDONE", "_NARROWS"])
def test_every_word_that_a_pattern_finds_is_announced_by_a_cue(name: str) -> None:
    pattern = getattr(turning, name)
    lists = Path(citaat.__file__).parent / "data" / "dutch"
    texts = (file.read_text(encoding="utf-8") for file in sorted(lists.rglob("*")) if file.is_file())
    words = {word for text in texts for word in re.findall(r"[\w'-]+", text.lower())}
    found = [word for word in words if pattern.compiled.search(word)]
    assert len(found) > 10
    assert all(map(pattern.found, found))
