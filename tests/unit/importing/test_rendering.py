"""What is written is read back word for word by citaat's own reader, whatever marks the text holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.corpus.front_matter import body
from citaat.corpus.markdown import read_markdown
from citaat.importing.blocks import Block, Code, Document, Heading, Item, Listing, Paragraph, Table, texts
from citaat.importing.proof import misread
from citaat.importing.rendering import article, escaped
from citaat.outcome.shown import readable
from citaat.outcome.tables import cells

MARKS = "*_`~#>+-=|[](){}<>!&\\:;.,\"'%/ 0129"
LINE = (
    st.text(st.sampled_from("abcdeAEéü" + MARKS), min_size=1, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: any(char.isalpha() for char in text))
)
CELL = LINE.map(lambda text: f"a{text}")
ITEM = st.builds(
    Item, st.just(0), st.none() | st.integers(1, 3), st.lists(LINE, min_size=1, max_size=2).map(tuple)
)
BLOCK: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(1, 6), LINE),
    st.builds(Paragraph, LINE),
    st.builds(Listing, st.lists(ITEM, min_size=1, max_size=3).map(tuple)),
    st.builds(
        Table, st.tuples(CELL, CELL), st.lists(st.tuples(CELL, CELL), min_size=1, max_size=2).map(tuple)
    ),
    st.builds(Code, LINE),
)


def made(*blocks: Block, title: str = "Titel") -> str:
    """The article of these blocks."""
    return article(Document(title, "", "", "", blocks))


def shown(text: str) -> str:
    """All that a reader of an article is shown, in order; nothing but what the source said may stand there."""
    blocks = read_markdown(text, body(text, "a.md").start).blocks
    cells_of = [cells(one.text) if one.kind in ("head", "row") else [one.text] for one in blocks]
    kinds = [one.kind for one in blocks]
    told = (
        cell if kind == "heading" else readable(f"x {cell}", "")[1:]
        for kind, row in zip(kinds, cells_of, strict=True)
        for cell in row
    )
    return " ".join(told)


@given(st.lists(BLOCK, min_size=1, max_size=4))
def test_every_text_is_read_back_as_it_was(blocks: list[Block]) -> None:
    text = made(*blocks)
    assert misread(blocks, text) == []
    said = "".join(shown(text).split())
    assert said == "".join("".join(one for block in blocks for one in texts(block)).split())


@given(st.text(max_size=40))
def test_any_title_and_author_come_back(text: str) -> None:
    title = text.encode("utf-8", "ignore").decode() + "x"
    matter = body(article(Document(title, title, "", "", ())), "a.md").matter
    assert (matter["title"], matter["author"]) == (title, title)


@pytest.mark.parametrize(
    "text",
    [
        "Slaap 7 tot 9 uur; “goed” slapen doe je zo, 's nachts.",
        "Neem 1,5 mg (9/10 mensen) en kijk op www.voorbeeld.nl/slaap-tips.",
        "De student*e zoekt een eigen_naam: 2 * 3 = 6 & klaar.",
    ],
)
def test_plain_dutch_is_written_as_it_is(text: str) -> None:
    assert escaped(text) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1914. De oorlog begon.", "1914\\. De oorlog begon."),
        ("# geen kop", "\\# geen kop"),
        ("- 3 graden", "\\- 3 graden"),
        ("Minder dan <5 mg> en [1](x).", "Minder dan \\<5 mg\\> en \\[1\\](x)."),
    ],
)
def test_what_would_be_read_otherwise_is_escaped(text: str, written: str) -> None:
    assert escaped(text) == written


def test_marks_at_the_end_of_a_heading_are_kept() -> None:
    assert "\n## Menu \\#\n" in made(Heading(2, "Menu #"))


def test_lists_in_a_row_stay_apart_and_inner_ones_inside() -> None:
    first = Listing(
        (Item(0, None, ("a",)), Item(1, 1, ("b",)), Item(1, 2, ("c", "d")), Item(0, None, ("e",)))
    )
    text = made(first, Listing((Item(0, None, ("f",)),)))
    assert text.partition("+++\n\n")[2] == "- a\n  1. b\n  2. c\n\n     d\n\n- e\n\n* f\n"
    groups = [block.group for block in read_markdown(text, body(text, "a.md").start).blocks]
    assert groups == [1, 1, 1, 1, 1, 2]


def test_a_table_without_a_head_has_an_empty_one() -> None:
    text = made(Table((), (("a|b", "c"), ("d", ""))))
    assert text.endswith("|  |  |\n| --- | --- |\n| a\\|b | c |\n| d |  |\n")
