"""The blessed baseline: how each question did, kept in a sorted file that a reviewer can read."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from citaat.errors import IncomparableError, UsageError
from citaat.evaluation.gold.records import Question, strict_loads
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.measures.measures import SHARE, measure
from citaat.evaluation.measures.scores import Slice
from citaat.records import Article

SCHEMA = "citaat.baseline/2"
# Raise when grading changes meaning: older baselines then refuse to be compared.
GRADING = 1
PAIRED = (
    "accuracy", "evidence@1", "caveat_recall", "caveat_false_alarm", "citation_validity", "MRR", "token_F1",
)  # fmt: skip
_BLESS = 'bless a new baseline: citaat eval --bless --reason "…"'


@dataclass(frozen=True, slots=True)
class Key:
    """What two runs must share to be compared: the questions, the articles, the analyser, the grading."""

    gold: str
    corpus: str
    analyser: str
    grading: int = GRADING


@dataclass(frozen=True, slots=True)
class Record:
    """One slice: its key, the critical questions that passed, each question's values in PAIRED order.

    `rules`: of each question the rule that gives each caveat it is owed, as "caveat: rule".
    """

    key: Key
    critical: tuple[str, ...]
    rows: Mapping[str, tuple[float | None, ...]]
    rules: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A blessed run: why it was blessed, and a record for each set and split."""

    reason: str
    records: Mapping[Slice, Record]


def gold_hash(questions: Iterable[Question]) -> str:
    """SHA-256 over everything that the questions say, whatever file and line they stand on."""
    rows = sorted(repr(astuple(one)[:-2]) for one in questions)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def corpus_hash(articles: Mapping[str, Article]) -> str:
    """SHA-256 over the articles; lexicon and rules are the system's to change."""
    rows = sorted(f"{one.source}\0{one.sha256}" for one in articles.values())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def record(graded: Sequence[Graded], articles: Mapping[str, Article], analyser: str) -> Record:
    """The record of the graded questions of one slice."""
    key = Key(gold_hash(one.question for one in graded), corpus_hash(articles), analyser)
    critical = tuple(sorted(one.question.id for one in graded if one.question.critical and not one.failures))
    ordered = sorted(graded, key=lambda one: one.question.id)
    rows = {one.question.id: _row(one) for one in ordered}
    rules = {one.question.id: _rules(one) for one in ordered if one.question.required}
    return Record(key, critical, rows, rules)


def _rules(graded: Graded) -> tuple[str, ...]:
    given = graded.outcome.caveats if graded.outcome else ()
    return tuple(f"{one.id}: {one.rule}" for one in given if one.id in graded.question.required)


def _row(graded: Graded) -> tuple[float | None, ...]:
    """The paired values; a measure of which less is better is turned round, so that more is always better."""
    return tuple(_paired(name)(graded) for name in PAIRED)


def _paired(name: str) -> Callable[[Graded], float | None]:
    wanted = measure(name)

    def value(graded: Graded) -> float | None:
        own = wanted.value(graded) if wanted.applies(graded.question) else None
        if own is None:
            return None
        return round(1 - own if wanted.lower_is_better else own, 6)

    return value


def is_share(name: str) -> bool:
    """Whether McNemar's test, and not a permutation, compares this measure."""
    return measure(name).kind == SHARE


def write_baseline(path: Path, baseline: Baseline) -> None:
    """Write it sorted, one question a line."""
    parts = []
    for where, own in sorted(baseline.records.items()):
        rows, rules = _table(own.rows), _table(own.rules)
        head = {
            "gold": own.key.gold,
            "corpus": own.key.corpus,
            "analyser": own.key.analyser,
            "grading": own.key.grading,
        }
        name, key, critical = (
            json.dumps(one, ensure_ascii=False) for one in (str(where), head, own.critical)
        )
        parts.append(
            f'  {name}: {{"key": {key},\n   "critical": {critical},\n   "rows": {{\n{rows}}},\n   "rules": {{\n{rules}}}}}'
        )
    head_lines = "".join(
        f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)},\n"
        for key, value in (("schema", SCHEMA), ("reason", baseline.reason), ("measures", PAIRED))
    )
    path.write_text("{" + head_lines + '"records": {\n' + ",\n".join(parts) + "}}\n", encoding="utf-8")


def _table(rows: Mapping[str, Sequence[object]]) -> str:
    return ",\n".join(f"    {json.dumps(key)}: {json.dumps(row)}" for key, row in sorted(rows.items()))


def read_baseline(path: Path) -> Baseline:
    """The baseline of a file; UsageError when it is not one."""
    try:
        data = strict_loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA or tuple(data["measures"]) != PAIRED:
            raise IncomparableError("is a baseline of another kind", file=str(path), fix=_BLESS)
        records = {_slice(name): _record(own) for name, own in data["records"].items()}
        return Baseline(str(data["reason"]), records)
    except OSError as error:
        raise UsageError(f"cannot be read ({error})", file=str(path), fix="check --baseline") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"is not a baseline ({error})", file=str(path), fix=_BLESS) from error


def _slice(name: str) -> Slice:
    own, _, split = name.rpartition(".")
    return Slice(own, split)


def _record(own: Mapping[str, Any]) -> Record:
    rows = {str(key): tuple(row) for key, row in own["rows"].items()}
    if any(len(row) != len(PAIRED) for row in rows.values()):
        raise ValueError("a row with too few values")
    rules = {str(key): tuple(given) for key, given in own["rules"].items()}
    return Record(Key(**own["key"]), tuple(own["critical"]), rows, rules)


def comparable(where: Slice, now: Record, before: Record | None, file: str) -> None:
    """IncomparableError, with what differs, unless the two may be compared."""
    if before is None:
        raise IncomparableError(f"the baseline knows no {where}", file=file, fix=_BLESS)
    names = ("gold", "corpus", "analyser", "grading")
    pairs = zip(names, astuple(now.key), astuple(before.key), strict=True)
    differing = [name for name, ours, theirs in pairs if ours != theirs]
    if differing:
        raise IncomparableError(
            f"{where}: another {' and '.join(differing)} than the baseline's", file=file, fix=_BLESS
        )
