"""Many questions in one request: JSON lines in, JSON lines out, each as soon as it is answered."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from citaat.questions import Asked, line
from citaat.serving.bodies import MOST, Lines
from citaat.serving.replies import error_record, error_response
from citaat.serving.service import TOO_MANY, Service
from citaat.terminal import json_text

# Bytes of a whole batch, and seconds in which nothing of it comes in, or nothing of the answers is taken.
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
        answers = _answers(Lines(request, _MOST_BODY, _SECONDS), service)
        return _Answers(answers, lambda: self._running.discard(address))


async def _answers(lines: Lines, service: Service) -> AsyncGenerator[str, None]:
    number = 0
    async with aclosing(lines.read()) as reading:
        async for raw, whole in reading:
            number += 1
            asked = line(raw, whole, _BODY, number, MOST)
            if lines.gone:
                return
            if asked is not None:
                yield await _answer(service, asked, whole) + "\n"


class _Answers(Response):
    """Lines as they come. Starlette's own stream reads the request too, to see whether the client has left."""

    media_type = "application/x-ndjson"

    def __init__(self, lines: AsyncGenerator[str, None], done: Callable[[], None]) -> None:
        super().__init__()
        del self.headers["content-length"]
        self._lines, self._done = lines, done

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the lines. Raises TimeoutError when nobody takes them."""
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        try:
            await send(start)
            async with aclosing(self._lines) as lines:
                async for text in lines:
                    async with asyncio.timeout(_SECONDS):
                        await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            self._done()


async def _answer(service: Service, asked: Asked, whole: bool) -> str:
    """One line: an outcome, or an error with the caveats that the line is owed all the same."""
    if asked.error is None and any(map(str.isalnum, asked.text)):
        return json_text((await service.answer(asked, None)).record())
    what = str(asked.error) if asked.error else "the question is empty; write one a line"
    return json_text(error_record(what, await service.owed(asked.text), whole=whole))
