"""Whether an article says what its source says: read back by citaat's own reader, text by text."""

from collections.abc import Iterator, Sequence

from citaat.corpus.front_matter import body
from citaat.corpus.markdown import read_markdown
from citaat.importing.blocks import Block, texts
from citaat.outcome.shown import readable
from citaat.outcome.tables import cells

# What follows a text that was lost is looked for no further than this many characters on.
_NEAR = 2_000


def misread(blocks: Sequence[Block], article: str) -> list[str]:
    """The texts of the source that do not stand in the article, word for word and in their order."""
    said = "".join(_bare(text) for text in _read(article))
    lost: list[str] = []
    at = 0
    for text in (text for block in blocks for text in texts(block)):
        bare = _bare(text)
        found = said.find(bare, at, at + len(bare) + _NEAR)
        if found < 0:
            lost.append(text)
        else:
            at = found + len(bare)
    return lost


def _read(article: str) -> Iterator[str]:
    """Every text of an article as it is shown."""
    for block in read_markdown(article, body(article, "").start).blocks:
        if block.kind in ("head", "row"):
            yield from (readable(f"x {cell}", "").removeprefix("x") for cell in cells(block.text))
        else:
            yield block.text if block.kind == "heading" else readable(block.text, "")


def _bare(text: str) -> str:
    """A text without blanks, and without a mark in front that is shown as any bullet is."""
    return "".join(text.split()).lstrip("*+-•–")
