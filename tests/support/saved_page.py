"""Saved pages in a line, and what is read from them."""

from citaat.importing.blocks import Block, Document, Item, Listing, texts
from citaat.importing.page.reading import read_page

TEXT = "Wie slecht slaapt, is overdag moe. Dat gaat vanzelf over als je weer goed slaapt."


def read(body: str, head: str = "") -> Document:
    """A page with this body."""
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_page(html, "Bestand", "pagina.html")


def inside(body: str) -> list[Block]:
    """The blocks of a page whose main part this is."""
    return list(read(f"<main>{body}</main>", "<title>Slapen</title>").blocks)


def said(document: Document) -> list[str]:
    """All texts, in order."""
    return [text for block in document.blocks for text in texts(block)]


def listing(*items: str) -> Listing:
    """A list of bullets."""
    return Listing(tuple(Item(0, None, (item,)) for item in items))
