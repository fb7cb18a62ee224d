"""Workers of a Dask scheduler under every fault, while they build: the index of one machine in the end.

A build ends with 0, or with 3 and one line; then all is mended and it is run again. What was finished is not made
again, and every question gets the bytes of one machine. Below each row stands how many builds went on by themselves.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from support.command import run_citaat
from support.dask.cluster import questions, started, texts, until, write_passages
from support.dask.scenes import Fault, Scene, kill, mend, possible, pull, restart, slow, staged, stop, vanish
from support.threats import Place, Tries, tell

_ROUNDS, _QUESTIONS, _MB = 10, 6, 0.02
# A worker that stands still or that nobody hears of is given up by the scheduler after some time.
_PATIENCE = 60.0


def finished(index: Path) -> dict[str, int]:
    """The segments that are in their place, with the time at which each was written."""
    found = {}
    for file in index.glob("segments/*/manifest.json"):
        # One that is on its way to its place has a longer name, and may be there by now.
        if "." not in file.parent.name:
            found[file.parent.name] = file.stat().st_mtime_ns
    return found


def played(fault: Fault, place: Place) -> Tries:
    """Build, do harm at some moment, and build again where that did not go on; and so again."""
    written = texts(2_100, seed=place.chance.randrange(10**6))
    corpus, asked = write_passages(place.work / "corpus", written), "\n".join(questions(written, _QUESTIONS))
    single = ("ask", "-", "--corpus", str(corpus), "--index", str(place.work / "one"), "--format", "jsonl")
    wanted = run_citaat(single, asked.encode()).out
    # Segments are written twice: a corpus of so few passages is read once more, with character n-grams.
    most = 2 * -(-corpus.stat().st_size // round(1e6 * _MB))
    ended: Counter[str] = Counter()
    for number in range(place.many(_ROUNDS)):
        moment = place.chance.randrange(most)
        for verdict in _round(fault, moment, place.work / f"dask{number}", corpus, asked, wanted, ended):
            yield f"at segment {moment}: {verdict}" if verdict else ""
    print("    " + ", ".join(f"{count} {what}" for what, count in ended.items()), flush=True)


def _round(
    fault: Fault, moment: int, home: Path, corpus: Path, asked: str, wanted: str, ended: Counter[str]
) -> Iterator[str]:
    with staged(home) as scene:
        if not possible(fault, scene):
            print(f"    not possible on this machine: {fault.__name__}", flush=True)
            return
        told = ("--corpus", str(corpus), "--index", str(scene.index), "--scheduler", scene.workers.address)
        build = started(("index", *told, "--segment-mb", str(_MB)), {})
        until(lambda: build.poll() is not None or len(finished(scene.index)) >= moment)
        fault(scene)
        code, before = _ended(build, scene), finished(scene.index)
        ended[f"ended with {code}"] += 1
        mend(scene.workers)
        again = run_citaat(("index", *told, "--segment-mb", str(_MB)))
        after = finished(scene.index)
        ran = run_citaat(("ask", "-", *told, "--format", "jsonl", "--patience", "60"), asked.encode())
        mend(scene.workers)
    if code not in (0, 3):
        yield f"the build ended with {code}"
    elif again.code:
        yield f"the second build ended with {again.code}: {again.err}"
    elif any(before[key] != after[key] for key in before.keys() & after.keys()):
        yield "what was finished was made again"
    else:
        yield "" if ran.out == wanted else f"another answer: {ran.out!r} {ran.err!r}"


def _ended(build: "subprocess.Popen[bytes]", scene: Scene) -> int:
    """The code of a build that is given some time, and then a cluster that is well again."""
    try:
        build.communicate(timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        mend(scene.workers)
        build.communicate()
    return build.returncode


THREATS = {
    f"building: {fault.__name__}": partial(played, fault)
    for fault in (kill, stop, restart, vanish, pull, slow)
}

if __name__ == "__main__":
    sys.exit(tell(__doc__, THREATS))
