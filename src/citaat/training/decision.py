"""Fitting the decision: an additive model of piecewise linear curves, on answers whose worth is known.

A generalised additive model (Hastie and Tibshirani 1986): a logistic regression, with a ridge,
on first-degree B-splines of the signals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
Curve = list[list[float]]
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """How free a decision is: the points of each curve, and the inverse strength of the ridge on their heights."""

    points: int
    inverse_strength: float


# Chosen by cross-validation: where signals are few and weak, simple curves that may be steep.
SHAPES = {"lexicon": Shape(points=4, inverse_strength=0.15), "plain": Shape(points=3, inverse_strength=5.0)}


@dataclass(frozen=True, slots=True)
class Judged:
    """The signals of the answer to one question, whether that answer is right, and what the question counts for."""

    signals: tuple[float, ...]
    right: bool
    answerable: bool
    fold: int
    weight: float


def fit_decision(chosen: Sequence[Judged], shape: Shape) -> tuple[list[Curve], float]:
    """A curve for each signal, in order, and the bias, of P(answer is right)."""
    from sklearn.linear_model import LogisticRegression

    signals = np.array([one.signals for one in chosen])
    knots = [_knots(column, shape.points) for column in signals.T]
    model = LogisticRegression(C=shape.inverse_strength, max_iter=5000)
    model.fit(_bases(signals, knots), [one.right for one in chosen], [one.weight for one in chosen])
    heights, curves = list(model.coef_[0]), []
    for points in knots:
        curves.append([[float(at), float(heights.pop(0))] for at in points])
    return curves, float(model.intercept_[0])


def _knots(column: Vector, size: int) -> Vector:
    """Where a signal's curve may bend; nowhere when the signal never differs."""
    low, high = column.min(), column.max()
    return np.linspace(low, high, size) if high > low else np.zeros(0)


def _bases(signals: Vector, knots: Sequence[Vector]) -> Vector:
    """Each signal as its shares of the nearest two knots (first-degree B-splines)."""
    columns = [
        np.interp(column, points, hat)
        for column, points in zip(signals.T, knots, strict=True)
        for hat in np.eye(len(points))
    ]
    return np.column_stack(columns) if columns else np.zeros((len(signals), 1))


def confidences(chosen: Sequence[Judged], curves: Sequence[Curve], bias: float) -> Vector:
    """P(right) of each."""
    total = np.full(len(chosen), bias)
    for column, curve in zip(np.array([one.signals for one in chosen]).T, curves, strict=True):
        if curve:
            total += np.interp(column, *np.array(curve).T)
    values: Vector = 1 / (1 + np.exp(-total))
    return values


def cross_validated(chosen: Sequence[Judged], shape: Shape) -> tuple[Vector, list[Judged]]:
    """Out-of-fold confidences, with the examples in the same order."""
    found: list[Vector] = []
    order: list[Judged] = []
    for fold in range(FOLDS):
        curves, bias = fit_decision([one for one in chosen if one.fold != fold], shape)
        held = [one for one in chosen if one.fold == fold]
        found.append(confidences(held, curves, bias))
        order.extend(held)
    return np.concatenate(found), order


def figures(sure: Vector, chosen: Sequence[Judged], threshold: float) -> tuple[float, float, float]:
    """Of the gold questions: accuracy, answerable ones answered right, and the F1 of abstaining."""
    gold = [(p >= threshold, one) for p, one in zip(sure, chosen, strict=True) if one.weight == 1]
    right = [one.right if given else not one.answerable for given, one in gold]
    answered = [given and one.right for given, one in gold if one.answerable]
    rightly = sum(not given and not one.answerable for given, one in gold)
    abstained = sum(not given for given, _ in gold)
    silent = sum(not one.answerable for _, one in gold)
    return float(np.mean(right)), float(np.mean(answered)), 2 * rightly / max(1, abstained + silent)
