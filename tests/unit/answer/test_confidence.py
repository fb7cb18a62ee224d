"""The additive model: curves as NumPy interpolates them, and a probability whatever the signals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.answer.confidence import Confidence, level

POINTS = st.lists(
    st.tuples(st.integers(-50, 50), st.floats(-3, 3)), min_size=1, max_size=5, unique_by=lambda p: p[0]
)


@given(points=POINTS, value=st.floats(-100, 100))
def test_a_curve_is_piecewise_linear_and_flat_beyond_its_ends(
    points: list[tuple[int, float]], value: float
) -> None:
    curve = sorted(points)
    at, heights = zip(*curve, strict=True)
    assert level(curve, value) == pytest.approx(float(np.interp(value, at, heights)), abs=1e-9)


def test_a_signal_without_a_curve_says_nothing() -> None:
    assert level((), 3.0) == 0.0


@given(values=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2))
def test_confidence_is_a_probability(values: list[float]) -> None:
    model = {"bias": -1.0, "threshold": 0.4, "curves": {"one": [[0.0, -90.0], [1.0, 90.0]]}}
    assert 0 <= Confidence(model, ("one", "two")).of(values) <= 1


def test_more_of_what_speaks_for_an_answer_makes_it_surer() -> None:
    confidence = Confidence({"bias": -1.0, "curves": {"one": [[0.0, 0.0], [2.0, 2.0]]}}, ("one",))
    assert confidence.of([0.0]) == 0.269
    assert confidence.of([1.0]) == 0.5
    assert confidence.of([9.0]) == 0.731
    assert confidence.threshold == 0.5
