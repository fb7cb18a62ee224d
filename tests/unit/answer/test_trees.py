"""Boosted trees: the side that is taken, and what each signal added."""

from math import exp
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.answer.decision import Trees

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


_LEAVES = st.floats(-3, 3)
_NESTED = st.recursive(
    _LEAVES,
    lambda below: st.tuples(st.sampled_from(["a", "b"]), st.floats(-2, 2), below, below).map(list),
    max_leaves=9,
)


def walked(node: Any, values: dict[str, float]) -> float:
    """What a nested tree says."""
    while isinstance(node, list):
        node = node[2] if values[node[0]] <= node[1] else node[3]
    return float(node)


@given(
    trees=st.lists(_NESTED, max_size=4),
    values=st.fixed_dictionaries({"a": st.floats(-2, 2), "b": st.floats(-2, 2)}),
)
def test_columns_say_what_nested_lists_say(trees: list[Any], values: dict[str, float]) -> None:
    total = 0.25
    for tree in trees:
        total += walked(tree, values)
    assert Trees.of({"bias": 0.25, "trees": trees}).probability(values) == 1 / (1 + exp(-total))
