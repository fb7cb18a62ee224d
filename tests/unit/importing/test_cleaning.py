"""Bytes in whatever encoding they come, and text without what is never shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.errors import CorpusError
from citaat.importing.cleaning import clean, decoded
from citaat.terminal import printable

TEXT = "Café: één “kopje” kost €3."


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_needs_no_remark(coding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(coding, b"")
    assert decoded(mark + TEXT.encode(coding), "a.txt") == (TEXT, "")


def test_text_of_windows_is_read_and_told() -> None:
    text, remark = decoded(f"Goed.\n{TEXT}".encode("cp1252"), "a.txt")
    assert text == f"Goed.\n{TEXT}"
    assert remark == "geen UTF-8 (regel 2): gelezen als Windows-1252; controleer de accenten"


@pytest.mark.parametrize(
    ("head", "coding"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">', "cp1252"),
        ('<meta charset="iso-8859-15">', "iso-8859-15"),
        ('<?xml version="1.0" encoding="ISO-8859-15"?>', "iso-8859-15"),
        ('<meta charset="windows-1252">', "utf-8"),
        ('<meta charset="verzonnen">', "utf-8"),
    ],
)
def test_a_page_says_its_encoding(head: str, coding: str) -> None:
    page = f"{head}<p>Café kost €3.</p>"
    assert decoded(page.encode(coding), "a.html", html=True) == (page, "")


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"een\ntw\x81e", "a.txt:2: is not valid UTF-8"),
        (b"\xff\xfea", "a.txt:1: is not valid UTF-16"),
        (b"\x80\0\0", "a.txt:1: is no text"),
        (b"a\0b", "a.txt:1: is no text"),
    ],
)
def test_what_is_no_text_is_an_error_with_its_line(raw: bytes, what: str) -> None:
    with pytest.raises(CorpusError) as caught:
        decoded(raw, "a.txt")
    assert str(caught.value).startswith(what)


@given(st.text())
def test_nothing_is_left_that_a_terminal_never_shows(text: str) -> None:
    told = clean(text.encode("utf-8", "ignore").decode())
    assert printable(told) == told
    assert clean(told) == told


def test_letters_are_composed_and_line_ends_plain() -> None:
    assert (
        clean("\ufeffe\u0301e\u0301n\r\ntwee\u2028drie\x0cvier\u200b\xadvijf\x07")
        == "één\ntwee\ndrie\nviervijf"
    )
