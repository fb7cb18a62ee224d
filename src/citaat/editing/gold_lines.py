"""A gold question from an answer that somebody saw and judged, as one line of a gold file."""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citaat.errors import UsageError
from citaat.evaluation.gold.records import CAVEATS, Evidence, Question, parse, strict_loads
from citaat.evaluation.grading.matching import fold, spans
from citaat.records import Answered, Article, Outcome

_NUMBERED = re.compile(r"q(\d+)")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is right: the evidence (none: the corpus does not answer), and the caveats that are owed.

    `must_contain` are groups of texts, one of each of which an answer must hold. `free` are caveats that may be given and need not.
    """

    evidence: tuple[Evidence, ...]
    required: tuple[str, ...]
    free: tuple[str, ...] = ()
    must_contain: tuple[tuple[str, ...], ...] = ()
    tags: tuple[str, ...] = ()
    critical: bool = False


def cited(outcome: Outcome, best: int = 1) -> tuple[Evidence, ...]:
    """The first `best` citations of an answer as evidence. Raises UsageError when there is no answer."""
    if not isinstance(outcome, Answered):
        fix = "give the sentence that answers it: --quote TEXT; when the articles do not tell: --unanswerable"
        raise UsageError("there is no answer to accept", fix=fix)
    return tuple(Evidence(one.article_id, one.quote) for one in outcome.citations[:best])


def located(quote: str, articles: Mapping[str, Article], article: str | None = None) -> Evidence:
    """The one place of a quote. Raises UsageError when it is in no article, or in more than one."""
    if not quote.strip():
        raise UsageError("the quote is empty", fix="copy the sentence exactly as it stands in the article")
    wanted = [one for one in articles.values() if article in (None, one.id)]
    holding = [one.id for one in wanted if spans(one, quote)]
    if article is not None and not wanted:
        raise UsageError(f"there is no article {article!r}", fix=f"choose from {', '.join(articles)}")
    if not holding:
        raise UsageError(
            f"no article holds {quote[:60]!r}", fix="copy the sentence exactly as it stands there"
        )
    if len(holding) > 1:
        raise UsageError(
            f"{len(holding)} articles hold that quote", fix=f"give --article: {', '.join(holding)}"
        )
    return Evidence(holding[0], quote)


def gold_line(
    question: str, judgement: Judgement, split: str, known: Sequence[Question], old: Question | None = None
) -> dict[str, Any]:
    """The question as a row for a gold file; UsageError when it is there already.

    `old` is the question whose place it takes: id, group and split are its own, and its tags where none are given.
    """
    for one in known:
        if fold(one.text) == fold(question) and one is not old:
            raise UsageError(
                "this question is here already", file=one.file, line=one.line, fix=f"give --replace {one.id}"
            )
    key = old.id if old else _free_id(known)
    tags = judgement.tags or (old.tags if old else ())
    may = {*judgement.required, *judgement.free}
    return {
        "id": key,
        "group": old.group if old else key,
        "split": old.split if old else split,
        "question": question,
        "answerable": bool(judgement.evidence),
        "evidence": [{"article": one.article, "quote": one.quote} for one in judgement.evidence],
        "must_contain": [list(group) for group in judgement.must_contain] if judgement.evidence else [],
        "caveats_required": list(judgement.required),
        "caveats_forbidden": [one for one in CAVEATS if one not in may],
        "tags": list(tags),
        "critical": judgement.critical or bool(old and old.critical),
    }


def of_id(key: str, known: Sequence[Question]) -> Question:
    """The question with this id; UsageError when there is none, or one in each of two files."""
    found = [one for one in known if one.id == key]
    if not found:
        raise UsageError(f"there is no question {key!r}", fix="its id stands at the start of its line")
    if len(found) > 1:
        files = ", ".join(one.file for one in found)
        raise UsageError(
            f"more than one question is called {key!r}", fix=f"name the file with --gold: {files}"
        )
    return found[0]


def questions_of(path: Path) -> list[Question]:
    """The questions that a gold file holds; UsageError for one with a fault, which would be hidden by more."""
    if not path.exists():
        return []
    questions, findings = parse(path)
    for one in findings:
        if one.code != "gold-empty":
            raise UsageError(one.message, file=one.file, line=one.line, fix=one.fix)
    return questions


def append(path: Path, row: Mapping[str, Any]) -> int:
    """Write the row at the end of the file, and return its line."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        start = "" if not before or before.endswith("\n") else "\n"
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{start}{json.dumps(row, ensure_ascii=False)}\n")
    except OSError as error:
        what = f"cannot be written ({error.strerror})"
        raise UsageError(what, file=str(path), fix="name a file that can: --gold FILE") from error
    return (before + start).count("\n") + 1


def replace(old: Question, row: Mapping[str, Any]) -> int:
    """Write the row in the place of `old`, all other lines untouched, and return its line."""
    path = Path(old.file)
    try:
        lines = path.read_bytes().split(b"\n")
        before = strict_loads(lines[old.line - 1])
        kept = {
            key: value for key, value in before.items() if key == "must_not_contain" and row["answerable"]
        }
        ending = b"\r" if lines[old.line - 1].endswith(b"\r") else b""
        lines[old.line - 1] = json.dumps({**row, **kept}, ensure_ascii=False).encode() + ending
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(b"\n".join(lines))
        os.replace(fresh, path)
    except OSError as error:
        what = f"cannot be written ({error.strerror})"
        raise UsageError(what, file=str(path), fix="check its permissions") from error
    return old.line


def _free_id(known: Sequence[Question]) -> str:
    taken = [int(found.group(1)) for one in known if (found := _NUMBERED.fullmatch(one.id))]
    return f"q{max(taken, default=0) + 1:03d}"
