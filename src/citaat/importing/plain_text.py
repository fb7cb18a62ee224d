"""Plain text as blocks: typed lists and tables recognised, headings known by their looks, menus left out."""

import re
from collections.abc import Sequence
from itertools import pairwise

from citaat.importing.around import shares
from citaat.importing.blocks import Block, Document, Heading, Item, LeftOut, Listing, Paragraph, Table
from citaat.importing.foot import without_foot, without_last_lines
from citaat.importing.lines import author, bullet, day, guessed, like_heading, listing, without_contents
from citaat.importing.opening import EARLY, MENU, SAMPLE, bar_menu, is_menu, opening, words_in
from citaat.importing.wrapping import unwrapped

_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,})[ \t]*")
_MARKED = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t#]*")
_RULE = re.compile(r"[ \t]*(?:[-=*_~#][ \t]*){3,}")
_PIPES = re.compile(r"[ \t]*\|.*\|[ \t]*")
_DASHES = re.compile(r"[ \t|:+-]+")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?[ \t]+[A-ZÀ-Þ].*")
_INDENT = re.compile(r"^[ \t\xa0]+", re.M)
_ITEM_WORDS = 6
FOOT, CONTENTS = "menu onderaan", "inhoudsopgave"


def read_text(text: str, name: str) -> Document:
    """A plain text as a document; `name` is its title where nothing in it is."""
    # A browser saves an indent as spaces that do not break.
    typed = _INDENT.sub(lambda match: match.group().replace("\xa0", " "), text).splitlines()
    typed, below = without_last_lines(typed)
    lines, words, split = unwrapped(typed)
    reader = _Reader(lines)
    blocks = reader.blocks()
    bar, blocks = bar_menu(blocks)
    title, rest, left = opening(blocks)
    left += [LeftOut(MENU, words_in(bar), " ".join(bar)[:SAMPLE])] if bar else []
    rest, foot = without_foot(rest, reader.guessed, FOOT, is_menu)
    rest, contents = without_contents(rest)
    left += [LeftOut(CONTENTS, words_in([contents]), contents[:SAMPLE])] if contents else []
    rest = _with_text_below(rest, reader.guessed)
    early = [block.text for block in rest[:EARLY] if isinstance(block, Paragraph)]
    doubts = [f'afgebroken woord aaneengeschreven: "{word}"' for word in words]
    heads = [block.text for block in rest if isinstance(block, Heading) and block.text in reader.guessed]
    doubts += guessed("kop aan de vorm herkend", "koppen aan de vorm herkend", heads)
    doubts += [*split, *reader.doubts]
    return Document(
        title or name,
        next(filter(None, map(author, early)), ""),
        next(filter(None, map(day, early)), ""),
        "",
        (*((Heading(1, title),) if title else ()), *rest),
        (*left, *foot, *below),
        tuple(doubts),
    )


def _with_text_below(blocks: Sequence[Block], guessed: Sequence[str]) -> list[Block]:
    """The blocks in which a line that only looks like a heading is none where no text follows: an address, a name.

    Above a question there is a text: it names what is asked ("Veelgestelde vragen").
    """
    made: list[Block] = []
    for block, after in pairwise([*blocks, Paragraph("")]):
        alone = (
            isinstance(block, Heading)
            and block.text in guessed
            and isinstance(after, Heading)
            and _parts_nothing(block, after)
        )
        made.append(Paragraph(block.text) if alone and isinstance(block, Heading) else block)
    return made


def _parts_nothing(heading: Heading, after: Heading) -> bool:
    asks = after.text.endswith("?") and not heading.text.endswith("?")
    return after.level <= heading.level and not asks


class _Reader:
    """One reading of the lines of a text."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._at = 0
        # Before this line nothing is a table of bars, or of tabs: it was looked at already.
        self._tableless = {_bars: 0, _tabs: 0}
        self.guessed: list[str] = []
        self.doubts: list[str] = []

    def blocks(self) -> list[Block]:
        """All blocks in reading order."""
        found: list[Block] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if not line.strip() or _RULE.fullmatch(line):
                self._at += 1
                continue
            block = self._marked() or self._table() or self._listing() or self._unmarked(found)
            found.append(block)
        return found

    def _marked(self) -> Block | None:
        """A heading that says that it is one."""
        line = self._lines[self._at].strip()
        below = self._lines[self._at + 1] if self._at + 1 < len(self._lines) else ""
        marked = _MARKED.fullmatch(line)
        if marked is not None:
            self._at += 1
            return Heading(len(marked[1]), marked[2])
        if (
            _UNDERLINE.fullmatch(below)
            and not _RULE.fullmatch(line)
            and bullet(line) is None
            and len(line) < 120
        ):
            self._at += 2
            return Heading(1 if "=" in below else 2, line)
        return None

    def _table(self) -> Block | None:
        """Lines of cells between bars, or with as many tabs each."""
        for parts in (_bars, _tabs):
            end = self._at
            if end < self._tableless[parts]:
                continue
            while end < len(self._lines) and parts(self._lines[end]) is not None:
                end += 1
            rows = [parts(line) or () for line in self._lines[self._at : end]]
            width = max(map(len, rows), default=0)
            if len(rows) > 1 and width > 1 and (parts is _bars or all(len(row) == width for row in rows)):
                self._at = end
                filled = [(*row, *[""] * (width - len(row))) for row in rows if any(row)]
                self.doubts.append(f'tabel herkend; eerste rij als kop gelezen: "{"; ".join(filled[0])}"')
                return Table(filled[0], tuple(filled[1:]))
            # No later row begins one either, but where bars do not matter the last ones that are as wide may.
            self._tableless[parts] = end if parts is _bars else self._at + _last_uneven(rows)
        return None

    def _listing(self) -> Block | None:
        """Lines with bullets, also with an empty line between them."""
        first = bullet(self._lines[self._at])
        if first is None:
            return None
        lines = [self._lines[self._at]]
        end = self._at + 1
        last = lines[0]
        while (after := self._next(end)) is not None:
            line = self._lines[after]
            if self._goes_on(last, line):
                last = line
            elif not _is_indented(line, first[0]):
                break
            lines.append(line)
            end = after + 1
        if len(lines) == 1 and not first[3]:
            return None
        self._at = end
        return listing(lines)

    def _goes_on(self, before: str, line: str) -> bool:
        """Whether a line is the next item: a number follows the one before it, or starts a list inside."""
        one, other = bullet(before), bullet(line)
        if one is None or other is None:
            return False
        if one[1] is None or other[1] is None:
            return (one[1] is None) == (other[1] is None) or one[0] != other[0]
        return other[1] == one[1] + 1 or other[0] != one[0]

    def _next(self, at: int) -> int | None:
        """The next line that is not empty."""
        return next((number for number in range(at, len(self._lines)) if self._lines[number].strip()), None)

    def _unmarked(self, found: Sequence[Block]) -> Block:
        line = self._lines[self._at].strip()
        self._at += 1
        items = self._bare_items(found)
        if items is not None:
            return items
        if like_heading(line) and not shares(line) and (len(line.split()) > 1 or self._alone()):
            numbered = _NUMBERED.fullmatch(line)
            self.guessed.append(line)
            return Heading(min(6, numbered[1].count(".") + 2) if numbered else 2, line)
        return Paragraph(line)

    def _alone(self) -> bool:
        """Whether the line just read stands between empty ones."""
        above = self._at < 2 or not self._lines[self._at - 2].strip()
        return above and (self._at >= len(self._lines) or not self._lines[self._at].strip())

    def _bare_items(self, found: Sequence[Block]) -> Block | None:
        """Short lines without bullets after a line that ends in a colon: a list that lost its marks.

        The last of them is left alone where a text follows it: that is the next heading.
        """
        if not found or not isinstance(found[-1], Paragraph) or not found[-1].text.endswith(":"):
            return None
        lines, end = [], self._at - 1
        ends = [end]
        while (at := self._next(end)) is not None and _like_item(self._lines[at].strip()):
            lines.append(self._lines[at].strip())
            end = at + 1
            ends.append(end)
        after = self._next(end)
        if (
            lines
            and after is not None
            and like_heading(lines[-1])
            and not like_heading(self._lines[after].strip())
        ):
            lines.pop()
        if len(lines) < 2:
            return None
        self._at = ends[len(lines)]
        self.doubts.append(f'opsomming zonder tekens herkend: "{lines[0]}" en {len(lines) - 1} andere')
        return Listing(tuple(Item(0, None, (one,)) for one in lines))


def _like_item(line: str) -> bool:
    short = len(line.split()) <= _ITEM_WORDS and line[-1] not in ".:?!"
    return short and bullet(line) is None and _MARKED.fullmatch(line) is None


def _is_indented(line: str, least: int) -> bool:
    """Whether a line stands under the text of an item that is indented so far."""
    return bullet(line) is None and len(line) - len(line.lstrip()) >= least + 2


def _last_uneven(rows: Sequence[Sequence[str]]) -> int:
    """How many rows there are up to and with the last that is not as wide as those at the end."""
    return max((at for at, row in enumerate(rows, 1) if len(row) != len(rows[-1])), default=0)


def _bars(line: str) -> tuple[str, ...] | None:
    if not _PIPES.fullmatch(line):
        return None
    return () if _DASHES.fullmatch(line) else tuple(cell.strip() for cell in line.strip()[1:-1].split("|"))


def _tabs(line: str) -> tuple[str, ...] | None:
    cells = tuple(cell.strip() for cell in line.strip(" ").split("\t"))
    return cells if len(cells) > 1 and bullet(line) is None and all(cells) else None
