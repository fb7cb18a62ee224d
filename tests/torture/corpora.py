"""Hostile corpora, word lists, rules and gold questions: file, line and exit 3, and nothing outside the folder is read."""

import os
import re
import shutil
import subprocess
import sys

from support.command import ROOT, SOURCES, Ran
from support.hostile import BORNE, QUESTION, REFUSED, SECRET, garbled, sound
from support.threats import HOUR, Place, Tries, tell

_DOCUMENTED = (0, 1, 2, 3, 10)
# Everything that is opened is told, so that a file outside can be seen.
_ENTRY = """
import os, sys
kept, inside = os.environ["CITAAT_OPENED"], [False]
def watch(event, told):
    if event == "open" and isinstance(told[0], (str, bytes)) and not inside[0]:
        inside[0] = True
        with open(kept, "a") as out:
            out.write(os.path.realpath(os.fsdecode(told[0])).replace("\\n", " ") + "\\n")
        inside[0] = False
sys.addaudithook(watch)
from citaat.cli.main import program; program()
"""


def _run(place: Place, *arguments: str) -> tuple[Ran, list[str]]:
    opened = place.work / "opened"
    opened.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-c", _ENTRY, *arguments],
        capture_output=True,
        check=False,
        timeout=HOUR,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONUTF8": "1", "CITAAT_OPENED": str(opened)},
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode()), opened.read_text().splitlines()


def _wrong(place: Place, ran: Ran, opened: list[str]) -> str:
    outside = [one for one in opened if one.endswith(("geheim.md", "passwd", "/dev/zero"))]
    if outside:
        return f"opened {outside}"
    if SECRET in ran.out or ran.code not in _DOCUMENTED:
        return f"code {ran.code}: {ran.out[:100]} {ran.err[-200:]}"
    bad = re.search("Traceback|unforeseen|[\x00-\x08\x0b-\x1f\u202e]", ran.out + ran.err)
    return f"{bad[0]!r} in {ran.err[-300:]}" if bad else ""


def refused(place: Place) -> Tries:
    """What must be refused, by every command that reads it."""
    tries = place.chance.sample(sorted(REFUSED), place.many(len(REFUSED)))
    for number, (name, (file, make)) in enumerate((name, REFUSED[name]) for name in tries):
        corpus = sound(place.work / f"r{number}" / "corpus")
        make(corpus)
        for command in (["ask", QUESTION], ["check"], ["passages"]):
            told = ["--corpus", str(corpus), "--index", str(place.work / f"r{number}" / "index")]
            ran, opened = _run(place, *command, *told)
            found = _wrong(place, ran, opened)
            passed = command[0] == "passages" and file in ("caveats.toml", "lexicon.toml")
            if not found and not passed and (ran.code not in (1, 3) or file not in ran.out + ran.err):
                found = f"code {ran.code}, and {file} is not named: {ran.err[-200:]}"
            yield f"{name}, {command[0]}: {found}" if found else ""
        shutil.rmtree(corpus.parent)


def borne(place: Place) -> Tries:
    """What is left out or means nothing."""
    tries = place.chance.sample(sorted(BORNE), place.many(len(BORNE)))
    for number, (name, make) in enumerate((name, BORNE[name]) for name in tries):
        corpus = sound(place.work / f"b{number}" / "corpus")
        make(corpus)
        for command in (["ask", QUESTION], ["ask", "Hoe lang slapen?"], ["check"]):
            told = ["--corpus", str(corpus), "--index", str(place.work / f"b{number}" / "index")]
            ran, opened = _run(place, *command, *told)
            found = _wrong(place, ran, opened)
            if not found and command[-1].startswith("Hoe") and "zeven uur" not in ran.out:
                found = f"not answered: {ran.err[-200:]}"
            yield f"{name}, {' '.join(command)}: {found}" if found else ""
        shutil.rmtree(corpus.parent)


def slips(place: Place) -> Tries:
    """Slips in every file of a new project: corpus, lexicon, rules, gold, floors."""
    project = place.work / "project"
    _run(place, "new", str(project))
    files = [file for file in project.rglob("*") if file.suffix in (".md", ".toml", ".jsonl")]
    for _ in range(place.many(1_000)):
        file = place.chance.choice(files)
        before = file.read_bytes()
        file.write_bytes(garbled(before, place.chance))
        command = place.chance.choice((["check"], ["ask", "Hoe lang?"], ["eval", "--ungated"], ["passages"]))
        told = ["--corpus", str(project / "corpus"), "--index", str(place.work / "i")]
        if command[0] in ("check", "eval") and (project / "evals").is_dir():
            os.chdir(project)
        ran, opened = _run(place, *command, *told)
        found = _wrong(place, ran, opened)
        yield f"{file.name}, {command[0]}: {found}" if found else ""
        file.write_bytes(before)
    os.chdir(ROOT)


if __name__ == "__main__":
    sys.exit(
        tell(
            __doc__,
            {
                "hostile corpus: refused": refused,
                "hostile corpus: borne": borne,
                "hostile corpus: slips in every file of a project": slips,
            },
        )
    )
