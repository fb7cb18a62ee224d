"""Boxes and tabs of MkDocs opened: what is indented below !!! note or === "Tab" is text to read, and no code.

Markdown takes four blanks or a tab for code. In the text that is parsed they become the mark of a quote, which is as
long: every offset stays.
"""

import re
from collections.abc import Iterator

_BOX = re.compile(r"([ \t]*)(?:!!!|\?\?\?\+?|===[+!]?)[ \t]+[\w\"'].*")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_QUOTE = ">   "
_MOST_BLANKS = 3


def opened(text: str, start: int = 0) -> str:
    """`text`, as long as it was, with what stands in boxes as quotes."""
    if not any(mark in text for mark in ("!!!", "???", "===")):
        return text
    return text[:start] + "".join(_lines(text[start:]))


def aligned(text: str) -> str:
    """`text`, as long as it was, with rows of a table that a tab sets apart in line with the row above them."""
    if "\n\t|" not in text:
        return text
    lines, row = [], False
    for line in text.splitlines(keepends=True):
        bare = line.lstrip("\t")
        tabs = len(line) - len(bare)
        if row and 0 < tabs <= _MOST_BLANKS and bare.startswith("|"):
            line = " " * tabs + bare
        row = line.lstrip(" ").startswith("|") and line.find("|") <= _MOST_BLANKS
        lines.append(line)
    return "".join(lines)


def _lines(text: str) -> Iterator[str]:
    boxes: list[int] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        indent = _indent(line)
        if line.strip() and not fence:
            while boxes and indent < boxes[-1] + len(_QUOTE):
                boxes.pop()
        written = line.rstrip()
        for box in boxes:
            line = _quoted(line, box)
        yield line
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif not fence and _BOX.fullmatch(written) and indent not in boxes:
            boxes.append(indent)


def _indent(line: str) -> int:
    """The column at which the text of a line begins; a tab goes on to the next multiple of four."""
    column = 0
    for char in line[: len(line) - len(line.lstrip(" \t"))]:
        column += len(_QUOTE) - column % len(_QUOTE) if char == "\t" else 1
    return column


def _quoted(line: str, box: int) -> str:
    """The line with the mark of a quote in the four columns from `box`, where these are blank and text follows."""
    column = at = 0
    while column < box and at < len(line):
        column += len(_QUOTE) - column % len(_QUOTE) if line[at] == "\t" else 1
        at += 1
    size = 1 if line[at : at + 1] == "\t" and column % len(_QUOTE) == 0 else len(_QUOTE)
    if (
        column != box
        or line[at : at + size].strip(" \t" if size == 1 else " ")
        or len(line.rstrip()) <= at + size
    ):
        return line
    return line[:at] + _QUOTE[:size] + line[at + size :]
