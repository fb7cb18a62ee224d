"""Tables of a page: those that hold data as rows and columns, those that only place text as that text."""

from collections.abc import Mapping, Sequence

from citaat.importing.blocks import Block, Code, Listing, Table, texts
from citaat.importing.page.tree import Element
from citaat.light import dataclass

_FRAMING = ("h1", "h2", "h3", "h4", "h5", "h6", "table", "form", "details", "article", "section", "pre")
_LONG_CELL = 400
_WIDEST = 100
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, whether it names a column or row, and how many columns and rows it takes."""

    element: Element
    names: bool
    columns: int
    rows: int


def is_frame(element: Element) -> bool:
    """Whether a table only places what stands in it."""
    return element.attributes.get("role", "") in ("presentation", "none") or any(element.find(*_FRAMING))


def grid(table: Element) -> list[list[Cell]]:
    """The cells of a table, row by row."""
    return [
        [_cell(cell) for cell in row.children if isinstance(cell, Element) and cell.tag in ("td", "th")]
        for row in table.find("tr")
    ]


def made(rows: Sequence[Sequence[Cell]], read: Mapping[Element, list[Block]]) -> Table | None:
    """The table that these cells make; None when it is a frame around text after all."""
    filled = [row for row in rows if any(read[cell.element] for cell in row)]
    if len(filled) > _MOST_ROWS or not filled or max(map(len, filled)) < 2:
        return None
    named = any(cell.names for row in filled for cell in row)
    cells = [read[cell.element] for row in filled for cell in row]
    if not named and (len(filled) < 2 or any(_is_text(blocks) for blocks in cells)):
        return None
    if any(isinstance(block, Code) for blocks in cells for block in blocks):
        return None
    heads = _heads(filled)
    texts = _without_empty_columns(_spread(filled, read))
    width = max(map(len, texts))
    if width < 2:
        return None
    head = [
        " ".join(filter(None, (row[at] if at < len(row) else "" for row in texts[:heads])))
        for at in range(width)
    ]
    body = [tuple(row + [""] * (width - len(row))) for row in texts[heads:]]
    return Table(tuple(head) if heads else (), tuple(body))


def _cell(element: Element) -> Cell:
    told = element.attributes
    return Cell(element, element.tag == "th", _span(told.get("colspan", "")), _span(told.get("rowspan", "")))


def _span(text: str) -> int:
    return max(1, min(_WIDEST, int(text))) if text.isdecimal() and len(text) < 6 else 1


def _is_text(blocks: Sequence[Block]) -> bool:
    """Whether a cell holds what reads better outside a table."""
    size = sum(len(text) for block in blocks for text in texts(block))
    return size > _LONG_CELL or len(blocks) > 2 or any(isinstance(one, Listing) for one in blocks)


def _heads(rows: Sequence[Sequence[Cell]]) -> int:
    """How many rows at the top only name columns; none where there would be no row left."""
    count = 0
    for row in rows:
        above = any(one.tag == "thead" for one in row[0].element.above()) if row else False
        if not above and not all(cell.names for cell in row):
            break
        count += 1
    return count if count < len(rows) else 0


def _spread(rows: Sequence[Sequence[Cell]], read: Mapping[Element, list[Block]]) -> list[list[str]]:
    """The texts of the cells where a reader sees them.

    A cell over several rows is said in each, as each row is quoted by itself; one over several columns once.
    """
    lower: dict[int, tuple[int, str]] = {}
    spread: list[list[str]] = []
    for row in rows:
        texts: list[str] = []
        for cell in [*row, None]:
            while len(texts) in lower and len(texts) < _WIDEST:
                left, text = lower.pop(len(texts))
                if left > 1:
                    lower[len(texts)] = (left - 1, text)
                texts.append(text)
            if cell is not None and len(texts) < _WIDEST:
                said = _said(read[cell.element])
                for at in range(cell.columns):
                    if cell.rows > 1:
                        lower[len(texts)] = (cell.rows - 1, "" if at else said)
                    texts.append("" if at else said)
        spread.append(texts)
    return spread


def _without_empty_columns(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the columns in which nothing but a picture stood."""
    filled = [at for at in range(max(map(len, rows))) if any(at < len(row) and row[at] for row in rows)]
    return [[row[at] if at < len(row) else "" for at in filled] for row in rows]


def _said(blocks: Sequence[Block]) -> str:
    """The text of a cell on one line: items parted by semicolons."""
    parts = []
    for block in blocks:
        mark = "; " if isinstance(block, Listing) else " "
        parts.append(mark.join(" ".join(text.split()) for text in texts(block)))
    return " ".join(parts)
