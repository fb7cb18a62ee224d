"""What a unit's text is like, whatever the question: worked out once (see `noticing`) and kept."""

from citaat.light import dataclass


@dataclass(frozen=True, slots=True)
class Traits:
    """`has` names the patterns the text holds; `own` counts its terms."""

    trigrams: frozenset[str]
    own: int
    size: int
    has: frozenset[str]


def trigrams(text: str) -> frozenset[str]:
    """The letter trigrams of a text, lower case, one blank between words and around it."""
    line = f" {' '.join(text.lower().split())} "
    return frozenset(line[at : at + 3] for at in range(len(line) - 2))
