"""How sure an answer is: a generalised additive model, one piecewise linear curve for each signal."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import exp

from citaat.light import Any

Curve = Sequence[Sequence[float]]
_FURTHEST = 30.0


def level(curve: Curve, value: float) -> float:
    """The height of `curve`, points (value, height) in ascending order, flat beyond its ends; 0 without points."""
    if not curve:
        return 0.0
    at = bisect_right(curve, value, key=lambda point: point[0])
    if at == 0 or at == len(curve):
        return curve[at - 1 if at else 0][1]
    (left, low), (right, high) = curve[at - 1], curve[at]
    return low + (high - low) * (value - left) / (right - left)


class Confidence:
    """The fitted model: "bias", "threshold" and the "curves" of the signals in `names`."""

    def __init__(self, model: Mapping[str, Any], names: Sequence[str]) -> None:
        self.threshold: float = model.get("threshold", 0.5)
        self._bias: float = model.get("bias", 0.0)
        curves = model.get("curves", {})
        self._curves: tuple[Curve, ...] = tuple(curves.get(name, ()) for name in names)

    def of(self, values: Sequence[float]) -> float:
        """The probability, to three decimals, that the answer with these signals is right."""
        total = self._bias
        for curve, value in zip(self._curves, values, strict=True):
            total += level(curve, value)
        return round(1.0 / (1.0 + exp(-max(-_FURTHEST, min(_FURTHEST, total)))), 3)
