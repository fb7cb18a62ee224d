"""Gold questions: what they hold, and the one strict way to read them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonlines

from citaat.errors import UsageError
from citaat.findings import Finding

CAVEATS = ("spoed", "overdosering", "medicatie", "risicogroep")
SPLITS = ("dev", "test")
_LABELS = ("answerable", "evidence", "must_contain")
_SHARED = ("id", "group", "split", "question", "caveats_required", "caveats_forbidden", "tags", "critical")


@dataclass(frozen=True, slots=True)
class Evidence:
    """An exact quote that supports the answer; an article and a quote survive any re-chunking."""

    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A gold question. `answerable` is None for a caveat probe, which has no answer labels.

    `must_contain` holds groups: an answer needs at least one string of every group.
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
        wrong = _wrong(row)
        if wrong:
            code, message, fix = wrong
            findings.append(Finding(code, str(path), line, message, fix))
        else:
            questions.append(_question(row, str(path), line))
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


def _wrong(row: Any) -> tuple[str, str, str] | None:
    """Code, message and fix of the first thing that is wrong with a row."""
    if not isinstance(row, dict):
        return "gold-json", "is not an object", "write one JSON object a line"
    labelled = any(key in row for key in _LABELS)
    wanted = (*_SHARED, *_LABELS) if labelled else _SHARED
    for key in row:
        if key not in wanted:
            return "gold-unknown-key", f"unknown key {key!r}", f"use {', '.join(wanted)}"
    for key in wanted:
        if key not in row:
            return "gold-missing-key", f"key {key!r} is missing", "add it"
        if not _FITS[key](row[key]):
            return "gold-value", f"{key!r} has a value that does not fit", _EXPECTED[key]
    return _contradiction(row, labelled)


def _contradiction(row: dict[str, Any], labelled: bool) -> tuple[str, str, str] | None:
    both = sorted(set(row["caveats_required"]) & set(row["caveats_forbidden"]))
    if both:
        return "gold-conflict", f"caveat {both[0]!r} is both required and forbidden", "keep one of the two"
    if labelled and row["answerable"] and not (row["evidence"] and row["must_contain"]):
        return "gold-value", "answerable, but without evidence and must_contain", "add both"
    if labelled and not row["answerable"] and (row["evidence"] or row["must_contain"]):
        return "gold-conflict", "not answerable, and yet it has evidence or must_contain", "empty both"
    return None


def _question(row: dict[str, Any], file: str, line: int) -> Question:
    evidence = tuple(Evidence(one["article"], one["quote"]) for one in row.get("evidence", ()))
    groups = tuple(tuple(group) for group in row.get("must_contain", ()))
    required, forbidden = tuple(row["caveats_required"]), tuple(row["caveats_forbidden"])
    return Question(
        row["id"], row["group"], row["split"], row["question"], row.get("answerable"), evidence, groups,
        required, forbidden, tuple(row["tags"]), row["critical"], file, line,
    )  # fmt: skip


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(_text(one) for one in value) and len(set(value)) == len(value)


def _caveats(value: Any) -> bool:
    return _texts(value) and all(one in CAVEATS for one in value)


def _groups(value: Any) -> bool:
    return isinstance(value, list) and all(_texts(group) and group for group in value)


def _evidence(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and set(one) == {"article", "quote"} and all(map(_text, one.values()))
        for one in value
    )


def _boolean(value: Any) -> bool:
    return isinstance(value, bool)


_FITS = {
    "id": _text, "group": _text, "question": _text, "split": lambda value: value in SPLITS, "tags": _texts,
    "caveats_required": _caveats, "caveats_forbidden": _caveats, "critical": _boolean, "answerable": _boolean,
    "evidence": _evidence, "must_contain": _groups,
}  # fmt: skip
_EXPECTED = {
    "id": "write a text", "group": "write a text", "question": "write a text", "split": "write dev or test",
    "tags": "write a list of distinct texts", "caveats_required": f"choose from {', '.join(CAVEATS)}",
    "caveats_forbidden": f"choose from {', '.join(CAVEATS)}", "critical": "write true or false",
    "answerable": "write true or false", "evidence": "write a list of {article, quote}",
    "must_contain": "write a list of non-empty lists of texts",
}  # fmt: skip
