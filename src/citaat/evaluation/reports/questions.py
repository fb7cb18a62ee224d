"""A question for the HTML page: what was shown, what was missed, and why. In Dutch."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.reports import dutch
from citaat.evaluation.reports.common import reasons, text_of
from citaat.records import Abstained, Answered

Explanations = Mapping[tuple[str, str], Mapping[str, Any]]
_CHECKS = {"answer": "antwoord", "caveats": "waarschuwingen", "citations": "bronnen", "promises": "beloften"}
_HELD = "achtergehouden toetsvraag: te lezen met --split test"


def view(name: str, one: Graded, shown: frozenset[str], told: Explanations) -> dict[str, Any]:
    """What the template says of a question; nothing of it where it may not be read."""
    question = one.question
    readable = question.split in shown
    labels = [*(_CHECKS[check] for check in one.failures), *(["kritiek"] if question.critical else [])]
    state = " ".join(("fout", *one.failures)) if one.failures else "goed"
    head = {
        "set": name,
        "id": question.id,
        "split": question.split,
        "state": state,
        "tags": question.tags,
        "fails": bool(one.failures),
        "labels": labels,
        "readable": readable,
        "text": text_of(question, shown) if readable else _HELD,
    }
    return {**head, **_inside(one, told.get((name, question.id)))} if readable else head


def _inside(one: Graded, told: Mapping[str, Any] | None) -> dict[str, Any]:
    outcome, question = one.outcome, one.question
    answered = outcome if isinstance(outcome, Answered) else None
    return {
        "missing": outcome is None,
        "answer": answered.answer if answered else None,
        "abstention": _abstention(outcome) if isinstance(outcome, Abstained) else "",
        "confidence": outcome.confidence if outcome else 0.0,
        "caveats": outcome.caveats if outcome else (),
        "citations": answered.citations if answered else (),
        "answerable": question.answerable,
        "evidence": [evidence.quote for evidence in question.evidence],
        "cited": bool(one.evidence_rank),
        "must": "; ".join(" of ".join(group) for group in question.must_contain),
        "must_not": "; ".join(question.must_not_contain),
        "verdict": list(_verdict(one)),
        "place": f"{Path(question.file).name}, regel {question.line}",
        "why": _why(told) if told else None,
    }


def _abstention(outcome: Abstained) -> str:
    unknown = ", ".join(outcome.abstention.unmatched)
    return outcome.abstention.code + (f": {unknown}" if unknown else "")


def _verdict(one: Graded) -> Iterator[tuple[str, str]]:
    rows = (
        ("verplicht", ", ".join(one.question.required) or "geen"),
        ("verboden", ", ".join(one.question.forbidden) or "geen"),
        ("gemist", ", ".join(one.missing)),
        ("onterecht", ", ".join(one.unwanted)),
        ("bewijs", f"{one.cost.evident} van {one.cost.shown} getoonde zinnen" if one.cost.shown else ""),
        ("oordeel", dutch.message("; ".join(reasons(one)))),
    )
    return ((key, value) for key, value in rows if value)


def _why(told: Mapping[str, Any]) -> dict[str, Any]:
    passages = [
        {"id": one["passage_id"], "score": one["score"], "matched": _matched(one["matched"])}
        for one in told.get("passages", ())
    ]
    return {
        "words": list(told.get("words", ())),
        "passages": passages,
        "decision": _decision(told.get("decision")),
    }


def _matched(hits: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f"{hit['word']} {hit['in_text']:.1f}" for hit in hits)


def _decision(told: Mapping[str, Any] | None) -> str:
    if not told:
        return ""
    signals = ", ".join(f"{name} {value:.2f}" for name, value in told["signals"].items() if value)
    return f"Het staat er {told['there']:.2f}, dit is het {told['this']:.2f}: {signals}"
