"""Where Dutch sentences end: plain rules over a list of abbreviations."""

import re
from collections.abc import Container, Iterator

_END = re.compile(r"[.!?…]+[\"'”’)\]»]*(?=\s)|\n\s*\n")
_WORD = re.compile(r"\S+$")
# Abbreviations that often end a sentence: before a capital they do.
_CLOSING = frozenset("mg g gr kg µg mcg ml cl dl l mm cm m km kcal kj min sec u enz etc e.d jr".split())
_OPENERS = "\"'“‘(«[-•*"


def split_sentences(
    text: str, start: int, end: int, abbreviations: Container[str]
) -> Iterator[tuple[int, int]]:
    """The sentences of text[start:end] as offsets into `text`, white space trimmed off.

    A full stop ends a sentence unless its word is an abbreviation ("bijv."), a single
    letter ("J.") or a number ("3."), or the next word starts in lower case.
    """
    at = start
    for match in _END.finditer(text, start, end):
        if _ends(text, at, match, end, abbreviations):
            yield from _trim(text, at, match.end())
            at = match.end()
    yield from _trim(text, at, end)


def _ends(text: str, start: int, match: re.Match[str], end: int, abbreviations: Container[str]) -> bool:
    mark = match.group()
    following = text[match.end() : end].lstrip()
    if mark.isspace() or not following:
        return True
    first = following.lstrip(_OPENERS)[:1]
    if first.islower():
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    last = _WORD.search(text, max(start, match.start() - 30), match.start())
    word = last.group().lstrip(_OPENERS) if last else ""
    if len(word) == 1 and word.isalpha():
        return False
    word = word.lower()
    return word in _CLOSING or word + "." not in abbreviations


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
