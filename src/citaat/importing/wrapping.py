"""Hard wraps of plain text: lines that only the width of a screen broke are joined again."""

import re
from collections.abc import Sequence
from itertools import pairwise

from citaat.corpus.halves import goes_on, starts_low
from citaat.importing.lines import bullet, ends_sentence

_WIDEST = 110
_NARROWEST = 40
_SHARE = 0.95
_BROKEN_WORD = re.compile(r"[^\W\d_]{3,}-$")
# "voor- en nadelen" keeps its hyphen, "voe-" and "ding" are one word.
_GOES_ON = re.compile(r"(?!(?:en|of|tot|als|noch)\b)[a-zà-ÿ]{2,}")
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,})[ \t]*")
_ITEM_WORDS = 6
_SHOWN = 60
_KEPT = re.compile(r"[ \t]*(?:\|.*\||#{1,6}[ \t].*|(?:[-=*_~+|:][ \t]*){3,})[ \t]*|.*\t.*")


def unwrapped(lines: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The lines with those joined that belong together, the words that were put together for it, and what stays unsure."""
    width = _width(lines)
    made: list[str] = []
    words: list[str] = []
    doubts: list[str] = []
    full = 0
    for at, line in enumerate(lines):
        marked = at + 1 < len(lines) and _UNDERLINE.fullmatch(lines[at + 1]) is not None
        if (made and width and _goes_on(made[-1], full, line, width)) or (
            made and (_is_below_item(made[-1], line) or (not marked and _is_unfinished(made[-1], line)))
        ):
            made[-1] = _joined(made[-1], line.strip(), words)
        else:
            doubts += (
                [in_doubt(made[-1], line)] if made and not marked and _goes_on_below(made[-1], line) else []
            )
            made.append(line.rstrip())
        full = len(line.rstrip())
    return made, words, doubts


def _goes_on_below(before: str, line: str) -> bool:
    return _is_text(before) and _is_text(line) and bullet(line) is None and goes_on(before, line)


def _is_unfinished(before: str, line: str) -> bool:
    """Whether a line goes on however short the one before is; short ones, none with a capital, may be a list."""
    if not _goes_on_below(before, line):
        return False
    listed = starts_low(before) and bullet(before) is None
    return not (listed and _is_short(before) and _is_short(line))


def _is_short(line: str) -> bool:
    return len(line.split()) <= _ITEM_WORDS and not ends_sentence(line.rstrip())


def in_doubt(before: str, line: str) -> str:
    """A remark on two texts that may be one."""
    return f'lijkt één zin, maar is niet aaneengeschreven: "{before.strip()[-_SHOWN:]}" + "{line.strip()[:_SHOWN]}"'


def _width(lines: Sequence[str]) -> int:
    """The width at which a text is wrapped; 0 when its lines end where their paragraphs do."""
    sizes = sorted(len(line.rstrip()) for line in lines if line.strip())
    if not sizes:
        return 0
    width = sizes[int(_SHARE * (len(sizes) - 1))]
    pairs = [(one.rstrip(), other) for one, other in pairwise(lines) if _is_text(one) and _is_text(other)]
    full = [(one, other) for one, other in pairs if _is_full(len(one), other, width)]
    inside = sum(not ends_sentence(one) or other.lstrip()[:1].islower() for one, other in full)
    if not _NARROWEST <= width <= _WIDEST or 2 * inside < len(full) or not full:
        return 0
    return width


def _is_text(line: str) -> bool:
    return bool(line.strip()) and _KEPT.fullmatch(line) is None


def _is_full(size: int, following: str, width: int) -> bool:
    """Whether the first word of the line that follows had no place in a line of this size."""
    return size + 1 + len(following.split()[0]) > width


def _goes_on(before: str, size: int, line: str, width: int) -> bool:
    if not (_is_text(before) and _is_text(line)) or bullet(line) is not None:
        return False
    return _is_full(size, line, width)


def _is_below_item(before: str, line: str) -> bool:
    """Whether a line stands under the text of an item: indented as that is, and no item itself."""
    item = bullet(before)
    if item is None or not _is_text(line) or bullet(line) is not None:
        return False
    return len(line) - len(line.lstrip()) > item[0]


def _joined(before: str, line: str, words: list[str]) -> str:
    if _BROKEN_WORD.search(before) and _GOES_ON.match(line):
        words.append(before.rsplit(None, 1)[-1] + line.split()[0])
        return before[:-1] + line
    return f"{before} {line}"
