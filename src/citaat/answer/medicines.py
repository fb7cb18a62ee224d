"""A dose or a term of one medicine is no answer about another.

The models of `decision` weigh words; a schedule for paracetamol meets nearly all of "hoeveel ml ibuprofendrank voor een
kind van 15 kilo". Whoever reads it gives that dose. So this is no matter of weight.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from citaat.search.query import Query, Word

_WORD = re.compile(r"\w[\w-]*")
_NUMBERS = frozenset(("number", "when"))
# Two names of this likeness are one, misspelt ("iboprofen"); "temazepam" and "diazepam" are two (0.71).
_ALIKE = 0.8
# A name in a longer word is that medicine ("paracetamolsiroop"); shorter ones are in too many words.
_LEAST = 5


def other_medicines(query: Query, shown: Sequence[str], named: Callable[[str], bool]) -> tuple[str, ...]:
    """The medicines a number is asked of, as typed, where what is `shown` has others and none of them; else none.

    `named` says whether a word is the name of a medicine.
    """
    if not query.kinds & _NUMBERS:
        return ()
    asked = [word for word in query.words if word.kind != "minor" and named(word.token.norm)]
    if not asked:
        return ()
    told = {word for text in shown for word in _WORD.findall(text.lower())}
    others = [word for word in told if named(word)]
    for name in (name for one in asked for name in _names(one)):
        if name in told or any(_alike(name, word) for word in others):
            return ()
    return tuple(word.token.surface for word in asked) if others else ()


def _names(word: Word) -> Iterator[str]:
    """What a word of the question may be called in a text."""
    yield from (word.token.norm, word.token.lemma, *word.sense.whole)
    if word.corrected:
        yield word.corrected


def _alike(name: str, word: str) -> bool:
    if min(len(name), len(word)) >= _LEAST and (name in word or word in name):
        return True
    return SequenceMatcher(None, name, word).ratio() >= _ALIKE
