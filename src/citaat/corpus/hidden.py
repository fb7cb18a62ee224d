"""Comments of a Markdown article taken out of sight before its blocks are read, every offset kept."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citaat.corpus.boxes import aligned, opened
from citaat.corpus.parts import FENCE, headed
from citaat.outcome.shown import UNREAD

# Stands for a comment inside a line of text: no letter, no space, nothing that Markdown knows.
HIDDEN = "\ufffc"
# Code first, so that "<!--" in an example opens nothing; of escapes only the one that matters.
_PIECE = re.compile(
    rf"{FENCE}"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\r?\n)(?s:.)){1,2000}?(?<!`)(?P=ticks)(?!`))"
    r"|\\<"
    r"|(?P<comment><!--(?:-?>|(?s:.*?)(?:(?P<closed>-->)|\Z)))"
    rf"|(?P<unread>{UNREAD}|^%[ \t][^\n]*$)",
    re.M,
)
_MAY_HIDE = re.compile(r"<!--|\{/\*|/\*|%%|\{%|^%[ \t]|^[ \t]{0,3}---[ \t]", re.M)
# Code between such lines is one comment, with both of them.
_PART = re.compile(r"[ \t]{0,3}---[ \t]+(/?)(?!code\b)")
_ROW = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; `closed` is False when it hides all of the rest."""

    start: int
    end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """`source`: the text, as long as it was, without what its comments say; `folds`: where one may be folded away."""

    source: str
    comments: tuple[Comment, ...]
    folds: tuple[tuple[int, int], ...] = ()


def hide(text: str, start: int = 0) -> Hidden:
    """Take the comments of text[start:] out of sight.

    A comment may run over empty lines, also where CommonMark would show it: nobody writes "<!--"
    to be read. One that is not closed hides the rest.
    """
    comments = tuple(_comments(text, start)) if _MAY_HIDE.search(text) else ()
    pieces, at = [], 0
    for comment in comments:
        pieces += [text[at : comment.start], _blank(text, comment)]
        at = comment.end
    source, folds = headed("".join([*pieces, text[at:]]).replace("\0", "\ufffd"), start)
    folds = tuple(sorted([*folds, *_parts(text, comments)]))
    return Hidden(aligned(opened(source, start)), comments, folds)


def _parts(text: str, comments: Sequence[Comment]) -> Iterator[tuple[int, int]]:
    """From where to where parts of an article go between lines of their own: --- collapse ---, --- /collapse ---."""
    opened: list[int] = []
    for comment in comments:
        mark = _PART.match(text, comment.start)
        if mark and not mark[1]:
            opened.append(comment.start)
        elif mark and opened:
            yield opened.pop(), comment.start


def _comments(text: str, start: int) -> Iterator[Comment]:
    for match in _PIECE.finditer(text, start):
        if match["unread"] is not None:
            yield Comment(match.start(), match.end(), True)
        elif match["comment"] is not None:
            closed = match["closed"] is not None or match["comment"] in ("<!-->", "<!--->")
            yield Comment(match.start(), match.end(), closed)


def _blank(text: str, comment: Comment) -> str:
    """What stands in place of a comment: blanks on lines of its own, else marks that are no blanks.

    Blanks before the text of a line would make it code.
    """

    def filled(match: re.Match[str]) -> str:
        first = comment.start + match.start()
        before = text[text.rfind("\n", 0, first) + 1 : first] if not match.start() else ""
        last = comment.start + match.end()
        after = text[last : _line_end(text, last)] if last == comment.end else ""
        alone = not (before + after).strip()
        return (" " if alone else HIDDEN) * len(match.group())

    return _ROW.sub(filled, text[comment.start : comment.end])


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
