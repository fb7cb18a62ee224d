"""All sites together: with many of them not each has floors of its own, and none may go unheld."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from citaat.evaluation.gold.sets import MAIN, SITES
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.measures.measures import measure
from citaat.evaluation.measures.scores import Score, Slice, score, slices
from citaat.evaluation.measures.statistics import wilson

POOL = SITES
# What the pool is scored on: who wants to know more looks at the sites.
MEASURES = (
    "accuracy",
    "answer_accuracy",
    "abstention_recall",
    "evidence@1",
    "Brier",
    "Brier:unanswerable",
    "AUROC",
    "ECE",
    "AURC",
)


def members(name: str, sets: Iterable[str]) -> list[str]:
    """The sets that a name in floors.toml stands for: the one called so, or for POOL every set but the main one."""
    return [one for one in sets if (one != MAIN if name == POOL else one == name)]


def named(name: str, graded: Iterable[Graded]) -> list[Graded]:
    """Questions as they are called among those of other sets, SET:ID; their groups do not run together either."""
    return [
        replace(
            one,
            question=replace(
                one.question, id=f"{name}:{one.question.id}", group=f"{name}:{one.question.group}"
            ),
        )
        for one in graded
    ]


def pooled_scores(sets: Mapping[str, Sequence[Graded]]) -> dict[Slice, dict[str, Score]]:
    """The scores of each split of all sites together; none where there are not two of them."""
    found = members(POOL, sets)
    if len(found) < 2:
        return {}
    together = [one for name in found for one in named(name, sets[name])]
    board: dict[Slice, dict[str, Score]] = {}
    for where, inside in slices(POOL, together).items():
        if not where.tag:
            own = (score(measure(name), inside) for name in MEASURES)
            board[where] = {one.measure: one for one in own if one.n}
    return board


def pooled_trials(trials: Mapping[Slice, Mapping[str, Score]]) -> dict[Slice, dict[str, Score]]:
    """The trials of all sites together: each is a share, so that they add up."""
    found: dict[Slice, dict[str, list[Score]]] = {}
    for where, scores in trials.items():
        if where.set != MAIN:
            own = found.setdefault(Slice(POOL, where.split), {})
            for name, one in scores.items():
                own.setdefault(name, []).append(one)
    return {where: {name: _sum(own) for name, own in scores.items()} for where, scores in found.items()}


def _sum(scores: Sequence[Score]) -> Score:
    k, n = sum(one.k or 0 for one in scores), sum(one.n for one in scores)
    low, high = wilson(k, n)
    return Score(scores[0].measure, n, k, k / n if n else 0.0, low, high, scores[0].lower_is_better)
