"""Outcomes as the JSON of the contract, and back."""

from dataclasses import asdict
from typing import Any

from citaat.errors import CitaatError
from citaat.records import SCHEMA, Abstained, Abstention, Answered, Caveat, Citation, Outcome


def to_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome as one JSON object, keys in the contract's order."""
    record: dict[str, Any] = {"schema": SCHEMA}
    if outcome.id is not None:
        record["id"] = outcome.id
    answered = isinstance(outcome, Answered)
    record["question"] = outcome.question
    record["status"] = "answered" if answered else "abstained"
    record["answer"] = outcome.answer if isinstance(outcome, Answered) else None
    record["confidence"] = outcome.confidence
    cited = outcome.citations if isinstance(outcome, Answered) else ()
    record["citations"] = [asdict(citation) for citation in cited]
    record["caveats"] = [asdict(caveat) for caveat in outcome.caveats]
    record["abstention"] = asdict(outcome.abstention) if isinstance(outcome, Abstained) else None
    return record


def from_json(record: dict[str, Any]) -> Outcome:
    """The outcome that `to_json` wrote. Raises CitaatError when the record is not one."""
    try:
        if record["schema"] != SCHEMA:
            raise ValueError(f"its schema is {record['schema']!r}, not {SCHEMA!r}")
        owed = tuple(_caveat(caveat) for caveat in record["caveats"])
        if record["status"] == "answered":
            cited = tuple(Citation(**citation) for citation in record["citations"])
            return Answered(
                record["question"], record["answer"], record["confidence"], cited, owed, record.get("id")
            )
        gap = record["abstention"]
        abstention = Abstention(gap["code"], tuple(gap["unmatched"]), tuple(gap["suggestions"]))
        return Abstained(record["question"], record["confidence"], abstention, owed, record.get("id"))
    except (KeyError, TypeError, ValueError) as error:
        raise CitaatError(
            f"is not an outcome ({error})", fix="save it with: citaat ask --format jsonl"
        ) from error


def _caveat(record: dict[str, Any]) -> Caveat:
    cited = tuple(Citation(**citation) for citation in record["citations"])
    return Caveat(record["id"], record["severity"], record["text"], record["rule"], record["trigger"], cited)
