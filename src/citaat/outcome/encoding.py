"""Outcomes as the JSON of the contract, and back."""

from types import NoneType

from citaat.errors import CitaatError
from citaat.light import Any
from citaat.records import SCHEMA, Abstained, Abstention, Answered, Caveat, Citation, Outcome

_NUMBERS = frozenset({"n", "start", "end"})
_CAVEAT = ("id", "severity", "text", "rule", "trigger")
_GAPS = ("unmatched", "suggestions")


def to_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome as one JSON object, keys in the contract's order."""
    return outcome.to_dict()


def outcome_from_dict(record: dict[str, Any]) -> Outcome:
    """The outcome that `to_dict` wrote. Raises CitaatError when the record is not one."""
    try:
        if record["schema"] != SCHEMA:
            raise ValueError(f"its schema is {record['schema']!r}, not {SCHEMA!r}")
        return _outcome(record)
    except (KeyError, TypeError, ValueError) as error:
        raise CitaatError(
            f"is not an outcome ({error})", fix="save it with: citaat ask --format jsonl"
        ) from error


def _outcome(record: dict[str, Any]) -> Outcome:
    question, confidence = _as(str, record["question"]), float(_as((int, float), record["confidence"]))
    owed = tuple(map(_caveat, _as(list, record["caveats"])))
    key = _as((str, int, float, NoneType), record.get("id"))
    if record["status"] == "answered":
        cited = tuple(map(_citation, _as(list, record["citations"])))
        return Answered(question, _as(str, record["answer"]), confidence, cited, owed, key)
    if record["status"] != "abstained":
        raise ValueError(f"its status is {record['status']!r}")
    gap = _as(dict, record["abstention"])
    unmatched, suggestions = (tuple(_as(str, one) for one in _as(list, gap[name])) for name in _GAPS)
    return Abstained(
        question, confidence, Abstention(_as(str, gap["code"]), unmatched, suggestions), owed, key
    )


def _caveat(record: dict[str, Any]) -> Caveat:
    id, severity, text, rule, trigger = (_as(str, record[name]) for name in _CAVEAT)
    return Caveat(id, severity, text, rule, trigger, tuple(map(_citation, _as(list, record["citations"]))))


def _citation(record: dict[str, Any]) -> Citation:
    for name, value in record.items():
        _as(int if name in _NUMBERS else str, value)
    return Citation(**record)


def _as(kind: type | tuple[type, ...], value: Any) -> Any:
    """`value`, when it is of this kind; a boolean is no number."""
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{value!r:.60} is of the wrong kind")
    return value
