"""Questions that stand word for word inside a longer text, however short they are: "Hallo! Even een vraag: wat kost dat?"."""

import re
from collections.abc import Iterator, Mapping, Sequence

from citaat.evaluation.grading.matching import words

_CLAUSE = re.compile(r"[.?!,:;…()\n\"“”„–—]+|\s-\s")
# Two words are a question where they stand by themselves. At an end of a text three are, and only behind or before as
# many words of talk: "waarom geen" before it would make another question of it.
_ALONE, _AT_END = 2, 3

Words = tuple[str, ...]


def verbatim(questions: Sequence[str], texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(place in `questions`, place in `texts`) wherever all of a question is a clause, the beginning or the end of a
    text, in order."""
    asked: dict[Words, list[int]] = {}
    for number, question in enumerate(questions):
        asked.setdefault(words(question), []).append(number)
    lengths = sorted({len(one) for one in asked if len(one) >= _AT_END})
    for at, text in enumerate(texts):
        for one in dict.fromkeys((*_clauses(text, asked), *_ends(words(text), lengths))):
            for number in asked.get(one, ()):
                yield number, at


def _clauses(text: str, asked: Mapping[Words, object]) -> Iterator[Words]:
    """The clauses of a text that are a question."""
    for clause in _CLAUSE.split(text):
        found = words(clause)
        if len(found) >= _ALONE and found in asked:
            yield found


def _ends(text: Words, lengths: Sequence[int]) -> Iterator[Words]:
    """Beginnings and ends of a text that leave enough words of talk."""
    for length in lengths:
        if len(text) < length + _AT_END:
            return
        yield text[:length]
        yield text[-length:]
