"""Pairs of sets that have much in common, found without comparing every pair."""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain

# Shares are quotients of small whole numbers: this only keeps their rounding from losing a pair.
_ROUNDING = 1e-9
Sets = Sequence[Collection[str]]


def resembling(ones: Sets, others: Sets, least: float) -> Iterator[tuple[int, int, float]]:
    """(place in `ones`, place in `others`, shared / all) wherever that share is at least `least`, in order.

    Prefix filtering (Chaudhuri et al. 2006): two sets with that much in common share one of their
    rarest members, the first of each in any order common to all; so only those are looked up.
    """
    counts = Counter(chain.from_iterable(chain(ones, others)))
    holding: dict[str, list[int]] = {}
    for at, other in enumerate(others):
        for member in _rarest(other, counts, least):
            holding.setdefault(member, []).append(at)
    for number, one in enumerate(ones):
        own = frozenset(one)
        near = {at for member in _rarest(own, counts, least) for at in holding.get(member, ())}
        for at in sorted(near):
            shared = len(own.intersection(others[at]))
            share = shared / (len(own) + len(set(others[at])) - shared)
            if share >= least - _ROUNDING:
                yield number, at, share


def _rarest(members: Collection[str], counts: Counter[str], least: float) -> list[str]:
    distinct = sorted(set(members), key=lambda member: (counts[member], member))
    must_share = max(1, math.ceil(least * len(distinct) - _ROUNDING))
    return distinct[: len(distinct) - must_share + 1]
