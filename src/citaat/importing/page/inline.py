"""Text inside a block of a page: tags gone, spaces as a browser shows them, raised and lowered figures as such."""

import re
from collections.abc import Sequence

from citaat.importing.page.tree import Element

# A line that the page itself breaks.
BREAK = "\n"
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_AROUND_BREAK = re.compile(r" *\n *")
_HIGH = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOW = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_FIGURES = re.compile(r"[0-9+-]{1,4}")
_BOLD = frozenset(("b", "strong"))
# Struck text holds no more: shown plain it would say the opposite.
STRUCK = frozenset(("s", "strike", "del"))
UNSAID = frozenset(
    (
        "rt",
        "rp",
        "wbr",
        "input",
        "select",
        "textarea",
        "option",
        "datalist",
        "progress",
        "meter",
        "img",
        "area",
    )
)


class Line:
    """The text of a block as it grows, and how much of it is bold."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bold = self._plain = 0

    def add(self, text: str, bold: bool) -> None:
        """More text, as it is written in the page."""
        said = len("".join(text.split()))
        self._bold += said if bold else 0
        self._plain += 0 if bold else said
        self._pieces.append(_BLANKS.sub(" ", text))

    def end(self) -> None:
        """The page starts a new line here."""
        self._pieces.append(BREAK)

    def take(self) -> tuple[str, bool]:
        """The text and whether all of it is bold; the line is empty after that."""
        text = _AROUND_BREAK.sub(BREAK, _BLANKS_ALONE.sub(" ", "".join(self._pieces))).strip()
        bold = self._bold > 0 and not self._plain
        self._pieces, self._bold, self._plain = [], 0, 0
        return text, bold


_BLANKS_ALONE = re.compile(r" +")


def is_bold(element: Element, within: bool) -> bool:
    """Whether text in this element is bold, in one that is or is not."""
    return within or element.tag in _BOLD


def raised(element: Element) -> str | None:
    """What <sup> and <sub> hold as figures that stand higher or lower.

    "" for the number of a footnote, None when it is text.
    """
    text = element.text()
    if element.tag == "sup":
        link = next(element.find("a"), None)
        if link is not None and link.attributes.get("href", "").rpartition("#")[1] == "#":
            return ""
    if not _FIGURES.fullmatch(text):
        return None
    return text.translate(_HIGH if element.tag == "sup" else _LOW)


def one_line(pieces: Sequence[str]) -> str:
    """Texts that the page breaks, on one line."""
    return " ".join(" ".join(pieces).split())
