"""The rows of a Markdown table: as sentences for the search, and as cells for people."""

from collections.abc import Sequence

from citaat.light import IGNORE_CASE, Pattern, dataclass
from citaat.outcome.images import alone

_DELIMITER = Pattern(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = Pattern(r"(?<!\\)\|")
_END = ":.!?;, "
_BREAK = Pattern(r"<br[ \t]*/?>", IGNORE_CASE)
_LISTED = Pattern(r"(?:^|(?<=>))[ \t]*[*•·▪+-][ \t]+")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table with the heads of their columns (none where these are not known), and the lines before it."""

    before: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def pairs(self, row: Sequence[str]) -> list[tuple[str, str]]:
        """The cells of a row that hold something, each with the head of its column, "" where there is none."""
        heads = (*self.heads, *[""] * len(row))
        return [(head.rstrip(_END), cell) for head, cell in zip(heads, row, strict=False) if cell]


def table(lines: Sequence[str], columns: str) -> Table | None:
    """The table in these lines of Markdown; None where there is none. `columns` as for `table_lines`."""
    if columns:
        rows = [line for line in lines if line.strip() and not _rules(line)]
        return _table((), columns, rows)
    at = _rule_at(lines)
    if at:
        rows = [line for line in lines[at + 1 :] if "|" in line]
        return _table(lines[: at - 1], lines[at - 1], rows) if rows else None
    return _table((), "", lines) if lines and all(map(_is_row, lines)) else None


def _table(before: Sequence[str], columns: str, rows: Sequence[str]) -> Table:
    heads = tuple(cells(columns)) if columns else ()
    return Table(tuple(before), heads, tuple(tuple(cells(row)) for row in rows))


def table_lines(lines: Sequence[str], columns: str) -> list[str]:
    """The lines with the rows of a table told as "Kop: cel; Kop: cel".

    `columns` is the head of the table when these lines are rows of it; else the head stands among
    them, above a line of dashes. Lines without a table stay as they are.
    """
    if columns:
        heads = cells(columns)
        return [_told(heads, line) for line in lines if not _DELIMITER.compiled.match(line)]
    at = _rule_at(lines)
    if not at:
        return [_told([], line) if _is_row(line) else line for line in lines]
    heads, rows = cells(lines[at - 1]), lines[at + 1 :]
    told = [_told(heads, line) if "|" in line else line for line in rows]
    return [*lines[: at - 1], *(told or ["; ".join(filter(None, heads))])]


def cells(row: str) -> list[str]:
    """The cells of a row."""
    row = row.strip()
    row = row[1:] if row.startswith("|") else row
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [_cell(cell.strip().replace("\\|", "|")) for cell in _PIPE.compiled.split(row)]


def _cell(text: str) -> str:
    """What a cell says: a list in it on one line, the words of a picture that is all of it."""
    if "<" not in text or not _LISTED.compiled.search(text):
        return alone(text)
    pieces = (_LISTED.compiled.sub("", piece).strip() for piece in _BREAK.compiled.split(text))
    told = [piece if piece.endswith(tuple(_END)) else f"{piece}," for piece in pieces if piece]
    return " ".join(told).removesuffix(",")


def _rule_at(lines: Sequence[str]) -> int:
    """Where the line of dashes stands that follows the head of a table; 0 where there is none."""
    return next(
        (at for at, line in enumerate(lines) if at and "|" in line + lines[at - 1] and _rules(line)), 0
    )


def _rules(line: str) -> bool:
    return _DELIMITER.compiled.match(line) is not None


def _is_row(line: str) -> bool:
    """A row or a head by itself, as GitHub's tables are mostly written."""
    line = line.strip()
    return len(line) > 2 and line.startswith("|") and line.endswith("|")


def _told(heads: Sequence[str], row: str) -> str:
    told = []
    for number, cell in enumerate(cells(row)):
        head = heads[number].rstrip(_END) if number < len(heads) else ""
        if cell:
            told.append(f"{head}: {cell}" if head else cell)
    return "; ".join(told)
