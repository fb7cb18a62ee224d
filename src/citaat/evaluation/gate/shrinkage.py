"""What has gone from the gate since it was blessed: floors, questions, slices, labels, bad systems refused."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from citaat.evaluation.gate.baseline import Baseline, Gate, Record
from citaat.evaluation.gate.floors import Floor
from citaat.evaluation.gate.known_failures import Failures, digest, digests
from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.measures.scores import Slice
from citaat.evaluation.trials.selftest import SelfTest

_AT_MOST, _AT_LEAST = "<=", ">="
_SHOWN = 12


def gate_of(
    floors: Iterable[Floor],
    least: int,
    sets: Iterable[GoldSet],
    planted: Iterable[SelfTest],
    failing: Failures = MappingProxyType({}),
) -> Gate:
    """The gate of a run in which these questions fail."""
    limits = {
        f"{one.where} {one.measure} {_AT_MOST if one.maximum else _AT_LEAST}": one.limit for one in floors
    }
    counts: dict[str, int] = {}
    for gold in sets:
        for question in gold.questions:
            for tag in ("", *question.tags):
                where = str(Slice(gold.name, question.split, tag))
                counts[where] = counts.get(where, 0) + 1
    refused = tuple(sorted(one.name for one in planted if one.breaches))
    return Gate(least, dict(sorted(limits.items())), dict(sorted(counts.items())), refused, digests(failing))


def shrunk(
    gate: Gate,
    records: Mapping[Slice, Record],
    before: Baseline,
    split: str | None,
    own: bool = True,
    known: Failures | None = None,
) -> list[str]:
    """Everything that is less than on record, in words. A split that was not run is passed by.

    Which bad systems can be planted depends on the outcomes: `own` tells whether they are those of the blessed system.
    `known` is what may fail, as it is on file (None: not asked): each entry that was put there by hand is a question
    that may be lost unseen.
    """
    return [
        *_floors(gate, before.gate, split),
        *_slices(gate, before.gate, split),
        *_questions(records, before.records, split),
        *(_refusals(gate, before.gate) if split is None and own else ()),
        *(_failures(known, before.gate, split) if known is not None else ()),
    ]


def merged(old: Baseline, new: Baseline, split: str) -> Baseline:
    """The new baseline of one split, with what the old one says of the other split."""

    def both(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, Any]:
        kept = {key: value for key, value in before.items() if not _ran(key, split)}
        return dict(sorted({**kept, **now}.items()))

    floors, counts = both(old.gate.floors, new.gate.floors), both(old.gate.slices, new.gate.slices)
    refused = tuple(sorted({*old.gate.refused, *new.gate.refused}))
    known = both(old.gate.known, new.gate.known)
    return replace(new, gate=Gate(new.gate.least, floors, counts, refused, known))


def _ran(where: str, split: str | None) -> bool:
    return split is None or split in where.split()[0].split(".")[1:2]


def _floors(now: Gate, before: Gate, split: str | None) -> Iterator[str]:
    if now.least < before.least:
        yield f"least_questions went from {before.least} to {now.least}"
    for name, limit in before.floors.items():
        if not _ran(name, split):
            continue
        own = now.floors.get(name)
        looser = own is not None and (own > limit if name.endswith(_AT_MOST) else own < limit)
        if own is None:
            yield f"the floor {name} {limit} is gone"
        elif looser:
            yield f"the floor {name} {limit} is now {own}"


def _slices(now: Gate, before: Gate, split: str | None) -> Iterator[str]:
    for where, count in before.slices.items():
        own = now.slices.get(where, 0)
        if own < count and _ran(where, split):
            yield f"{where} had {count} questions and has {own}"


def _questions(
    now: Mapping[Slice, Record], before: Mapping[Slice, Record], split: str | None
) -> Iterator[str]:
    for where, old in sorted(before.items()):
        if split not in (None, where.split):
            continue
        new = now[where].questions if where in now else {}
        gone = [key for key in old.questions if key not in new]
        changed = [key for key, digest in old.questions.items() if new.get(key, digest) != digest]
        if gone:
            yield f"{where}: {len(gone)} questions are gone: {some(gone)}"
        if changed:
            yield f"{where}: {len(changed)} questions have another text or other labels: {some(changed)}"


def _refusals(now: Gate, before: Gate) -> Iterator[str]:
    for name in before.refused:
        if name not in now.refused:
            yield f"the bad system {name!r} was refused, and no longer is"


def _failures(known: Failures, before: Gate, split: str | None) -> Iterator[str]:
    told = digests(known)
    for where, blessed in before.known.items():
        if _ran(where, split) and told.get(where, digest({})) != blessed:
            yield f"the known failures of {where} are not those that were blessed: they were edited by hand"


def some(ids: Sequence[str]) -> str:
    """The first of these ids, and how many more there are."""
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more
