"""Selective answering: risk against coverage, and calibration."""

from dataclasses import dataclass

import numpy as np

from citaat.evaluation.measures.statistics import Floats

BINS = 10


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Answering the questions of at least this confidence: their share, and their share of errors."""

    confidence: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of about the same confidence."""

    n: int
    right: int
    confidence: float


def _blocks(confidence: Floats, wrong: Floats) -> list[tuple[float, int, float]]:
    """(confidence, questions, errors) for each distinct confidence, highest first."""
    values, index = np.unique(-confidence, return_inverse=True)
    sizes = np.bincount(index, minlength=len(values))
    errors = np.bincount(index, weights=wrong, minlength=len(values))
    return [(-float(v), int(n), float(e)) for v, n, e in zip(values, sizes, errors, strict=True)]


def risk_coverage(confidence: Floats, wrong: Floats) -> list[CurvePoint]:
    """The curve with ties collapsed: one point for each distinct confidence, most certain first."""
    points, seen, errors = [], 0, 0.0
    for value, size, failed in _blocks(confidence, wrong):
        seen, errors = seen + size, errors + failed
        points.append(CurvePoint(value, seen / len(confidence), errors / seen))
    return points


def aurc(confidence: Floats, wrong: Floats) -> float:
    """Mean risk over all coverages 1/n ... n/n (Geifman & El-Yaniv 2017).

    Inside a tie the risk is the expected one over all orders, so that the order of a file
    cannot matter. An abstention has confidence 0: it is the last to be covered, and its
    error counts.
    """
    n = len(confidence)
    if not n:
        return 1.0
    _, index, sizes = np.unique(-confidence, return_inverse=True, return_counts=True)
    failed = np.bincount(index, weights=wrong)
    # For each place in the order: the questions and errors of surer ties, and of its own one.
    before, errors = np.cumsum(sizes) - sizes, np.cumsum(failed) - failed
    covered = np.arange(1, n + 1, dtype=np.float64)
    steps = covered - np.repeat(before, sizes)
    risks = (np.repeat(errors, sizes) + np.repeat(failed / sizes, sizes) * steps) / covered
    return float(risks.mean())


def calibration(confidence: Floats, right: Floats) -> list[Bin]:
    """Answers in ten bins of equal width; empty bins are left out."""
    place = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    bins = []
    for at in range(BINS):
        inside = place == at
        if n := int(inside.sum()):
            bins.append(Bin(n, int(right[inside].sum()), float(confidence[inside].mean())))
    return bins


def expected_calibration_error(confidence: Floats, right: Floats) -> float:
    """Mean distance between confidence and share right, weighted by bin (Naeini et al. 2015)."""
    bins = calibration(confidence, right)
    n = sum(one.n for one in bins)
    return sum(abs(one.right - one.n * one.confidence) for one in bins) / n if n else 1.0


def auroc(confidence: Floats, right: Floats) -> float:
    """The chance that a right answer is given with more confidence than a wrong one; a tie is half (Hanley 1982).

    0.5 when there are none of the one kind: nothing was told apart.
    """
    good, bad = confidence[right > 0], np.sort(confidence[right == 0])
    if not good.size or not bad.size:
        return 0.5
    # Of each right answer, the wrong ones below it and those it ties with: whole numbers, so that this is exact.
    below, upto = np.searchsorted(bad, good, "left").sum(), np.searchsorted(bad, good, "right").sum()
    pairs = good.size * bad.size
    return float(below / pairs + 0.5 * ((upto - below) / pairs))
