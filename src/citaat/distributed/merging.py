"""The best of many groups of passages, exactly, without having all of them send as many as are wanted.

Of n groups each has about a n-th of the best. So each is asked for some four times that, and asked again only where
what it sent last is still as good as the last of the best: a threshold algorithm in two rounds (Cao and Wang 2004).
"""

from collections.abc import Sequence

import numpy as np

from citaat.distributed.holding import Scores

# The number of the first passage of a group, and what it sent: numbers in the group with their scores, best first.
Part = tuple[int, Scores]
# So few groups may send all that is wanted; beyond, so many times a fair share and some.
_FEW, _TIMES, _MORE = 8, 4, 16


def first_round(k: int | None, groups: int) -> int | None:
    """How many of the best each of so many groups is asked for first, where `k` are wanted of all (None: all)."""
    if k is None or groups <= _FEW:
        return k
    return min(k, _TIMES * k // groups + _MORE)


def unfinished(parts: Sequence[Part], asked: int | None, k: int | None) -> list[int]:
    """Which groups may have more of the best `k` than the `asked` that each was asked for."""
    if asked is None or k is None or asked >= k:
        return []
    scores = np.concatenate([values for _, (_, values) in parts])
    least = np.partition(scores, len(scores) - k)[len(scores) - k] if len(scores) >= k else 0.0
    # As good as the last is enough: a tie goes to the first passage, whoever holds it.
    return [at for at, (_, (_, values)) in enumerate(parts) if len(values) == asked and values[-1] >= least]


def merged(parts: Sequence[Part], k: int | None) -> dict[int, float]:
    """The scores of several groups together: of the best `k`, highest first and then the first passage."""
    numbers = np.concatenate([found + first for first, (found, _) in parts])
    scores = np.concatenate([values for _, (_, values) in parts])
    if k is not None:
        order = np.lexsort((numbers, -scores))[:k]
        numbers, scores = numbers[order], scores[order]
    return dict(zip(numbers.tolist(), scores.tolist(), strict=True))
