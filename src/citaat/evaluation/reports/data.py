"""The run as plain data, for JSON: sorted, rounded, without time or path."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from citaat.evaluation.asking import SetRun
from citaat.evaluation.gate.gate import Breach
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.measures import selective
from citaat.evaluation.measures.scores import Score
from citaat.evaluation.measures.selective import CurvePoint
from citaat.evaluation.reports.changes import Before, changes
from citaat.evaluation.reports.common import reasons, revealed, text_of, unheld
from citaat.evaluation.reports.versions import versions
from citaat.evaluation.suite import Report
from citaat.evaluation.trials.selftest import SelfTest
from citaat.outcome.encoding import to_json
from citaat.records import Answered
from citaat.terminal import json_text

SCHEMA = "citaat.eval/1"


def as_data(report: Report, before: Before = None) -> dict[str, Any]:
    """Everything that the run found out. Held-out questions are named by id, without their words."""
    shown = revealed(report)
    return {
        "schema": SCHEMA,
        "verdict": report.verdict,
        "exit_code": report.exit_code,
        "breaches": [_breach(one) for one in report.breaches],
        "incomparable": report.incomparable or None,
        "shrunk": list(report.shrunk),
        "versions": versions(),
        "systems": {
            name: {**_system(run), "floors": unheld(name, report) or None}
            for name, run in report.runs.items()
        },
        "scores": {str(at): {k: score(one) for k, one in own.items()} for at, own in report.board.items()},
        "curves": {name: _curves(run) for name, run in report.runs.items()},
        "planted": list(map(_planted, report.planted)),
        "comparisons": [_rounded(asdict(one) | {"where": str(one.where)}) for one in report.comparisons],
        "changes": [asdict(one) for one in changes(report, before)],
        "flips": {name: _flips(run, shown) for name, run in report.runs.items()},
        "questions": {
            name: [question(one, shown) for one in sorted(run.graded, key=lambda one: one.question.id)]
            for name, run in report.runs.items()
        },
    }


def _planted(one: SelfTest) -> dict[str, Any]:
    return {
        "name": one.name,
        "changed": one.changed,
        "refused": bool(one.breaches),
        "untestable": one.untestable or None,
        "advice": one.advice or None,
        "breaches": list(map(_breach, one.breaches)),
    }


def dump(data: Any) -> str:
    """JSON with a line for each thing that one may want to compare."""
    return json_text(data, indent=1)


def _breach(breach: Breach) -> dict[str, Any]:
    return {"kind": breach.kind, "where": breach.where, "message": breach.message, "ids": list(breach.ids)}


def _system(run: SetRun) -> dict[str, Any]:
    return {
        "questions": len(run.gold.questions),
        "fingerprint": run.system.fingerprint,
        "analyser": run.system.analyser,
        "errors": dict(sorted(run.errors.items())),
        "removal": asdict(run.removal),
    }


def score(one: Score) -> dict[str, Any]:
    """A score; `k` only where it is a share."""
    counted = {} if one.k is None else {"k": one.k}
    return _rounded({**counted, "n": one.n, "value": one.value, "low": one.low, "high": one.high})


def _rounded(record: Mapping[str, Any]) -> dict[str, Any]:
    return {key: round(value, 6) if isinstance(value, float) else value for key, value in record.items()}


def curve(graded: list[Graded]) -> list[CurvePoint]:
    """Risk against coverage over the labelled questions among these."""
    columns = selective_columns(graded)
    return selective.risk_coverage(columns[:, 0], columns[:, 1]) if len(columns) else []


def selective_columns(graded: list[Graded]) -> Any:
    """Confidence, wrong and answered for each labelled question."""
    import numpy as np

    rows = [(one.confidence, one.right is not True, one.answered) for one in graded if one.right is not None]
    return np.array(rows, dtype=np.float64).reshape(-1, 3)


def bins(graded: list[Graded]) -> list[selective.Bin]:
    """The calibration of the answers given."""
    columns = selective_columns(graded)
    given = columns[columns[:, 2] > 0]
    return selective.calibration(given[:, 0], 1 - given[:, 1])


def _curves(run: SetRun) -> dict[str, Any]:
    found = {}
    for split in sorted({one.question.split for one in run.graded}):
        inside = [one for one in run.graded if one.question.split == split]
        found[split] = {
            "risk_coverage": [_rounded(asdict(point)) for point in curve(inside)],
            "calibration": [_rounded(asdict(one)) for one in bins(inside)],
        }
    return found


def _flips(run: SetRun, shown: frozenset[str]) -> list[dict[str, str]]:
    return [
        {
            "kind": one.kind,
            "id": one.question.id,
            "lost": one.lost,
            "changed": one.changed if one.question.split in shown else "",
        }
        for one in run.flips
    ]


def question(one: Graded, shown: frozenset[str]) -> dict[str, Any]:
    """One graded question; its words, outcome and reasons only where it may be read."""
    told: dict[str, Any] = {
        "id": one.question.id,
        "split": one.question.split,
        "critical": one.question.critical,
        "right": one.right,
        "status": "missing"
        if one.outcome is None
        else "answered"
        if isinstance(one.outcome, Answered)
        else "abstained",
        "fails": list(one.failures),
        "evidence_rank": one.evidence_rank,
        "question": text_of(one.question, shown),
    }
    if one.question.split in shown:
        told["reasons"] = reasons(one)
        told["outcome"] = to_json(one.outcome) if one.outcome is not None else None
    return told
