"""Many questions in one request: JSON lines in, JSON lines out, each as soon as it is answered."""

from collections.abc import AsyncIterator
from contextlib import aclosing

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from citaat.questions import Asked, line
from citaat.serving.bodies import MOST, lines_in
from citaat.serving.replies import error_record, error_response
from citaat.serving.service import TOO_MANY, Service
from citaat.terminal import json_text

# Bytes of a whole batch, and seconds in which nothing of it comes.
_MOST_BODY, _SECONDS = 4 << 20, 30.0
_MOST_AT_ONCE = 4
_BODY = "<request>"


class Batches:
    """Who has a batch running: one for each address, and few in all, so that people get their turn."""

    def __init__(self) -> None:
        self._running: set[str] = set()

    async def ask(self, request: Request) -> Response:
        """Answer a batch."""
        service: Service = request.app.state.service
        address = request.client.host if request.client else ""
        if address in self._running or len(self._running) >= _MOST_AT_ONCE:
            return error_response(TOO_MANY, "another batch is being answered; wait for its end", ())
        self._running.add(address)
        return StreamingResponse(self._answers(request, service, address), media_type="application/x-ndjson")

    async def _answers(self, request: Request, service: Service, address: str) -> AsyncIterator[str]:
        number = 0
        try:
            async with aclosing(lines_in(request, _MOST_BODY, _SECONDS)) as lines:
                async for raw, whole in lines:
                    number += 1
                    asked = line(raw, whole, _BODY, number, MOST)
                    if asked is not None:
                        yield await _answer(service, asked) + "\n"
        finally:
            self._running.discard(address)


async def _answer(service: Service, asked: Asked) -> str:
    """One line: an outcome, or an error with the caveats that the line is owed all the same."""
    if asked.error is None and any(map(str.isalnum, asked.text)):
        return json_text((await service.answer(asked, None)).record())
    what = str(asked.error) if asked.error else "the question is empty; write one a line"
    return json_text(error_record(what, await service.owed(asked.text[:MOST])))
