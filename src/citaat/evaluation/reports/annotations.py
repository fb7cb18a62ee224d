"""What is wrong, at the line of the gold where it is asked: workflow commands of GitHub, and SARIF 2.1."""

from collections.abc import Iterator
from dataclasses import dataclass

from citaat.evaluation.gold.records import Question
from citaat.evaluation.reports.common import reasons, revealed
from citaat.evaluation.suite import Report
from citaat.terminal import json_text, printable
from citaat.version import __version__

_MOST = 50
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@dataclass(frozen=True, slots=True)
class Note:
    """A breach at a place; `line` is 0 where it is about no single question."""

    kind: str
    file: str
    line: int
    message: str


def notes(report: Report) -> Iterator[Note]:
    """A note for each question that a breach names and the gold has, else one for the breach."""
    shown = revealed(report)
    for breach in report.breaches:
        name = breach.where.split(".")[0]
        run = report.runs.get(name)
        graded = {one.question.id: one for one in run.graded} if run else {}
        known = [graded[key] for key in breach.ids if key in graded][:_MOST]
        for one in known:
            told = "; ".join(reasons(one)) if one.question.split in shown else ", ".join(one.failures)
            yield Note(breach.kind, *_place(one.question), f"{one.question.id}: {told or breach.message}")
        if not known:
            file, _, line = breach.where.rpartition(":")
            yield Note(
                breach.kind, file, int(line) if line.isdigit() else 0, f"{breach.where}: {breach.message}"
            )
    if report.shrunk:
        yield Note("shrunk", "", 0, "; ".join(report.shrunk))
    if report.incomparable:
        yield Note("not compared", "", 0, report.incomparable)


def _place(question: Question) -> tuple[str, int]:
    return question.file, question.line


def commands(report: Report) -> Iterator[str]:
    """Workflow commands: one line each, whatever the text holds."""
    for one in notes(report):
        place = f"file={_property(one.file)},line={max(1, one.line)}," if one.file else ""
        yield f"::error {place}title={_property('citaat eval: ' + one.kind)}::{_data(one.message)}"


def _data(text: str) -> str:
    """As the runner's own toolkit escapes it; control characters cannot stand in a log anyway."""
    plain = printable(text).replace("%", "%25").replace("\r", "%0D")
    return plain.replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def sarif(report: Report) -> str:
    """The same for code scanning."""
    found = list(notes(report))
    rules = [{"id": kind} for kind in sorted({one.kind for one in found})]
    results = [
        {
            "ruleId": one.kind,
            "level": "error",
            "message": {"text": printable(one.message)},
            "locations": _at(one),
        }
        for one in found
    ]
    driver = {"name": "citaat eval", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "results": results}
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _at(note: Note) -> list[dict[str, object]]:
    if not note.file:
        return []
    region = {"startLine": max(1, note.line)}
    return [{"physicalLocation": {"artifactLocation": {"uri": note.file}, "region": region}}]
