"""The answer-removal test: take a question's gold passages out of the corpus, and there must be no answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from citaat.evaluation.gold.records import SPLITS
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.measures.scores import Score, share
from citaat.evaluation.parallel import Team
from citaat.evaluation.system import System, abstentions
from citaat.evaluation.trials.trials import REMOVAL

# An index without a few passages takes as long to make as many questions take to answer: without
# `thorough`, so many are made, for the passages that most questions rest on, ...
MOST = 10
OF_SITE = 3
# ... and each is asked so many questions of a split at most.
EACH = 10
_WORTH = 4
Groups = Mapping[tuple[str, ...], Sequence[Graded]]


@dataclass(frozen=True, slots=True)
class Sample:
    """How much was tested: gold passages taken out (those of one question at a time), and right answers."""

    passages: int = 0
    of_passages: int = 0
    answers: int = 0
    of_answers: int = 0


NOT_TESTED = Sample()


def remove(
    system: System,
    graded: Sequence[Graded],
    team: Team,
    progress: Callable[[str, int, int], None],
    thorough: bool = False,
    most: int = MOST,
) -> tuple[dict[str, dict[str, Score]], Sample]:
    """By split, the share of right answers that become abstentions once their evidence is gone."""
    # A corpus of which nothing is left cannot be asked anything.
    everything = {ids: own for ids, own in _groups(graded).items() if len(ids) < len(system.passages)}
    groups = everything if thorough else _sample(everything, graded, most)
    flags: dict[str, list[bool]] = {split: [] for split in SPLITS}
    tasks = [(ids, tuple(one.question.text for one in group)) for ids, group in groups.items()]
    results = team.each(system, abstentions, tasks, worth=_WORTH)
    for done, (group, found) in enumerate(zip(groups.values(), results, strict=True), 1):
        for one, abstained in zip(group, found, strict=True):
            flags[one.question.split].append(abstained)
        progress("answer removal", done, len(groups))
    scores = {split: {REMOVAL: share(REMOVAL, found)} for split, found in flags.items() if found}
    return scores, Sample(len(groups), len(everything), _answers(groups), _answers(everything))


def _answers(groups: Groups) -> int:
    return sum(map(len, groups.values()))


def _groups(graded: Sequence[Graded]) -> Groups:
    """Rightly answered questions by the passages they rest on, each group tested on one index."""
    groups: dict[tuple[str, ...], list[Graded]] = {}
    for one in graded:
        if one.question.answerable and one.right and one.relevant:
            groups.setdefault(one.relevant, []).append(one)
    return groups


def _sample(groups: Groups, graded: Sequence[Graded], most: int) -> Groups:
    """The groups of most gold questions, right or wrong, so that a better system is tested on the same ones."""
    resting: dict[tuple[str, ...], int] = {}
    for one in graded:
        resting[one.relevant] = resting.get(one.relevant, 0) + 1
    order = sorted(groups, key=lambda ids: (-resting[ids], _lot(" ".join(ids))))
    return {ids: _few(groups[ids]) for ids in order[:most]}


def _few(group: Sequence[Graded]) -> list[Graded]:
    """At most EACH questions of a split, drawn by their ids."""
    drawn = sorted(group, key=lambda one: (one.question.split, _lot(one.question.id)))
    counts = dict.fromkeys(SPLITS, 0)
    chosen = []
    for one in drawn:
        counts[one.question.split] += 1
        if counts[one.question.split] <= EACH:
            chosen.append(one)
    return chosen


def _lot(key: str) -> float:
    """A number drawn for this key, the same in every run: a text seeds Random through SHA-512."""
    return Random(f"{REMOVAL}:{key}").random()
