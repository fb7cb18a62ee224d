"""Reading a retrieval set in BEIR layout: corpus.jsonl[.gz], queries.jsonl and qrels/test.tsv."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citaat.errors import UsageError
from citaat.evaluation.gold.records import strict_loads

_HEADER = ["query-id", "corpus-id", "score"]


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """Queries by id, and the grade of each judged document; `corpus` is what the engine opens.

    Queries without a relevant document are left out: no ranking could do well or badly on them.
    """

    name: str
    corpus: str
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]


def read_retrieval_set(folder: Path) -> RetrievalSet:
    """The set in `folder`; UsageError names the file and line of what is wrong."""
    corpus = next(
        (folder / name for name in ("corpus.jsonl", "corpus.jsonl.gz") if (folder / name).is_file()), None
    )
    if corpus is None:
        raise UsageError(
            "is no retrieval set",
            file=str(folder),
            fix="it needs corpus.jsonl, queries.jsonl, qrels/test.tsv",
        )
    queries = _queries(folder / "queries.jsonl")
    qrels = _qrels(folder / "qrels" / "test.tsv", queries)
    return RetrievalSet(
        folder.resolve().name, str(corpus), {key: queries[key] for key in sorted(qrels)}, qrels
    )


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"cannot be read ({error})", file=str(path), fix="add it to the retrieval set"
        ) from error


def _queries(path: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(_lines(path), 1):
        if not line.strip():
            continue
        row = _object(line, path, number)
        key, text = row.get("_id"), row.get("text")
        if not isinstance(key, str) or not isinstance(text, str) or not key or key in found:
            what = f"_id {key!r} occurs twice" if key in found else "is not a query"
            raise UsageError(what, file=str(path), line=number, fix='write {"_id": "…", "text": "…"}')
        found[key] = text
    return found


def _object(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        row = strict_loads(line)
    except ValueError as error:
        raise UsageError(
            str(error), file=str(path), line=number, fix="write one JSON object a line"
        ) from error
    return row if isinstance(row, dict) else {}


def _qrels(path: Path, queries: Mapping[str, str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for number, line in enumerate(_lines(path), 1):
        fields = line.rstrip("\r").split("\t")
        if not line.strip() or (number == 1 and fields == _HEADER):
            continue
        query, document, grade = fields if len(fields) == 3 else ("", "", "")
        if not grade.lstrip("-").isdecimal() or query not in queries or document in found.get(query, {}):
            raise UsageError(
                "is not a judgement",
                file=str(path),
                line=number,
                fix="write query-id, corpus-id, score; once",
            )
        found.setdefault(query, {})[document] = int(grade)
    kept = {query: dict(sorted(own.items())) for query, own in sorted(found.items()) if max(own.values()) > 0}
    if not kept:
        raise UsageError("judges nothing relevant", file=str(path), fix="add judgements of 1 or more")
    return kept
