"""DOCX: headings, lists, tables and properties; bombs, entities and broken files are one error each."""

import io
import zipfile

import pytest
from support.word import document, paragraph, table

from citaat.errors import CorpusError
from citaat.importing.blocks import Block, Document, Heading, Item, Listing, Paragraph, Table
from citaat.importing.word import read_word

TEXT = "Wie slecht slaapt, is overdag moe."


def read(raw: bytes) -> Document:
    """The document in these bytes."""
    return read_word(io.BytesIO(raw), "Bestand", "stuk.docx")


def blocks(body: str) -> list[Block]:
    """The blocks of a document with this body."""
    return list(read(document(body)).blocks)


def error(raw: bytes) -> str:
    """What is wrong with a file."""
    with pytest.raises(CorpusError) as caught:
        read(raw)
    assert str(caught.value).startswith("stuk.docx: ")
    return str(caught.value)


def test_headings_lists_and_tables_come_as_they_are() -> None:
    assert blocks(
        paragraph("Beter slapen", "Titel")
        + paragraph("Wat helpt", "Kop1")
        + paragraph(TEXT)
        + paragraph("Rust", level=0)
        + paragraph("lezen", level=1)
        + paragraph("thee", level=1)
        + paragraph("Kou", level=0)
        + paragraph("Diep", "Kop7")
        + table(("Leeftijd", "Uren"), ("Baby", "16"))
        + table(("Kind", "10"), ("Tiener", "9"), head=False)
    ) == [
        Heading(1, "Beter slapen"),
        Heading(1, "Wat helpt"),
        Paragraph(TEXT),
        Listing(
            (Item(0, None, ("Rust",)), Item(1, 1, ("lezen",)), Item(1, 2, ("thee",)), Item(0, None, ("Kou",)))
        ),
        Heading(6, "Diep"),
        Table(("Leeftijd", "Uren"), (("Baby", "16"),)),
        Table((), (("Kind", "10"), ("Tiener", "9"))),
    ]


def test_properties_are_title_author_and_date() -> None:
    told = {
        "title": "Slaapfolder",
        "creator": "Jan de Vries",
        "created": "2020-01-01T00:00:00Z",
        "modified": "2024-05-03T09:00:00Z",
    }
    read_one = read(document(paragraph(TEXT), told))
    assert (read_one.title, read_one.author, read_one.date) == ("Slaapfolder", "Jan de Vries", "2024-05-03")


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (paragraph("Beter slapen", "Titel") + paragraph(TEXT), "Beter slapen"),
        (paragraph(TEXT), "Bestand"),
        (paragraph("Vooraf", "Kop2") + paragraph(TEXT), "Vooraf"),
    ],
)
def test_a_title_that_nobody_chose_is_none(body: str, title: str) -> None:
    assert read(document(body, {"title": "Word Document"})).title == title


def test_bold_lines_typed_bullets_and_footnotes_are_understood() -> None:
    note = '<w:p><w:r><w:t>Slaap is nodig.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    read_one = read(
        document(paragraph("Wat helpt?", bold=True) + paragraph("• rust") + paragraph("• kou") + note)
    )
    assert read_one.blocks[:3] == (
        Heading(2, "Wat helpt?"),
        Listing((Item(0, None, ("rust",)), Item(0, None, ("kou",)))),
        Paragraph("Slaap is nodig."),
    )
    assert read_one.doubts == ('1 vette regel als kop gelezen: "Wat helpt?"',)
    assert "Bron: RIVM." in str(read_one.blocks[3])


def test_removed_text_is_gone_and_added_text_is_there() -> None:
    body = (
        "<w:p><w:r><w:t>Slaap </w:t></w:r><w:del><w:r><w:delText>vijf</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>acht</w:t></w:r></w:ins><w:r><w:t> uur.</w:t></w:r></w:p>"
    )
    assert blocks(body) == [Paragraph("Slaap acht uur.")]


def test_heads_and_feet_of_the_sheets_are_told_and_left_out() -> None:
    read_one = read(document(paragraph(TEXT), word__header1="<hdr>Concept 3 mei</hdr>"))
    assert [(left.kind, left.words) for left in read_one.left_out] == [
        ("kop- en voetteksten van de pagina's", 3)
    ]


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITAAT_MAX_SOURCE_MB", "1")
    assert "unpacks to more than 1 MB" in error(document(paragraph("a" * 1_100_000)))
    # What the file says of its own size is not believed.
    raw = document(paragraph("b" * 1_100_000))
    size = next(
        one.file_size
        for one in zipfile.ZipFile(io.BytesIO(raw)).infolist()
        if one.filename == "word/document.xml"
    )
    lied = raw.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert "is no DOCX that can be read" in error(lied)


@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_entities_are_refused(coding: str) -> None:
    raw = document(paragraph(TEXT))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == "word/document.xml":
                text = f'<?xml version="1.0" encoding="{coding}"?><!DOCTYPE a [<!ENTITY b "c">]>{text}'
            target.writestr(name, text.encode(coding))
    assert "XML entities" in error(packed.getvalue())


def test_files_that_are_no_documents_are_refused() -> None:
    raw = document(paragraph(TEXT))
    assert "is no DOCX" in error(b"")
    assert "is no DOCX" in error(b"PK\x03\x04 and no more")
    assert "is no DOCX" in error(raw[: len(raw) // 2])
    assert "is no DOCX" in error(document("<w:p>"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("brief.xml", "<a/>")
    assert "no text of Word" in error(packed.getvalue())


@pytest.mark.parametrize(
    ("creator", "day", "author", "date", "doubt"),
    [
        (
            "Jan de Vries",
            "2024-05-03",
            "Jan de Vries",
            "2024-05-03",
            'auteur "Jan de Vries" en datum 2024-05-03',
        ),
        ("python-docx", "2013-12-23", "", "", 'auteur "python-docx" en datum 2013-12-23'),
        ("Jan de Vries", "2013-12-23", "Jan de Vries", "", "sjabloon: datum 2013-12-23"),
        ("Gebruiker", "2024-05-03", "", "2024-05-03", 'sjabloon: auteur "Gebruiker"'),
        ("Apache POI 5.2", "2024-05-03", "", "", 'sjabloon: auteur "Apache POI 5.2" en datum'),
    ],
)
def test_a_template_is_no_author_and_what_is_taken_is_told(
    creator: str, day: str, author: str, date: str, doubt: str
) -> None:
    read_one = read(document(paragraph(TEXT), {"creator": creator, "created": f"{day}T23:15:00Z"}))
    assert (read_one.author, read_one.date) == (author, date)
    assert any(doubt in one for one in read_one.doubts), read_one.doubts
