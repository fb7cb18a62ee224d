"""Workers of a Dask scheduler under every fault, while they are asked: the bytes of one machine, or a refusal.

A refusal carries the warnings that the question is owed, and some time after all is well again there is an answer.
Below each row stands how many of both there were. Where network namespaces may be made one worker lives in its own,
and its cable is pulled; where control groups may be made one has a slow disk.
"""

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from support.command import run_citaat
from support.dask.cluster import Dialogue, Workers, questions, texts, write_passages
from support.dask.scenes import Fault, Scene, kill, mend, possible, pull, restart, slow, staged, stop, vanish
from support.threats import Place, Tries, tell

_HEALED = 90.0
_ROUNDS, _QUESTIONS = 5, 12


def cut(scene: Scene) -> None:
    """A segment is cut. Files that workers were given stay whole: theirs are copies."""
    file = min((scene.index / "segments").rglob("0.parts.doc.npy"))
    os.truncate(file, file.stat().st_size - 8)


def verdict(line: str, wanted: str) -> str:
    """ "answered", "refused", or what is wrong."""
    if line == wanted:
        return "answered"
    told, owed = json.loads(line or "{}"), json.loads(wanted)
    refused = (told.get("abstention") or {}).get("code") == "search_failed"
    if refused and {one["id"] for one in told["caveats"]} >= {one["id"] for one in owed["caveats"]}:
        return "refused"
    return f"{line!r} for {wanted!r}"


def played(fault: Fault, place: Place) -> Tries:
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


def _round(fault: Fault, home: Path, corpus: Path, asked: list[str], wanted: list[str]) -> Iterator[str]:
    with staged(home) as scene:
        if not possible(fault, scene):
            print(f"    not possible on this machine: {fault.__name__}", flush=True)
            return
        told = ("--corpus", str(corpus), "--index", str(scene.index), "--scheduler", scene.workers.address)
        run_citaat(("index", *told, "--segment-mb", "0.05"))
        talk = Dialogue(told, {})
        for at, (question, answer) in enumerate(zip(asked, wanted, strict=True)):
            if at == len(asked) // 2:
                fault(scene)
            yield verdict(talk.ask(question), answer)
        yield from _healed(scene.workers, talk, asked[0], wanted[0])


def _healed(workers: Workers, talk: Dialogue, question: str, answer: str) -> Iterator[str]:
    """The error when an answer never comes back."""
    mend(workers)
    end = time.monotonic() + _HEALED
    while verdict(talk.ask(question), answer) != "answered":
        if time.monotonic() > end:
            yield "it never came back"
            return
        time.sleep(1)
    talk.end()


THREATS = {
    f"workers: {fault.__name__}": partial(played, fault)
    for fault in (kill, stop, restart, vanish, pull, slow, cut)
}

if __name__ == "__main__":
    sys.exit(tell(__doc__, THREATS))
