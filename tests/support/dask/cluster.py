"""A scheduler and workers of Dask, each a process of its own that a test may kill."""

import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from support.command import SOURCES

# No test waits so long: it only keeps a run from never ending.
_PATIENCE = 300.0
_TRIES = 15
_ENTRY = "from citaat.cli.main import program; program()"
# What looks at itself a hundred times a second takes that from whoever works.
_QUIET = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__TICK__INTERVAL": "1s",
    "DASK_DISTRIBUTED__ADMIN__TICK__LIMIT": "60s",
}


@dataclass(slots=True)
class Workers:
    """A cluster at `address`: the processes of its scheduler and of its workers."""

    address: str
    folder: Path
    env: Mapping[str, str]
    scheduler: "subprocess.Popen[bytes] | None" = None
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def start_scheduler(self) -> None:
        host, port = self.address.removeprefix("tcp://").split(":")
        self.scheduler = self._started("scheduler", "--host", host, "--port", port, "--no-dashboard")

    def start_worker(self, *more: str, within: Sequence[str] = ()) -> None:
        """One more worker; `within` is a command that runs others, `more` are options."""
        place = self.folder / f"worker{len(self.workers)}"
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(place), *more)
        self.workers.append(self._started("worker", self.address, *options, within=within))

    def wait(self, count: int, seconds: float = _PATIENCE) -> None:
        """Until so many workers are there. Raises TimeoutError."""
        from distributed import Client

        make: type = Client
        with make(self.address, timeout=_PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(count, timeout=seconds)

    def kill_worker(self, at: int) -> None:
        """As a machine that loses its power."""
        _killed(self.workers[at])

    def kill_scheduler(self) -> None:
        if self.scheduler is not None:
            _killed(self.scheduler)

    def revive(self, count: int) -> None:
        """As it was: a scheduler, and so many workers that work."""
        if self.scheduler is None or self.scheduler.poll() is not None:
            # Workers end when their scheduler does, some time later.
            self.stop()
            self.start_scheduler()
        for lost in range(_TRIES):
            for _ in range(count + lost - sum(worker.poll() is None for worker in self.workers)):
                self.start_worker()
            try:
                return self.wait(count, _PATIENCE / _TRIES)
            except TimeoutError:
                # One whose scheduler was restarted ends some time later, or stays where nobody reaches it.
                continue
        raise TimeoutError(f"{count} workers were never there")

    def stop(self) -> None:
        """End all of them."""
        for process in [*self.workers, *([self.scheduler] if self.scheduler else [])]:
            _killed(process)

    def _started(self, *arguments: str, within: Sequence[str] = ()) -> "subprocess.Popen[bytes]":
        paths = os.pathsep.join(filter(None, (str(SOURCES), os.environ.get("PYTHONPATH"))))
        log = self.folder / f"{arguments[0]}.log"
        with log.open("ab") as output:
            return subprocess.Popen(
                [*within, sys.executable, "-m", "dask", *arguments],
                stdout=output,
                stderr=output,
                env={**os.environ, "PYTHONPATH": paths, **_QUIET, **self.env},
            )


def _killed(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


@contextmanager
def running(folder: Path, count: int, env: Mapping[str, str], host: str = "127.0.0.1") -> Iterator[Workers]:
    """A scheduler with so many workers, all gone afterwards."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind((host, 0))
        port = free.getsockname()[1]
    found = Workers(f"tcp://{host}:{port}", folder, env)
    try:
        found.start_scheduler()
        for _ in range(count):
            found.start_worker()
        found.wait(count)
        yield found
    finally:
        found.stop()


def texts(count: int, seed: int = 1) -> list[str]:
    """Dutch-looking texts of two sentences, of words as unevenly spread as those of a language."""
    chance = random.Random(seed)
    stock = [
        f"{a}{b}{c}"
        for a in ("ba", "di", "ko", "lu", "ma", "pe")
        for b in ("ren", "lig", "tas", "mok", "vel")
        for c in ("", "en", "je", "dorp", "huis", "weg")
    ]

    def sentence() -> str:
        words = [stock[int(len(stock) * chance.random() ** 3)] for _ in range(chance.randrange(3, 9))]
        return f"{' '.join(words).capitalize()} {chance.randrange(40)}."

    return [f"{sentence()} {sentence()}" for _ in range(count)]


def write_passages(folder: Path, written: Sequence[str]) -> Path:
    """A passage file of these texts."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "corpus.jsonl"
    rows = ({"_id": f"p{at}", "title": f"Deel {at // 20}", "text": text} for at, text in enumerate(written))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def questions(written: Sequence[str], count: int, seed: int = 2) -> list[str]:
    """Questions of words of these texts; some have a word that is nowhere, some are owed a warning, some touch much."""
    chance = random.Random(seed)
    asked = []
    for at, text in enumerate(chance.choices(written, k=count)):
        words = text.replace(".", "").lower().split()
        few = chance.sample(words, min(len(words), chance.randrange(1, 8)))
        extra = [["wat", "is"], ["hoeveel", "pillen", "mag", "ik"], ["xylofoon"], []][at % 4]
        asked.append(f"{' '.join([*extra, *few])}?")
    return asked


def until(found: Callable[[], bool], seconds: float = _PATIENCE) -> None:
    """Look again and again, until `found()` is true."""
    end = time.monotonic() + seconds
    while not found():
        if time.monotonic() > end:
            raise AssertionError("it did not happen")
        os.sched_yield()


def started(arguments: Sequence[str], env: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """The command line in a process that goes on."""
    paths = os.pathsep.join(filter(None, (str(SOURCES), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-c", _ENTRY, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1", **env},
    )


class Dialogue:
    """`citaat ask -` on a cluster, a question at a time."""

    def __init__(self, arguments: Sequence[str], env: Mapping[str, str]) -> None:
        self._process = started(("ask", "-", "--format", "jsonl", *arguments), env)

    def ask(self, question: str) -> str:
        """The line that a question gets."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{question}\n".encode())
        stdin.flush()
        return stdout.readline().decode()

    def end(self) -> tuple[int, str]:
        """The exit code, and what stood on standard error."""
        _, err = self._process.communicate(timeout=_PATIENCE)
        return self._process.returncode, err.decode()
