"""The ablation ledger: what each part of the system is worth, by taking it out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from citaat.evaluation.baseline import record
from citaat.evaluation.comparison import compare
from citaat.evaluation.grading import Graded
from citaat.evaluation.scores import slices
from citaat.evaluation.suite import Progress, SetRun, ask_set
from citaat.evaluation.system import System

MEASURES = ("accuracy", "evidence@1", "caveat_recall", "caveat_false_alarm")


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure without one part, against the whole; `lost` and `won` count the questions that changed.

    `p` is Holm's over all measures and splits of this part.
    """

    part: str
    where: str
    measure: str
    whole: float
    without: float
    lost: int
    won: int
    p: float


def ledger(run: SetRun, variants: Mapping[str, Callable[[], System]], progress: Progress) -> list[Entry]:
    """An entry for each part, split and measure, in the order of the parts.

    `variants` opens the system without a part, one at a time, so that only one is in memory.
    """
    entries: list[Entry] = []
    for part, opener in variants.items():
        other = ask_set(run.gold, opener(), progress)
        entries += _entries(part, run, other.graded)
    return entries


def _entries(part: str, run: SetRun, graded: Sequence[Graded]) -> list[Entry]:
    before, after = (
        {
            where: record(own, run.system.articles, "")
            for where, own in slices(run.gold.name, found).items()
            if not where.tag
        }
        for found in (run.graded, graded)
    )
    return [
        Entry(part, str(one.where), one.measure, one.before, one.after, one.losses, one.gains, one.p)
        for one in compare(after, before)
        if one.measure in MEASURES
    ]
