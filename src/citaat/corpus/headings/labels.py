"""Labels: short paragraphs that say what the value in the next one is ("Zondag", and then "Gesloten")."""

from collections.abc import Sequence
from dataclasses import replace

from citaat.corpus.blocks import Block
from citaat.corpus.headings.turning import has_figures
from citaat.light import Pattern
from citaat.outcome.leads import is_bare, stands_out

# Labels and their values stand in groups of this number: what follows on a value is the next label.
LABELLED = -2
_MOST_WORDS = 12
# An amount, a time or an address, but no words for it.
_VALUE = Pattern(r"[€$+(\d]|\S+@\S+|https?:")


def labelled(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a value in the paragraph after its label as an item below it.

    A value tells an amount, an hour, a price or an address, or that it is closed or free: other short paragraphs are
    sentences, or a list of names.
    """
    found = list(blocks)
    at = 0
    while at + 1 < len(found):
        if _is_label(found[at]) and _is_value(found[at + 1]):
            found[at] = replace(found[at], group=LABELLED)
            found[at + 1] = replace(found[at + 1], kind="item", group=LABELLED, item=-at - 1)
            at += 1
        at += 1
    return found


def _is_label(block: Block) -> bool:
    text = block.text
    named = is_bare(text) or (stands_out(text) and len(text.split()) <= _MOST_WORDS)
    return block.kind == "paragraph" and named and _VALUE.compiled.match(text.strip("*_ ")) is None


def _is_value(block: Block) -> bool:
    text = block.text
    if block.kind != "paragraph" or "\n" in text or len(text.split()) > _MOST_WORDS:
        return False
    return (has_figures(text) or "@" in text) and not text.rstrip("*_ ").endswith((":", "?", "."))
