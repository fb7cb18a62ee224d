"""The statistics of the gate: intervals, paired tests and a correction for many measures."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

SEED = 20251222
# The two formulas below are SciPy's binomtest, whose import takes longer than a small evaluation. Of the normal
# distribution 95 % lies within so many deviations.
_Z = 1.959963984540054
Floats = NDArray[np.float64]


def wilson(k: int, n: int) -> tuple[float, float]:
    """Wilson's score interval, 95 %, for k of n (E. B. Wilson, JASA 1927); (0, 1) when n is 0."""
    if n == 0:
        return 0.0, 1.0
    share, spread = k / n, _Z**2 / n
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    return (0.0 if k == 0 else middle - half), (1.0 if k == n else middle + half)


def mcnemar(losses: int, gains: int) -> float:
    """Two-sided exact p of McNemar's test on the questions that changed sides: a fair coin's."""
    changed = losses + gains
    # Whole numbers: exact, and no smaller for being many.
    ways, tail = 1, 0
    for at in range(min(losses, gains) + 1):
        tail += ways
        ways = ways * (changed - at) // (at + 1)
    return min(1.0, 2 * tail / (1 << changed))


def permutation(before: Sequence[float], after: Sequence[float], rounds: int = 9999) -> float:
    """Two-sided p of a paired sign-flip permutation test of the mean difference, with a fixed seed.

    The observed arrangement counts as one of the rounds, so p is never 0 (Phipson & Smyth 2010). Where no
    round was as extreme, p is Hoeffding's bound for random signs if that is less (JASA 1963): corrected for
    hundreds of comparisons, one in so many rounds would never be small.
    """
    difference = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    moved = difference[difference != 0]
    if moved.size == 0:
        return 1.0
    signs = np.random.RandomState(SEED).randint(0, 2, size=(rounds, moved.size)) * 2 - 1
    # The tolerance keeps an equal arrangement equal when its terms are added in another order.
    observed = abs(float(moved.sum()))
    extreme = int((np.abs(signs @ moved) >= observed - 1e-12).sum())
    bound = 1.0 if extreme else 2 * math.exp(-(observed**2) / (2 * float((moved**2).sum())))
    return min(bound, (1 + extreme) / (1 + rounds))


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Holm's step-down adjusted p-values (S. Holm, Scand. J. Statist. 1979)."""
    ordered = sorted(p_values.items(), key=lambda item: (item[1], item[0]))
    adjusted: dict[str, float] = {}
    highest = 0.0
    for rank, (name, p) in enumerate(ordered):
        highest = max(highest, min(1.0, (len(ordered) - rank) * p))
        adjusted[name] = highest
    return adjusted


def smallest_seen(n: int, tests: int, alpha: float = 0.05) -> float:
    """The smallest net loss, as a share of n questions, that an exact McNemar test could call real.

    d losses and no gains give p = 2 / 2^d; Holm's first step asks for p <= alpha / tests.
    """
    losses = math.ceil(math.log2(2 * tests / alpha))
    return 1.0 if n == 0 else min(1.0, losses / n)


def design_effect(values: Sequence[float], groups: Sequence[str]) -> float:
    """How much wider an interval must be (in variance) because questions of a group are no independent ones.

    Kish's ratio of the between-groups variance of the mean to that of a simple sample, at least 1; where
    all values are equal, that of groups which always agree.
    """
    n = len(values)
    _, index, sizes = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    if len(sizes) in (0, 1, n):
        return float(max(1, n)) if len(sizes) == 1 else 1.0
    column = np.asarray(values, dtype=np.float64)
    spread = column - column.mean()
    simple = float((spread**2).mean()) / n
    if simple == 0:
        return float((sizes**2).sum() / n)
    totals = np.bincount(index, weights=spread)
    clustered = float((totals**2).sum()) * len(sizes) / (len(sizes) - 1) / n**2
    return max(1.0, clustered / simple)


def wilson_of(values: Sequence[float], groups: Sequence[str]) -> tuple[float, float]:
    """Wilson's interval of a share, its arms stretched by the design effect."""
    k, n = round(sum(values)), len(values)
    low, high = wilson(k, n)
    stretch = math.sqrt(design_effect(values, groups)) if n else 1.0
    share = k / n if n else 0.0
    return max(0.0, share - stretch * (share - low)), min(1.0, share + stretch * (high - share))


def bootstrap(
    columns: Floats, statistic: Callable[[Floats], float], groups: Sequence[str], rounds: int = 400
) -> tuple[float, float]:
    """95 % percentile interval of `statistic` over resampled groups of rows (one row a question), with a fixed seed."""
    if not len(columns):
        return 0.0, 1.0
    drawn = [statistic(columns[rows]) for rows in _resampled(groups, rounds)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def _resampled(groups: Sequence[str], rounds: int) -> Iterator["NDArray[np.int64]"]:
    """The rows of as many groups as there are, drawn with replacement."""
    _, index, sizes = np.unique(np.asarray(groups), return_inverse=True, return_counts=True)
    order, starts = np.argsort(index, kind="stable"), np.cumsum(sizes) - sizes
    random = np.random.RandomState(SEED)
    for _ in range(rounds):
        drawn = random.randint(0, len(sizes), size=len(sizes))
        lengths = sizes[drawn]
        offsets = np.repeat(starts[drawn] - (np.cumsum(lengths) - lengths), lengths)
        yield order[offsets + np.arange(len(offsets))]


def bootstrap_mean(
    values: Sequence[float], groups: Sequence[str] | None = None, rounds: int = 400
) -> tuple[float, float]:
    """As `bootstrap` for the mean, all rounds at once; without `groups` each value is its own."""
    if not values:
        return 0.0, 1.0
    column = np.asarray(values, dtype=np.float64)
    names = np.arange(column.size) if groups is None else np.asarray(groups)
    _, index, sizes = np.unique(names, return_inverse=True, return_counts=True)
    totals = np.bincount(index, weights=column)
    drawn = np.random.RandomState(SEED).randint(0, len(sizes), size=(rounds, len(sizes)))
    means = totals[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)
