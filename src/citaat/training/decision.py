"""Fitting the decision: one model for "is it there", word by word, and one for "is this it" (see `answer.decision`)."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from citaat.answer.decision import NAMES, WORD_NAMES
from citaat.training.examples import Judged, Vector

# Inverse strengths of the ridge.
_THERE, _THIS = 2.0, 4.0


def fit_decision(rows: Sequence[Judged], weights: Sequence[float]) -> dict[str, Any]:
    """The tables "there" and "this"; a weight for each question."""
    known = [(row, weight) for row, weight in zip(rows, weights, strict=True) if row.signs is not None]
    there = _fit(
        [row for row, _ in known],
        [row.answerable for row, _ in known],
        [w for _, w in known],
        _THERE,
        by_word=True,
    )
    chosen = [(row, weight) for row, weight in known if row.answerable]
    this = _fit(
        [row for row, _ in chosen],
        [row.right for row, _ in chosen],
        [w for _, w in chosen],
        _THIS,
        by_word=False,
    )
    return {"there": there, "this": this}


def _fit(rows: Sequence[Judged], outcome: Sequence[bool], weights: Sequence[float], ridge: float, *,
         by_word: bool) -> dict[str, Any]:  # fmt: skip
    """Minimise the weighted logistic loss; signals are standardised for the ridge and given back as they come."""
    from scipy.optimize import minimize

    signals = np.array([row.signs.values for row in rows if row.signs])
    mean, spread = signals.mean(0), signals.std(0) + 1e-9
    loss = _loss(
        rows, (signals - mean) / spread, np.array(outcome, float), np.array(weights), ridge, by_word=by_word
    )
    start = np.zeros(len(WORD_NAMES) + 1 + len(NAMES))
    start[0] = -1.0
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    words, bias, gamma = (
        found[: len(WORD_NAMES)],
        found[len(WORD_NAMES)],
        found[len(WORD_NAMES) + 1 :] / spread,
    )
    gamma[spread <= 1e-8] = 0.0
    table: dict[str, Any] = {
        "bias": round(float(bias - gamma @ mean), 4),
        "signals": dict(zip(NAMES, np.round(gamma, 4).tolist(), strict=True)),
    }
    return table | (
        {"words": dict(zip(WORD_NAMES, np.round(words, 4).tolist(), strict=True))} if by_word else {}
    )


def _loss(rows: Sequence[Judged], signals: Vector, outcome: Vector, weights: Vector, ridge: float, *,
          by_word: bool) -> Callable[[Vector], tuple[float, Vector]]:  # fmt: skip
    size, split = len(rows), len(WORD_NAMES)
    pairs = [
        (at, 1 - met, kinds) for at, row in enumerate(rows) if row.signs for met, kinds in row.signs.words
    ]
    at = np.array([pair[0] for pair in pairs], int)
    lost = np.array([pair[1] for pair in pairs]) * float(by_word)
    kinds = np.array([pair[2] for pair in pairs], float)
    free = np.r_[0.0, np.ones(split - 1)]

    def loss(z: Vector) -> tuple[float, Vector]:
        theta, bias, gamma = z[:split], z[split], z[split + 1 :]
        inner = kinds @ theta
        logit = bias + signals @ gamma - np.bincount(at, lost * np.logaddexp(0, inner), size)
        value = weights @ (np.logaddexp(0, logit) - outcome * logit)
        d = weights * (1 / (1 + np.exp(-logit)) - outcome)
        slope = kinds.T @ (-d[at] * lost / (1 + np.exp(-inner)))
        held = ridge * (free * theta) @ theta + ridge * gamma @ gamma
        return float(value + held), np.concatenate(
            [slope + 2 * ridge * free * theta, [d.sum()], signals.T @ d + 2 * ridge * gamma]
        )

    return loss
