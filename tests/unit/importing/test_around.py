"""Share buttons and bylines leave the text, and nothing else does; what a byline tells is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.importing.around import BYLINE, shares, without_around
from citaat.importing.blocks import Block, Document, Heading, Paragraph

LEDE = Paragraph("Je hebt elke week een les.")


def read(*texts: str, author: str = "", date: str = "") -> Document:
    blocks: tuple[Block, ...] = (Heading(1, "Lessen"), *map(Paragraph, texts), LEDE)
    return without_around(Document("Lessen", author, date, "", blocks))


@pytest.mark.parametrize(
    ("text", "author", "date"),
    [
        ("Door Jan de Vries, 12 maart 2024", "Jan de Vries", "2024-03-12"),
        ("Geschreven door Jan de Vries op 12-03-2024", "Jan de Vries", "2024-03-12"),
        ("12 maart 2024 | Auteur: Jan de Vries", "Jan de Vries", "2024-03-12"),
        ("Tekst: Jan de Vries", "Jan de Vries", ""),
        ("Laatst bijgewerkt: 2024-03-12", "", "2024-03-12"),
    ],
)
def test_a_byline_goes_to_the_front_matter_and_is_told(text: str, author: str, date: str) -> None:
    told = read(text)
    assert (told.author, told.date) == (author, date)
    assert told.blocks[1:] == (LEDE,)
    assert [(one.kind, one.sample) for one in told.left_out] == [(BYLINE, text)]


def test_a_byline_that_tells_otherwise_is_kept() -> None:
    told = read("Door Jan de Vries, 12 maart 2024", author="De redactie", date="2024-03-12")
    assert (told.author, told.blocks[1]) == ("De redactie", Paragraph("Door Jan de Vries, 12 maart 2024"))
    assert told.left_out == ()


@pytest.mark.parametrize(
    "text",
    [
        "Door Jan krijg je les.",
        "Door Jan de Vries, docent piano sinds 12 maart 2024",
        "Op 12 maart 2024 is de school dicht.",
    ],
)
def test_a_sentence_is_no_byline(text: str) -> None:
    assert read(text).blocks[1] == Paragraph(text)


def test_further_on_a_line_with_a_date_is_text() -> None:
    texts = ["Eerste.", "Tweede.", "Derde.", "12 maart 2024"]
    assert read(*texts).blocks[4] == Paragraph("12 maart 2024")


@pytest.mark.parametrize(
    "text",
    [
        "Facebook | Twitter | WhatsApp | Deel dit",
        "Deel dit artikel: | Facebook | X",
        "Facebook\nWhatsApp\nLinkedIn",
        "Delen op Facebook | Delen op X | Printen",
        "Deel via WhatsApp · Mail",
    ],
)
def test_a_row_of_share_buttons_is_left_out_and_told(text: str) -> None:
    told = read(text)
    assert told.blocks[1:] == (LEDE,)
    (left,) = told.left_out
    assert (left.kind, left.sample) == ("deelknoppen", " ".join(text.split()))


@pytest.mark.parametrize(
    "text",
    [
        "Facebook",
        "Facebook | WhatsApp",
        "Je vindt ons op Facebook, Instagram en TikTok.",
        "Deel dit formulier met je docent.",
        "Delen op Facebook",
        "Delen op school | Printen",
        "Facebook | Twitter | WhatsApp | Deel dit | Bel 112 bij brand",
    ],
)
def test_what_says_more_is_kept(text: str) -> None:
    assert read(text).blocks[1] == Paragraph(text)


@given(
    st.lists(
        st.sampled_from(["Facebook", "X", "deel", "les", "12 maart 2024", "Door Jan Pol", "een"]), max_size=5
    )
)
def test_every_word_is_kept_or_told(words: list[str]) -> None:
    text = " | ".join(words)
    told = read(text) if text else read()
    kept = [one.text for one in told.blocks if isinstance(one, Paragraph)]
    assert text in [*kept, *(one.sample for one in told.left_out), ""]
    assert not (text and shares(text)) or text not in kept
