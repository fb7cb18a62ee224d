"""Lists of a page: bullets, numbers, terms with what they mean."""

from collections.abc import Callable, Mapping, Sequence

from citaat.importing.blocks import Block, Heading, Item, Listing, Paragraph
from citaat.importing.page.tree import Element

_LONGEST_DEFINITION = 300


def blocks(
    element: Element, read: Callable[[Element], list[Block]], left_out: Callable[[Element], str | None]
) -> list[Block]:
    """A list as one block, or as what stands in it when its items hold headings or tables of their own."""
    told = [(item, read(item)) for item in _items(element, left_out)]
    if any(not isinstance(block, Paragraph | Listing) for _, inner in told for block in inner):
        return [block for _, inner in told for block in inner]
    items: list[Item] = []
    number = _whole(element.attributes.get("start", ""), 1) if element.tag == "ol" else None
    for item, inner in told:
        if number is not None:
            number = _whole(item.attributes.get("value", ""), number)
        items += _item(inner, number)
        if number is not None and inner:
            number += 1
    return [Listing(tuple(items))] if items else []


def _items(element: Element, left_out: Callable[[Element], str | None]) -> list[Element]:
    """The items of a list; what stands between them is an item too, for it is shown."""
    items: list[Element] = []
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                items.append(Element("li", {}, element))
                items[-1].children.append(child)
        elif left_out(child) is None:
            around = child if child.tag == "li" else Element("li", {}, element)
            if around is not child:
                around.children.append(child)
            items.append(around)
    return items


def _item(inner: Sequence[Block], number: int | None) -> list[Item]:
    """An item with the items inside it; text after an inner list is an item of its own."""
    items: list[Item] = []
    paragraphs: list[str] = []

    def end(number: int | None) -> None:
        if paragraphs:
            items.append(Item(0, number, tuple(paragraphs)))
            paragraphs.clear()

    for block in inner:
        if isinstance(block, Paragraph):
            paragraphs.append(block.text)
        elif isinstance(block, Listing):
            end(number if not items else None)
            deeper = 1 if items else 0
            items += [Item(one.depth + deeper, one.number, one.paragraphs) for one in block.items]
    end(number if not items else None)
    return items


def _whole(text: str, other: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else other


def pairs(element: Element) -> list[tuple[Element, Element]]:
    """The terms of a definition list with what stands under each; `dl > div` groups are looked into."""
    found: list[tuple[Element, Element]] = []
    stack = [element]
    while stack:
        child = stack.pop()
        if child.tag not in ("dt", "dd"):
            inner = [one for one in child.children if isinstance(one, Element)]
            stack += reversed(inner if child is element or child.tag == "div" else [])
            continue
        if child.tag == "dt" or not found:
            term = child if child.tag == "dt" else Element("dt", {}, element)
            found.append((term, Element("div", {}, element)))
        if child.tag == "dd":
            found[-1][1].children.append(child)
    return found


def definitions(
    terms: Sequence[tuple[Element, Element]], read: Mapping[Element, list[Block]]
) -> Listing | None:
    """Terms with short meanings as a list of "term: meaning"; None when they are more like parts with headings."""
    items = []
    for term, told in terms:
        name, meaning = term.text(), read[told]
        short = len(meaning) <= 1 and all(
            isinstance(one, Paragraph) and len(one.text) <= _LONGEST_DEFINITION for one in meaning
        )
        if not short or name.endswith(("?", ".", "!")) or any(isinstance(one, Heading) for one in read[term]):
            return None
        says = meaning[0].text if meaning and isinstance(meaning[0], Paragraph) else ""
        text = f"{name.rstrip(' :')}: {says}" if name and says else name or says
        if text:
            items.append(Item(0, None, (text,)))
    return Listing(tuple(items)) if items else None
