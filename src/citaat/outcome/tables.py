"""The rows of a Markdown table as sentences: each cell with the head of its column."""

from collections.abc import Sequence

from citaat.light import Pattern

_DELIMITER = Pattern(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_PIPE = Pattern(r"(?<!\\)\|")
_END = ":.!?;, "


def table_lines(lines: Sequence[str], columns: str) -> list[str]:
    """The lines with the rows of a table told as "Kop: cel; Kop: cel".

    `columns` is the head of the table when these lines are rows of it; else the head stands among
    them, above a line of dashes. Lines without a table stay as they are.
    """
    if columns:
        heads = cells(columns)
        return [_told(heads, line) for line in lines if not _DELIMITER.compiled.match(line)]
    at = next((at for at, line in enumerate(lines) if at and "|" in line + lines[at - 1] and _rules(line)), 0)
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
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.compiled.split(row)]


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
