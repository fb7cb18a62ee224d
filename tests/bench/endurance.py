"""Two minutes of everything at once: many connections, slow clients, bodies too large, and articles that change.

    PYTHONPATH=tests python tests/bench/endurance.py --workers 2 --connections 200 --seconds 120

What it prints must show no error and no mixed answer: every quote of an outcome is of one state of its article.
"""

import argparse
import asyncio
import re
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from serving import QUESTIONS, cpu, memory, of_children, requested
from support.command import ROOT, SOURCES
from support.server import Server, serving

_SLOW, _LARGE = 20, 5
_CHANGES = 3
_TOO_LARGE = 200_000
_SHA = re.compile(r'"sha256": ?"([0-9a-f]{64})"')
# What a client may get that dawdles or sends too much: a refusal, or a connection that is closed.
_REFUSALS = frozenset({"408", "413", "400", "closed"})


@dataclass
class Tally:
    """What came of it all."""

    took: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    odd: Counter[str] = field(default_factory=Counter)
    mixed: int = 0
    memory: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """The server that is tried, until when, and what came of it."""

    host: str
    port: int
    until: float
    tally: Tally

    def going(self) -> bool:
        return time.perf_counter() < self.until


async def _ask(run: Run, number: int) -> None:
    """Ask one question after the other; every outcome is looked into for quotes of two states."""
    while run.going():
        with suppress(OSError, EOFError):
            reader, writer = await asyncio.open_connection(run.host, run.port)
            while run.going():
                began = time.perf_counter()
                status, body = await requested(reader, writer, run.host, QUESTIONS[number % len(QUESTIONS)])
                run.tally.took.append(time.perf_counter() - began)
                run.tally.statuses[status] += 1
                number += 1
                states = set(_SHA.findall(body))
                run.tally.states.update(states)
                run.tally.mixed += len(states) > 1
            writer.close()
            return
        run.tally.statuses["closed"] += 1


async def _dawdle(run: Run, number: int) -> None:
    """Send a request a letter a second: a head that never ends, or a body that never comes whole."""
    head = (
        "POST /api/ask HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n"
    )
    letters = head if number % 2 else "GET /api/ask?question=" + "a" * 10_000
    while run.going():
        reader, writer = await asyncio.open_connection(run.host, run.port)
        with suppress(OSError):
            if number % 2:
                writer.write(letters.encode())
                letters_left = "{" * 900
            else:
                letters_left = letters
            for letter in letters_left:
                writer.write(letter.encode())
                await writer.drain()
                got = b""
                with suppress(TimeoutError):
                    got = await asyncio.wait_for(reader.read(4_096), 1.0)
                    run.tally.odd[_status(got)] += 1
                    break
                if not run.going():
                    break
        writer.close()


async def _send_too_much(run: Run, number: int) -> None:
    """Send bodies that are larger than any question, one after the other."""
    head = f"POST /api/ask HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: {_TOO_LARGE}\r\n\r\n"
    while run.going():
        got = b""
        reader, writer = await asyncio.open_connection(run.host, run.port)
        with suppress(OSError):
            writer.write(head.encode() + b"x" * _TOO_LARGE)
            got = await asyncio.wait_for(reader.read(4_096), 60)
        run.tally.odd[_status(got)] += 1
        writer.close()
        await asyncio.sleep(0.2)


def _status(got: bytes) -> str:
    return got.split(b" ", 2)[1].decode() if got.startswith(b"HTTP/1.1 ") else "closed"


async def _change(run: Run, corpus: Path, began: float) -> None:
    """Change the article now and then."""
    (article,) = corpus.glob("*.md")
    text = article.read_text(encoding="utf-8")
    for number in range(1, _CHANGES + 1):
        at = began + (run.until - began) * number / (_CHANGES + 1)
        await asyncio.sleep(max(0.0, at - time.perf_counter()))
        article.write_text(f"{text}\n\nBijgewerkt: versie {number}.\n", encoding="utf-8")


async def _watch(run: Run, pid: int, began: float) -> None:
    """Note what memory the server and its workers have for themselves."""
    while run.going():
        run.tally.memory.append((time.perf_counter() - began, memory(pid)))
        await asyncio.sleep(5.0)


async def _all(run: Run, server: Server, corpus: Path, connections: int) -> None:
    began = time.perf_counter()
    crowds: list[tuple[Callable[[Run, int], Awaitable[None]], int]] = [
        (_ask, connections),
        (_dawdle, _SLOW),
        (_send_too_much, _LARGE),
    ]
    async with asyncio.TaskGroup() as tasks:
        for crowd, count in crowds:
            for number in range(count):
                tasks.create_task(_coroutine(crowd, run, number))
        tasks.create_task(_change(run, corpus, began))
        tasks.create_task(_watch(run, server.process.pid, began))


async def _coroutine(crowd: Callable[[Run, int], Awaitable[None]], run: Run, number: int) -> None:
    await crowd(run, number)


def _report(tally: Tally, seconds: float, spent: float) -> str:
    cuts = quantiles(tally.took, n=100)
    count = len(tally.took)
    wrong = {status: number for status, number in tally.odd.items() if status not in _REFUSALS}
    return "\n".join(
        (
            f"answers a second {count / seconds:,.0f}, p50 {cuts[49] * 1e3:,.0f} ms, p99 {cuts[98] * 1e3:,.0f} ms, "
            f"CPU {1e3 * spent / count:.1f} ms each",
            f"statuses {dict(tally.statuses)}, slow and oversized {dict(tally.odd)}, of these not refused {wrong}",
            f"states of the article quoted {sorted(tally.states.values(), reverse=True)}, mixed outcomes {tally.mixed}",
            "memory MB " + ", ".join(f"{at:.0f}s {size:.0f}" for at, size in tally.memory),
        )
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print what came of it."""
    parser = argparse.ArgumentParser(description="everything at once, for minutes")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120.0)
    told = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        shutil.copytree(ROOT / "corpus", corpus)
        options = ("--corpus", str(corpus), "--index", str(Path(folder) / "index"), "--rate", "0")
        with serving(*options, "--workers", str(told.workers), env={"PYTHONPATH": str(SOURCES)}) as server:
            host, _, port = server.url.removeprefix("http://").partition(":")
            pid, tally = server.process.pid, Tally()
            before = cpu(pid) + of_children(pid)
            run = Run(host, int(port), time.perf_counter() + told.seconds, tally)
            asyncio.run(_all(run, server, corpus, told.connections))
            print(_report(tally, told.seconds, cpu(pid) + of_children(pid) - before))


if __name__ == "__main__":
    main()
