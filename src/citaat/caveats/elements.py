"""The elements of a phrase, and the short text they are stored as: read only when a phrase may match.

Elements are separated by spaces; the first letter says what they are: `+` a word, `?` a
word that may be left out, `-` a word that may not follow, `~` a gap of up to so many
words. Alternatives are separated by `/`; their first letter is the kind.
"""

from citaat.light import dataclass

# Kinds of alternatives.
WORD, EXACT, START, END, INSIDE, SET, NUMBER = "w", "x", "p", "s", "i", "t", "n"
MUST, MAY, NOT, GAP = "+", "?", "-", "~"
UNLIMITED = 1e12
# In `unless` of a rule, between a set that rules it out and the one beside which that does not.
SAVE = "^"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One choice for one word: `text` is a word, an affix or a set; numbers lie in `low` to `high`."""

    kind: str
    text: str
    low: float = 0.0
    high: float = UNLIMITED


@dataclass(frozen=True, slots=True)
class Element:
    """One word of a phrase, or a gap of up to `size` words."""

    what: str
    choices: tuple[Alternative, ...] = ()
    size: int = 0


def encode(elements: list[Element]) -> str:
    """The elements as one short text."""
    return " ".join(_encode(element) for element in elements)


def _encode(element: Element) -> str:
    if element.what == GAP:
        return f"{GAP}{element.size}"
    choices = (
        f"{one.kind}{one.low:g}:{one.high:g}" if one.kind == NUMBER else one.kind + one.text
        for one in element.choices
    )
    return element.what + "/".join(choices)


def decoded(piece: str) -> Element:
    """One element of what `encode` wrote."""
    if piece[0] == GAP:
        return Element(GAP, size=int(piece[1:]))
    return Element(piece[0], tuple(_alternative(one) for one in piece[1:].split("/")))


def _alternative(text: str) -> Alternative:
    if text[0] != NUMBER:
        return Alternative(text[0], text[1:])
    low, high = text[1:].split(":")
    return Alternative(NUMBER, "", float(low), float(high))
