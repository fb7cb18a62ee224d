"""`citaat serve` in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2

from support.command import SOURCES

_ENTRY = "from citaat.cli.main import program; program()"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens at `url`."""

    url: str
    process: "subprocess.Popen[bytes]"

    def get(self, path: str, **told: Any) -> httpx2.Response:
        return httpx2.get(f"{self.url}{path}", params=told or None, timeout=60)

    def told(self) -> str:
        """The next line of its errors, which is waited for."""
        assert self.process.stderr is not None
        return self.process.stderr.readline().decode()

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """End it by a signal: the exit code as a shell sees it, what else it printed, and its errors."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        code = self.process.returncode
        return 128 - code if code < 0 else code, out.decode(), err.decode()


@contextmanager
def serving(*arguments: str, env: Mapping[str, str]) -> Iterator[Server]:
    """A server on a free port, which is gone afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-c", _ENTRY, "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONUTF8": "1", **env},
    )
    assert process.stdout is not None
    first = process.stdout.readline().decode()
    try:
        if not first.startswith("http://"):
            raise AssertionError(process.communicate(timeout=60)[1].decode())
        yield Server(first.split()[0].rstrip("/"), process)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
