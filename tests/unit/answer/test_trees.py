"""Boosted trees as nested lists: the side that is taken, and what each signal added."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.answer.trees import Trees

TREES = Trees.of({"bias": -1.0, "trees": [["a", 0.5, -2.0, ["b", 1.0, 1.0, 3.0]], ["b", 0.0, 0.5, -0.5]]})


@pytest.mark.parametrize(
    ("a", "b", "total"), [(0.5, 9.0, -3.5), (0.6, 1.0, -0.5), (0.6, 1.1, 1.5), (0.0, 0.0, -2.5)]
)
def test_at_most_goes_to_the_first_side(a: float, b: float, total: float) -> None:
    assert TREES.probability({"a": a, "b": b}) == pytest.approx(1 / (1 + exp(-total)))


def test_no_trees_know_nothing() -> None:
    assert Trees.of({}).probability({}) == 0.5


@given(a=st.floats(-2, 2), b=st.floats(-2, 2))
def test_the_shares_of_the_signals_make_up_the_distance_from_the_mean(a: float, b: float) -> None:
    values = {"a": a, "b": b}
    # The bias and the mean leaf of both trees.
    mean = -1.0 + 0.0 + 0.0
    total = mean + sum(TREES.shares(values).values())
    assert TREES.probability(values) == pytest.approx(1 / (1 + exp(-total)))
