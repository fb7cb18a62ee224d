"""What goes out as JSON: outcomes byte for byte as `citaat ask --json` prints them, and errors with their caveats."""

from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from citaat.records import Abstained, Abstention, Caveat
from citaat.serving.service import NOTICE, NOTICE_PARTLY, TOO_MANY, UNAVAILABLE, Served
from citaat.terminal import json_text

JSON = "application/json"
_RETRY = {TOO_MANY: "1", UNAVAILABLE: "5"}


def json_response(status: int, record: Any, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON object, indented, with a line end: as the command line prints it."""
    retry = {"retry-after": _RETRY[status]} if status in _RETRY else {}
    return Response(json_text(record, indent=2) + "\n", status, {**retry, **(headers or {})}, media_type=JSON)


def outcome_response(served: Served) -> Response:
    """The outcome of a question."""
    return json_response(served.status, served.record(), caching(served.etag))


def caching(etag: str) -> dict[str, str]:
    """Headers: a browser may keep what has a name, and asks each time whether it still holds; proxies keep nothing."""
    return {"etag": etag, "cache-control": "private, no-cache"} if etag else {"cache-control": "no-store"}


def error_response(status: int, what: str, owed: Sequence[Caveat] | None, *, whole: bool = True) -> Response:
    """An error, with the caveats that its text is owed; None where these could not be worked out.

    `whole`: all that was sent has been looked at.
    """
    return json_response(status, error_record(what, owed, whole=whole), caching(""))


def error_record(what: str, owed: Sequence[Caveat] | None, *, whole: bool = True) -> dict[str, Any]:
    """The JSON object of an error."""
    # Caveats are written by the outcome that holds them, so that they look the same here.
    shown = Abstained("", 0.0, Abstention("search_failed", (), ()), tuple(owed or ())).to_dict()["caveats"]
    notice = NOTICE if owed is None else "" if whole else NOTICE_PARTLY
    return {"error": what, "caveats": shown} | ({"notice": notice} if notice else {})
