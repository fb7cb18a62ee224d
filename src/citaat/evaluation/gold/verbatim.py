"""Questions that stand word for word inside a longer text, however short they are: "Hallo! Even een vraag: wat kost dat?"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from citaat.evaluation.grading.matching import words

_CLAUSE = re.compile(r"[.?!,:;…()\n\"“”„–—]+|\s-\s")
# Two words stand by themselves in many a text; of as many as this a clause is the question.
_LEAST = 3
# Where no mark divides them, what stands before or after the question must be talk of whoever asks: "waarom geen"
# before it makes another question of it.
_TALK = frozenset(
    "ik we wij mij mijn me ons hallo hoi hey dag beste goedemorgen goedemiddag goedenavond vraag vraagje vroeg weten "
    "iemand alvast bedankt dank dankjewel groet groeten groetjes sorry aub".split()
)

Words = tuple[str, ...]


def verbatim(questions: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(place in `questions`, place in `texts`) wherever all of a question is a clause, the beginning or the end of a
    text, in order."""
    asked: dict[Words, list[int]] = {}
    for number, question in enumerate(questions):
        asked.setdefault(words(question), []).append(number)
    lengths = sorted({len(one) for one in asked if len(one) >= _LEAST})
    for at, text in enumerate(texts):
        for one in dict.fromkeys((*_clauses(text, asked), *_ends(words(text), lengths))):
            for number in asked.get(one, ()):
                yield number, at


def _clauses(text: str, asked: Mapping[Words, object]) -> Iterator[Words]:
    """The clauses of a text that are a question."""
    for clause in _CLAUSE.split(text):
        found = words(clause)
        if len(found) >= _LEAST and found in asked:
            yield found


def _ends(text: Words, lengths: Sequence[int]) -> Iterator[Words]:
    """Beginnings and ends of a text of which the rest is talk."""
    for length in lengths:
        if not _TALK.isdisjoint(text[length:]):
            yield text[:length]
        if not _TALK.isdisjoint(text[:-length]):
            yield text[-length:]
