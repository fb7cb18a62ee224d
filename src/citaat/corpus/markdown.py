"""The blocks of a Markdown article, as CommonMark and GitHub's tables have them, each at its exact place.

Reading is for building alone: `markdown-it-py` is loaded when the first article is read. It says
which lines a block has; where in those lines its text stands is worked out here. Comments and code
are never read: what a writer hides from readers must not come out as an answer.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from citaat.corpus.blocks import Block
from citaat.corpus.hidden import HIDDEN, Hidden, hide
from citaat.outcome.images import IMAGE
from citaat.outcome.leads import is_bare, is_mark, names, stands_out
from citaat.outcome.marks import ATTRIBUTES, FILLED_IN, FORMULA
from citaat.outcome.shown import readable

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n|\n|\r")
# Bullets of word processors, which Markdown does not know.
_BULLET = re.compile(r"^([ \t>]*)[•◦▪▫●○‣⁃·](?=[ \t])", re.M)
# What stands before the text of a line in a quote or a list.
_CONTAINER = re.compile(r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
# A line that is longer may be broken where the next begins.
_WRAPPED = 60
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,100}\]:[ \t]*")
# A box whose title, or all of its text, stands behind its mark: > [!TIP] Handige tip.
_TITLED = re.compile(r"\[![A-Za-z]+\][+-]?[ \t]+(?=\S)")
_ENDED = (".", "!", "?", "…", ":")
_HEADING_ID = re.compile(rf"[ \t]*(?:\{{:?[ \t]*(?:[#.][\w-]+[ \t]*)+\}}|{ATTRIBUTES}|\{{-\}})[ \t]*$")
_NAME = re.compile(r"#([\w-]+)")
_IMAGE = re.compile(IMAGE)
# A paragraph that is nothing but a command to a site generator: {% … %}, {{< … >}}, {: .class}, ::: note, [TOC],
# a file that is put there, an abbreviation, a target, a formula, tags, a page to look at, code of a page in MDX.
_COMMAND = re.compile(
    rf"(?:(?:{ATTRIBUTES})\s*)+|(?:{FORMULA})[.,]?|{FILLED_IN}|"
    r"(?:\{[%{:#][^{}]{0,1000}\}{1,2}\s*)+|:{3,}.{0,200}|\[\[?_?toc_?\]?\]|toc|-{1,2}8<-{1,2}.{0,300}|\*\[[^\]\n]{1,100}\]:.{0,500}|\([\w-]+\)="
    r"|\$\$.{0,2000}\$\$|(?:#[^\W\d][\w/-]*\s*)+|\[\S+\.md\]\(\S+\)"
    r"|(?:import\s[^'\"\n]*['\"][^'\"\n]+['\"];?\s*)+|export[ ]+(?:const|default|function|let|async)\b.{0,5000}",
    re.IGNORECASE | re.DOTALL,
)
# The line that opens or closes a box with a note: !!! info "Let op", ::: tip, [!NOTE], {: .note }.
_FRAME = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]+[\w-]+.*|===[+!]?[ \t]+[\"'].*|:{3,}.*|\[![A-Za-z]+\](?:[+-].*)?|\{:.*\}|\{%[^{}]*%\}|(?:\{\{[<%][^{}]*[>%]\}\}[ \t]*)+"
    rf"|{FILLED_IN}"
)
# What is written for a site generator, and pictures before a sentence: a quote begins after them. A value that is
# filled in there is part of the sentence, and the target of a link is part of that link.
_UNSAID = re.compile(
    r"(?<!\]\()(?:\{\{[<%](?![ \t]*param\b)[^{}\n]{0,500}[>%]\}\}|\{%[^{}\n]{0,500}%\})"
    rf"|(?:\A|(?<=[.!?]\s)|(?<=[.!?][\"”’)*_]\s))\s*(?:{IMAGE}(?:{ATTRIBUTES})?\s*)+"
)
# What a box of MyST is told below its first line; elsewhere a word between colons is a picture.
_OPTION = re.compile(r":[a-z-]+:")
_LETTER = re.compile(r"\w")
_VISIBLE = re.compile(r"[^\r\n]")
_LEFT_OUT = {"fence": "code", "code_block": "code", "html_block": "html"}
_CLOSED = re.compile(r"[\r\n][ \t>]*(?:`{3,}|~{3,})\Z")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not read: "code", "html" or "comment"; `closed` is False when it runs on to the end."""

    kind: str
    start: int
    end: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Markdown:
    """An article as it is read, and what of it is not, both in order; `folds`: from where to where parts of it go that
    can be folded away, whose headings hold no further."""

    blocks: Sequence[Block]
    left_out: Sequence[LeftOut]
    folds: Sequence[tuple[int, int]] = ()

    def between(self, before: int, after: int) -> Sequence[LeftOut]:
        """What is not read between two places."""
        at = bisect_left(self.left_out, before, key=lambda one: one.start)
        return self.left_out[at : bisect_left(self.left_out, after, lo=at, key=lambda one: one.start)]


def read_markdown(text: str, start: int = 0) -> Markdown:
    """The blocks of text[start:], with offsets into `text`."""
    hidden = hide(text, start)
    reader = _Reader(hidden, start)
    blocks = tuple(reader.blocks())
    comments = [LeftOut("comment", one.start, one.end, one.closed) for one in hidden.comments]
    return Markdown(blocks, sorted([*reader.left_out, *comments], key=lambda one: one.start), hidden.folds)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    # What stands inside a block is not taken apart: it is cited as it is written.
    parser.core.ruler.enableOnly(["normalize", "block"])
    return parser


class _Reader:
    """One reading of one article, token by token."""

    def __init__(self, hidden: Hidden, start: int) -> None:
        self._source = source = _BULLET.sub(r"\1-", hidden.source)
        self._start = start
        ends = [match.span() for match in _LINE_END.finditer(source, start)]
        starts = [start, *(after for _, after in ends)]
        self._lines = list(zip(starts, [*(before for before, _ in ends), len(source)], strict=True))
        self._lists = self._groups = self._items = 0
        self._within, self._level = "", 0
        self.left_out: list[LeftOut] = []

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order."""
        for token in _parser().parse(self._source[self._start :]):
            if token.type in _LEFT_OUT:
                self._leave_out(token)
            elif token.type == "tr_open":
                row = self._row(token)
                # Attributes of the table stand below its rows.
                if not _COMMAND.fullmatch(row.text):
                    yield row
            elif token.type == "inline":
                yield from self._inline(token)
            else:
                self._pass(token)

    def _pass(self, token: "Token") -> None:
        """Go into a container, or out of it."""
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self._groups += not self._lists
            self._lists += 1
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._lists -= 1
            # What follows a list inside an item is a piece of its own.
            self._items += 1
        elif kind == "list_item_open":
            self._items += 1
        elif kind == "table_open":
            self._groups += not self._lists
        elif kind in ("heading_open", "paragraph_open", "thead_open", "tbody_open"):
            self._within = kind
            self._level = int(token.tag[1]) if kind == "heading_open" else 0

    def _inline(self, token: "Token") -> Iterator[Block]:
        if self._within == "heading_open" and token.level == 1:
            yield self._heading(token)
        elif self._within in ("heading_open", "paragraph_open"):
            yield from self._text(token)

    def _heading(self, token: "Token") -> Block:
        first, last = self._place(token)
        name = _HEADING_ID.search(token.content)
        text = token.content[: name.start()] if name else token.content
        given = _NAME.search(name.group()) if name else None
        shown = " ".join(readable(text.replace(HIDDEN, " "), "").split())
        return Block("heading", first, last, shown, name=given[1] if given else "", level=self._level)

    def _text(self, token: "Token") -> Iterator[Block]:
        """A paragraph, wherever it stands, in as many pieces as marks of boxes and footnotes part it."""
        for lines in _said_lines(token):
            listed = self._lists > 0
            apart = listed and self._parts_list(lines)
            yield from self._piece(lines[:-1] if apart else lines, listed)
            if apart:
                yield from self._piece(lines[-1:], False)

    def _parts_list(self, lines: Sequence[tuple[int, str]]) -> bool:
        """Whether the last line of an item names the next list: no empty line parts it from either.

        CommonMark has it go on with the item, of which nobody could make anything ("kristal Wel in de glasbak").
        """
        if len(lines) < 2 or lines[-1][0] + 1 >= len(self._lines):
            return False
        (_, before), (number, line) = lines[-2:]
        (first, last), after = self._lines[number], self._lines[number + 1]
        if self._source[first:last].rstrip() != line.strip() or not _ITEM.match(self._source[slice(*after)]):
            return False
        begins = line[:1].isupper() and len(before) < _WRAPPED and not before.rstrip().endswith((",", ";"))
        return stands_out(line.strip()) or (begins and names(line) and is_bare(line))

    def _piece(self, lines: Sequence[tuple[int, str]], listed: bool) -> Iterator[Block]:
        """Lines of a paragraph, each where it is; `listed`: in a list."""
        pieces: list[str] = []
        start = at = -1
        for number, content in lines:
            first, last = self._lines[number]
            content = content.strip()
            line = self._source[first:last].rstrip()
            if line.endswith(content):
                first += len(line) - len(content)
            if start < 0:
                mark = _FOOTNOTE.match(content) or _TITLED.match(content)
                start = at = first = first + (mark.end() if mark else 0)
            end = max(first, self._lines[number][0] + len(line))
            pieces += [self._between(at, first), self._source[first:end]]
            at = end
        text = _UNSAID.sub(_blanks, "".join(pieces).replace(HIDDEN, " "))
        blank = len(text) - len(text.lstrip())
        if start >= 0 and _says(text.strip()):
            kind, group, item = ("item", self._groups, self._items) if listed else ("paragraph", 0, 0)
            yield Block(kind, start + blank, start + len(text.rstrip()), text.strip(), group, item)

    def _between(self, start: int, end: int) -> str:
        """The end of a line and the marks before the text of the next one, as blanks."""
        return _blank(self._source[start:end])

    def _row(self, token: "Token") -> Block:
        first, last = self._lines[token.map[0]] if token.map else (0, 0)
        line = self._source[first:last]
        container = _CONTAINER.match(line) if token.level > 2 else re.match(r"[ \t]*", line)
        first += container.end() if container else 0
        text = self._source[first:last].rstrip()
        kind = "head" if self._within == "thead_open" else "row"
        return Block(kind, first, first + len(text), text.replace(HIDDEN, " "), self._groups, self._items)

    def _place(self, token: "Token") -> tuple[int, int]:
        first, last = token.map or (0, 1)
        return self._lines[first][0], self._lines[max(first, last - 1)][1]

    def _leave_out(self, token: "Token") -> None:
        start, end = self._place(token)
        text = self._source[start:end].rstrip()
        closed = token.type != "fence" or bool(_CLOSED.search(text))
        self.left_out.append(LeftOut(_LEFT_OUT[token.type], start, end, closed))


def _said_lines(token: "Token") -> Iterator[list[tuple[int, str]]]:
    """The lines of a paragraph, numbered, in pieces: without those that open or close a box, each footnote by itself."""
    piece: list[tuple[int, str]] = []
    directive = False
    lines = token.content.split("\n")
    for number, line in enumerate(lines):
        written = line.strip()
        framed = _frames(written, bool(lines[number + 1 :])) or (directive and _OPTION.match(line))
        if framed or _FOOTNOTE.match(written):
            yield piece
            piece = []
        directive = bool(framed) and (directive or written.startswith(":::"))
        if not framed:
            piece.append((number + (token.map[0] if token.map else 0), line))
    yield piece


def _frames(line: str, goes_on: bool) -> bool:
    """Whether a line only opens or closes a box: its title may stand there, a sentence is to be read."""
    if _FRAME.fullmatch(line):
        return True
    titled = _TITLED.match(line)
    return titled is not None and goes_on and not line.endswith(_ENDED)


def _blanks(match: re.Match[str]) -> str:
    return _blank(match.group())


def _blank(text: str) -> str:
    return _VISIBLE.sub(" ", text)


def _says(text: str) -> bool:
    """Whether a paragraph says anything: an image alone, a tag or a command to a site generator does not.

    Signs may do so: "❌" above a list.
    """
    if text[:1].isalnum() and not text.startswith(("import ", "export ", "TOC", "toc")):
        return True
    text = _IMAGE.sub("", text).strip()
    if _COMMAND.fullmatch(text):
        return False
    return _LETTER.search(readable(text, "")) is not None or is_mark(readable(text, "").strip())
