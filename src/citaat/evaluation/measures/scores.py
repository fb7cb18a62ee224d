"""Scores: a measure on a slice of the questions, as k of n with an interval."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.measures.measures import CATALOGUE, POOLED, RANKING, SHARE, Measure, measure
from citaat.evaluation.measures.statistics import bootstrap, bootstrap_mean, wilson, wilson_of

# What a tag is scored on: intervals of all measures on all tags take longer than they tell.
TAGGED = (
    "accuracy",
    "answer_accuracy",
    "abstention_recall",
    "evidence@1",
    "caveat_recall",
    "nagging",
    "hit@1",
)


@dataclass(frozen=True, slots=True, order=True)
class Slice:
    """Where a score stands: a gold set, a split of it, and a tag (empty: all questions)."""

    set: str
    split: str
    tag: str = ""

    def __str__(self) -> str:
        return ".".join(part for part in (self.set, self.split, self.tag) if part)


@dataclass(frozen=True, slots=True)
class Score:
    """`n` questions; `k` of them for a share, None for a mean. The interval holds 95 %."""

    measure: str
    n: int
    k: int | None
    value: float
    low: float
    high: float
    lower_is_better: bool


def values(measure: Measure, graded: Iterable[Graded]) -> list[float]:
    """The measure's value of each question that it covers."""
    own = (measure.value(one) for one in graded if measure.applies(one.question))
    return [value for value in own if value is not None]


def estimate(measure: Measure, graded: Sequence[Graded]) -> tuple[int, float]:
    """(n, value) without an interval, for the gate; n is 0 when nothing was there to measure."""
    if measure.kind == POOLED:
        inside = _pooled(measure, graded)
        assert measure.columns
        assert measure.pool
        return len(inside), measure.pool(measure.columns(inside)) if inside else 0.0
    own = values(measure, graded)
    return len(own), sum(own) / len(own) if own else 0.0


def _pooled(measure: Measure, graded: Iterable[Graded]) -> list[Graded]:
    return [
        one
        for one in graded
        if measure.applies(one.question) and (measure.counts is None or measure.counts(one))
    ]


def score(measure: Measure, graded: Sequence[Graded]) -> Score:
    """The score with its interval, in which paraphrases of one question count as one group.

    Wilson's, stretched, for a share; a seeded bootstrap over groups for the rest.
    """
    if measure.kind == POOLED:
        inside = _pooled(measure, graded)
        n, value = estimate(measure, graded)
        assert measure.columns
        assert measure.pool
        columns = measure.columns(inside) if inside else np.zeros((0, 1))
        low, high = bootstrap(columns, measure.pool, _groups(inside))
        return Score(measure.name, n, None, value, low, high, measure.lower_is_better)
    pairs = [(measure.value(one), one.question.group) for one in graded if measure.applies(one.question)]
    own = [value for value, _ in pairs if value is not None]
    groups = [group for value, group in pairs if value is not None]
    mean = sum(own) / len(own) if own else 0.0
    k = round(sum(own)) if measure.kind == SHARE else None
    low, high = wilson_of(own, groups) if measure.kind == SHARE else bootstrap_mean(own, groups)
    return Score(measure.name, len(own), k, mean, low, high, measure.lower_is_better)


def _groups(graded: Iterable[Graded]) -> list[str]:
    return [one.question.group for one in graded]


def share(name: str, flags: Sequence[bool], lower_is_better: bool = False) -> Score:
    """The score of plain yes-or-no observations."""
    k, n = sum(flags), len(flags)
    low, high = wilson(k, n)
    return Score(name, n, k, k / n if n else 0.0, low, high, lower_is_better)


def scoreboard(set_name: str, graded: Sequence[Graded]) -> dict[Slice, dict[str, Score]]:
    """All measures of a set, for each split apart; for each tag a few shares only."""
    board: dict[Slice, dict[str, Score]] = {}
    ranked = any(one.passages for one in graded)
    names = [*CATALOGUE, *(RANKING if ranked else ())]
    for where, inside in slices(set_name, graded).items():
        wanted = [measure(name) for name in names]
        if where.tag:
            wanted = [one for one in wanted if one.name in TAGGED]
        own = {one.name: score(one, inside) for one in wanted}
        board[where] = {name: found for name, found in own.items() if found.n}
    return board


def slices(set_name: str, graded: Sequence[Graded]) -> dict[Slice, list[Graded]]:
    """The questions of each slice, sorted: every split, and every tag within it."""
    found: dict[Slice, list[Graded]] = {}
    for one in graded:
        for tag in ("", *one.question.tags):
            found.setdefault(Slice(set_name, one.question.split, tag), []).append(one)
    return dict(sorted(found.items()))


Board = Mapping[Slice, Mapping[str, Score]]
