"""Boosted regression trees, walked node by node through the columns that an index keeps them in."""

from collections.abc import Mapping
from math import exp

from citaat.index.model import Nodes
from citaat.light import Any, dataclass

_FURTHEST = 30.0


@dataclass(frozen=True, slots=True)
class Trees:
    """The logistic of a bias and what each tree adds (Friedman 2001)."""

    bias: float
    nodes: Nodes

    @staticmethod
    def of(table: Mapping[str, Any]) -> "Trees":
        """From a table with "bias" and "trees", as a file or an index has them; an empty one knows nothing: a half."""
        trees = table.get("trees", ())
        return Trees(float(table.get("bias", 0.0)), trees if isinstance(trees, Nodes) else Nodes.of(trees))

    def probability(self, values: Mapping[str, float]) -> float:
        """How likely it is, by the values of the signals."""
        signals, skips, numbers = self.nodes.signals, self.nodes.skips, self.nodes.values
        # Signals are numbered from 1.
        known = [0.0, *(values[name] for name in self.nodes.names)]
        total, at, end = self.bias, 0, len(numbers)
        while at < end:
            while signal := signals[at]:
                at += 1 if known[signal] <= numbers[at] else 1 + skips[at]
            total += numbers[at]
            at += 1 + skips[at]
        return 1.0 / (1.0 + exp(-max(-_FURTHEST, min(_FURTHEST, total))))

    def shares(self, values: Mapping[str, float]) -> dict[str, float]:
        """What each signal adds to the logit: how the mean leaf below a node changes with the step that is taken."""
        nodes, added = self.nodes, dict[str, float]()
        at = 0
        while at < len(nodes.values):
            while signal := nodes.signals[at]:
                name, before = nodes.names[signal - 1], self._mean(at)
                at += 1 if values[name] <= nodes.values[at] else 1 + nodes.skips[at]
                added[name] = added.get(name, 0.0) + self._mean(at) - before
            at += 1 + nodes.skips[at]
        return added

    def _mean(self, at: int) -> float:
        """The mean of the two sides of a node, down to the leaves."""
        if not self.nodes.signals[at]:
            return float(self.nodes.values[at])
        return (self._mean(at + 1) + self._mean(at + 1 + self.nodes.skips[at])) / 2
