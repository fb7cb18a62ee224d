"""What comes in: bodies of bounded size within bounded time, and the question in a request."""

import asyncio
from collections.abc import AsyncGenerator

from starlette.requests import ClientDisconnect, Request

from citaat.errors import UsageError
from citaat.questions import Asked, plain, record
from citaat.records import Id

# Bytes of a question. A long story has 5,000; sixteen thousand of nonsense cost a second of a worker.
MOST = 16_384
# Bytes of a body with one: JSON may spell a letter with six.
_MOST_BODY = 4 * MOST
# Bytes of a line that is too long to ask, which the rules look at all the same.
KEPT = 4 * MOST
_SECONDS = 10.0
_REQUEST = "<request>"
_HOW = 'give ?question=… or POST {"question": "…"}'


class Refused(Exception):  # noqa: N818 - it says what is the case
    """A request that asks nothing that can be answered: the HTTP status, why, and the text to look at for caveats.

    `whole`: that text is all that was sent.
    """

    def __init__(self, status: int, asked: Asked, *, whole: bool = True) -> None:
        super().__init__(status)
        self.status, self.asked, self.whole = status, asked, whole


async def asked_in(request: Request) -> Asked:
    """The question of a GET (in the address) or a POST (as JSON). Raises Refused, or ClientDisconnect."""
    if request.method != "POST":
        asked = in_address(request)
    else:
        raw = await _body(request)
        text = raw.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise _refused(415, text, f"the body is {kind or 'of no kind'}", "send application/json")
        asked = _in_json(text)
    if asked.error is not None:
        raise Refused(400, asked)
    return asked


def in_address(request: Request) -> Asked:
    """The question in the address: `question`, or `q` for short, and an `id`."""
    told = request.query_params
    asked = plain(told.get("question") or told.get("q") or "", _HOW, MOST)
    return asked if asked.error is not None else Asked(asked.text, told.get("id"))


def _in_json(text: str) -> Asked:
    asked = record(text, _REQUEST, 1)
    if asked.error is not None:
        return asked
    return _named(plain(asked.text, _HOW, MOST), asked.id)


def _named(asked: Asked, id: Id) -> Asked:
    return Asked(asked.text, id, asked.error)


async def _body(request: Request) -> bytes:
    """The body of a request. Raises Refused when it is too large or does not come."""
    raw = b""
    try:
        async with asyncio.timeout(_SECONDS):
            async for piece in request.stream():
                raw += piece
                if len(raw) > _MOST_BODY:
                    what = f"the body is larger than {_MOST_BODY:,} bytes"
                    raise _refused(413, _readable(raw[:_MOST_BODY]), what, "ask in fewer words", whole=False)
    except TimeoutError:
        what = f"the body did not come within {_SECONDS:g} s"
        raise _refused(408, _readable(raw), what, "send it at once", whole=False) from None
    return raw


class Lines:
    """The lines of a body as they come in.

    A body of more than `most` bytes ends there, and so does one of which nothing comes for `seconds`:
    in either case the last line is not whole. What comes in is read at once, whoever reads the lines
    and however slowly: a client that sends everything before it reads anything is not held up.
    `gone` becomes true when the client has left.
    """

    def __init__(self, request: Request, most: int, seconds: float) -> None:
        self._request, self._most, self._seconds = request, most, seconds
        self._pieces: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._all = self.gone = False

    async def read(self) -> AsyncGenerator[tuple[bytes, bool], None]:
        """Every line, with whether it is the whole line."""
        reading = asyncio.create_task(self._reading())
        left = b""
        try:
            while (piece := await self._pieces.get()) is not None:
                *whole, left = (left + piece).split(b"\n")
                for line in whole:
                    yield line[:KEPT], len(line) <= MOST
                while len(left) > KEPT:
                    yield left[:KEPT], False
                    left = await self._after_line()
            if left:
                yield left, self._all and len(left) <= MOST
        finally:
            reading.cancel()

    async def _reading(self) -> None:
        """Put the body into the queue, then None; then wait for the client to leave."""
        try:
            self._all = await self._whole()
        except (TimeoutError, ClientDisconnect):
            self._all = False
        self._pieces.put_nowait(None)
        while not self.gone:
            self.gone = (await self._request.receive())["type"] == "http.disconnect"

    async def _whole(self) -> bool:
        """Put the body into the queue; whether that was all of it. Raises TimeoutError, ClientDisconnect."""
        total = 0
        stream = aiter(self._request.stream())
        while True:
            try:
                async with asyncio.timeout(self._seconds):
                    piece = await anext(stream)
            except StopAsyncIteration:
                return True
            total += len(piece)
            if total > self._most:
                self._pieces.put_nowait(piece[: self._most - total])
                return False
            self._pieces.put_nowait(piece)

    async def _after_line(self) -> bytes:
        """What follows a line that is too long, when its end has come."""
        while (piece := await self._pieces.get()) is not None:
            _, end, rest = piece.partition(b"\n")
            if end:
                return rest
        self._pieces.put_nowait(None)
        return b""


def _refused(status: int, text: str, what: str, fix: str, *, whole: bool = True) -> Refused:
    text = _readable(text.encode("utf-8", "surrogateescape"))
    return Refused(status, Asked(text, None, UsageError(what, fix=fix)), whole=whole)


def _readable(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").replace("\0", "")
