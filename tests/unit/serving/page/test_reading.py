"""An article on the page: what was cited is marked, all of it and nothing else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from citaat.serving.articles import ListedArticle, Piece, Section, ShownArticle
from citaat.serving.page.reading import Element, Reading, reading
from citaat.serving.page.views import Links, Place

ABOUT = ListedArticle("a", "Titel", "a.md", "Jan Jansen", "2025-12-22", "https://www.example.nl/a")


def piece(
    start: int, text: str, kind: str = "sentence", joins: bool = False, row: tuple[str, ...] = ()
) -> Piece:
    return Piece(start, start + len(text), kind, text, row, joins)


PIECES = (
    piece(0, "Eerste."),
    piece(10, "Tweede.", joins=True),
    piece(20, "Derde."),
    piece(30, "Lijst:", "lead"),
    piece(40, "een", "item"),
    piece(50, "Meer.", joins=True),
    piece(60, "twee", "item"),
    piece(70, "Na.", "sentence"),
    piece(80, "| k |", "head", row=("k", "v")),
    piece(90, "| r |", "row", row=("r", "s")),
    piece(100, "Slot."),
)
SHOWN = ShownArticle(ABOUT, "abcdef0123", ((Section("", PIECES),),))


def shown(place: Place | None, article: ShownArticle = SHOWN, part: int = 1) -> Reading:
    return reading(article, place, part, Links("vraag"))


def elements(read: Reading) -> list[Element]:
    return [element for _, found in read.sections for element in found]


def marked(read: Reading) -> list[str]:
    return [run.text for one in elements(read) for entry in one.entries for run in entry if run.marked]


def test_paragraphs_lists_and_tables_are_what_they_were() -> None:
    plain = [
        (one.kind, [" / ".join(run.text for run in entry) for entry in one.entries])
        for one in elements(shown(None))
    ]
    assert plain == [
        ("p", ["Eerste. Tweede."]),
        ("p", ["Derde."]),
        ("p", ["Lijst:"]),
        ("ul", ["een Meer.", "twee"]),
        ("p", ["Na."]),
        ("table", ["k / v", "r / s"]),
        ("p", ["Slot."]),
    ]
    assert [one.headed for one in elements(shown(None)) if one.kind == "table"] == [True]


def test_what_was_cited_is_marked_and_named_once() -> None:
    read = shown(Place(10, 44, "abcdef01"))
    assert marked(read) == ["Tweede.", "Derde.", "Lijst:", "een"]
    firsts = [run.text for one in elements(read) for entry in one.entries for run in entry if run.first]
    assert firsts == ["Tweede."]
    assert marked(shown(Place(0, 17, "abcdef01"))) == ["Eerste. Tweede."]
    assert marked(shown(Place(90, 95, ""))) == ["r", "s"]


@given(start=st.integers(0, 120), length=st.integers(0, 120))
def test_any_place_marks_the_pieces_it_touches(start: int, length: int) -> None:
    read = shown(Place(start, start + length, "abcdef01"))
    touched = [one for one in PIECES if one.start < start + length and start < one.end]
    assert " ".join(marked(read)) == " ".join(text for one in touched for text in one.row or (one.text,))


def test_a_place_in_another_version_marks_nothing_and_says_so() -> None:
    read = shown(Place(10, 44, "99999999"))
    assert read.changed
    assert marked(read) == []
    assert not shown(None).changed


def test_the_part_with_the_place_is_shown() -> None:
    parts = tuple((Section(f"Kop {n}", (piece(n * 100, f"Zin {n}."),)),) for n in range(3))
    article = replace(SHOWN, parts=parts)
    read = shown(Place(200, 206, "abcdef01"), article)
    assert (read.part, read.parts, marked(read), read.after) == (3, 3, ["Zin 2."], "")
    assert "deel=2" in read.before
    assert shown(None, article, part=99).part == 3
    assert shown(None, replace(SHOWN, parts=())).sections == ()
    assert shown(None).told == "Jan Jansen, 22 december 2025"
