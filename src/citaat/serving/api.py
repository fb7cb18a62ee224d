"""The JSON endpoints."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from citaat.serving.articles import Listing, listed_record
from citaat.serving.bodies import Refused, asked_in
from citaat.serving.replies import caching, error_response, json_response, outcome_response
from citaat.serving.service import OK, UNAVAILABLE, Service, matches
from citaat.serving.workers import Unavailable
from citaat.version import __version__

_HERE = Path(__file__).parent
_MOST_LISTED = 100


async def ask(request: Request) -> Response:
    """One question: GET or POST."""
    service: Service = request.app.state.service
    try:
        asked = await asked_in(request)
    except Refused as refused:
        owed = await service.owed(refused.asked.text)
        return error_response(refused.status, str(refused.asked.error), owed, whole=refused.whole)
    name = service.name(asked)
    if matches(request.headers.get("if-none-match", ""), name):
        return Response(status_code=304, headers=caching(name))
    return outcome_response(await service.answer(asked, address(request)))


async def articles(request: Request) -> Response:
    """The articles of the corpus, `count` from the one at `start`."""
    service: Service = request.app.state.service
    start, count = (
        _number(request, *told) for told in (("start", 0, 10**9), ("count", _MOST_LISTED, _MOST_LISTED))
    )
    if start is None or count is None:
        return error_response(400, f"start and count are numbers, count at most {_MOST_LISTED}", ())
    try:
        found: Listing = await service.look_up(address(request), "articles", start, count)
    except Unavailable:
        return error_response(UNAVAILABLE, "the articles cannot be read now; try again", ())
    return json_response(
        OK, {"total": found.total, "articles": [listed_record(one) for one in found.articles]}
    )


async def health(request: Request) -> Response:
    """Whether questions can be answered, and from which corpus."""
    watch = request.app.state.service.watch
    status = "unavailable" if watch.indexed.error else "stale" if watch.stale else "ok"
    record = {
        "status": status,
        "version": __version__,
        "corpus": watch.indexed.fingerprint,
        "passages": watch.indexed.passages,
        "renewals": watch.generation,
    }
    return json_response(UNAVAILABLE if status == "unavailable" else OK, record, caching(""))


async def metrics(request: Request) -> Response:
    """Counts for Prometheus."""
    service: Service = request.app.state.service
    gauges = {
        "requests_in_flight": service.metrics.in_flight,
        "questions_waiting": service.answering.busy,
        "index_passages": service.watch.indexed.passages,
        "index_renewals": service.watch.generation,
        "index_failures": service.watch.failures,
        "index_stale": float(bool(service.watch.stale)),
    }
    text = service.metrics.text(gauges, service.watch.indexed.fingerprint)
    return PlainTextResponse(text, media_type="text/plain; version=0.0.4; charset=utf-8", headers=caching(""))


async def description(request: Request) -> Response:
    """The OpenAPI document."""
    return json_response(OK, openapi())


@cache
def openapi() -> dict[str, Any]:
    """The OpenAPI document: what these endpoints take and give."""
    document: dict[str, Any] = json.loads((_HERE / "openapi.json").read_text(encoding="utf-8"))
    document["info"]["version"] = __version__
    return document


def address(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def _number(request: Request, name: str, default: int, most: int) -> int | None:
    """A number in the address; None for what is none, or is too large."""
    told = request.query_params.get(name, str(default))
    return int(told) if told.isascii() and told.isdigit() and len(told) < 11 and int(told) <= most else None
