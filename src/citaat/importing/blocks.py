"""What every source is read into before it is written: blocks of plain text, and what was left out of them."""

from citaat.light import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` from 1 (the title) to 6."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Its lines, when it has more than one, are parted by line feeds that the source shows."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list: its own paragraphs, and how deep it stands (0: in no other item).

    `number` is None for a bullet.
    """

    depth: int
    number: int | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with the items of the lists inside it, in reading order."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells as text; `head` names the columns and is empty where nothing does."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Kept as it is written; citaat never reads it."""

    text: str


Block = Heading | Paragraph | Listing | Table | Code


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a source says and the article does not: its kind in Dutch, how many words, and how it starts."""

    kind: str
    words: int
    sample: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source as it was read. `author`, `date` and `url` are "" where it does not tell them.

    `doubts` are remarks in Dutch for whoever looks the article over.
    """

    title: str
    author: str
    date: str
    url: str
    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[str, ...] = ()


def texts(block: Block) -> tuple[str, ...]:
    """The texts of a block that citaat reads, in reading order."""
    if isinstance(block, Heading | Paragraph):
        return (block.text,)
    if isinstance(block, Listing):
        return tuple(text for item in block.items for text in item.paragraphs)
    if isinstance(block, Table):
        return tuple(cell for row in (block.head, *block.rows) for cell in row if cell)
    return ()
