"""Many at once: two who change the corpus and build, eight who ask; no error, and each answer of one generation."""

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

from support.command import SOURCES
from support.threats import Place, Tries, tell

_SECONDS, _READERS, _WRITERS = 120, 8, 2
_SECTIONS = (
    "## Hoe lang slapen?\n\nSlaap {0} uur per nacht.\n\n## Hoeveel zink?\n\nNeem hoogstens {0} mg zink.\n"
)
_READER = """
import json, sys, time
from citaat.engine import open_corpus
corpus, folder, until = sys.argv[1:]
while time.time() < float(until):
    for question in ("Hoe lang moet ik slapen?", "Hoeveel mg zink?", "Mijn kind at een pot zinkpillen leeg"):
        trace = open_corpus(corpus, folder).trace(question)
        print(json.dumps([trace.outcome.to_dict(), str(trace.failure or "")]), flush=True)
"""
_WRITER = """
import os, sys, time
from pathlib import Path
from citaat.index.freshness import rebuild
corpus, folder, until, first, sections = sys.argv[1:]
number = int(first)
while time.time() < float(until):
    number += 2
    fresh = Path(corpus, f".{first}")
    fresh.write_text(f'+++\\ntitle = "T"\\n+++\\n\\n' + sections.format(number), encoding="utf-8")
    os.replace(fresh, Path(corpus, "a.md"))
    rebuild(corpus, folder)
    print(number, flush=True)
"""


def _digest(number: int) -> str:
    text = '+++\ntitle = "T"\n+++\n\n' + _SECTIONS.format(number)
    return hashlib.sha256(text.encode()).hexdigest()


def _started(script: str, *told: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", script, *told],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
    )


def everybody(place: Place) -> Tries:
    """Two minutes of readers and writers on one index."""
    corpus, folder = place.fresh("corpus"), place.work / "index"
    (corpus / "a.md").write_text('+++\ntitle = "T"\n+++\n\n' + _SECTIONS.format(100), encoding="utf-8")
    # The dictionary that all share is made first: it is no part of this.
    _started(_READER, str(corpus), str(folder), str(time.time() + 0.1)).communicate()
    until = str(time.time() + max(5, _SECONDS * place.share))
    readers = [_started(_READER, str(corpus), str(folder), until) for _ in range(_READERS)]
    writers = [
        _started(_WRITER, str(corpus), str(folder), until, str(100 + at), _SECTIONS) for at in range(_WRITERS)
    ]
    for writer in writers:
        out, err = writer.communicate()
        yield from [""] * len(out.splitlines())
        yield f"a writer: {err[-300:]}" if writer.returncode else ""
    for reader in readers:
        out, err = reader.communicate()
        yield f"a reader: {err[-300:]}" if reader.returncode else ""
        yield from map(_wrong, out.splitlines())
    left = [one.name for one in Path(place.work).iterdir() if one.name.startswith(".citaat-")]
    yield f"left {left}" if left else ""


def _wrong(line: str) -> str:
    outcome, failure = json.loads(line)
    quotes = [one["quote"] for one in outcome["citations"]]
    hashes = {one["sha256"] for one in outcome["citations"]}
    numbers = {word for quote in quotes for word in quote.split() if word.isdecimal()}
    if failure:
        return str(failure)
    if len(numbers) > 1 or any(_digest(int(number)) not in hashes for number in numbers):
        return f"generations {numbers} in one answer"
    emergency = "pot" in outcome["question"]
    return "the warning is lost" if emergency and "spoed" not in str(outcome["caveats"]) else ""


if __name__ == "__main__":
    sys.exit(tell(__doc__, {"many at once: two write, eight ask": everybody}))
