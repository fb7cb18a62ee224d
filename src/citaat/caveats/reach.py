"""The rules on all of a message, however long: piece by piece, so that no message costs more than its length."""

from collections.abc import Iterator

from citaat.caveats.rules import Firing, Rules
from citaat.dutch.analysis import Analyser
from citaat.light import Pattern

# A message up to this size is read in one piece; of a longer one the pieces overlap, so that no sentence is cut.
PIECE, OVERLAP = 4_000, 600
# From this size on, reading the dictionary costs less than looking up in it.
_MANY = 20_000
# Blanks, and characters that show nothing, in a row: they are no reason to stop reading.
_BLANKS = Pattern(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]{20,}")


def fire(rules: Rules, message: str, analyser: Analyser) -> tuple[Firing, ...]:
    """Every rule that holds in any piece of the message, most severe caveat first, each once."""
    if len(message) <= PIECE:
        return rules.fire(message, rules.tokens(message, analyser))
    # The net weighs every part of a long message, in a tenth of the time with NumPy.
    import numpy  # noqa: F401

    if len(message) > _MANY:
        from citaat.caveats.at_hand import at_hand

        rules, analyser = at_hand(rules, analyser)
    first: dict[tuple[str, str], Firing] = {}
    for piece in dict.fromkeys(pieces(message)):
        for firing in rules.fire(piece, rules.tokens(piece, analyser), first.keys()):
            first.setdefault((firing.rule, firing.caveat), firing)
    return tuple(sorted(first.values(), key=lambda one: rules.order.index(one.caveat)))


def pieces(message: str) -> Iterator[str]:
    """The pieces of a long message, cut between words where there are any."""
    text = _BLANKS.compiled.sub(" ", message)
    start = 0
    while start < len(text):
        end = min(start + PIECE, len(text))
        if end < len(text):
            blank = text.rfind(" ", start + PIECE // 2, end)
            end = blank if blank > 0 else end
        yield text[start:end]
        if end == len(text):
            break
        start = max(text.find(" ", end - OVERLAP, end), end - OVERLAP)
