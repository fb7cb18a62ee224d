"""A piece of a text that is read: what passages are made of."""

from citaat.light import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article that is read.

    `kind` is "heading" (of `level` 1 to 6, with its `name`, if it was given one), "paragraph", "item" (a paragraph of a
    list item), "head" or "row" (of a table). `text` is what stands between the offsets, as long, with
    blanks for comments and for the marks of quotes. Blocks of one list or table share their `group`,
    paragraphs of one list item their `item`.
    """

    kind: str
    start: int
    end: int
    text: str
    group: int = 0
    item: int = 0
    name: str = ""
    level: int = 0
