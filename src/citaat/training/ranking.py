"""Fitting the ranking: a softmax over the units of a question, by word over levels and by named features.

Listwise logistic regression (Cao et al. 2007), maximised over all constants of `search.levels`, the weights of
words (`query.WORD_FEATURES`) and of features together, shrunk towards plain judgement (`PRIOR`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from citaat.search.features import NAMES as FEATURES
from citaat.search.levels import LEVELS
from citaat.search.query import WORD_FEATURES
from citaat.training.examples import Example, Vector

# Units of a question that the fit looks at beside the wanted ones: the others have no share worth a gradient.
_UNITS = 60
_CONSTANTS = (*LEVELS, "rest", "rest_minor", "scale")
# How strongly constants, weights of words and of features are pulled towards their prior.
_PULLS = (0.002, 0.001, 0.001)

# Plain judgement, before any question was seen.
PRIOR: Mapping[str, Mapping[str, float]] = {
    "levels": {
        "sentence": 1.0,
        "paragraph": 0.4,
        "heading": 0.4,
        "section": 0.4,
        "title": 0.4,
        "article": 0.2,
        "asked": 0.8,
        "rest": 0.1,
        "rest_minor": 0.1,
        "scale": 4.0,
    },
    "words": {"idf": 1.0, "light": -1.6, "polar": -1.6, "digit": -1.2, "told": -0.5},
    "features": {
        "alias": 3.0,
        "alias_text": 3.0,
        "lemma": 0.5,
        "parts": 0.5,
        "chars": 0.5,
        "heading": 0.5,
        "lemma_saturated": 0.5,
        "chars_saturated": 0.5,
        "heading_ask": 0.5,
        "letters": 0.5,
        "density": 0.25,
        "number_has": 0.5,
        "number_lacks": -0.25,
        "span_has": 0.15,
        "when_has": 0.15,
        "why_has": 0.15,
        "yesno_verdict": 0.15,
        "list_is": 0.25,
        "define_has": 0.15,
        "who_has": 0.25,
        "number_fits": 0.5,
        "points_back": -0.15,
        "chatty": -0.1,
        "question": -0.5,
    },
}


@dataclass(frozen=True, slots=True)
class Flat:
    """All examples in one: pairs of a unit and a word (P, L), units (U, F), words (W, D), with where each belongs."""

    met: Vector
    values: Vector
    words: Vector
    minor: Vector
    wanted: Vector
    question_of_unit: Any
    question_of_word: Any
    unit: Any
    word: Any
    weight: Vector


def flat(examples: Sequence[Example], weights: Sequence[float]) -> Flat:
    """Lay examples end to end."""
    met, values, words, minor, wanted = [], [], [], [], []
    of_unit, of_word, unit, word = [], [], [], []
    units = size = 0
    for number, example in enumerate(examples):
        rough = example.met.sum((1, 2)) + example.values[:, :6].sum(1)
        chosen = np.union1d(np.argsort(-rough, kind="stable")[:_UNITS], np.flatnonzero(example.wanted))
        part = example.met[chosen]
        count, wide = part.shape[0], part.shape[2]
        met.append(part.transpose(0, 2, 1).reshape(count * wide, -1))
        values.append(example.values[chosen])
        wanted.append(example.wanted[chosen])
        words.append(example.words)
        minor.append(example.minor)
        of_unit.append(np.full(count, number))
        of_word.append(np.full(wide, number))
        unit.append(np.repeat(np.arange(units, units + count), wide))
        word.append(np.tile(np.arange(size, size + wide), count))
        units, size = units + count, size + wide
    end = np.concatenate
    places = end(of_unit), end(of_word), end(unit), end(word)
    shares = np.array(weights) / sum(weights)
    return Flat(end(met), end(values), end(words), end(minor), end(wanted), *places, shares)


def fit_ranking(
    examples: Sequence[Example], weights: Sequence[float] | None = None
) -> dict[str, dict[str, float]]:
    """The tables "levels", "words" and "features" that put what is wanted first; a weight for each question."""
    from scipy.optimize import minimize

    start = _start()
    loss = _loss(flat(examples, weights or [1.0] * len(examples)), start)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    constants, words, features = _split(found)
    return {
        "levels": _named(_CONSTANTS, np.exp(constants)),
        "words": _named(WORD_FEATURES, words),
        "features": _named(FEATURES, features),
    }


def _start() -> Vector:
    constants = [np.log(PRIOR["levels"][name]) for name in _CONSTANTS]
    words = [PRIOR["words"].get(name, 0.0) for name in WORD_FEATURES]
    return np.array([*constants, *words, *(PRIOR["features"].get(name, 0.0) for name in FEATURES)])


def _split(z: Vector) -> list[Vector]:
    return np.split(z, [len(_CONSTANTS), len(_CONSTANTS) + len(WORD_FEATURES)])


def _named(names: Sequence[str], values: Vector) -> dict[str, float]:
    return dict(zip(names, np.round(values, 4).tolist(), strict=True))


def _loss(data: Flat, start: Vector) -> Callable[[Vector], tuple[float, Vector]]:
    """The mean negative log-likelihood with its gradient."""
    unit_starts, pair_starts = _starts(data.question_of_unit), _starts(data.unit)
    pulls = np.repeat(_PULLS, [len(_CONSTANTS), len(WORD_FEATURES), len(FEATURES)])
    minor = data.minor[data.word].astype(bool)

    def loss(z: Vector) -> tuple[float, Vector]:
        constants, theta, weights = _split(z)
        levels, rests, scale = np.exp(constants[:-3]), np.exp(constants[-3:-1]), np.exp(constants[-1])
        mixed = np.where(minor, rests[1], rests[0]) + data.met @ levels
        logs = np.log(mixed)
        share = _shares(data.words @ theta, data.question_of_word)
        by_word = np.add.reduceat(logs * share[data.word], pair_starts)
        scores = scale * by_word + data.values @ weights
        value, d = _likelihood(data, scores, unit_starts)
        pair = scale * d[data.unit] * share[data.word] / mixed
        d_share = np.bincount(data.word, scale * d[data.unit] * logs, len(share))
        mean = np.bincount(data.question_of_word, d_share * share)
        d_words = share * (d_share - mean[data.question_of_word])
        scalars = [rests[0] * pair[~minor].sum(), rests[1] * pair[minor].sum(), scale * (d @ by_word)]
        parts = (data.met.T @ pair) * levels, scalars, data.words.T @ d_words, data.values.T @ d
        slope = np.concatenate(parts)
        off = z - start
        return value + float(pulls @ (off * off)), slope + 2 * pulls * off

    return loss


def _likelihood(data: Flat, scores: Vector, starts: Any) -> tuple[float, Vector]:
    """The mean negative log-likelihood of scores of units, and its slope in each of them."""
    p = np.exp(scores - np.maximum.reduceat(scores, starts)[data.question_of_unit])
    p /= np.add.reduceat(p, starts)[data.question_of_unit]
    good = p * data.wanted
    total = np.add.reduceat(good, starts) + 1e-12
    slope = (p - good / total[data.question_of_unit]) * data.weight[data.question_of_unit]
    return -float(data.weight @ np.log(total)), slope


def _starts(groups: Any) -> Any:
    return np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])


def _shares(logs: Vector, groups: Any) -> Vector:
    weights = np.exp(logs)
    shares: Vector = weights / np.bincount(groups, weights)[groups]
    return shares
