"""The answer-removal test: take a question's gold passages out of the corpus, and there must be no answer."""

from collections.abc import Callable, Mapping, Sequence

from citaat.evaluation.gold import SPLITS
from citaat.evaluation.grading import Graded
from citaat.evaluation.parallel import Team
from citaat.evaluation.scores import Score, share
from citaat.evaluation.system import System, abstentions
from citaat.evaluation.trials import REMOVAL

# An index without a few passages takes as long to make as many questions take to answer.
_WORTH = 8


def remove(
    system: System, graded: Sequence[Graded], team: Team, progress: Callable[[str, int, int], None]
) -> dict[str, dict[str, Score]]:
    """By split, the share of questions that are abstained from once their evidence is gone."""
    groups = _groups(graded)
    flags: dict[str, list[bool]] = {split: [] for split in SPLITS}
    tasks = [(ids, tuple(one.question.text for one in group)) for ids, group in groups.items()]
    results = team.each(system, abstentions, tasks, worth=_WORTH)
    for done, (group, found) in enumerate(zip(groups.values(), results, strict=True), 1):
        for one, abstained in zip(group, found, strict=True):
            flags[one.question.split].append(abstained)
        progress("answer removal", done, len(groups))
    return {split: {REMOVAL: share(REMOVAL, found)} for split, found in flags.items() if found}


def _groups(graded: Sequence[Graded]) -> Mapping[tuple[str, ...], list[Graded]]:
    """Rightly answered questions by the passages they rest on, each group tested on one index."""
    groups: dict[tuple[str, ...], list[Graded]] = {}
    for one in graded:
        if one.question.answerable and one.right and one.relevant:
            groups.setdefault(one.relevant, []).append(one)
    return groups
