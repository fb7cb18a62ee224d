"""Markdown from elsewhere: its text stays as it is written, its front matter and raw HTML become what citaat reads."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from citaat.corpus.front_matter import AUTHOR, DATE, TITLE, URL, about, draft_key, split, title_of
from citaat.corpus.markdown import LeftOut as Unread
from citaat.corpus.markdown import read_markdown
from citaat.errors import CorpusError
from citaat.importing.blocks import Document, LeftOut
from citaat.importing.folds import unfolded
from citaat.importing.page.content import Reader
from citaat.importing.page.tree import parse
from citaat.importing.rendering import body
from citaat.light import dataclass

_USED = frozenset((*TITLE, *AUTHOR, *DATE, *URL))
_OPEN_TABLE, _CLOSED_TABLE = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
# One mark alone may be a hashtag.
_CLOSED_UP = re.compile(r"^#{2,6}(?=[A-ZÀ-Þ0-9])", re.M)
_SAMPLE = 80
_UNCLOSED = {"code": "close it with the same marks", "comment": "close it with -->"}
KEYS = "sleutels boven de tekst"


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown source: what is told of it, and its body as it will be written."""

    about: Document
    body: str


def read_source(text: str, name: str, file: str) -> Text:
    """A Markdown file as it will be written; `name` is its title where it has none. Raises CorpusError."""
    found = split(text, file)
    start, matter = (found.start, found.matter) if found else (0, {})
    text, closed_up = _spaced(text, start)
    text = unfolded(text, start)
    markdown = read_markdown(text, start)
    _refuse_unclosed(text, markdown.left_out, file)
    written, reader = _without_html(
        text, start, [one for one in markdown.left_out if one.kind == "html"], file
    )
    for one in markdown.left_out:
        if one.kind == "code":
            reader.remarks.wrote_code(text[one.start : one.end].rstrip().count("\n") + 1)
    first = markdown.blocks[0] if markdown.blocks else None
    head = first.text if first is not None and first.kind == "heading" else ""
    told = about(matter)
    unused = ", ".join(key for key in matter if key.lower() not in _USED)
    left = [LeftOut(KEYS, 0, unused[:_SAMPLE])] if unused else []
    document = Document(
        " ".join(title_of(matter).split()) or head or name,
        told.author,
        told.date,
        told.url,
        (),
        (*left, *reader.remarks.left_out),
        (*reader.remarks.doubts, *_doubts(matter, told.url, closed_up)),
    )
    return Text(document, written.strip("\n") + "\n")


def _doubts(matter: Mapping[str, Any], url: str, closed_up: int) -> Iterator[str]:
    if not url and any(matter[key] for key in matter if key.lower() in URL):
        yield "het adres boven de tekst begint niet met https:// en is weggelaten"
    if key := draft_key(matter):
        yield f"boven de tekst staat dat dit nog niet gepubliceerd is ({key}): citaat leest het na het importeren wel"
    if closed_up:
        yield f"{closed_up} keer een spatie gezet achter de hekjes van een kop"


def _spaced(text: str, start: int) -> tuple[str, int]:
    """The text with a space after the marks of headings that lack it ("##Kop"), and how many did."""
    code = [(one.start, one.end) for one in read_markdown(text, start).left_out if one.kind == "code"]
    found = [
        match.end()
        for match in _CLOSED_UP.finditer(text, start)
        if not any(first <= match.start() < last for first, last in code)
    ]
    pieces = [text[one:other] for one, other in pairwise([0, *found, len(text)])]
    return " ".join(pieces), len(found)


def _refuse_unclosed(text: str, left: Sequence[Unread], file: str) -> None:
    for one in left:
        if not one.closed:
            what, line = f"the {one.kind} that starts here is not closed", text.count("\n", 0, one.start) + 1
            raise CorpusError(what, file=file, line=line, fix=_UNCLOSED[one.kind])


def _without_html(text: str, start: int, spans: Sequence[Unread], file: str) -> tuple[str, Reader]:
    """The text from `start` with blocks of raw HTML as Markdown: citaat reads no tags."""
    reader = Reader(None)
    pieces, at = [], start
    for first, last in _whole(text, spans):
        if first < at:
            continue
        blocks = reader.read(parse(f"<body>{text[first:last]}", file))
        pieces += [text[at:first], body(blocks).strip("\n") if blocks else ""]
        # A tag that leaves nothing leaves no empty lines either.
        at = last if blocks else last + len(text[last:]) - len(text[last:].lstrip("\n"))
    return "".join([*pieces, text[at:]]), reader


def _whole(text: str, spans: Sequence[Unread]) -> Iterator[tuple[int, int]]:
    """The places of raw HTML; a table with empty lines in it is one, though Markdown ends it there."""
    for one in spans:
        end = one.end
        piece = text[one.start : end]
        if len(_OPEN_TABLE.findall(piece)) > len(_CLOSED_TABLE.findall(piece)):
            closed = _CLOSED_TABLE.search(text, end)
            end = closed.end() if closed else end
        yield one.start, end
