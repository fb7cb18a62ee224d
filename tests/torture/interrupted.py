"""A build that is cut short at any of its steps: the old index or the new, never none, never a mix, and no litter."""

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from support.builds import Builds, spread
from support.command import ROOT
from support.threats import Place, Tries, tell

from citaat.errors import CitaatError
from citaat.index.building.builder import build
from citaat.index.store import Index, read_manifest

_ENDS = {"KILL": -signal.SIGKILL, "DROP": -signal.SIGKILL, "TERM": -signal.SIGTERM, "INT": 130}


def _cut_short(place: Place, fault: str, full: int, corpus: Path) -> Tries:
    """A changed corpus each time, so that old and new differ."""
    folder = place.work / "home" / "index"
    builds = Builds(corpus, folder, place.work / "home", Path(os.environ["XDG_CACHE_HOME"]))
    build(corpus, folder)
    steps, article = builds.run("KILL", 10**9).steps, next(corpus.glob("*.md"))
    for number, step in enumerate(spread(steps, place.many(full))):
        before = read_manifest(str(folder))
        with article.open("a", encoding="utf-8") as stream:
            stream.write(f"\nZin nummer {number}.\n")
        ended = builds.run(fault, step)
        found = _state(folder, before) or _litter(folder.parent, fault)
        if ended.code not in (_ENDS[fault], 0) or "Traceback" in ended.err:
            found = found or f"code {ended.code}: {ended.err[-200:]}"
        yield f"{fault} at step {step}: {found}" if found else ""
    shutil.rmtree(folder.parent)


def _state(folder: Path, before: dict[str, Any]) -> str:
    try:
        manifest = Index(str(folder)).manifest
    except CitaatError as error:
        return str(error)
    return "a mix" if manifest != before and manifest["corpus"] == before["corpus"] else ""


def _litter(home: Path, fault: str) -> str:
    """What a killed build left is collected by the next one; what was asked to stop leaves nothing."""
    left = [entry.name for entry in home.iterdir() if entry.name != "index"]
    return f"left {left}" if len(left) > (1 if fault in ("KILL", "DROP") else 0) else ""


def _small(place: Place) -> Path:
    place.fresh("home")
    corpus = place.fresh("corpus")
    text = "## Hoe lang slapen?\n\nSlaap zeven uur.\n"
    (corpus / "slaap.md").write_text(f'+++\ntitle = "Slaap"\n+++\n\n{text}', encoding="utf-8")
    return corpus


def killed(place: Place) -> Tries:
    """The real corpus, killed at each write, sync and rename."""
    corpus = place.fresh("home").parent / "corpus"
    shutil.copytree(ROOT / "corpus", corpus)
    yield from _cut_short(place, "KILL", 300, corpus)


def unsynced(place: Place) -> Tries:
    """A power cut: killed, and what was not synced is lost."""
    yield from _cut_short(place, "DROP", 100, _small(place))


def terminated(place: Place) -> Tries:
    """SIGTERM at each step."""
    yield from _cut_short(place, "TERM", 100, _small(place))


def interrupted(place: Place) -> Tries:
    """Ctrl-C at each step."""
    yield from _cut_short(place, "INT", 100, _small(place))


if __name__ == "__main__":
    sys.exit(
        tell(
            __doc__,
            {
                "interrupted build: killed": killed,
                "interrupted build: killed, unsynced writes lost": unsynced,
                "interrupted build: SIGTERM": terminated,
                "interrupted build: SIGINT": interrupted,
            },
        )
    )
