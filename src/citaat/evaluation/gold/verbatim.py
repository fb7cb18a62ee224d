"""Questions that stand word for word inside a longer text, however short they are: "Hallo! Even een vraag: wat kost dat?"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

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
    """(place in `questions`, place in `texts`) wherever all of a question stands in a text, word for word and set apart
    from the rest on both sides, in order: by the text's beginning or end, by a mark, or by talk of whoever asks."""
    asked: dict[Words, list[int]] = {}
    for number, question in enumerate(questions):
        asked.setdefault(words(question), []).append(number)
    heads: dict[Words, list[Words]] = {}
    for one in asked:
        if len(one) >= _LEAST:
            heads.setdefault(one[:_LEAST], []).append(one)
    for at, text in enumerate(texts):
        for one in dict.fromkeys(_inside(text, heads)):
            for number in asked[one]:
                yield number, at


def _inside(text: str, heads: Mapping[Words, Sequence[Words]]) -> Iterator[Words]:
    """The questions that stand in a text; `heads` has them by their first words."""
    clauses = [words(clause) for clause in _CLAUSE.split(text)]
    told = tuple(word for clause in clauses for word in clause)
    # Where a clause begins or ends, whatever marks stand inside the question itself.
    marks = {0, *accumulate(map(len, clauses))}
    talk = [at for at, word in enumerate(told) if word in _TALK]
    for start in range(len(told) - _LEAST + 1):
        for one in heads.get(told[start : start + _LEAST], ()):
            end = start + len(one)
            before = start in marks or bool(talk and talk[0] < start)
            after = end in marks or bool(talk and talk[-1] >= end)
            if before and after and told[start:end] == one:
                yield one
