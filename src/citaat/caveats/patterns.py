"""The pattern language of term sets, as a person writes it.

A term is one or more elements, each matching one word of the question:

    word        that word, or a word with that lemma          word!    exactly as spelt
    stem*       words that start so        *head  words that end so       *part*  hold it
    a/b         one or the other           <name> a member of an earlier term set
    #10+ #0-17  a number in that range     word?  may be left out
    ..  ...     up to two or six words between                ^a/b     not followed by
"""

import re
from collections.abc import Callable, Iterator, Sequence

from citaat.caveats.elements import (
    END,
    EXACT,
    GAP,
    INSIDE,
    MAY,
    MUST,
    NOT,
    NUMBER,
    SET,
    START,
    UNLIMITED,
    WORD,
    Alternative,
    Element,
)
from citaat.dutch.analysis import fold

GAPS = {"..": 2, "...": 6}
# No phrase that people write is longer.
MOST = 60
_NUMBER = re.compile(r"#(\d+(?:\.\d+)?)(?:\+|-(\d+(?:\.\d+)?))")
# Letters of any script: an emergency is told in Arabic too.
_WORD = re.compile(r"\*?(?:[^\W_]|['%.,-])+[*!]?")
Standard = Callable[[str], Sequence[str]]


class PatternError(ValueError):
    """A term that is not in the pattern language."""


def elements(term: str, standard: Standard) -> list[Element]:
    """The elements of `term`; `standard` gives the words an analyser reads for a word."""
    found = [element for piece in term.split() for element in _joined(piece, standard)]
    if not found or found[0].what == GAP or all(element.what != MUST for element in found):
        raise PatternError(f"the term {term!r} does not start with a word, or needs none")
    if len(found) > MOST:
        raise PatternError(f"the term {term[:40]!r}… has more than {MOST} words")
    return found


def _joined(piece: str, standard: Standard) -> Iterator[Element]:
    """The elements of a piece: a question is read in words without hyphens."""
    if "-" not in piece or not piece.replace("-", "").isalpha():
        yield from _piece(piece, standard)
        return
    for part in piece.split("-"):
        # By itself a letter may be a spoken word ("k" is "ik"), but not in "slow-k".
        yield from _piece(part, standard if len(part) > 1 else lambda letter: [letter])


def _piece(piece: str, standard: Standard) -> list[Element]:
    if piece in GAPS:
        return [Element(GAP, size=GAPS[piece])]
    what = NOT if piece.startswith("^") else MAY if piece.endswith("?") else MUST
    body = piece.lstrip("^").rstrip("?")
    words = list(standard(fold(body))) if body.isalpha() else [body]
    return [Element(what, tuple(_alternative(one, standard) for one in word.split("/"))) for word in words]


def _alternative(choice: str, standard: Standard) -> Alternative:
    if choice.startswith("<") and choice.endswith(">"):
        return Alternative(SET, choice[1:-1])
    number = _NUMBER.fullmatch(choice)
    if number:
        low, high = number.groups()
        return Alternative(NUMBER, "", float(low), float(high) if high else UNLIMITED)
    word = fold(choice)
    if not _WORD.fullmatch(word):
        raise PatternError(f"cannot read {choice!r}")
    return _word(word, standard)


def _word(word: str, standard: Standard) -> Alternative:
    if word.endswith("!"):
        return Alternative(EXACT, word[:-1])
    if word.startswith("*") and word.endswith("*"):
        return Alternative(INSIDE, word[1:-1])
    if word.endswith("*"):
        return Alternative(START, word[:-1])
    if word.startswith("*"):
        return Alternative(END, word[1:])
    read = standard(word)
    return Alternative(WORD, read[0] if len(read) == 1 else word)
