"""Two runs question by question: what changed since the baseline, or since another run's report.json."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from citaat.errors import UsageError
from citaat.evaluation.gate.baseline import PAIRED, Record
from citaat.evaluation.gold.records import strict_loads
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.reports.common import reasons, revealed, text_of
from citaat.evaluation.suite import Report
from citaat.records import Answered

_DATA = "citaat.eval/1"
# What a question fails by; other measures tell how well it was answered.
_DECIDING = frozenset(("accuracy", "caveat_recall", "caveat_false_alarm", "citation_validity"))
_SHADES = frozenset(("MRR", "token_F1", "Brier", "Brier:unanswerable"))


class Seen(msgspec.Struct, frozen=True):
    """A question in another run's report; words and outcome only where that one could show them."""

    id: str
    split: str
    status: str
    fails: list[str]
    outcome: dict[str, Any] | None = None

    @property
    def answer(self) -> str:
        """The text it was answered with, empty when there was none or it is not told."""
        return str((self.outcome or {}).get("answer") or "")


# The questions of another run by set and id, None when only the baseline is there.
Before = Mapping[tuple[str, str], Seen] | None


@dataclass(frozen=True, slots=True)
class Change:
    """A question that fared otherwise.

    `kind` is lost (it fails now), won (it no longer does), worse or better (it passes or fails as before, but a measure
    fell or rose: `moved` names them), or other (right as before, with another answer).
    """

    set: str
    id: str
    split: str
    kind: str
    question: str
    before: str
    after: str
    why: str
    moved: tuple[str, ...] = ()


def read_report(path: Path) -> Mapping[tuple[str, str], Seen]:
    """The questions of a report.json; UsageError when it is none."""
    try:
        data = strict_loads(path.read_text(encoding="utf-8"))
        if data["schema"] != _DATA:
            raise ValueError(f"its schema is {data['schema']!r}")
        found = msgspec.convert(data["questions"], dict[str, list[Seen]])
    except (OSError, ValueError, KeyError, TypeError) as error:
        fix = "give the report.json that citaat eval --report wrote"
        raise UsageError(f"is no report ({error})", file=str(path), fix=fix) from error
    return {(name, one.id): one for name, own in found.items() for one in own}


def changes(report: Report, before: Before) -> Sequence[Change]:
    """What changed, losses first; since the baseline where no other run is given."""
    found = list(_since_run(report, before) if before is not None else _since_baseline(report))
    order = {"lost": 0, "worse": 1, "won": 2, "better": 3, "other": 4}
    return sorted(found, key=lambda one: (order[one.kind], one.set, one.id))


def _since_run(report: Report, before: Mapping[tuple[str, str], Seen]) -> Iterator[Change]:
    for name, run in report.runs.items():
        for one in run.graded:
            old = before.get((name, one.question.id))
            if old is None:
                continue
            kind = _kind(not old.fails, not one.failures)
            if kind or (old.answer and old.answer != _answer(one) and one.question.split in revealed(report)):
                yield _change(name, one, kind or "other", old.answer or old.status, report)


def _since_baseline(report: Report) -> Iterator[Change]:
    if report.criteria.baseline is None:
        return
    records = {str(where): own for where, own in report.criteria.baseline.records.items()}
    for name, run in report.runs.items():
        for one in run.graded:
            old = records.get(f"{name}.{one.question.split}")
            now = next(
                (own for at, own in report.records.items() if str(at) == f"{name}.{one.question.split}"), None
            )
            if old and now:
                yield from _compared(name, one, old, now, report)


def _compared(name: str, one: Graded, old: Record, now: Record, report: Report) -> Iterator[Change]:
    """How a question fared since the baseline, if otherwise: a measure may fall where all that must be right still is."""
    worse, better = _moved(old, now, one.question.id)
    if worse and one.failures and _DECIDING.intersection(worse):
        yield _change(name, one, "lost", "", report, worse)
    elif worse:
        yield _change(name, one, "worse", "", report, worse)
    elif better:
        won = not one.failures and _DECIDING.intersection(better)
        yield _change(name, one, "won" if won else "better", "", report, better)


def _moved(old: Record, now: Record, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The measures that became worse for a question, and those that became better; shades of confidence are none."""
    if key not in old.rows or old.questions.get(key) != now.questions.get(key):
        return (), ()
    worse, better = list[str](), list[str]()
    for name, before, after in zip(PAIRED, old.rows[key], now.rows[key], strict=False):
        if name in _SHADES or before is None or after is None or before == after:
            continue
        # On record more is better, of every measure.
        (worse if after < before else better).append(name)
    return tuple(worse), tuple(better)


def _kind(passed: bool, passes: bool) -> str:
    return "" if passed == passes else "won" if passes else "lost"


def _answer(graded: Graded) -> str:
    return graded.outcome.answer if isinstance(graded.outcome, Answered) else ""


def _change(
    name: str, one: Graded, kind: str, before: str, report: Report, moved: tuple[str, ...] = ()
) -> Change:
    shown = revealed(report)
    readable = one.question.split in shown
    after = _answer(one) or (
        f"abstained ({one.outcome.abstention.code})"
        if one.outcome and not isinstance(one.outcome, Answered)
        else ""
    )
    return Change(
        name,
        one.question.id,
        one.question.split,
        kind,
        text_of(one.question, shown),
        before if readable else "",
        after if readable else "",
        "; ".join(reasons(one)) if readable else "",
        moved,
    )
