"""The door to the HTML parser: a page as a plain tree, as browsers build it."""

import re
from collections.abc import Iterator

from citaat.errors import CorpusError, UsageError

DEEPEST = 250
# The parser's time grows with the square of the depth, so depth is looked at before it starts.
_MOST_OPEN = 3_000
# What is no tag is passed over; quotation marks may hold a ">".
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title)\b.*?(?:</(?P=raw)|\Z)"
    r"|<(?P<closing>/?)(?P<tag>[a-z][a-z0-9-]*)(?:\"[^\"]*\"|'[^']*'|[^\"'<>])*+",
    re.IGNORECASE | re.DOTALL,
)
# Tags that hold nothing, or are closed by the next of their kind.
_NEVER_DEEP = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot option "
    "html head body".split()
)
# Inside a drawing, and only there, these close themselves.
_DRAWN = frozenset("path circle rect line polygon polyline ellipse stop use image g".split())
# The parser's time also grows with the square of the attributes of a tag; long values are harmless.
_MOST_ATTRIBUTES = 2_000
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"']*)")
_BETWEEN = re.compile(r"[\s/]+|=")
_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]*\[[^\]]*<!ENTITY", re.IGNORECASE)
_FIX = "save the page again from a browser"


class Element:
    """An element of a page: its children are elements and texts, in order. Made once and never changed."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Element | str] = []

    def elements(self) -> "Iterator[Element]":
        """This element and all inside it, in reading order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += [child for child in reversed(element.children) if isinstance(child, Element)]

    def find(self, *tags: str) -> "Iterator[Element]":
        """The elements inside this one that have one of these tags."""
        return (element for element in self.elements() if element.tag in tags and element is not self)

    def above(self) -> "Iterator[Element]":
        """The elements around this one, the nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def strings(self) -> Iterator[str]:
        """The texts inside, in reading order, as they are written."""
        stack: list[Element | str] = [self]
        while stack:
            one = stack.pop()
            if isinstance(one, str):
                yield one
            else:
                stack += reversed(one.children)

    def text(self) -> str:
        """All that is written inside, on one line."""
        return " ".join(" ".join(self.strings()).split())


def parse(html: str, file: str) -> Element:
    """The page as a tree, from its root element. Raises CorpusError for one that no browser wrote."""
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError as error:
        what = "HTML and DOCX need the package selectolax, which is not installed"
        raise UsageError(what, file=file, fix="install citaat again: pip install citaat") from error
    if _ENTITIES.search(html[:10_000]):
        raise CorpusError("defines entities of its own, which are not read", file=file, fix=_FIX)
    if _is_bomb(html):
        raise CorpusError("is nested too deep", file=file, fix=_FIX)
    root = LexborHTMLParser(html).root
    if root is None:
        return Element("html", {}, None)
    made = Element("html", _attributes(root), None)
    stack = [(root, made, 1)]
    while stack:
        node, element, depth = stack.pop()
        if depth > DEEPEST:
            raise CorpusError("is nested too deep", file=file, fix=_FIX)
        for child in node.iter(include_text=True):
            if child.is_text_node:
                element.children.append(child.text_content or "")
            elif child.is_element_node:
                inner = Element(child.tag or "", _attributes(child), element)
                element.children.append(inner)
                stack.append((child, inner, depth + 1))
    return made


def _attributes(node: object) -> dict[str, str]:
    found: dict[str, str | None] = getattr(node, "attributes", {})
    return {name: value or "" for name, value in found.items()}


def _is_bomb(html: str) -> bool:
    """Whether the parser would take minutes: counts at least as many open elements as it will find."""
    now = 0
    drawing = False
    for match in _TAG.finditer(html):
        tag, written = (match["tag"] or "").lower(), match.group()
        if tag and len(written) > _MOST_ATTRIBUTES and _attribute_count(written) > _MOST_ATTRIBUTES:
            return True
        if not tag or tag in _NEVER_DEEP or (drawing and tag in _DRAWN and written.endswith("/")):
            continue
        # Any other tag may end the drawing, also where nothing says so.
        drawing = tag == "svg" if tag not in _DRAWN else drawing
        now = max(0, now - 1) if match["closing"] else now + 1
        if now > _MOST_OPEN:
            return True
    return False


def _attribute_count(tag: str) -> int:
    return sum(1 for _ in _BETWEEN.finditer(_VALUE.sub("= ", tag)))
