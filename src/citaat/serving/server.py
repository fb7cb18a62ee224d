"""Listening: one socket, uvicorn on it, and an end that lets nobody down."""

import asyncio
import errno
import logging
import os
import shutil
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from citaat.errors import CorpusError, UsageError
from citaat.serving.app import make_app
from citaat.serving.bodies import MOST
from citaat.serving.building import Builder, Indexed, MakeProgress, is_temporary
from citaat.serving.desk import Opener
from citaat.serving.metrics import Metrics
from citaat.serving.question_log import QuestionLog
from citaat.serving.rates import Rates
from citaat.serving.service import Service
from citaat.serving.watch import Watch
from citaat.serving.workers import Lane, ProcessWorker

# Questions that may wait for a worker: seconds of patience, not minutes. Warnings alone take a tenth of the time.
_WAITING, _ANSWER, _WARNING = 256, 10.0, 5.0
# Seconds for the first line and headers of a request, for the next one on an open connection, and for goodbye.
_HEADERS, _KEPT_OPEN, _GOODBYE = 10.0, 15, 15
_MOST_CONNECTIONS = 1_000
# A question in an address takes three bytes a byte; beside it there are headers.
_MOST_HEAD = 4 * MOST


@dataclass(frozen=True, slots=True)
class Options:
    """What `citaat serve` was told; `opener` is how the index is opened where others hold it."""

    corpus: str
    folder: str
    host: str
    port: int
    workers: int
    rate: float
    log: str | None
    ancestors: tuple[str, ...]
    opener: Opener | None = None


def serve(
    options: Options, tell: Callable[[str], None], started: Callable[[str], None], progress: MakeProgress
) -> None:
    """Serve until SIGINT or SIGTERM; `started` is told the address once questions are answered.

    Raises UsageError when the address is taken or the log cannot be written, and CorpusError when
    there is no such corpus. A corpus that cannot be indexed is served all the same: warnings are
    owed without it, and it may be mended meanwhile.
    """
    if not os.path.exists(options.corpus):
        raise CorpusError(
            "there is no such corpus", file=options.corpus, fix="check the path given to --corpus"
        )
    log = QuestionLog(options.log) if options.log else None
    if log is not None:
        log.check()
    listening = bind(options.host, options.port)
    builder = Builder(options.corpus, options.folder, progress, options.opener)
    try:
        first = builder.build()
        if first.error:
            tell(f"no index can be opened, questions get their warnings alone: {first.error}")
        service = _service(options, first, builder, log, tell)
        _run(service, options.ancestors, listening, lambda: started(address(listening)))
    finally:
        listening.close()
        if is_temporary(builder.folder):
            shutil.rmtree(os.path.dirname(builder.folder), ignore_errors=True)


def _service(
    options: Options, first: Indexed, builder: Builder, log: QuestionLog | None, tell: Callable[[str], None]
) -> Service:
    def worker() -> ProcessWorker:
        return ProcessWorker(options.corpus, options.opener)

    return Service(
        Lane(worker, options.workers, _WAITING, _ANSWER),
        Lane(worker, 1, _WAITING, _WARNING),
        Watch(options.corpus, first, builder.build, tell),
        Rates(options.rate),
        Metrics(),
        log,
        tell,
        builder.stop,
    )


def _run(
    service: Service, ancestors: Sequence[str], listening: socket.socket, started: Callable[[], None]
) -> None:
    # Its lines would tell what is asked, and by whom.
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL + 1)
    config = uvicorn.Config(
        make_app(service, ancestors),
        http=Protocol,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_KEPT_OPEN,
        timeout_graceful_shutdown=_GOODBYE,
        h11_max_incomplete_event_size=_MOST_HEAD,
    )
    server = _Server(config, started)
    asyncio.run(server.serve(sockets=[listening]))


class _Server(uvicorn.Server):
    """As uvicorn's; tells when it listens."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell_started = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, and tell so."""
        await super().startup(sockets=sockets)
        self._tell_started()


class Protocol(H11Protocol):
    """As uvicorn's; a client that does not get its headers said is shown the door."""

    _slow: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._slow = self.loop.call_later(_HEADERS, transport.close)

    def data_received(self, data: bytes) -> None:
        """Take some bytes; wait on while they are no whole head of a request."""
        super().data_received(data)
        waiting = self.conn.their_state is h11.IDLE and self.conn.our_state is h11.IDLE
        if not waiting and self._slow is not None:
            self._slow.cancel()
            self._slow = None
        elif waiting and self._slow is None:
            self._slow = self.loop.call_later(_HEADERS, self.transport.close)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        if self._slow is not None:
            self._slow.cancel()
        super().connection_lost(exc)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket. Raises UsageError."""
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # asyncio turns Nagle's delay off for sockets that say TCP alone: 40 ms of every answer.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise UsageError(f"there is no address {host!r}", fix="give --host 127.0.0.1") from error
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(place)
        listening.listen(2048)
    except OSError as error:
        listening.close()
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        raise UsageError(f"{host}:{port} {why}", fix="choose another: --port 8001") from error
    return listening


def address(listening: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
