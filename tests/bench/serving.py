"""What serving costs: `citaat serve` under load, beside the engine called directly and a route that does nothing.

    PYTHONPATH=tests python tests/bench/serving.py --workers 2 --connections 200 --seconds 20

All of it runs on this machine: client, server and workers share its cores.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote

from support.command import ROOT, SOURCES
from support.server import serving

import citaat

QUESTIONS = (
    "Welke magnesium kan ik het beste nemen?",
    "Waar zit magnesium in?",
    "Wat is de hoofdstad van Frankrijk?",
    "Mijn dochtertje heeft een heel potje magnesium leeggegeten",
    "Hoeveel uur slaap heb ik nodig?",
    "Krijg ik diarree van magnesium?",
    "ik ben zwanger, mag ik magnesium slikken",
    "helpt een warm bad tegen spierpijn",
)
_EMPTY = """
import uvicorn
from citaat.serving.server import address, bind
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
async def empty(request):
    return PlainTextResponse("x" * 1024)
listening = bind("127.0.0.1", 0)
print(address(listening), flush=True)
config = uvicorn.Config(Starlette(routes=[Route("/api/ask", empty)]), http="h11", loop="asyncio", log_config=None, access_log=False)
uvicorn.Server(config).run(sockets=[listening])
"""


@dataclass
class Load:
    """What came of a load: seconds of each answer, by status how many, and how many had none."""

    seconds: float
    took: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    broken: int = 0
    cpu: float = 0.0
    front: float = 0.0

    def row(self, name: str, megabytes: float) -> str:
        """A row of the table."""
        cuts = quantiles(self.took, n=100) if len(self.took) > 1 else [0.0] * 99
        errors = self.broken + sum(count for status, count in self.statuses.items() if status != 200)
        rate = len(self.took) / self.seconds
        cpu, front = (1e3 * spent / max(1, len(self.took)) for spent in (self.cpu, self.front))
        return (
            f"| {name} | {rate:,.0f} | {cuts[49] * 1e3:,.1f} | {cuts[98] * 1e3:,.1f} | {errors} "
            f"| {cpu:.1f} | {front:.1f} | {megabytes:,.0f} |"
        )


async def requested(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str, question: str
) -> tuple[str, str]:
    """The status and the body that a question gets on a connection that stays open."""
    writer.write(f"GET /api/ask?question={quote(question)} HTTP/1.1\r\nhost: {host}\r\n\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    size = int(head.partition("content-length: ")[2].partition("\r\n")[0])
    return head.split(" ", 2)[1], (await reader.readexactly(size)).decode()


async def _connection(host: str, port: int, until: float, load: Load, first: int) -> None:
    """Ask one question after the other on a connection that is kept open."""
    reader, writer = await asyncio.open_connection(host, port)
    number = first
    try:
        while time.perf_counter() < until:
            began = time.perf_counter()
            status, _ = await requested(reader, writer, host, QUESTIONS[number % len(QUESTIONS)])
            number += 1
            load.took.append(time.perf_counter() - began)
            load.statuses[int(status)] = load.statuses.get(int(status), 0) + 1
    except (OSError, EOFError, ValueError):
        load.broken += 1
    finally:
        writer.close()


def _load(url: str, pid: int, connections: int, seconds: float) -> Load:
    """What comes of this many connections to the server that process `pid` is."""
    host, _, port = url.removeprefix("http://").rstrip("/").partition(":")
    load = Load(seconds)
    front, others = cpu(pid), of_children(pid)

    async def run() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(_connection(host, int(port), until, load, n) for n in range(connections)))

    asyncio.run(run())
    load.front = cpu(pid) - front
    load.cpu = load.front + of_children(pid) - others
    return load


def of_children(pid: int) -> float:
    """Seconds of processor time that what a process has started has had."""
    return sum(map(cpu, children(pid)))


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return [int(one) for task in tasks for one in (task / "children").read_text().split()]


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has had: what it costs, however busy the machine is."""
    told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> float:
    """Megabytes that a process and all it has started have for themselves (unique set size)."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    own = sum(int(line.split()[1]) for line in rollup if line.startswith("Private_"))
    return own / 1000 + sum(map(memory, children(pid)))


def _direct(seconds: float) -> Load:
    """The engine in this process, one question after the other."""
    engine = citaat.open_corpus(str(ROOT / "corpus"))
    load, number = Load(seconds), 0
    spent = time.process_time()
    until = time.perf_counter() + seconds
    while (began := time.perf_counter()) < until:
        engine.ask(QUESTIONS[number % len(QUESTIONS)])
        load.took.append(time.perf_counter() - began)
        number += 1
    load.cpu = time.process_time() - spent
    return load


@contextmanager
def _empty() -> Iterator[tuple[str, int]]:
    """A route that does nothing, by the same framework and server: its address and process."""
    with subprocess.Popen([sys.executable, "-c", _EMPTY], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process.pid
        finally:
            process.terminate()


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="what serving costs")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20.0)
    told = parser.parse_args(arguments)
    print("| | answers a second | p50 ms | p99 ms | errors | CPU ms | of it in front | memory MB |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    print(_direct(min(5.0, told.seconds)).row("the engine, called directly", memory(os.getpid())), flush=True)
    with _empty() as (url, pid):
        load = _load(url, pid, told.connections, min(5.0, told.seconds))
        print(load.row(f"a route that does nothing, {told.connections} connections", memory(pid)), flush=True)
    options = ("--corpus", str(ROOT / "corpus"), "--workers", str(told.workers), "--rate", "0")
    with serving(*options, env={"PYTHONPATH": str(SOURCES)}) as server:
        for connections in (1, told.connections):
            load = _load(server.url, server.process.pid, connections, told.seconds)
            name = f"citaat serve, {told.workers} workers, {connections} connection{'s' * (connections > 1)}"
            print(load.row(name, memory(server.process.pid)), flush=True)


if __name__ == "__main__":
    main()
