"""Bodies: lines however they come in pieces, and an end to what is too long, too much or too late."""

import asyncio
from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from citaat.serving.bodies import KEPT, MOST, Lines


def read(pieces: Sequence[bytes], most: int = 1 << 20, end: bool = True) -> list[tuple[bytes, bool]]:
    """The lines of a body that comes in these pieces; without an end the client says nothing more."""

    async def run() -> list[tuple[bytes, bool]]:
        left = list(pieces)

        async def receive() -> Message:
            if left:
                return {"type": "http.request", "body": left.pop(0), "more_body": bool(left) or not end}
            await asyncio.Event().wait()
            raise AssertionError

        scope = {"type": "http", "method": "POST", "headers": [], "path": "/"}
        return [one async for one in Lines(Request(scope, receive), most, 0.05).read()]

    return asyncio.run(run())


@given(lines=st.lists(st.binary(max_size=12), max_size=8), cuts=st.lists(st.integers(0, 100), max_size=8))
def test_lines_are_the_same_however_they_are_cut(lines: list[bytes], cuts: list[int]) -> None:
    body = b"\n".join(lines)
    places = [0, *sorted(min(cut, len(body)) for cut in cuts), len(body)]
    pieces = [body[a:b] for a, b in pairwise(places)]
    wanted = body.split(b"\n")
    if wanted[-1] == b"":
        del wanted[-1]
    assert read(pieces) == [(line, True) for line in wanted]


@given(before=st.integers(1, 4 * MOST), cut=st.integers(1, MOST))
def test_a_line_that_is_too_long_is_read_past(before: int, cut: int) -> None:
    body = b"x" * (MOST + before) + b"\nhoi\n"
    pieces = [body[at : at + cut + 500] for at in range(0, len(body), cut + 500)]
    assert read(pieces) == [(b"x" * min(MOST + before, KEPT), False), (b"hoi", True)]


def test_a_body_that_is_too_large_or_stops_coming_ends_with_half_a_line() -> None:
    assert read([b"een\ntwee\ndrie"], most=10) == [(b"een", True), (b"twee", True), (b"d", False)]
    assert read([b"een\ntw"], end=False) == [(b"een", True), (b"tw", False)]
    assert read([b"x" * (MOST + 5)]) == [(b"x" * (MOST + 5), False)]
    assert read([b""]) == []
