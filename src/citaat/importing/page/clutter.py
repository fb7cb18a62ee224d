"""What stands around the text of a page: menus, cookie bars, share buttons, comments, found by their names."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from citaat.importing.page.tree import Element
from citaat.light import dataclass

HIDDEN = "verborgen tekst"
FORM = "formulier"
MEDIA = "beeld of ingesloten venster"
_SILENT = frozenset("script style noscript template head link meta title base".split())
_MEDIA = frozenset("iframe video audio object embed canvas svg math map picture".split())
_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]*")
# "has-sidebar" and "menu-open" tell a state of the element, not what it is.
_STATE = frozenset(
    "has with no without is not show hide hidden open closed status enabled disabled active toggle js".split()
)
_INLINE = frozenset("span i b em strong small sup sub abbr".split())
# A head of the site stands in the body, or in one frame around all of it.
_SITE_DEPTH = 3
_NEVER = frozenset(("html", "body", "main"))
# What holds so much of all text is no clutter, whatever it is called.
_MOST = 0.5
_UNSEEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SENTENCE = re.compile(r"\w{2,}[.!?](?=\s|$)")
_ASIDE_LINKS = 0.3
_LINKED = frozenset("ul ol div p table td section span center".split())
_ALL_LINKS, _LINKS = 0.8, 3


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of clutter, and what gives it away.

    `links` is the least share of links for a word to count, `most` the largest share of all text that it may hold.
    """

    name: str
    tags: frozenset[str]
    roles: frozenset[str]
    words: frozenset[tuple[str, ...]]
    links: float
    most: float


@dataclass(frozen=True, slots=True)
class Measure:
    """The characters of an element's text, how many of them are links, and how many links those are.

    `holds` says whether the title of the page or its main part stands inside.
    """

    size: int
    linked: int
    count: int
    holds: bool

    @property
    def links(self) -> float:
        """The share of the text that is links."""
        return self.linked / self.size if self.size else 0.0


@cache
def table() -> Mapping[str, Any]:
    """The list of clutter, as it is written."""
    import tomllib

    path = Path(__file__).parents[2] / "data" / "importing" / "clutter.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of clutter, in the order in which they are tried."""
    return tuple(
        Kind(
            one["name"],
            frozenset(one.get("tags", ())),
            frozenset(one.get("roles", ())),
            frozenset(tuple(word.split("-")) for word in one.get("words", ())),
            one.get("links", 0.0),
            one.get("most", _MOST),
        )
        for one in table()["clutter"]
    )


def measures(root: Element) -> dict[Element, Measure]:
    """How much text each element holds."""
    found: dict[Element, Measure] = {}
    # The inner ones first: their sums are ready when the outer ones ask.
    for element in reversed(list(root.elements())):
        inner = [found[child] for child in element.children if isinstance(child, Element)]
        if element.tag in _SILENT:
            inner = []
        plain = (
            0
            if element.tag in _SILENT
            else sum(_length(one) for one in element.children if isinstance(one, str))
        )
        size = plain + sum(one.size for one in inner)
        link = element.tag == "a"
        found[element] = Measure(
            size,
            size if link else sum(one.linked for one in inner),
            link + sum(one.count for one in inner),
            any(one.holds for one in inner) or element.tag in ("h1", "main"),
        )
    return found


def _length(text: str) -> int:
    return len(" ".join(text.split()))


class Finder:
    """Says of each element of one page whether it is clutter, and of which kind."""

    def __init__(self, root: Element) -> None:
        self.measures = measures(root)
        # Where a page does not mark its text, blocks of links are menus.
        self.loose = False
        self._all = self.measures[root].size
        self._shown_by_a_button = frozenset(_controlled(root))

    def kind(self, element: Element) -> str | None:
        """As `unsaid`, and by name, role and class: a name in Dutch, None when the element stays."""
        tag, silent = element.tag, unsaid(element)
        if silent is not None or tag in _NEVER or self.measures[element].holds:
            return silent
        share = self.measures[element].size / max(1, self._all)
        if share <= _MOST and (self._hidden(element) or tag == "form"):
            return FORM if tag == "form" else HIDDEN
        if self.loose and tag in _LINKED and self._is_links(element):
            return kinds()[0].name
        return next((kind.name for kind in kinds() if share <= kind.most and self._is(kind, element)), None)

    def _is_links(self, element: Element) -> bool:
        measure = self.measures[element]
        links = measure.links >= _ALL_LINKS and measure.count >= _LINKS
        return links and _SENTENCE.search(element.text()) is None

    def _is(self, kind: Kind, element: Element) -> bool:
        role = element.attributes.get("role", "").lower()
        if element.tag in kind.tags or role in kind.roles:
            return not (kind.tags and self._is_text(element))
        links = self.measures[element].links
        return (
            links >= kind.links
            and _named(element, kind.words)
            and not (kind.links and self._is_long(element))
        )

    def _is_text(self, element: Element) -> bool:
        """Whether a head, an aside or the foot of an article belongs to its text: sentences, and few links."""
        above = [one.tag for one in element.above()]
        within = "main" in above or "article" in above
        if element.tag == "header":
            return within or (len(above) > _SITE_DEPTH and not any(element.find("nav")))
        few = self.measures[element].links < _ASIDE_LINKS
        return (
            element.tag in ("aside", "footer") and within and few and bool(_SENTENCE.search(element.text()))
        )

    def _is_long(self, element: Element) -> bool:
        """Whether an element with a telling name holds a text all the same."""
        return self.measures[element].links < 0.5 and len(_SENTENCE.findall(element.text())) > 5

    def _hidden(self, element: Element) -> bool:
        # What a button unfolds is part of the text, and of variants that a script chooses from one is.
        shown = _is_last_variant(element) or element.attributes.get("id", "") in self._shown_by_a_button
        return _hides(element) and not shown


def unsaid(element: Element) -> str | None:
    """Why an element is no text anywhere: "" for what nobody would miss, None when it may be text."""
    return "" if element.tag in _SILENT else MEDIA if element.tag in _MEDIA else None


def _hides(element: Element) -> bool:
    """Whether an element says that it is not shown, or is a mark that is not read out."""
    told = element.attributes
    # Words inside a line that are not read out are still seen.
    seen = element.tag in _INLINE and any(char.isalnum() for char in element.text())
    return (
        ("hidden" in told and told["hidden"] != "until-found")
        or (told.get("aria-hidden") == "true" and not seen)
        or _UNSEEN.search(told.get("style", "")) is not None
    )


def _is_last_variant(element: Element) -> bool:
    """Whether this is the last of hidden words in a sentence of which one is meant to be shown."""
    around = element.parent
    if around is None or element.tag != "span" or around.tag != "span":
        return False
    inner = [child for child in around.children if not (isinstance(child, str) and not child.strip())]
    return (
        len(inner) > 1
        and inner[-1] is element
        and all(isinstance(one, Element) and _hides(one) for one in inner)
    )


def is_related(text: str) -> bool:
    """Whether a heading, or the start of a line, sends readers to other pages."""
    start = text.partition(":")[0].strip(" .…!?»>").lower()
    return start in table()["related"]["headings"]


def says_nothing(text: str) -> bool:
    """Whether this is what any button of any page says."""
    return text.strip(" .…»>").lower() in table()["buttons"]["texts"]


def is_link_button(element: Element) -> bool:
    """Whether a link is shown as a button."""
    return element.tag == "a" and _named(element, _words("buttons"))


def stands_above(element: Element) -> bool:
    """Whether this line is meant for the heading that follows it."""
    return _named(element, _words("above"))


@cache
def _words(part: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(word.split("-")) for word in table()[part]["words"])


def unfolds(button: Element) -> bool:
    """Whether a button opens a part of the text."""
    return any(
        name in button.attributes
        for name in ("aria-controls", "aria-expanded", "data-toggle", "data-bs-toggle")
    )


def _controlled(root: Element) -> Iterator[str]:
    """The ids of what buttons and links unfold."""
    for element in root.elements():
        told = element.attributes
        yield from told.get("aria-controls", "").split()
        if "data-toggle" in told or "data-bs-toggle" in told or told.get("aria-expanded"):
            yield from (
                told.get(name, "").removeprefix("#") for name in ("href", "data-target", "data-bs-target")
            )


def _named(element: Element, words: frozenset[tuple[str, ...]]) -> bool:
    names = [*element.attributes.get("class", "").split(), element.attributes.get("id", "")]
    return any(_tells(name, words) for name in names if name)


def _tells(name: str, words: frozenset[tuple[str, ...]]) -> bool:
    if (name.lower(),) in words:
        return True
    parts = [part.lower() for part in _WORD.findall(name)]
    if not parts or _STATE.intersection(parts):
        return False
    return any((part,) in words for part in parts) or any(pair in words for pair in pairwise(parts))
