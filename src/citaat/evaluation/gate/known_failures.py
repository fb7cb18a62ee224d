"""Known failures: the questions that are wrong on record, compared for equality.

A new failure fails the gate, and so does a repair that nobody recorded: the list always
says how things are. One line a question, under a table for each set and split:

    [main.dev]
    p033 = "answer"
    p101 = "answer, caveats: asks about two things at once"
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citaat.corpus.toml_lines import TomlLines, told_line
from citaat.errors import UsageError
from citaat.evaluation.grading.grading import CHECKS, Graded
from citaat.evaluation.measures.scores import Slice

_HEAD = (
    "# Questions that fail on record, with the checks they fail. Written by `citaat eval --bless`;\n"
    '# a reason may follow a colon and is kept: p101 = "answer: asks about two things at once"\n'
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Known:
    """The checks that a question fails on record, and why that is accepted."""

    fails: tuple[str, ...]
    reason: str = ""


Failures = Mapping[Slice, Mapping[str, Known]]


def read_known(path: Path) -> Failures:
    """The known failures of a file; a file that is not there knows none. UsageError for the first fault."""
    found, faults = checked_known(path)
    if faults:
        raise faults[0]
    return found


def checked_known(path: Path) -> tuple[Failures, list[UsageError]]:
    """The known failures of a file that can be used, and every fault of the file, in its order."""
    if not path.exists():
        return {}, []
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        line = told_line(error) if isinstance(error, tomllib.TOMLDecodeError) else None
        what, fix = f"cannot be read ({error})", "mend it, or bless anew"
        return {}, [UsageError(what, file=str(path), line=line, fix=fix)]
    return _rows(table, TomlLines(text), str(path))


def _rows(table: Mapping[str, Any], lines: TomlLines, file: str) -> tuple[Failures, list[UsageError]]:
    faults: list[UsageError] = []
    found: dict[Slice, dict[str, Known]] = {}
    for name, splits in table.items():
        for split, rows in (splits if isinstance(splits, dict) else {name: splits}).items():
            header = f"{name}.{split}"
            if not isinstance(rows, dict):
                what, fix = f"{name!r} is not a table", "put questions under [set.split]"
                faults.append(UsageError(what, file=file, line=lines.key(name, 0, split), fix=fix))
                continue
            own = found.setdefault(Slice(name, split), {})
            for key, value in rows.items():
                known = _known(value)
                if known is not None:
                    own[key] = known
                    continue
                what, fix = f"{key!r} names no check", f"write one or more of {', '.join(CHECKS)}"
                faults.append(UsageError(what, file=file, line=lines.key(header, 0, key), fix=fix))
    return found, sorted(faults, key=lambda one: one.line or 0)


def _known(value: object) -> Known | None:
    checks, _, reason = value.partition(":") if isinstance(value, str) else ("", "", "")
    fails = tuple(part.strip() for part in checks.split(",") if part.strip())
    if not fails or any(one not in CHECKS for one in fails):
        return None
    return Known(tuple(one for one in CHECKS if one in fails), reason.strip())


def failures(graded: Sequence[Graded], set_name: str) -> dict[Slice, dict[str, Known]]:
    """What fails now, by split, sorted by id."""
    found: dict[Slice, dict[str, Known]] = {}
    for one in sorted(graded, key=lambda one: one.question.id):
        own = found.setdefault(Slice(set_name, one.question.split), {})
        if one.failures:
            own[one.question.id] = Known(one.failures)
    return found


@dataclass(frozen=True, slots=True)
class Drift:
    """How what fails now differs from the record: ids, each with the checks concerned."""

    where: Slice
    broken: tuple[tuple[str, str], ...]
    mended: tuple[tuple[str, str], ...]


def drift(now: Failures, record: Failures) -> list[Drift]:
    """The differences for every slice that was evaluated; none when the record is exact."""
    found = []
    for where, failing in sorted(now.items()):
        known = record.get(where, {})
        broken = _beyond(failing, known)
        mended = _beyond(known, failing)
        if broken or mended:
            found.append(Drift(where, broken, mended))
    return found


def _beyond(these: Mapping[str, Known], those: Mapping[str, Known]) -> tuple[tuple[str, str], ...]:
    rows = []
    for key, known in sorted(these.items()):
        extra = [one for one in known.fails if one not in those.get(key, Known(())).fails]
        if extra:
            rows.append((key, ", ".join(extra)))
    return tuple(rows)


def digests(record: Failures) -> dict[str, str]:
    """By slice, a digest of what fails; a reason may be written and mended at any time."""
    return {str(where): digest(rows) for where, rows in sorted(record.items())}


def digest(rows: Mapping[str, Known]) -> str:
    """The same for the same questions and checks."""
    told = json.dumps([(key, known.fails) for key, known in sorted(rows.items())])
    return hashlib.sha256(told.encode()).hexdigest()[:10]


def write_known(path: Path, now: Failures, record: Failures) -> None:
    """Write what fails now, keep the reasons on record, and keep the slices that were not evaluated."""
    lines = [_HEAD]
    for where, rows in sorted({**record, **now}.items()):
        lines.append(f"[{_key(where.set)}.{_key(where.split)}]\n")
        for key, known in sorted(rows.items()):
            reason = known.reason or record.get(where, {}).get(key, Known(())).reason
            value = ", ".join(known.fails) + (f": {reason}" if reason else "")
            lines.append(f"{_key(key)} = {json.dumps(value, ensure_ascii=False)}\n")
        lines.append("\n")
    path.write_text("".join(lines).rstrip("\n") + "\n", encoding="utf-8")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)
