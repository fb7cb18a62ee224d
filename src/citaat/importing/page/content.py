"""The text of a page as blocks: headings, paragraphs, lists, tables, each sentence once and in reading order."""

import re
from collections.abc import Callable, Sequence

from citaat.importing.blocks import Block, Code, Heading, Paragraph, texts
from citaat.importing.lines import broken_lines, like_heading
from citaat.importing.page import clutter, lists, tables
from citaat.importing.page.clutter import Finder
from citaat.importing.page.inline import STRUCK, UNSAID, Line, is_bold, one_line, raised
from citaat.importing.page.remarks import Remarks
from citaat.importing.page.tree import Element

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form header hgroup hr html label legend li main ol p pre section summary table tbody td tfoot th thead tr "
    "ul".split()
)
_PARAGRAPHS = frozenset(("p", "li", "div"))
_STRUCK_OUT, _REPEATED = "doorgestreepte tekst", "herhaling"
_BUTTON_LEAST = 2
# Preformatted text without two sentences in a row is code, or output of a program.
_SENTENCES = re.compile(r"(?:[a-z]{2,}[ \n]+){3}.*[a-z]{2,}[.!?](?:\s|$)", re.DOTALL)
_ALL_LINKS, _MOSTLY_LINKS = 0.9, 0.6


class Reader:
    """Reads one page, or one part of it; `remarks` tells afterwards what was left out and what is doubted."""

    def __init__(self, finder: Finder | None) -> None:
        self.finder = finder
        self.remarks = Remarks()

    def read(self, root: Element) -> list[Block]:
        """The blocks inside `root`."""
        walk = _Walk(self, ())
        walk.inside(root, False)
        return walk.done()

    def kind(self, element: Element) -> str | None:
        """Why an element is left out, None when it stays; what it says is kept for the report."""
        kind = self.finder.kind(element) if self.finder else clutter.unsaid(element)
        if kind:
            self.remarks.leave_out(kind, element.text())
        return kind

    def links(self, element: Element) -> float:
        """The share of an element's text that is links; 0 where nothing was measured."""
        return self.finder.measures[element].links if self.finder else 0.0


class _Walk:
    """The blocks of one element as they come; lists and cells are walks of their own."""

    def __init__(self, reader: Reader, above: Sequence[Heading]) -> None:
        self._reader = reader
        self._blocks: list[Block] = []
        self._line = Line()
        self._headings = list(above[-1:])
        # The heading to come back to after a part that had its own.
        self._return: Heading | None = None
        self._button_level = 0
        # A line that is meant for the heading that follows it.
        self._above = ""

    def done(self) -> list[Block]:
        """All blocks, the last one ended."""
        self._end()
        if self._above:
            self._blocks.append(Paragraph(self._above))
        return self._blocks

    def inside(self, element: Element, bold: bool) -> None:
        """All that an element holds."""
        for child in element.children:
            if isinstance(child, str):
                self._line.add(child, bold)
            elif self._reader.kind(child) is None:
                self._element(child, is_bold(child, bold))

    def _element(self, element: Element, bold: bool) -> None:
        tag = element.tag
        own = _OWN.get(tag)
        if own is not None:
            own(self, element, bold)
        elif tag in STRUCK:
            self._reader.remarks.leave_out(_STRUCK_OUT, element.text())
        elif tag in UNSAID:
            return
        elif (
            tag in _PARAGRAPHS
            and self._reader.links(element) > _MOSTLY_LINKS
            and clutter.is_related(element.text())
        ):
            self._reader.remarks.leave_out(clutter.table()["related"]["name"], element.text())
        elif clutter.is_link_button(element):
            self._reader.remarks.leave_out(clutter.table()["buttons"]["name"], element.text())
        elif tag in _BLOCKS or "-" in tag:
            self._block(element, bold)
        else:
            self.inside(element, bold)

    def _block(self, element: Element, bold: bool) -> None:
        self._end()
        known = len(self._headings)
        self.inside(element, bold)
        if clutter.stands_above(element) and len(self._headings) == known:
            self._above, _ = self._line.take()
        self._end()
        if self._return is not None and self._return in self._headings[known:]:
            # Its part of the page is over, and so is what it is the heading of.
            self._return = None

    def _end(self) -> None:
        """The text that has come is a paragraph, or a heading when all of it is bold."""
        text, bold = self._line.take()
        if not text:
            return
        if bold and like_heading(text):
            self._reader.remarks.guess(text)
            self._add(Heading(self._level() + 1 if self._level() < 2 else self._level(), text))
            return
        for block in broken_lines(text):
            self._add(block)

    def _add(self, block: Block) -> None:
        above, self._above = self._above, ""
        if above and not isinstance(block, Heading):
            self._blocks.append(Paragraph(above))
        if isinstance(block, Heading):
            self._return = None
            self._button_level = 0
            self._headings.append(block)
        elif self._return is not None:
            self._blocks.append(self._return)
            self._headings.append(self._return)
            self._return = None
        # A title or lead that a page shows twice in a row is one.
        if self._blocks and self._blocks[-1] == block and isinstance(block, Heading | Paragraph):
            self._reader.remarks.leave_out(_REPEATED, block.text)
        else:
            self._blocks.append(block)
        if above and isinstance(block, Heading):
            self._blocks.append(Paragraph(above))

    def _level(self) -> int:
        return self._headings[-1].level if self._headings else 1

    def _heading(self, element: Element, bold: bool) -> None:
        self._end()
        inner = _Walk(self._reader, ())
        inner.inside(element, False)
        text = one_line([text for block in inner.done() for text in texts(block)])
        if text:
            self._add(Heading(_HEADINGS[element.tag], text))

    def _part(self, title: str, blocks: Element | Sequence[Element]) -> None:
        """A part with a heading of its own, after which the heading above it holds again."""
        outer = self._return or (self._headings[-1] if self._headings else None)
        if title:
            self._add(Heading(min(6, (outer.level if outer else 1) + 1), title))
        for element in [blocks] if isinstance(blocks, Element) else blocks:
            self.inside(element, False)
            self._end()
        self._return = outer

    def _details(self, element: Element, bold: bool) -> None:
        self._end()
        summary = next(
            (child for child in element.children if isinstance(child, Element) and child.tag == "summary"),
            None,
        )
        title = summary.text() if summary else ""
        body = Element("div", {}, element)
        body.children = [child for child in element.children if child is not summary]
        if title:
            self._part(title, body)
        else:
            self.inside(body, bold)
            self._end()

    def _button(self, element: Element, bold: bool) -> None:
        """The button of an unfolding part is its heading; any other says nothing about the subject."""
        text = element.text()
        if any(one.tag in _HEADINGS or one.tag == "summary" for one in element.above()):
            self.inside(element, bold)
        elif (
            clutter.unfolds(element) and len(text.split()) >= _BUTTON_LEAST and not clutter.says_nothing(text)
        ):
            self._end()
            level = self._button_level or min(6, self._level() + 1)
            self._add(Heading(level, text))
            self._button_level = level
        else:
            self._reader.remarks.leave_out(clutter.table()["buttons"]["name"], text)

    def _listing(self, element: Element, bold: bool) -> None:
        self._end()
        if self._is_related(element):
            return
        for block in lists.blocks(element, self._read, self._reader.kind):
            self._add(block)

    def _read(self, element: Element) -> list[Block]:
        walk = _Walk(self._reader, self._headings)
        walk.inside(element, False)
        return walk.done()

    def _is_related(self, element: Element) -> bool:
        """Whether this is a list of links under a heading that sends readers elsewhere: both are left out then."""
        last = self._blocks[-1] if self._blocks else None
        if not isinstance(last, Heading | Paragraph) or self._reader.links(element) < _ALL_LINKS:
            return False
        if not clutter.is_related(last.text):
            return False
        self._blocks.pop()
        self._reader.remarks.leave_out(clutter.table()["related"]["name"], f"{last.text} {element.text()}")
        return True

    def _definitions(self, element: Element, bold: bool) -> None:
        self._end()
        pairs = lists.pairs(element)
        # Read twice at every depth, one inside the other would take forever.
        if not any(element.find("dl", "table")):
            read, reader = self._apart([one for pair in pairs for one in pair])
            listing = lists.definitions(pairs, read)
            if listing is not None:
                self._reader.remarks.adopt(reader.remarks)
                self._add(listing)
                return
        for term, told in pairs:
            self._part(term.text(), told)

    def _apart(self, elements: Sequence[Element]) -> "tuple[dict[Element, list[Block]], Reader]":
        """What elements hold, read by a reader that is adopted only when this is what they are taken for."""
        reader = Reader(self._reader.finder)
        read = {}
        for element in elements:
            walk = _Walk(reader, ())
            walk.inside(element, False)
            read[element] = walk.done()
        return read, reader

    def _table(self, element: Element, bold: bool) -> None:
        self._end()
        made, reader = None, self._reader
        if not tables.is_frame(element):
            grid = tables.grid(element)
            read, reader = self._apart([cell.element for row in grid for cell in row])
            made = tables.made(grid, read)
        if made is None:
            self.inside(element, bold)
            self._end()
            return
        self._reader.remarks.adopt(reader.remarks)
        caption = next(element.find("caption"), None)
        if caption is not None and caption.text():
            self._add(Paragraph(caption.text()))
        self._add(made)

    def _raised(self, element: Element, bold: bool) -> None:
        figures = raised(element)
        if figures is None:
            self.inside(element, bold)
        else:
            self._line.add(figures, bold)

    def _break(self, element: Element, bold: bool) -> None:
        self._line.end()

    def _quote(self, element: Element, bold: bool) -> None:
        self._line.add("“", bold)
        self.inside(element, bold)
        self._line.add("”", bold)

    def _code(self, element: Element, bold: bool) -> None:
        self._end()
        text = "".join(element.strings()).strip("\r\n")
        if any(element.find("code")) or not _SENTENCES.search(text):
            self._reader.remarks.wrote_code(text.count("\n") + 1)
            self._add(Code(text))
            return
        for block in broken_lines(text):
            self._add(block)


_OWN: dict[str, Callable[[_Walk, Element, bool], None]] = {
    **dict.fromkeys(_HEADINGS, _Walk._heading),
    **dict.fromkeys(("ul", "ol"), _Walk._listing),
    **dict.fromkeys(("sup", "sub"), _Walk._raised),
    "details": _Walk._details,
    "button": _Walk._button,
    "dl": _Walk._definitions,
    "table": _Walk._table,
    "br": _Walk._break,
    "q": _Walk._quote,
    "pre": _Walk._code,
}
