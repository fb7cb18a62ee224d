"""What stands below a plain text and is no part of it: "© 2026 De school", "Privacy | Cookies", a menu once more."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from citaat.importing.blocks import Block, Heading, LeftOut, Paragraph
from citaat.importing.page.clutter import table

BETWEEN = re.compile(r"\s+[|·•»›>–-]\s+|\s*\|\s*")
# A notice is a line or two; what is longer says something.
_MOST_WORDS, _LINK_WORDS = 30, 3
_SAMPLE = 80


@cache
def _words() -> tuple[str, tuple[str, ...], frozenset[str]]:
    """The name of a foot, how its notices begin, and its links."""
    foot = table()["foot"]
    return foot["name"], tuple(foot["notices"]), frozenset(foot["links"])


def like_foot(text: str) -> bool:
    """Whether a line, or a short paragraph, is a notice of rights or links to such."""
    _, notices, links = _words()
    lower = " ".join(text.casefold().split())
    if lower.startswith(notices):
        return len(lower.split()) <= _MOST_WORDS
    parts = [part.strip(" .") for part in BETWEEN.split(lower)]
    if len(parts) == 1:
        return parts[0] in links
    return any(part in links for part in parts) and all(len(part.split()) <= _LINK_WORDS for part in parts)


def without_last_lines(lines: Sequence[str]) -> tuple[list[str], list[LeftOut]]:
    """The lines without the foot at their end, before hard wraps are joined to it."""
    end = len(lines)
    found: list[str] = []
    while end and (not lines[end - 1].strip() or like_foot(lines[end - 1])):
        end -= 1
        found[:0] = filter(None, [lines[end].strip()])
    # A text that is nothing else is no foot.
    return (list(lines[:end]), _left(found)) if end else (list(lines), [])


def without_foot(
    blocks: Sequence[Block], guessed: Sequence[str], menu: str, is_menu: Callable[[Sequence[str]], bool]
) -> tuple[list[Block], list[LeftOut]]:
    """The blocks without the menu at their end, nor the notices above it.

    One or two lines there are no headings, for nothing follows.
    """
    start = len(blocks)
    while start and isinstance(last := blocks[start - 1], Heading) and last.text in guessed:
        start -= 1
    lines = [block.text for block in blocks[start:] if isinstance(block, Heading)]
    if not is_menu(lines):
        return [*blocks[:start], *map(Paragraph, lines)], []
    left = [LeftOut(menu, sum(len(line.split()) for line in lines), " ".join(lines)[:_SAMPLE])]
    found: list[str] = []
    while start > 1 and isinstance(last := blocks[start - 1], Heading | Paragraph) and like_foot(last.text):
        start -= 1
        found.insert(0, last.text)
    return list(blocks[:start]), [*left, *_left(found)]


def _left(lines: Sequence[str]) -> list[LeftOut]:
    said = " ".join(lines)
    return [LeftOut(_words()[0], len(said.split()), said[:_SAMPLE])] if said else []
