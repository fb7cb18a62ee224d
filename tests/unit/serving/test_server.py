"""Listening: clients that say nothing are shown the door, and others are not."""

import asyncio
from typing import Any

import pytest
import uvicorn

from citaat.errors import UsageError
from citaat.serving import server


async def hello(scope: Any, receive: Any, send: Any) -> None:
    """An application that says hello."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hallo"})


async def talked(*pieces: bytes) -> bytes:
    """All that a server says to a client that sends this and then waits."""
    listening = server.bind("127.0.0.1", 0)
    config = uvicorn.Config(
        hello, http=server.Protocol, lifespan="off", log_config=None, timeout_keep_alive=60
    )
    started = asyncio.Event()
    running = server._Server(config, started.set)
    task = asyncio.create_task(running.serve(sockets=[listening]))
    await started.wait()
    reader, writer = await asyncio.open_connection(*listening.getsockname())
    for piece in pieces:
        writer.write(piece)
        await writer.drain()
    said = b""
    while not said.endswith(b"hallo") and (more := await reader.read(1000)):
        said += more
    writer.close()
    running.should_exit = True
    await task
    return said


@pytest.mark.parametrize("pieces", [(), (b"GET / HT",), (b"GET / HTTP/1.1\r\nhost: x\r\n", b"a: b\r\n")])
def test_half_a_request_is_not_waited_for(pieces: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "_HEADERS", 0.05)
    assert asyncio.run(talked(*pieces)) == b""


def test_a_request_in_pieces_is_answered() -> None:
    assert asyncio.run(talked(b"GET / HTTP/1.1\r\n", b"host: x\r\n\r\n")).endswith(b"\r\n\r\nhallo")


def test_addresses_that_cannot_be_used_are_told() -> None:
    first = server.bind("127.0.0.1", 0)
    assert server.address(first) == f"http://127.0.0.1:{first.getsockname()[1]}/"
    with pytest.raises(UsageError, match="is in use"):
        server.bind("127.0.0.1", first.getsockname()[1])
    first.close()
    with pytest.raises(UsageError, match="cannot be used"):
        server.bind("192.0.2.1", 0)


def test_an_address_of_the_sixth_version_is_in_brackets() -> None:
    try:
        listening = server.bind("::1", 0)
    except UsageError:
        pytest.skip("this machine has no IPv6")
    assert server.address(listening).startswith("http://[::1]:")
    listening.close()
