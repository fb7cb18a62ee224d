"""What stands for an image in a line: its alternative text where a sentence would lack a word without it, else nothing."""

from citaat.light import TYPE_CHECKING, Pattern

if TYPE_CHECKING:
    import re

_ALT = r"(?:[^\[\]\\\n]|\\.){0,500}"
_TARGET = (
    r"(?:\((?:<[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]{0,500}\)){0,2000})(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?[ \t]*\)"
    r"|\[[^\[\]\n]{0,200}\])"
)
# An image, or one that is a link (a badge).
IMAGE = rf"(?:!\[{_ALT}\]{_TARGET}|\[!\[{_ALT}\]{_TARGET}[ \t]*\]{_TARGET})"
_ALONE = Pattern(IMAGE)
_WORDS = Pattern(rf"!\[({_ALT})\]")
# The end of a sentence or of what introduces an image, or the mark of an item: an image after it is an illustration.
_BEFORE = Pattern(r"(?:[.!?…:;][\"'”’)*_]{0,9}|\A|(?:\A|\n)[ \t>]*(?:[-*+•]|\d{1,3}[.)]))[ \t\n]*\Z")
_NEAR = 40


def alternative(match: "re.Match[str]") -> str | None:
    """The text for a link that is an image or holds nothing else, "" where it is not read; None for any other link."""
    if "![" not in match.group() or not _ALONE.compiled.fullmatch(match.group()):
        return None
    return _words(match.group()) if _amid(match) else ""


def alone(text: str) -> str:
    """The alternative text of an image that is all of a text, as in the cell of a table; else the text itself."""
    return _words(text) if "![" in text and _ALONE.compiled.fullmatch(text) else text


def _words(image: str) -> str:
    found = _WORDS.compiled.search(image)
    return found[1] if found else ""


def _amid(match: "re.Match[str]") -> bool:
    """Whether there are words of the same sentence on both sides: "Klik op ![Opslaan](a.png) om te bewaren"."""
    start, end = match.span()
    # A text may have as many images as letters: no more of it is copied for each.
    before = match.string[max(0, start - _NEAR) : start]
    after = match.string[end : end + _NEAR].lstrip(" \t")
    if not after or _BEFORE.compiled.search(before):
        return False
    # On a line of its own, or at either end of one, it stands in a sentence only when that goes on in small letters.
    edge = after[0] == "\n" or before.rstrip(" \t").endswith("\n")
    return not edge or after.lstrip()[:1].islower()
