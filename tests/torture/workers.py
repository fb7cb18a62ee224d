"""Workers of a Dask scheduler under every fault, while they are asked: the bytes of one machine, or a refusal.

A refusal carries the warnings that the question is owed, and some time after all is well again there is an answer.
Below each row stands how many of both there were. Where network namespaces may be made one worker lives in its own,
and its cable is pulled.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from support.command import run_citaat
from support.dask.cluster import Dialogue, Workers, questions, running, texts, write_passages
from support.threats import Place, Tries, tell

_NAME, _OURS, _THEIRS, _CABLE = "citaat-torture", "10.231.77.1", "10.231.77.2", "citaat-cable"
_HEALED = 90.0
_ROUNDS, _QUESTIONS = 5, 12


@dataclass(frozen=True, slots=True)
class Scene:
    """A cluster, and the index that it holds."""

    workers: Workers
    index: Path


def kill(scene: Scene) -> None:
    """A worker is gone."""
    scene.workers.kill_worker(-1)


def stop(scene: Scene) -> None:
    """A worker is there and does nothing."""
    scene.workers.workers[-1].send_signal(signal.SIGSTOP)


def restart(scene: Scene) -> None:
    """Another scheduler stands where the first one was."""
    scene.workers.kill_scheduler()
    scene.workers.start_scheduler()


def vanish(scene: Scene) -> None:
    """The scheduler is gone."""
    scene.workers.kill_scheduler()


def pull(scene: Scene) -> None:
    """The cable to a worker is cut: nobody says that it is gone."""
    _ip("link", "set", _CABLE, "down")


def cut(scene: Scene) -> None:
    """A segment is cut. Files that workers were given stay whole: theirs are copies."""
    file = min((scene.index / "segments").rglob("0.parts.doc.npy"))
    os.truncate(file, file.stat().st_size - 8)


def _ip(*arguments: str) -> bool:
    return subprocess.run(["ip", *arguments], capture_output=True, check=False).returncode == 0


@contextmanager
def namespace() -> Iterator[bool]:
    """A network of its own at the end of a cable; False where none may be made."""
    made = _ip("netns", "add", _NAME) and all(
        [
            _ip("link", "add", _CABLE, "type", "veth", "peer", "name", "eth0", "netns", _NAME),
            _ip("addr", "add", f"{_OURS}/30", "dev", _CABLE),
            _ip("link", "set", _CABLE, "up"),
            _ip("-n", _NAME, "addr", "add", f"{_THEIRS}/30", "dev", "eth0"),
            _ip("-n", _NAME, "link", "set", "eth0", "up"),
            _ip("-n", _NAME, "link", "set", "lo", "up"),
        ]
    )
    try:
        yield made
    finally:
        _ip("link", "del", _CABLE)
        _ip("netns", "del", _NAME)


def verdict(line: str, wanted: str) -> str:
    """ "answered", "refused", or what is wrong."""
    if line == wanted:
        return "answered"
    told, owed = json.loads(line or "{}"), json.loads(wanted)
    refused = (told.get("abstention") or {}).get("code") == "search_failed"
    if refused and {one["id"] for one in told["caveats"]} >= {one["id"] for one in owed["caveats"]}:
        return "refused"
    return f"{line!r} for {wanted!r}"


def played(fault: Callable[[Scene], None], place: Place) -> Tries:
    """Ask, do harm, ask on, mend, and ask until all is well again; and so again."""
    written = texts(2_100, seed=place.chance.randrange(10**6))
    corpus, asked = write_passages(place.work / "corpus", written), questions(written, _QUESTIONS)
    single = ("ask", "-", "--corpus", str(corpus), "--index", str(place.work / "one"), "--format", "jsonl")
    wanted = run_citaat(single, "\n".join(asked).encode()).out.splitlines(keepends=True)
    found: Counter[str] = Counter()
    for number in range(place.many(_ROUNDS)):
        for verdict_ in _round(fault, place.work / f"dask{number}", corpus, asked, wanted):
            found[verdict_] += 1
            yield "" if verdict_ in ("answered", "refused") else verdict_
    print(f"    {found['answered']} answered, {found['refused']} refused", flush=True)


def _round(
    fault: Callable[[Scene], None], home: Path, corpus: Path, asked: list[str], wanted: list[str]
) -> Iterator[str]:
    with namespace() as cable, running(home, 2, {}, _OURS if cable else "127.0.0.1") as workers:
        if cable:
            workers.start_worker("--host", _THEIRS, within=("ip", "netns", "exec", _NAME))
            workers.wait(3)
        elif fault is pull:
            print("    no network namespace may be made here", flush=True)
            return
        told = ("--corpus", str(corpus), "--index", str(home / "many"), "--scheduler", workers.address)
        run_citaat(("index", *told, "--segment-mb", "0.05"))
        talk = Dialogue(told, {})
        for at, (question, answer) in enumerate(zip(asked, wanted, strict=True)):
            if at == len(asked) // 2:
                fault(Scene(workers, home / "many"))
            yield verdict(talk.ask(question), answer)
        _ip("link", "set", _CABLE, "up")
        yield from _healed(workers, talk, asked[0], wanted[0])


def _healed(workers: Workers, talk: Dialogue, question: str, answer: str) -> Iterator[str]:
    """All as it should be: a scheduler, and workers that work; the error when that does not help."""
    for process in workers.workers:
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
    workers.revive(2)
    end = time.monotonic() + _HEALED
    while verdict(talk.ask(question), answer) != "answered":
        if time.monotonic() > end:
            yield "it never came back"
            return
        time.sleep(1)
    talk.end()


THREATS = {
    f"workers: {fault.__name__}": partial(played, fault) for fault in (kill, stop, restart, vanish, pull, cut)
}

if __name__ == "__main__":
    sys.exit(tell(__doc__, THREATS))
