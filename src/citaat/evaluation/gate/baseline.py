"""The blessed baseline: how each question did, and what the gate consisted of, in a sorted file for reviewers."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from citaat.errors import IncomparableError, UsageError
from citaat.evaluation.gold.records import Question, strict_loads
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.measures.measures import SHARE, measure
from citaat.evaluation.measures.scores import Slice
from citaat.records import Article

SCHEMA = "citaat.baseline/4"
# Raise when grading changes meaning: older baselines then refuse to be compared.
GRADING = 2
PAIRED = (
    "accuracy",
    "evidence@1",
    "caveat_recall",
    "caveat_false_alarm",
    "citation_validity",
    "MRR",
    "token_F1",
    "Brier",
    "evidence_share",
    "unasked_caveats",
    "guidance",
    "Brier:unanswerable",
    "suggestion_hit",
)
# A file may know the first of them only, so many at least.
LEAST_KNOWN = 11
ALSO = "also "
BLESS = 'bless a new baseline: citaat eval --bless --reason "…"'


@dataclass(frozen=True, slots=True)
class Key:
    """What two runs must share for their values to be compared: the articles, the analyser, the grading."""

    corpus: str
    analyser: str
    grading: int = GRADING


@dataclass(frozen=True, slots=True)
class Record:
    """One slice: its key, the critical questions that passed, each question's values in PAIRED order.

    `questions`: of each question a digest of what it asks and how it is labelled. `rules`: the rule
    that gives each caveat and digests of its text and of what it says it saw, as "caveat: rule #text @trigger", with
    ALSO before it where the question is not labelled with that caveat. `flips`: the caveats that were lost when a question was typed
    otherwise, as "kind id caveat" (None: not on record).
    """

    key: Key
    critical: tuple[str, ...]
    questions: Mapping[str, str]
    rows: Mapping[str, tuple[float | None, ...]]
    rules: Mapping[str, tuple[str, ...]]
    flips: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate consisted of: floors by slice, measure and direction; questions in each slice, tags
    too; the bad systems that were refused; a digest of the failures on record, by slice (none: not on record)."""

    least: int
    floors: Mapping[str, float]
    slices: Mapping[str, int]
    refused: tuple[str, ...]
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Baseline:
    """A blessed run: why it was blessed, its gate, a record for each set and split, and a digest of the waivers."""

    reason: str
    records: Mapping[Slice, Record]
    gate: Gate
    waived: str = ""


def question_hash(question: Question) -> str:
    """Digest of everything that the question says, whatever file and line it stands on."""
    return hashlib.sha256(repr(astuple(replace(question, file="", line=0))).encode()).hexdigest()[:10]


def corpus_hash(articles: Mapping[str, Article]) -> str:
    """SHA-256 over the articles; lexicon and rules are the system's to change."""
    rows = sorted(f"{one.source}\0{one.sha256}" for one in articles.values())
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def record(
    graded: Sequence[Graded], articles: Mapping[str, Article], analyser: str, flips: Sequence[str] = ()
) -> Record:
    """The record of the graded questions of one slice."""
    critical = tuple(sorted(one.question.id for one in graded if one.question.critical and not one.failures))
    ordered = sorted(graded, key=lambda one: one.question.id)
    rows = {one.question.id: _row(one) for one in ordered}
    digests = {one.question.id: question_hash(one.question) for one in ordered}
    rules = {one.question.id: found for one in ordered if (found := _rules(one)) or one.question.required}
    return Record(Key(corpus_hash(articles), analyser), critical, digests, rows, rules, tuple(sorted(flips)))


def _rules(graded: Graded) -> tuple[str, ...]:
    given = graded.outcome.caveats if graded.outcome else ()
    return tuple(
        f"{'' if one.id in graded.question.required else ALSO}{one.id}: {one.rule} #{_digest(one.text)} @{_digest(one.trigger)}"
        for one in given
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


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
    records = ",\n".join(
        f"  {_json(str(where))}: {_record_text(own)}" for where, own in sorted(baseline.records.items())
    )
    head = {
        "schema": SCHEMA,
        "reason": baseline.reason,
        "measures": PAIRED,
        "waived": baseline.waived,
        "gate": json.loads(_json(msgspec.to_builtins(baseline.gate))),
    }
    gate = ",\n".join(
        f"  {_json(name)}: " + ("{\n" + _table(own) + "}" if isinstance(own, dict) else _json(own))
        for name, own in sorted(head.pop("gate").items())
    )
    lines = "".join(f"{_json(key)}: {_json(value)},\n" for key, value in head.items())
    body = lines + '"gate": {\n' + gate + '},\n"records": {\n' + records + "}}\n"
    text = f"{{{_seal(body)}\n{body}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _seal(body: str) -> str:
    """A line that tells whether the rest was changed by hand, or put together out of two by a merge."""
    return f'"digest": "{hashlib.sha256(body.encode()).hexdigest()[:16]}",'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _record_text(own: Record) -> str:
    parts = [f'"key": {_json(msgspec.to_builtins(own.key))}']
    parts += [f'"{name}": {_json(getattr(own, name))}' for name in ("critical", "flips")]
    for name in ("questions", "rows", "rules"):
        parts.append(f'"{name}": {{\n{_table(getattr(own, name))}}}')
    return "{" + ",\n   ".join(parts) + "}"


def _table(rows: Mapping[str, object]) -> str:
    return ",\n".join(f"    {_json(key)}: {_json(row)}" for key, row in sorted(rows.items()))


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """The file as it is written."""

    schema: str
    reason: str
    measures: tuple[str, ...]
    gate: Gate
    records: dict[str, Record]
    digest: str = ""
    waived: str = ""


def read_baseline(path: Path) -> Baseline:
    """The baseline of a file; UsageError when it is not one."""
    try:
        text = path.read_text(encoding="utf-8")
        file = msgspec.convert(_told(strict_loads(text), text, path), _File)
    except OSError as error:
        raise UsageError(f"cannot be read ({error})", file=str(path), fix="check --baseline") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"is not a baseline ({error})", file=str(path), fix=BLESS) from error
    if any(len(row) != len(file.measures) for own in file.records.values() for row in own.rows.values()):
        raise UsageError("is not a baseline (a row with too few values)", file=str(path), fix=BLESS)
    unknown = PAIRED[len(file.measures) :]
    reason = file.reason + (f"; bless anew, it knows nothing of {', '.join(unknown)}" if unknown else "")
    records = {
        _slice(name): replace(
            own, rows={key: (*row, *(None for _ in unknown)) for key, row in own.rows.items()}
        )
        for name, own in file.records.items()
    }
    return Baseline(reason, records, file.gate, file.waived)


def _told(data: Any, text: str, path: Path) -> Any:
    """What the file says, when it is of a kind that can be compared with and nobody changed it."""
    # One of before has not the last measures: what it knows is compared.
    known = tuple(data["measures"])
    if data["schema"] != SCHEMA or len(known) < LEAST_KNOWN or known != PAIRED[: len(known)]:
        raise IncomparableError("is a baseline of another kind", file=str(path), fix=BLESS)
    seal, _, body = text.removeprefix("{").partition("\n")
    if seal != _seal(body):
        raise IncomparableError("was edited or merged by hand", file=str(path), fix=BLESS)
    return data


def _slice(name: str) -> Slice:
    own, _, split = name.rpartition(".")
    return Slice(own, split)


def _parts(key: Key) -> dict[str, Any]:
    """A key by what an editor can have changed: the name of an analyser ends with a digest of the package's data."""
    analyser, _, data = key.analyser.partition("#")
    return {"corpus": key.corpus, "analyser": analyser, "package data": data, "grading": key.grading}


def incomparable(records: Mapping[Slice, Record], before: Mapping[Slice, Record]) -> Iterable[str]:
    """Why slices cannot be compared: another corpus, analyser or grading; or not on record yet."""
    for where, own in sorted(records.items()):
        if where not in before:
            yield f"the baseline knows no {where}; {BLESS}"
            continue
        ours, theirs = _parts(own.key), _parts(before[where].key)
        differing = [name for name in ours if ours[name] != theirs[name]]
        if differing:
            yield f"{where}: another {' and '.join(differing)} than the baseline's; {BLESS}"
