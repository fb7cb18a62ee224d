"""The pattern language of term sets, read into plain lists that match without parsing.

A term is one or more elements, each matching one word of the question:

    word        that word, or a word with that lemma          word!    exactly as spelt
    stem*       words that start so        *head  words that end so       *part*  hold it
    a/b         one or the other           <name> a member of an earlier term set
    #10+ #0-17  a number in that range     word?  may be left out
    ..  ...     up to two or six words between                ^a/b     not followed by
"""

import re
from collections.abc import Callable, Sequence

from citaat.analysis import fold

# Kinds of alternatives in a compiled element.
WORD, EXACT, START, END, INSIDE, SET, NUMBER = "w", "x", "p", "s", "i", "t", "n"
Alternative = list[str | float]
Element = list[object]  # [what, alternatives or length, optional]; what is "in", "not" or "gap"
GAPS = {"..": 2, "...": 6}
_NUMBER = re.compile(r"#(\d+(?:\.\d+)?)(?:(\+)|-(\d+(?:\.\d+)?))")
_WORD = re.compile(r"\*?[a-z0-9'%.,-]+[*!]?")


class PatternError(ValueError):
    """A term that is not in the pattern language."""


def elements(term: str, standard: Callable[[str], Sequence[str]]) -> list[Element]:
    """The compiled elements of `term`; `standard` gives the words an analyser reads for a word."""
    found: list[Element] = []
    for piece in term.split():
        if piece in GAPS:
            found.append(["gap", GAPS[piece], False])
            continue
        what = "not" if piece.startswith("^") else "in"
        optional = piece.endswith("?")
        body = piece.lstrip("^").rstrip("?")
        words = list(standard(fold(body))) if body.isalpha() else [body]
        found.extend([what, alternatives(word, standard), optional] for word in words)
    if not found or found[0][0] == "gap" or all(what != "in" or optional for what, _, optional in found):
        raise PatternError(f"the term {term!r} does not start with a word, or needs none")
    return found


def alternatives(piece: str, standard: Callable[[str], Sequence[str]]) -> list[Alternative]:
    """The choices of one element."""
    return [_alternative(choice, standard) for choice in piece.split("/")]


def _alternative(choice: str, standard: Callable[[str], Sequence[str]]) -> Alternative:
    if choice.startswith("<") and choice.endswith(">"):
        return [SET, choice[1:-1]]
    number = _NUMBER.fullmatch(choice)
    if number:
        low, _, high = number.groups()
        return [NUMBER, float(low), float(high or "inf") if high else 1e12]
    word = fold(choice)
    if not _WORD.fullmatch(word):
        raise PatternError(f"cannot read {choice!r}")
    return _word(word, standard)


def _word(word: str, standard: Callable[[str], Sequence[str]]) -> Alternative:
    if word.endswith("!"):
        return [EXACT, word[:-1]]
    if word.startswith("*") and word.endswith("*"):
        return [INSIDE, word[1:-1]]
    if word.endswith("*"):
        return [START, word[:-1]]
    if word.startswith("*"):
        return [END, word[1:]]
    read = standard(word)
    return [WORD, read[0] if len(read) == 1 else word]
