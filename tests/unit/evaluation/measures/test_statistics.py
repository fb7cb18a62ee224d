"""Intervals, paired tests and selective measures against references and brute force."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from citaat.evaluation.measures.selective import (
    abstention_f1,
    aurc,
    expected_calibration_error,
    risk_coverage,
)
from citaat.evaluation.measures.statistics import bootstrap, holm, mcnemar, permutation, smallest_seen, wilson


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_equals_scipy(pair: tuple[int, int]) -> None:
    k, n = pair
    reference = binomtest(k, n).proportion_ci(method="wilson")
    assert wilson(k, n) == pytest.approx((reference.low, reference.high), abs=1e-9)


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


def test_abstention_as_a_classifier() -> None:
    assert abstention_f1(np.array([1.0, 0, 1]), np.array([1.0, 1, 0])) == pytest.approx(0.5)
    assert abstention_f1(np.array([0.0]), np.array([0.0])) == 0


def test_the_bootstrap_is_seeded() -> None:
    column = np.linspace(0, 1, 20).reshape(-1, 1)
    assert bootstrap(column, lambda c: float(c.mean())) == bootstrap(column, lambda c: float(c.mean()))
