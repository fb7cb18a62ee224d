"""Builds in a process of their own that meet a fault at one of their steps: killed, stopped, or refused by the disk."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from support.command import SOURCES

# A step is a call that changes the disk, before and after it, and each opening of a file to write.
_SCRIPT = """
import errno, os, signal, sys
from citaat.index.building import builder, dictionary
corpus, folder, called, limit, fault, way, home = sys.argv[1:]
if called:
    dictionary.name = lambda: called
builder.build  # everything is imported before the first step is counted
from citaat.cli import guard
from citaat.cli.main import main
import citaat.cli.commands.index, citaat.cli.commands.ask
count, limit, began, synced = [0], int(limit), __import__("time").time_ns(), {}
def drop():
    for base, _, names in os.walk(home):
        for name in names:
            file = os.path.join(base, name)
            told = os.stat(file, follow_symlinks=False)
            if told.st_mtime_ns > began and synced.get(told.st_ino) != told.st_size and file.startswith(home + "/"):
                os.truncate(file, 0)
def step(name, *where):
    count[0] += 1
    if fault in ("KILL", "DROP", "TERM", "INT"):
        if count[0] == limit:
            if fault == "DROP":
                drop()
            os.kill(os.getpid(), getattr(signal, "SIG" + fault.replace("DROP", "KILL")))
    elif fault == "NOLINK":
        if name == "link":
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), *where)
    elif count[0] == limit or (way == "for ever" and count[0] > limit > 0):
        number = getattr(errno, fault)
        raise OSError(number, os.strerror(number), *where)
def counted(name):
    real = getattr(os, name)
    def call(*arguments, **options):
        if name == "link" or not (fault == "NOLINK"):
            step(name, str(arguments[0]))
        result = real(*arguments, **options)
        if name == "fsync":
            told = os.fstat(arguments[0])
            synced[told.st_ino] = told.st_size
        if fault in ("KILL", "DROP", "TERM", "INT"):
            step(name)
        return result
    setattr(os, name, call)
for name in ("rename", "replace", "fsync", "mkdir", "link", "unlink", "rmdir"):
    counted(name)
def watch(event, arguments):
    if event == "open" and arguments[1] and set(str(arguments[1])) & set("wa+x") and fault != "NOLINK":
        if str(arguments[0]).startswith(home):
            step("open", str(arguments[0]))
sys.addaudithook(watch)
def told(arguments):
    try:
        return main(arguments)
    except guard.Terminated:
        guard.die_of_sigterm()
if way in ("", "for ever"):
    code = told(["index", "--corpus", corpus, "--index", folder]) if fault not in ("KILL", "DROP") else (
        builder.build(__import__("pathlib").Path(corpus), __import__("pathlib").Path(folder)), 0)[1]
else:
    code = told(["ask", way, "--corpus", corpus, "--index", folder])
fault = ""
print(f"steps {count[0]}", file=sys.stderr)
sys.stdout.flush()
sys.exit(code)
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a build ended: the exit code (minus a signal's number), how many steps it had, what it printed."""

    code: int
    steps: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class Builds:
    """Builds of `corpus` into `folder`, all below `home`; with the dictionary of this name where one is named."""

    corpus: Path
    folder: Path
    home: Path
    cache: Path
    dictionary: str = ""

    def run(self, fault: str, at: int, way: str = "", env: Mapping[str, str] | None = None) -> Ended:
        """Meet `fault` at step `at`: KILL, DROP (killed, and what was not synced is lost), TERM, INT, NOLINK, or the
        name of an error, once or (`way` is "for ever") from then on. `way` may be a question to ask instead.
        """
        told = [self.corpus, self.folder, self.dictionary, at, fault, way, self.home]
        done = subprocess.run(
            [sys.executable, "-c", _SCRIPT, *map(str, told)],
            env={**os.environ, "PYTHONPATH": str(SOURCES), "XDG_CACHE_HOME": str(self.cache), **(env or {})},
            capture_output=True,
            check=False,
            timeout=3600,
        )
        err = done.stderr.decode()
        body, _, steps = err.rpartition("steps ")
        counted = int(steps) if steps.strip().isdecimal() else 0
        return Ended(done.returncode, counted, done.stdout.decode(), body if counted else err)


def spread(steps: int, wanted: int) -> Iterator[int]:
    """So many steps of all of them, first and last included."""
    return (1 + round(at * (steps - 1) / max(1, wanted - 1)) for at in range(min(wanted, steps)))
