"""Stars and underscores: what CommonMark shows is shown, marks of emphasis are not, nor halves of one that runs on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from citaat.outcome.shown import shown_text


@pytest.mark.parametrize(
    "text",
    [
        "Zet svc_ voor de naam.",
        "De map _tmp is leeg.",
        "_tmp is een map.",
        "Reken a * b en 5*3 uit.",
        "*) voorwaarden gelden",
        "**) alleen op werkdagen",
        "Dit kost 12 euro* per maand.",
        "Gratis voor leden*.",
        "De prijs*) en de korting (*) gelden.",
        "Iedere student*e en docent*e.",
        "- svc_ is van ons\n- _tmp is van jullie",
    ],
)
def test_a_mark_that_opens_or_closes_nothing_is_text(text: str) -> None:
    assert shown_text(text).removeprefix("- ") == text.removeprefix("- ")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("*Let op:*tekst", "Let op:tekst"),
        ("**Let op: gratis* voor leden**", "Let op: gratis* voor leden"),
        ("**a *b***, _svc_ en *twaalf*²", "a b, svc en twaalf²"),
        ("*Eerste zin van een schuin stuk.", "Eerste zin van een schuin stuk."),
        ("- _Eerste zin.", "- Eerste zin."),
        ("Laatste zin._", "Laatste zin."),
        ("“Laatste zin.”* ", "“Laatste zin.”"),
        ("Alleen *dit\n- en dat* niet", "- Alleen *dit\n- en dat* niet"),
    ],
)
def test_emphasis_and_its_halves_are_marks(text: str, wanted: str) -> None:
    assert shown_text(text) == wanted


@given(
    mark=st.sampled_from("*_"), text=st.lists(st.sampled_from(["a", "1", " ", "|"]), max_size=24).map("".join)
)
def test_no_letter_digit_or_mark_is_lost_that_commonmark_shows(mark: str, text: str) -> None:
    written = f"Woord {text.replace('||', '|').replace('|', mark)} woord"
    # Runs of two may be half of what runs on into the next sentence.
    while mark * 2 in written:
        written = written.replace(mark * 2, mark)
    parsed = MarkdownIt("commonmark").parseInline(" ".join(written.split()))[0].children or []
    wanted = "".join(one.content for one in parsed)
    seen = shown_text(written)
    assert seen.count(mark) >= wanted.count(mark)
    assert [char for char in seen if char.isalnum()] == [char for char in wanted if char.isalnum()]


PIECES = [
    "a",
    "1",
    "B2",
    " ",
    "*",
    "**",
    "_",
    "`x`",
    "[y](z)",
    "\\*",
    "&amp;",
    "(",
    ")",
    "{naam}",
    "$",
    "=",
    "~",
    ":",
    ".",
    "-",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_every_letter_and_digit_that_commonmark_shows_is_shown(text: str) -> None:
    written = " ".join(f"Woord {text} woord".split())
    parsed = MarkdownIt("commonmark").parseInline(written)[0].children or []
    wanted = "".join(one.content for one in parsed)
    assert [char for char in shown_text(written) if char.isalnum()] == [
        char for char in wanted if char.isalnum()
    ]
