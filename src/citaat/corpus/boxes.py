"""Boxes and tabs of MkDocs opened: what is indented below !!! note or === "Tab" is text to read, and no code.

Markdown takes four blanks for code. In the text that is parsed they become the mark of a quote, which is as long:
every offset stays.
"""

import re
from collections.abc import Iterator

_BOX = re.compile(r"([ \t]*)(?:!!!|\?\?\?\+?|===[+!]?)[ \t]+[\w\"'].*")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
_QUOTE = ">   "


def opened(text: str, start: int = 0) -> str:
    """`text`, as long as it was, with what stands in boxes as quotes."""
    if not any(mark in text for mark in ("!!!", "???", "===")):
        return text
    return text[:start] + "".join(_lines(text[start:]))


def _lines(text: str) -> Iterator[str]:
    boxes: list[int] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and not fence:
            while boxes and indent < boxes[-1] + len(_QUOTE):
                boxes.pop()
        written = line.rstrip()
        for box in boxes:
            if not line[box : box + len(_QUOTE)].strip(" ") and len(line.rstrip()) > box + len(_QUOTE):
                line = line[:box] + _QUOTE + line[box + len(_QUOTE) :]
        yield line
        mark = _FENCE.match(line)
        if mark:
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif not fence and _BOX.fullmatch(written) and indent not in boxes:
            boxes.append(indent)
