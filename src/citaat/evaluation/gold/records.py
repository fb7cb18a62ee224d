"""Gold questions: what they hold, and the one strict way to read them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonlines
from msgspec import UnsetType

from citaat.errors import UsageError
from citaat.evaluation.gold.rows import Row, read
from citaat.findings import Finding

CAVEATS = ("spoed", "overdosering", "medicatie", "risicogroep")
SPLITS = ("dev", "test")


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact quote that supports the answer; an article and a quote survive any re-chunking."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A gold question. `answerable` is None for a caveat probe, which has no answer labels.

    `must_contain` holds groups: an answer needs at least one string of every group.
    `must_not_contain` holds strings that make an answer wrong: a dose, a myth, "veilig".
    """

    id: str
    group: str
    split: str
    text: str
    answerable: bool | None
    evidence: tuple[Evidence, ...]
    must_contain: tuple[tuple[str, ...], ...]
    required: tuple[str, ...]
    forbidden: tuple[str, ...]
    tags: tuple[str, ...]
    critical: bool
    file: str
    line: int
    must_not_contain: tuple[str, ...] = ()


class DuplicateKeyError(ValueError):
    """A JSON object names the same key twice; readers silently keep the last one."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise DuplicateKeyError(f"key {key!r} stands twice in one object")
        found[key] = value
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def strict_loads(text: str | bytes) -> Any:
    """`json.loads` without its leniency, so that no other parser that is installed can change a reading."""
    return json.loads(text, object_pairs_hook=_pairs, parse_constant=_no_constant)


def parse(path: Path) -> tuple[list[Question], list[Finding]]:
    """Every readable question of the file, and a finding for every line that is wrong."""
    questions: list[Question] = []
    findings: list[Finding] = []
    for line, row in _rows(path, findings):
        found = read(row)
        if isinstance(found, Row):
            questions.append(_question(found, str(path), line))
        else:
            code, message, fix = found
            findings.append(Finding(code, str(path), line, message, fix))
    if not questions and not findings:
        findings.append(Finding("gold-empty", str(path), 0, "holds no question", "add one question a line"))
    return questions, findings


def read_gold(path: Path) -> tuple[Question, ...]:
    """The questions of a file that has nothing wrong with it; UsageError names the first fault."""
    questions, findings = parse(path)
    for finding in findings:
        raise UsageError(finding.message, file=finding.file, line=finding.line, fix=finding.fix)
    return tuple(questions)


def _rows(path: Path, findings: list[Finding]) -> Iterator[tuple[int, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot be read ({error})", file=str(path), fix="give an UTF-8 JSON Lines file"
        ) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, jsonlines.Reader([line], loads=strict_loads).read()
            except jsonlines.InvalidLineError as error:
                double = isinstance(error.__cause__, DuplicateKeyError)
                code, fix = (
                    ("gold-duplicate-key", "keep one")
                    if double
                    else ("gold-json", "write one JSON object a line")
                )
                findings.append(Finding(code, str(path), number, str(error.__cause__ or error), fix))


def _question(row: Row, file: str, line: int) -> Question:
    evidence = () if isinstance(row.evidence, UnsetType) else row.evidence
    groups = () if isinstance(row.must_contain, UnsetType) else row.must_contain
    return Question(
        row.id,
        row.group,
        row.split,
        row.question,
        None if isinstance(row.answerable, UnsetType) else row.answerable,
        tuple(Evidence(one.article, one.quote) for one in evidence),
        tuple(map(tuple, groups)),
        tuple(row.caveats_required),
        tuple(row.caveats_forbidden),
        tuple(row.tags),
        row.critical,
        file,
        line,
        tuple(row.must_not_contain),
    )
