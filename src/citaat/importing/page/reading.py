"""A saved page as a document: the part that holds the text is found, and what surrounds it left out."""

from citaat.importing.blocks import Block, Document, Heading, LeftOut, Paragraph
from citaat.importing.lines import typed_lists, without_contents
from citaat.importing.page import metadata
from citaat.importing.page.clutter import Finder, is_related
from citaat.importing.page.content import Reader
from citaat.importing.page.tree import Element, parse

# A part that holds less than this share of the text is not what the page is about.
_LEAST = 0.2
_ARTICLE = 0.5
OUTSIDE, CONTENTS = "buiten de hoofdtekst", "inhoudsopgave"


def read_page(html: str, name: str, file: str) -> Document:
    """A page as a document; `name` is its title where it has none. Raises CorpusError."""
    root = parse(html, file)
    about = metadata.read(root, html)
    finder = Finder(root)
    main = _main(root, finder)
    finder.loose = main is None
    body = next((one for one in root.children if isinstance(one, Element) and one.tag == "body"), root)
    reader = Reader(finder)
    blocks, contents = without_contents(typed_lists(reader.read(main or body)))
    reader.remarks.leave_out(CONTENTS, contents)
    blocks = _without_loose_ends(blocks)
    outside = _outside(body, main, finder) if main else ()
    first = blocks[0].text if blocks and isinstance(blocks[0], Heading) else ""
    title = about.title or first or name
    return Document(
        title,
        about.author,
        about.date,
        about.url,
        tuple(_under(title, blocks)),
        (*reader.remarks.left_out, *outside),
        tuple(reader.remarks.doubts),
    )


def _main(root: Element, finder: Finder) -> Element | None:
    """The element that holds the text and little else, None when the page does not mark it."""
    whole = _said(root, finder)
    for found in (_mains(root), _articles(root)):
        best = max(found, key=lambda one: _said(one, finder), default=None)
        least = _LEAST if found is not None and best is not None and best.tag != "article" else _ARTICLE
        if best is not None and _said(best, finder) >= least * whole:
            return _with_title(best, root)
    return None


def _mains(root: Element) -> list[Element]:
    return [
        one
        for one in root.elements()
        if one.tag == "main"
        or one.attributes.get("role") == "main"
        or one.attributes.get("itemprop") == "articleBody"
    ]


def _articles(root: Element) -> list[Element]:
    return [one for one in root.find("article") if not any(above.tag == "article" for above in one.above())]


def _said(element: Element, finder: Finder) -> int:
    """How much text an element holds without what is clutter in it."""
    if finder.kind(element) is not None:
        return 0
    size, stack = 0, [element]
    while stack:
        for child in stack.pop().children:
            if isinstance(child, str):
                size += len(" ".join(child.split()))
            elif finder.kind(child) is None:
                stack.append(child)
    return size


def _with_title(main: Element, root: Element) -> Element:
    """The element, or the one around it that holds the only first heading of the page too."""
    heads = list(root.find("h1"))
    if any(main.find("h1")) or len(heads) != 1:
        return main
    around = set(heads[0].above())
    outer = next((one for one in main.above() if one in around), main)
    return main if outer.tag in ("body", "html") else outer


def _outside(body: Element, main: Element, finder: Finder) -> tuple[LeftOut, ...]:
    """What stands outside the main part: counted by kind where it is told apart, else as such."""
    reader = Reader(finder)
    plain: list[str] = []
    stack: list[Element] = [body]
    while stack:
        for child in stack.pop().children:
            if isinstance(child, str):
                plain.append(child)
            elif child is not main and reader.kind(child) is None:
                stack.append(child)
    text = " ".join(" ".join(plain).split())
    return (*reader.remarks.left_out, *((LeftOut(OUTSIDE, len(text.split()), text[:80]),) if text else ()))


def _without_loose_ends(blocks: list[Block]) -> list[Block]:
    """The blocks without headings such as "Lees ook" under which nothing is left."""
    kept: list[Block] = []
    for block in reversed(blocks):
        after = kept[-1] if kept else None
        loose = after is None or isinstance(after, Heading)
        if not (loose and isinstance(block, Heading | Paragraph) and is_related(block.text)):
            kept.append(block)
    return kept[::-1]


def _under(title: str, blocks: list[Block]) -> list[Block]:
    """The blocks, with a first heading that says the title as the only one of the first level."""
    if blocks and isinstance(blocks[0], Heading) and blocks[0].text == title:
        return [Heading(1, title), *blocks[1:]]
    return blocks
