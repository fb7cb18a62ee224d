"""Intervals, paired tests and selective measures against references and brute force."""

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from citaat.evaluation.measures.selective import (
    aurc,
    auroc,
    expected_calibration_error,
    risk_coverage,
)
from citaat.evaluation.measures.statistics import (
    bootstrap,
    bootstrap_mean,
    design_effect,
    holm,
    mcnemar,
    permutation,
    smallest_seen,
    wilson,
    wilson_of,
)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_is_the_formula_of_1927(pair: tuple[int, int]) -> None:
    k, n = pair
    share, z2 = k / n, 1.959963984540054**2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = z2**0.5 / (1 + z2 / n) * (share * (1 - share) / n + z2 / (4 * n * n)) ** 0.5
    assert wilson(k, n) == pytest.approx((max(0.0, centre - half), min(1.0, centre + half)), abs=1e-9)
    assert wilson(k, n) == pytest.approx(tuple(binomtest(k, n).proportion_ci(0.95, "wilson")), abs=1e-12)


def test_mcnemar_is_exact_at_any_size() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(700, 600) == pytest.approx(0.00602, abs=5e-4)
    assert mcnemar(5000, 5000) == 1.0
    assert 0 <= mcnemar(0, 20_000) < 1e-300


def test_groups_that_agree_count_once() -> None:
    values = [1.0, 0.0] * 20
    alone = [str(at) for at in range(40)]
    pairs = [str(at // 4) for at in range(40)]
    agreeing = sorted(values)
    assert design_effect(values, alone) == 1.0
    assert design_effect(agreeing, pairs) == pytest.approx(4 * 10 / 9)
    assert design_effect([1.0] * 40, pairs) == 4.0
    low, high = wilson_of(agreeing, pairs)
    assert wilson_of(values, alone) == pytest.approx(wilson(20, 40))
    assert low < wilson(20, 40)[0] < wilson(20, 40)[1] < high
    assert bootstrap_mean(agreeing, pairs)[0] < bootstrap_mean(agreeing)[0]


def test_the_bootstrap_draws_whole_groups() -> None:
    rows = np.arange(6, dtype=float).reshape(6, 1)
    groups = ["a", "b", "a", "c", "b", "c"]
    seen: list[list[float]] = []

    def whole(columns: Any) -> float:
        seen.append(sorted(columns[:, 0]))
        return 0.0

    bootstrap(rows, whole, groups, rounds=20)
    assert all(one.count(0.0) == one.count(2.0) and one.count(1.0) == one.count(4.0) for one in seen)
    assert len({tuple(one) for one in seen}) > 5


def test_auroc_is_half_for_a_constant_and_counts_ties_half() -> None:
    right = np.array([1.0, 0.0, 1.0, 0.0])
    assert auroc(np.full(4, 0.9), right) == 0.5
    assert auroc(np.array([0.9, 0.1, 0.8, 0.2]), right) == 1.0
    assert auroc(np.array([0.9, 0.9, 0.8, 0.2]), right) == 0.625
    assert auroc(np.array([0.9]), np.array([1.0])) == 0.5


@given(st.lists(st.tuples(st.sampled_from([0.1, 0.25, 0.5, 0.9]), st.booleans()), min_size=1, max_size=40))
def test_auroc_is_that_of_all_pairs_to_the_last_digit(rows: list[tuple[float, bool]]) -> None:
    confidence, right = np.array([one for one, _ in rows]), np.array([float(flag) for _, flag in rows])
    good, bad = confidence[right > 0], confidence[right == 0]
    if good.size and bad.size:
        above, equal = good[:, None] > bad[None, :], good[:, None] == bad[None, :]
        assert auroc(confidence, right) == above.mean() + 0.5 * equal.mean()


def test_wilson_of_nothing_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_equals_the_exact_binomial_test(losses: int, gains: int) -> None:
    expected = binomtest(losses, losses + gains).pvalue if losses + gains else 1.0
    assert mcnemar(losses, gains) == pytest.approx(expected)


def test_permutation_is_near_the_exact_value() -> None:
    before, after = [0.0] * 8, [0.1, 0.2, 0.3, 0.1, 0.2, 0.3, 0.1, 0.2]
    assert permutation(before, after) == pytest.approx(2 / 2**8, abs=0.003)
    assert permutation(before, before) == 1.0
    assert permutation(before, after) == permutation(before, after)


def test_holm_steps_down() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06})


def test_the_smallest_visible_loss_is_visible_and_one_less_is_not() -> None:
    losses = round(smallest_seen(100, 4) * 100)
    assert mcnemar(losses, 0) * 4 <= 0.05 < mcnemar(losses - 1, 0) * 4


ROWS = st.lists(st.tuples(st.sampled_from([0.0, 0.4, 0.8]), st.booleans()), min_size=1, max_size=6)


@given(ROWS)
@settings(max_examples=40)
def test_aurc_is_the_mean_over_all_orders_of_ties(rows: list[tuple[float, bool]]) -> None:
    risks = []
    for order in itertools.permutations(rows):
        if all(one[0] >= other[0] for one, other in itertools.pairwise(order)):
            errors = list(itertools.accumulate(int(wrong) for _, wrong in order))
            risks.append(math.fsum(error / (at + 1) for at, error in enumerate(errors)) / len(order))
    confidence, wrong = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    assert aurc(confidence, wrong) == pytest.approx(sum(risks) / len(risks))


def test_a_tie_is_one_point_of_the_curve() -> None:
    points = risk_coverage(np.array([0.9, 0.9, 0.1]), np.array([0.0, 1.0, 1.0]))
    assert [(one.coverage, one.risk) for one in points] == [(2 / 3, 0.5), (1.0, 2 / 3)]


def test_calibration_error_of_a_boaster() -> None:
    assert expected_calibration_error(np.array([1.0, 1.0]), np.array([0.0, 1.0])) == pytest.approx(0.5)
    assert expected_calibration_error(np.array([]), np.array([])) == 1.0


def test_the_bootstrap_is_seeded() -> None:
    column, names = np.linspace(0, 1, 20).reshape(-1, 1), [str(at) for at in range(20)]

    def mean(rows: Any) -> float:
        return float(rows.mean())

    assert bootstrap(column, mean, names) == bootstrap(column, mean, names)


def test_a_loss_everywhere_is_seen_through_any_number_of_comparisons() -> None:
    """Of 9,999 rounds none is smaller than one in ten thousand, and Holm multiplies that by hundreds."""
    worse = permutation([0.5] * 200, [0.49] * 200)
    assert 2 / 2**200 <= worse < 1e-12
    few = permutation([0.5] * 20, [0.49] * 20)
    assert 2 / 2**20 <= few == pytest.approx(2 * math.exp(-10))
