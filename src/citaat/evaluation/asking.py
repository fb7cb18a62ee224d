"""Every gold set asked and graded, the next one being asked while this one is judged."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.grading.case import Corpus
from citaat.evaluation.grading.grading import Graded, Ranking, grade, relevant_passages
from citaat.evaluation.parallel import Team
from citaat.evaluation.system import Look, System, look
from citaat.evaluation.trials.perturb import Flip
from citaat.evaluation.trials.removal import NOT_TESTED, Sample
from citaat.records import Passage

Progress = Callable[[str, int, int], None]
# Of how many sets the questions may be on their way while another set is graded. More would keep the
# changed questions of this set waiting, and every answer in memory.
_AHEAD = 1


@dataclass(frozen=True, slots=True)
class SetRun:
    """One gold set, asked and graded; `errors` holds what broke down, by question id.

    `unsteady`: the ids of questions that got another outcome when they were asked again.
    """

    gold: GoldSet
    system: System
    graded: tuple[Graded, ...]
    errors: Mapping[str, str]
    corpus: Corpus
    flips: tuple[Flip, ...] = ()
    removal: Sample = NOT_TESTED
    unsteady: tuple[str, ...] = ()

    @property
    def passages(self) -> Sequence[Passage]:
        """Those of the system."""
        return self.system.passages


def ask_sets(opened: Sequence[tuple[GoldSet, System]], team: Team, progress: Progress) -> Iterator[SetRun]:
    """Every set asked and graded, in order. Whoever takes one works on it while the next one is being asked."""
    begun: deque[tuple[GoldSet, System, Iterator[Look | str]]] = deque()
    for gold, system in opened:
        begun.append((gold, system, team.each(system, look, [one.text for one in gold.questions])))
        if len(begun) > _AHEAD:
            yield _graded(*begun.popleft(), progress)
    for left in begun:
        yield _graded(*left, progress)


def _graded(gold: GoldSet, system: System, looks: Iterator[Look | str], progress: Progress) -> SetRun:
    corpus = Corpus.of(system.articles, system.passages)
    graded: list[Graded] = []
    errors: dict[str, str] = {}
    ranking: Ranking
    for question, seen in zip(gold.questions, looks, strict=True):
        if isinstance(seen, str):
            errors[question.id] = seen
            judged, ranking = grade(question, None, corpus), ()
        else:
            judged = grade(question, seen.outcome, corpus, seen.owed, listed=seen.listed)
            ranking = seen.ranking
        if question.evidence:
            relevant = relevant_passages(question, system.passages, system.articles)
            judged = replace(judged, relevant=relevant, passages=ranking)
        graded.append(judged)
        progress(f"{gold.name}: questions", len(graded), len(gold.questions))
    return SetRun(gold, system, tuple(graded), errors, corpus)
