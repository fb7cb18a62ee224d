"""A line of a gold file as a schema: what each key holds, and the one message for what does not fit."""

import re
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, ValidationError, convert

Text = Annotated[str, Meta(pattern=r"\S")]
# Control characters, line separators, and those that cannot be seen or turn the text around them.
_UNSEEN = r"\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
# Ids stand at the start of lines in logs and in links: none of these, and no blank end.
Id = Annotated[str, Meta(pattern=rf"^[^\s{_UNSEEN}]([^{_UNSEEN}]*[^\s{_UNSEEN}])?\Z")]
Caveat = Literal["spoed", "overdosering", "medicatie", "risicogroep"]
Fault = tuple[str, str, str]


class EvidenceRow(Struct, forbid_unknown_fields=True):
    """An article and an exact quote of it."""

    article: Text
    quote: Text


class Row(Struct, forbid_unknown_fields=True):
    """A gold record; a probe has none of the labels of an answer."""

    id: Id
    group: Id
    split: Literal["dev", "test"]
    question: Text
    caveats_required: list[Caveat]
    caveats_forbidden: list[Caveat]
    tags: list[Id]
    critical: bool
    answerable: bool | UnsetType = UNSET
    evidence: list[EvidenceRow] | UnsetType = UNSET
    must_contain: list[Annotated[list[Text], Meta(min_length=1)]] | UnsetType = UNSET
    must_not_contain: list[Text] = []


LABELS = ("answerable", "evidence", "must_contain")
_SHARED = ("id", "group", "split", "question", "caveats_required", "caveats_forbidden", "tags", "critical")
_OPTIONAL = ("must_not_contain",)
_CAVEATS = "choose from spoed, overdosering, medicatie, risicogroep; each once"
_EXPECTED = {
    "id": "write a text without line breaks or control characters",
    "group": "write a text, as for id",
    "question": "write a text",
    "split": "write dev or test",
    "tags": "write a list of distinct texts",
    "caveats_required": _CAVEATS,
    "caveats_forbidden": _CAVEATS,
    "critical": "write true or false",
    "answerable": "write true or false",
    "evidence": "write a list of {article, quote}",
    "must_contain": "write a list of non-empty lists of distinct texts",
    "must_not_contain": "write a list of distinct texts",
}
_NAMED = re.compile(r"`([^`$]+)`")
_PATH = re.compile(r"\$\.(\w+)")


def read(row: Any) -> "Row | Fault":
    """The record, or code, message and fix of the first thing that is wrong with it."""
    if not isinstance(row, dict):
        return "gold-json", "is not an object", "write one JSON object a line"
    labelled = any(key in row for key in LABELS)
    missing = [key for key in (*_SHARED, *(LABELS if labelled else ())) if key not in row]
    unknown = [key for key in row if key not in _EXPECTED]
    if unknown:
        fix = f"use {', '.join((*_SHARED, *LABELS, *_OPTIONAL))}"
        return "gold-unknown-key", f"unknown key {unknown[0]!r}", fix
    if missing:
        return "gold-missing-key", f"key {missing[0]!r} is missing", "add it"
    try:
        found = convert(row, Row)
    except ValidationError as error:
        key = (_PATH.search(str(error)) or _NAMED.search(str(error)) or ["", "id"])[1]
        return "gold-value", f"{key!r} has a value that does not fit", _EXPECTED.get(key, "correct it")
    return _doubled(found) or _contradiction(found) or found


def _doubled(row: Row) -> Fault | None:
    lists = {
        name: getattr(row, name)
        for name in ("caveats_required", "caveats_forbidden", "tags", "must_not_contain")
    }
    groups = [] if row.must_contain is UNSET else row.must_contain
    for name, values in [*lists.items(), *(("must_contain", group) for group in groups)]:
        if len(set(values)) != len(values):
            return "gold-value", f"{name!r} has a value that does not fit", _EXPECTED[name]
    return None


def _contradiction(row: Row) -> Fault | None:
    both = sorted(set(row.caveats_required) & set(row.caveats_forbidden))
    if both:
        return "gold-conflict", f"caveat {both[0]!r} is both required and forbidden", "keep one of the two"
    if row.answerable is True and not row.evidence:
        return "gold-value", "answerable, but without evidence", "add the sentence that answers it"
    if row.answerable is False and (row.evidence or row.must_contain or row.must_not_contain):
        return "gold-conflict", "not answerable, and yet it has evidence or must_contain", "empty both"
    return None
