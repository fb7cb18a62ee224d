"""Lines that a sentence runs on over are one paragraph, and where that is not sure it is told."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.corpus.halves import goes_on
from citaat.importing.blocks import Block, Document, Paragraph
from citaat.importing.lines import bullet
from citaat.importing.plain_text import read_text
from citaat.importing.wrapping import unwrapped

TEXT = "Wie slecht slaapt, is overdag moe. Dat gaat vanzelf over als je weer goed slaapt."


def read(text: str) -> Document:
    """A text with a title that is not in it."""
    return read_text(text, "Bestand")


def below(text: str) -> list[Block]:
    """The blocks of a text below its title."""
    return list(read(f"Slapen\n\n{TEXT}\n\n{text}").blocks[2:])


def test_hard_wraps_are_joined_and_other_line_ends_kept_apart() -> None:
    wrapped = (
        "Wie slecht slaapt, is overdag moe en heeft\nvaker trek in zoet. Dat gaat vanzelf over\n"
        "als je weer goed slaapt. Wie lang wakker\nligt, kan beter even opstaan.\nDorpsstraat 1\n"
    )
    blocks = read(wrapped).blocks
    assert blocks[0] == Paragraph(" ".join(wrapped.split("\n")[:4]))
    assert blocks[1:] == (Paragraph("Dorpsstraat 1"),)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "Wordt iemand niet\nwakker, geef dan niets te eten en bel 112.",
            "Wordt iemand niet wakker, geef dan niets te eten en bel 112.",
        ),
        ("Let op:\nals iemand niet\nwakker wordt, bel 112.", "als iemand niet wakker wordt, bel 112."),
        ("Geef bij een hypo eerst\n'n glas limonade.", "Geef bij een hypo eerst 'n glas limonade."),
    ],
)
def test_a_sentence_goes_on_in_lower_case_however_short_its_first_line(text: str, whole: str) -> None:
    assert below(text)[-1] == Paragraph(whole)


@pytest.mark.parametrize(
    "text", ["- boek\n- thee", "Kop\n# kop", "Zin.\nzin", "Bron\nwww.a.nl", "Een\ntwee\n---"]
)
def test_a_line_that_starts_something_is_not_joined(text: str) -> None:
    assert text.replace("\n", " ") not in [getattr(block, "text", "") for block in below(text)]


def test_short_lines_without_a_capital_stay_apart_and_are_told() -> None:
    document = read(f"Slapen\n\n{TEXT}\n\nboek\nthee\n\n{TEXT}")
    assert document.blocks[2:4] == (Paragraph("boek"), Paragraph("thee"))
    assert document.doubts == ('lijkt één zin, maar is niet aaneengeschreven: "boek" + "thee"',)


@given(st.text("abc ABC.\n-", max_size=60))
def test_no_sentence_stays_cut_in_two_without_a_word(text: str) -> None:
    lines, _, doubts = unwrapped(text.split("\n"))
    cut = [pair for pair in pairwise(lines) if goes_on(*pair) and bullet(pair[1]) is None]
    assert len([one for one in cut if "-" not in "".join(one)]) <= len(doubts)


def test_words_broken_at_the_end_of_a_line_are_whole_again_and_told() -> None:
    document = read(
        "Een goede nacht begint al overdag, met bewe-\nging en licht en met gewoon op tijd eten. De voor-\n"
        "en nadelen van een middagdutje verschillen per\npersoon en per leeftijd, en ook per seizoen dus."
    )
    assert document.blocks == (
        Paragraph(
            "Een goede nacht begint al overdag, met beweging en licht en met gewoon op tijd eten. De voor- "
            "en nadelen van een middagdutje verschillen per persoon en per leeftijd, en ook per seizoen dus."
        ),
    )
    assert document.doubts == ('afgebroken woord aaneengeschreven: "bewe-ging"',)
