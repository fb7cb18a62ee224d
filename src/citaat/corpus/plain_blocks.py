"""The blocks of a text that is not a Markdown article: paragraphs, and lists of one line an item.

For the records of a passage file, which are read a million at a time, and again while answering.
"""

import re
from collections.abc import Iterator

from citaat.corpus.blocks import Block

_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+")


def plain_blocks(text: str) -> Iterator[Block]:
    """The paragraphs and items of `text`, and lines that look like headings, which belong to neither."""
    kind, start, end, at = "", 0, 0, 0
    for line in text.splitlines(keepends=True):
        first, at = at, at + len(line)
        blank, item = not line.strip(), _ITEM.match(line)
        heading = _HEADING.match(line)
        ends = heading or item or (blank and kind != "item") or (kind == "item" and not line[0].isspace())
        if ends and kind:
            yield from _block(text, kind, start, end)
            kind = ""
        if heading:
            yield from _block(text, "heading", first + heading.end(), at)
        if item:
            kind, start, end = "item", first + item.end(), at
        elif not blank and not heading:
            kind, start = (kind, start) if kind else ("paragraph", first)
            end = at
    if kind:
        yield from _block(text, kind, start, end)


def _block(text: str, kind: str, start: int, end: int) -> Iterator[Block]:
    """The block without blanks around it; nothing for a bullet without text."""
    inner = text[start:end].strip()
    if inner:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        yield Block(kind, start, start + len(inner), inner, 1, start)
