"""What a run has and the baseline does not tell of: a record in which something is missing cannot show that it is lost.

The seal of a baseline is no proof: a program that takes something out can seal the rest again. It cannot make the rest
agree with the run, with the known failures and with itself.
"""

from collections.abc import Iterator, Mapping

from citaat.evaluation.gate.baseline import ALSO, PAIRED, Baseline, Record
from citaat.evaluation.gate.known_failures import Failures, Known
from citaat.evaluation.gate.shrinkage import some
from citaat.evaluation.measures.scores import Slice

# Measures whose population the gold alone decides: who has a value has one in every run.
_OF_GOLD = tuple(
    PAIRED.index(name)
    for name in ("accuracy", "evidence@1", "caveat_recall", "caveat_false_alarm", "token_F1")
)
_ACCURACY = PAIRED.index("accuracy")
# Questions may be added and blessed later, as long as most of a slice is compared.
_FEW = 0.1


def unrecorded(records: Mapping[Slice, Record], before: Baseline, known: Failures | None) -> list[str]:
    """Everything of this run that is not on record, in words; it is for the blessed system itself.

    `known` is what may fail, as it is on file (None: not asked).
    """
    found: list[str] = []
    for where, now in sorted(records.items()):
        if where not in before.records:
            continue
        old = before.records[where]
        found += _record(where, now, old, before.gate.slices.get(str(where), 0))
        if known is not None:
            found += _failures(where, known.get(where, {}), old)
    return found


def _record(where: Slice, now: Record, old: Record, count: int) -> Iterator[str]:
    """The questions that are not on record, or not with all that is told of them; the gate tells of `count`."""
    same = {key for key, digest in now.questions.items() if old.questions.get(key) == digest}
    new = [key for key in now.questions if key not in old.questions]
    bare = [key for key in sorted(same) if _bare(now.rows[key], old.rows.get(key))]
    critical = sorted(same.intersection(now.critical).difference(old.critical))
    rules = [key for key in sorted(same) if key not in old.rules and any(map(_owed, now.rules.get(key, ())))]
    for keys, what in (
        (new if len(new) > _FEW * len(now.questions) else [], "questions are not on record"),
        (bare, "questions have no values on record"),
        (critical, "critical questions that pass are not on record as such"),
        (rules, "questions have no rule of their caveats on record"),
    ):
        if keys:
            yield f"{where}: {len(keys)} {what}: {some(keys)}"
    if count != len(old.questions):
        yield f"{where}: {len(old.questions)} questions are on record, and the gate on record has {count}"
    if old.flips is None:
        yield f"{where}: what was lost when questions were typed otherwise is not on record"


def _bare(now: tuple[float | None, ...], old: tuple[float | None, ...] | None) -> bool:
    return old is None or any((now[at] is None) != (old[at] is None) for at in _OF_GOLD)


def _owed(entry: str) -> bool:
    return not entry.startswith(ALSO)


def _failures(where: Slice, known: Mapping[str, Known], old: Record) -> Iterator[str]:
    """Questions that are wrong by the one file and right by the other: both are written by one blessing."""
    wrong = {key for key, row in old.rows.items() if row[_ACCURACY] == 0}
    unknown = {key for key in known if key not in old.questions}
    differing = sorted(unknown | (wrong ^ {key for key, one in known.items() if "answer" in one.fails}))
    if differing:
        yield (
            f"{where}: the values of {len(differing)} questions are not those of the known failures: "
            f"{some(differing)}"
        )
