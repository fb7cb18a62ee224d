"""A document as the Markdown that citaat reads back word for word: escaped where, and only where, it must be."""

import json
import re
from collections.abc import Iterator, Sequence

from citaat.corpus.markdown import read_markdown
from citaat.importing.blocks import Block, Code, Document, Heading, Listing, Paragraph, Table
from citaat.outcome.shown import readable

_SPECIAL = re.compile(r"[\\`*_\[\]<>&~{}=|]|!(?=\[|--)|(?<!\w):(?=[a-z][a-z0-9_]+:)")
_LEADING = re.compile(r"(?m)^(?:[#>+-]|\d{1,9}[.)](?=\s|$))")
_TICKS = re.compile(r"`+")


def article(document: Document) -> str:
    """The text of an article: front matter, then the blocks."""
    return f"{front_matter(document)}\n{body(document.blocks)}"


def front_matter(document: Document, **more: str) -> str:
    """The lines between and with +++; what is not known has no line."""
    told = {
        "title": document.title,
        "author": document.author,
        "date": document.date,
        "url": document.url,
    } | more
    lines = [f"{key} = {toml_text(value)}" for key, value in told.items() if value or key == "title"]
    return "\n".join(["+++", *lines, "+++", ""])


def toml_text(text: str) -> str:
    """A TOML basic string: JSON's, in which TOML also wants a delete character escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def body(blocks: Sequence[Block]) -> str:
    """Blocks as Markdown."""
    made: list[str] = []
    # Two lists in a row are two only when their marks differ.
    before: Block | None = None
    other = False
    for block in blocks:
        other = isinstance(block, Listing) and isinstance(before, Listing) and not other
        made.append("\n".join(_lines(block, other)))
        before = block
    return "\n\n".join(made) + "\n"


def _lines(block: Block, other: bool) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * block.level} {_heading(block.text)}"
    elif isinstance(block, Paragraph):
        yield escaped(block.text)
    elif isinstance(block, Listing):
        yield from _items(block, other)
    elif isinstance(block, Table):
        yield from _rows(block)
    else:
        yield from _fenced(block)


def _heading(text: str) -> str:
    if _read_back(f"## {text}") == [text]:
        return text
    # Marks at the end of a heading close it.
    return re.sub(r"#(?=#*$)", r"\\#", _escape_all(text))


def escaped(text: str) -> str:
    """A paragraph with as few backslashes as reading it back word for word takes."""
    if _is_read(text, text):
        return text
    started = _LEADING.sub(lambda match: _backslashed(match.group()), text)
    return started if _is_read(started, text) else _escape_all(text)


def _is_read(written: str, text: str) -> bool:
    return _read_back(written) == [text]


def _read_back(written: str) -> list[str]:
    return [readable(block.text, "") for block in read_markdown(written).blocks]


def _escape_all(text: str) -> str:
    escaped = _SPECIAL.sub(lambda match: f"\\{match.group()}", text)
    return _LEADING.sub(lambda match: _backslashed(match.group()), escaped)


def _backslashed(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"\\{mark}"


def _items(block: Listing, other: bool) -> Iterator[str]:
    margins: list[int] = []
    for at, item in enumerate(block.items):
        mark = ("*" if other else "-") if item.number is None else f"{item.number}{')' if other else '.'}"
        margins = margins[: item.depth]
        indent = margins[-1] if margins else 0
        margins.append(indent + len(mark) + 1)
        for number, paragraph in enumerate(item.paragraphs):
            if number:
                yield ""
            lines = escaped(paragraph).split("\n")
            first = f"{' ' * indent}{mark} " if not number else " " * margins[-1]
            yield first + lines[0]
            yield from (" " * margins[-1] + line for line in lines[1:])
        if len(item.paragraphs) > 1 and at + 1 < len(block.items):
            yield ""


def _rows(block: Table) -> Iterator[str]:
    width = max(len(block.head), max(map(len, block.rows), default=0), 1)
    yield _row(block.head, width)
    yield _row(["---"] * width, width, plain=True)
    for row in block.rows:
        yield _row(row, width)


def _row(cells: Sequence[str], width: int, plain: bool = False) -> str:
    told = [cell if plain else _cell(cell) for cell in cells]
    return f"| {' | '.join([*told, *[''] * (width - len(told))])} |"


def _cell(text: str) -> str:
    line = " ".join(text.split())
    safe = line if _is_read(f"x {line}", f"x {line}") else _escape_all(line)
    return re.sub(r"(?<!\\)\|", r"\\|", safe)


def _fenced(block: Code) -> Iterator[str]:
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in _TICKS.findall(block.text)), default=0))
    yield fence
    yield block.text
    yield fence
