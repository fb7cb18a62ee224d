"""A disk that is full, read-only or may not be written: the old index stays, and the answer comes from memory with a note."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Mapping
from itertools import product
from pathlib import Path

from support.builds import Builds, Ended, spread
from support.command import SOURCES
from support.threats import HOUR, Place, Tries, tell

QUESTION = "Mijn kind at een pot magnesiumpillen leeg"
_CODES = (0, 3, 10)
_NOBODY = 65534


class _Scene:
    """A small corpus that has changed since its index was made."""

    def __init__(self, place: Place) -> None:
        self.home = place.fresh("home")
        self.corpus, self.folder = self.home / "corpus", self.home / "kept" / "index"
        self.corpus.mkdir()
        self.cache = Path(os.environ["XDG_CACHE_HOME"])
        self._write("zeven")
        self.builds = Builds(self.corpus, self.folder, self.folder.parent, self.cache)
        made = self.builds.run("KILL", 10**9)
        assert self.folder.is_dir(), made.err
        self._kept = place.work / "kept-index"
        shutil.copytree(self.folder, self._kept)
        self._write("acht")

    def _write(self, hours: str) -> None:
        text = f'+++\ntitle = "Slaap"\n+++\n\n## Hoe lang slapen?\n\nSlaap {hours} uur per nacht.\n'
        (self.corpus / "slaap.md").write_text(text, encoding="utf-8")

    def anew(self) -> None:
        shutil.rmtree(self.folder.parent)
        self.folder.parent.mkdir()
        shutil.copytree(self._kept, self.folder)

    def fault(self, ended: Ended) -> str:
        """What went wrong."""
        if ended.code not in _CODES or "Traceback" in ended.err:
            return f"code {ended.code}: {ended.err[-300:]}"
        if "112" not in ended.out + ended.err:
            return f"the warning is lost: {ended.err[-300:]}"
        if not (self.folder / "manifest.json").is_file():
            return "the index is gone"
        left = [one.name for one in self.folder.parent.iterdir() if one.name != "index"]
        return f"left {left}" if len(left) > 1 else ""


def failing(place: Place) -> Tries:
    """Call after call that changes the disk fails, once and from then on, with each of the errors there are."""
    scene = _Scene(place)
    steps = scene.builds.run("ENOSPC", 10**9, QUESTION).steps
    for error in ("ENOSPC", "EACCES", "EROFS", "EIO"):
        for step in spread(steps, place.many(steps)):
            scene.anew()
            found = scene.fault(scene.builds.run(error, step, QUESTION))
            yield f"{error} at step {step}: {found}" if found else ""


def without_links(place: Place) -> Tries:
    """A disk that has no hard links."""
    scene = _Scene(place)
    for _ in range(place.many(3)):
        scene.anew()
        yield scene.fault(scene.builds.run("NOLINK", 0, QUESTION))


def full(place: Place) -> Tries:
    """No file may grow beyond so many bytes."""
    scene = _Scene(place)
    for size in spread(400_000, place.many(40)):
        scene.anew()
        found = scene.fault(_asked(scene, {}, most=size))
        yield f"files of {size} bytes at most: {found}" if found else ""


def nobody(place: Place) -> Tries:
    """Somebody who may write nowhere, and has no cache folder."""
    python = _for_everybody()
    if os.geteuid() or not python:
        print("    somebody else cannot be tried here", file=sys.stderr)
        return
    scene = _Scene(place)
    place.work.chmod(0o755)
    environments: tuple[dict[str, str], ...] = (
        {},
        {"XDG_CACHE_HOME": ""},
        {"HOME": "/dev/null", "XDG_CACHE_HOME": ""},
        {"TMPDIR": "/proc"},
    )
    every = list(product(environments, (0o755, 0o700, 0o500)))
    # Each makes a dictionary of its own, which takes a while.
    for env, mode in place.chance.sample(every, place.many(len(every))):
        scene.anew()
        scene.folder.parent.chmod(mode)
        found = scene.fault(_asked(scene, env, user=_NOBODY, python=python))
        yield f"folder {mode:o}, {env}: {found}" if found else ""


def _for_everybody() -> str:
    """A Python of this version that somebody else may run too; "" where there is none."""
    version = "{}.{}".format(*sys.version_info)
    for python in (sys.executable, f"/usr/local/bin/python{version}", f"/usr/bin/python{version}"):
        try:
            told = [python, "-c", "import citaat, simplemma, spacy"]
            subprocess.run(told, user=_NOBODY, check=True, capture_output=True, cwd="/", env=_paths())
            return python
        except (OSError, subprocess.CalledProcessError):
            continue
    return ""


def _paths() -> dict[str, str]:
    """The environment in which another Python finds what this one has installed."""
    found = [str(SOURCES), *(path for path in sys.path if path.endswith("-packages"))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(found), "PYTHONUTF8": "1"}


def _asked(
    scene: _Scene,
    env: Mapping[str, str],
    most: int = 0,
    user: int | None = None,
    python: str = sys.executable,
) -> Ended:
    def limited() -> None:
        if most:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    told = ["ask", QUESTION, "--corpus", str(scene.corpus), "--index", str(scene.folder)]
    done = subprocess.run(
        [python, "-c", "from citaat.cli.main import program; program()", *told],
        env={**_paths(), **env},
        capture_output=True,
        check=False,
        preexec_fn=limited,
        user=user,
        timeout=HOUR,
        cwd="/",
    )
    return Ended(done.returncode, 0, done.stdout.decode(), done.stderr.decode())


if __name__ == "__main__":
    sys.exit(
        tell(
            __doc__,
            {
                "full disk: each call fails": failing,
                "full disk: no hard links": without_links,
                "full disk: no room in a file": full,
                "full disk: nobody may write": nobody,
            },
        )
    )
