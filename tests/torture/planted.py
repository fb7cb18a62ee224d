"""An index that somebody else planted: what others may have written is made again, and nothing in a file is obeyed."""

import json
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from support.faults import files_of, slices
from support.plants import MANIFEST, MANIFESTS, PLANTS, mend
from support.threats import Place, Tries, tell

from citaat.engine import open_corpus
from citaat.errors import CitaatError

ARTICLE = "## Hoe lang slapen?\n\nSlaap zeven uur per nacht.\n\n## Magnesium\n\nSlik geen 15 mg magnesium.\n"
QUESTIONS = ("Hoe lang moet ik slapen?", "magnesum slikken", "Mijn kind at een pot magnesiumpillen leeg")
_SECONDS, _BYTES = 60, 6 << 30


class _Scene:
    """A small corpus, its sound index, and what is rightly said."""

    def __init__(self, place: Place) -> None:
        self.corpus, self.index, self._kept = place.fresh("corpus"), place.work / "index", place.work / "kept"
        (self.corpus / "slaap.md").write_text(f'+++\ntitle = "Slaap"\n+++\n\n{ARTICLE}', encoding="utf-8")
        # Others may look into a folder that they are to plant something in.
        os.environ["CITAAT_TRAP"] = str(place.work / "trap")
        self._trap = place.work / "trap"
        self.right = self.outcomes()
        shutil.copytree(self.index, self._kept)
        signal.signal(signal.SIGALRM, _too_long)
        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, resource.RLIM_INFINITY))

    def anew(self) -> None:
        shutil.rmtree(self.index, ignore_errors=True)
        shutil.copytree(self._kept, self.index)

    def outcomes(self) -> list[dict[str, Any]]:
        engine = open_corpus(str(self.corpus), str(self.index))
        return [engine.ask(question).to_dict() for question in QUESTIONS]

    def fault(self, *, trusted: bool) -> str:
        """What went wrong: anything but an error of ours and quotes that are there, in time and without a trap.

        Of a folder that is not `trusted` nothing may be believed.
        """
        signal.alarm(_SECONDS)
        try:
            told = self.outcomes()
        except CitaatError as error:
            return "" if trusted and error.fix else f"refused: {error}"
        except Exception as error:
            return repr(error)
        finally:
            signal.alarm(0)
        if self._trap.exists():
            self._trap.rmdir()
            return "it was unpickled"
        if not trusted:
            return "" if told == self.right else "it was believed"
        cited = [one for outcome in told for one in outcome["citations"]]
        return "" if all(slices(self.corpus, one) for one in cited) else "a quote that is not there"


def _too_long(number: int, frame: object) -> None:
    raise TimeoutError("it takes too long")


def files(place: Place) -> Tries:
    """Every file with every plant of its kind, checksums mended, in a folder of one's own."""
    scene = _Scene(place)
    for _ in range(place.many(4)):
        for name in files_of(scene.index):
            for plant, make in PLANTS[Path(name).suffix].items() if Path(name).suffix in PLANTS else ():
                scene.anew()
                file = scene.index / name
                file.write_bytes(make(file.read_bytes(), place.chance))
                if name != MANIFEST:
                    mend(scene.index)
                found = scene.fault(trusted=True)
                yield f"{plant} in {name}: {found}" if found else ""


def manifests(place: Place) -> Tries:
    """Every manifest that says what none should."""
    scene = _Scene(place)
    for plant, change in MANIFESTS.items():
        scene.anew()
        (scene.index / "away.tab").symlink_to("/dev/zero")
        manifest = json.loads((scene.index / MANIFEST).read_bytes())
        change(manifest)
        (scene.index / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
        found = scene.fault(trusted=True)
        yield f"{plant}: {found}" if found else ""


def _given(path: Path) -> None:
    os.chown(path, 12345, 12345)


OTHERS: dict[str, Callable[[Path, str], object]] = {
    "folder of another": lambda folder, name: _given(folder),
    "file of another": lambda folder, name: _given(folder / name),
    "folder for all": lambda folder, name: folder.chmod(0o777),
    "folder for the group": lambda folder, name: folder.chmod(0o770),
    "file for all": lambda folder, name: (folder / name).chmod(0o666),
}


def of_others(place: Place) -> Tries:
    """An index whose text and warnings were changed with care, where others may have done it."""
    scene = _Scene(place)
    for way, give in OTHERS.items():
        for name in files_of(scene.index):
            if name == "stamps.json" or ("another" in way and os.geteuid()):
                continue
            scene.anew()
            passages = scene.index / "0.passages.jsonl"
            passages.write_bytes(passages.read_bytes().replace(b"zeven uur", b"negen uur"))
            mend(scene.index)
            give(scene.index, name)
            found = scene.fault(trusted=False)
            yield f"{way}, {name}: {found}" if found else ""


if __name__ == "__main__":
    sys.exit(
        tell(
            __doc__,
            {
                "planted index: files of the right kind and checksum": files,
                "planted index: manifests": manifests,
                "planted index: where others may write": of_others,
            },
        )
    )
