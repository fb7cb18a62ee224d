"""Fitting the decision: boosted trees for "is it there", on all questions, and for "is this it", on those with an answer.

Stochastic gradient boosting (Friedman 2002) by scikit-learn, written out as nested lists (see `answer.decision.Trees`).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citaat.answer.signals import NAMES
from citaat.training.examples import Judged

# Many small steps, each by a small tree of few signals and of half the questions: with whole sites left out nothing
# else told more, and a question put a little otherwise flips less.
_BOOSTING: dict[str, Any] = {
    "n_estimators": 400,
    "learning_rate": 0.02,
    "max_leaf_nodes": 8,
    "max_depth": None,
    "min_samples_leaf": 40,
    "max_features": 0.15,
    "subsample": 0.5,
    "random_state": 0,
}


def fit_decision(rows: Sequence[Judged], weights: Sequence[float]) -> dict[str, Any]:
    """The tables "there" and "this"; a weight for each question."""
    known = [(row, weight) for row, weight in zip(rows, weights, strict=True) if row.signals]
    there = _fit(known, [row.answerable for row, _ in known])
    chosen = [(row, weight) for row, weight in known if row.answerable]
    return {"there": there, "this": _fit(chosen, [row.right for row, _ in chosen])}


def _fit(rows: Sequence[tuple[Judged, float]], outcome: Sequence[bool]) -> dict[str, Any]:
    from sklearn.ensemble import GradientBoostingClassifier

    values = np.array([row.signals for row, _ in rows])
    fitted = GradientBoostingClassifier(**_BOOSTING).fit(
        values, outcome, sample_weight=np.array([w for _, w in rows])
    )
    prior = float(fitted.init_.class_prior_[1])
    trees = [_nested(tree.tree_, 0, _BOOSTING["learning_rate"]) for tree in fitted.estimators_[:, 0]]
    return {"bias": round(float(np.log(prior / (1 - prior))), 4), "trees": trees}


def _nested(tree: Any, node: int, rate: float) -> Any:
    """A node as `[signal, threshold, at most, above]`, a leaf as what it adds."""
    left, right = tree.children_left[node], tree.children_right[node]
    value: NDArray[np.float64] = tree.value
    if left == right:
        return round(rate * float(value[node, 0, 0]), 4)
    threshold = round(float(tree.threshold[node]), 5)
    return [NAMES[tree.feature[node]], threshold, _nested(tree, left, rate), _nested(tree, right, rate)]
