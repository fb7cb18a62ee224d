"""Tables whose first row names the columns without being marked as their head, as Word makes them by default."""

from collections.abc import Iterable, Sequence

from citaat.importing.blocks import Block, Table

_MOST_WORDS = 6
_LEAST_ROWS = 3
_SHORT = 3
_SHOWN = 60


def with_heads(blocks: Iterable[Block]) -> tuple[list[Block], list[str]]:
    """The blocks, with the first row of a table as its head where it looks like one, and what was unsure."""
    made: list[Block] = []
    doubts: list[str] = []
    for block in blocks:
        if not isinstance(block, Table) or any(block.head) or not block.rows:
            made.append(block)
            continue
        first = block.rows[0]
        told = "; ".join(filter(None, first))[:_SHOWN]
        if _is_bold(first) or _names_columns(block.rows):
            made.append(Table(first, block.rows[1:]))
            doubts += [] if _is_bold(first) else [f'eerste rij van een tabel als kop gelezen: "{told}"']
        else:
            made.append(block)
            doubts.append(f'tabel zonder kop: "{told}"; zet zo nodig de namen van de kolommen erboven')
    return made, doubts


def _is_bold(row: Sequence[str]) -> bool:
    return all(cell.startswith("**") and cell.endswith("**") and len(cell) > len("****") for cell in row)


def _names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is all names, above a column in which every cell holds a figure, or above no row like it."""
    first, *others = rows
    names = all(cell and not _has_figure(cell) and len(cell.split()) <= _MOST_WORDS for cell in first)
    ends = any(cell.endswith((".", "!")) for cell in first)
    if not names or ends or len({*map(str.casefold, first)}) < len(first):
        return False
    if len(rows) >= _LEAST_ROWS and any(
        all(_has_figure(row[at]) for row in others) for at in range(len(first))
    ):
        return True
    return bool(others) and not any(_is_like(row) for row in others)


def _is_like(row: Sequence[str]) -> bool:
    """Whether a row could be a head itself: short in every cell, and without figures."""
    return all(not _has_figure(cell) and len(cell.split()) <= _SHORT for cell in row)


def _has_figure(cell: str) -> bool:
    return any(char.isdigit() for char in cell)
