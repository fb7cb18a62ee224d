"""The net's limit on what is asked of any site."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.training.alarms import limit, raised

BOUNDS = "gamma = 0.05\n\n[medicatie]\nowed = 0.2\n\n[spoed]\nbias = 0.5\nowed = 0.14\naccompanied = -0.25\n"


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=400))
def test_no_more_than_one_in_a_hundred_reach_the_limit(found: list[float]) -> None:
    assert sum(score >= limit(found) for score in found) <= 0.01 * len(found)


@pytest.mark.parametrize(("least", "owed"), [(0.46, "0.46"), (-1.0, "0.14")])
def test_only_this_limit_is_raised_and_none_is_lowered(least: float, owed: str) -> None:
    assert raised(BOUNDS, least) == BOUNDS.replace("owed = 0.14", f"owed = {owed}")
