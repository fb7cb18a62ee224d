"""The answer-removal test: take a question's gold passages out of the corpus, and there must be no answer."""

from collections.abc import Callable, Mapping, Sequence

from citaat.errors import CitaatError
from citaat.evaluation.gold import SPLITS
from citaat.evaluation.grading import Graded
from citaat.evaluation.scores import Score, share
from citaat.evaluation.system import System
from citaat.evaluation.trials import REMOVAL
from citaat.records import Abstained


def remove(
    system: System, graded: Sequence[Graded], progress: Callable[[str, int, int], None]
) -> dict[str, dict[str, Score]]:
    """By split, the share of questions that are abstained from once their evidence is gone."""
    groups = _groups(graded)
    flags: dict[str, list[bool]] = {split: [] for split in SPLITS}
    for done, (ids, group) in enumerate(groups.items(), 1):
        poorer = system.without(frozenset(ids))
        for one in group:
            flags[one.question.split].append(_abstains(poorer, one.question.text))
        progress("answer removal", done, len(groups))
    return {split: {REMOVAL: share(REMOVAL, found)} for split, found in flags.items() if found}


def _abstains(system: System, question: str) -> bool:
    try:
        return isinstance(system.ask(question), Abstained)
    except CitaatError:
        # A corpus that cannot do without a passage has not abstained.
        return False


def _groups(graded: Sequence[Graded]) -> Mapping[tuple[str, ...], list[Graded]]:
    """Rightly answered questions by the passages they rest on, each group tested on one index."""
    groups: dict[tuple[str, ...], list[Graded]] = {}
    for one in graded:
        if one.question.answerable and one.right and one.relevant:
            groups.setdefault(one.relevant, []).append(one)
    return groups
