"""Boosted regression trees as plain nested lists: `[signal, threshold, at most, above]`, or a number at a leaf."""

from collections.abc import Mapping
from math import exp

from citaat.light import Any, dataclass

_FURTHEST = 30.0


@dataclass(frozen=True, slots=True)
class Trees:
    """The logistic of a bias and what each tree adds (Friedman 2001)."""

    bias: float
    trees: tuple[Any, ...]

    @staticmethod
    def of(table: Mapping[str, Any]) -> "Trees":
        """From a table with "bias" and "trees"; an empty one knows nothing and says a half."""
        return Trees(float(table.get("bias", 0.0)), tuple(table.get("trees", ())))

    def probability(self, values: Mapping[str, float]) -> float:
        """How likely it is, by the values of the signals."""
        total = self.bias
        for node in self.trees:
            while isinstance(node, list):
                node = node[2] if values[node[0]] <= node[1] else node[3]
            total += node
        return 1.0 / (1.0 + exp(-max(-_FURTHEST, min(_FURTHEST, total))))

    def shares(self, values: Mapping[str, float]) -> dict[str, float]:
        """What each signal adds to the logit: how the mean leaf below a node changes with the step that is taken."""
        added: dict[str, float] = {}
        for node in self.trees:
            while isinstance(node, list):
                below = node[2] if values[node[0]] <= node[1] else node[3]
                added[node[0]] = added.get(node[0], 0.0) + _mean(below) - _mean(node)
                node = below
        return added


def _mean(node: Any) -> float:
    """The mean of the two sides of a node, down to the leaves."""
    return (_mean(node[2]) + _mean(node[3])) / 2 if isinstance(node, list) else float(node)
