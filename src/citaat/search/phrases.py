"""Which words of a question may together be a phrase of the word lists.

Dutch moves its verbs: "de borst geven" is asked as "geef ik haar een week de borst". So a phrase may stand in any order
(see `dutch.bridges.key`), and one of two or three words with others between them.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from citaat.dutch.bridges import MAX_PHRASE

# The words of a phrase stand within so many, stop words not counted.
_WITHIN = 7
_MOST_APART = 3


def phrases(line: Sequence[int]) -> Iterator[Sequence[int]]:
    """Every place of `line`, all runs of neighbours, and pairs and threes that are not far apart."""
    for at in range(len(line)):
        for size in range(1, min(MAX_PHRASE, len(line) - at) + 1):
            yield line[at : at + size]
        near = range(at + 1, min(at + _WITHIN, len(line)))
        for size in range(2, _MOST_APART + 1):
            for others in combinations(near, size - 1):
                if others[-1] - at >= size:
                    yield [line[at], *(line[other] for other in others)]
