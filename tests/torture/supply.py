"""What it leans on: the tests with the oldest and the newest libraries, on every Python that is here."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from support.command import ROOT
from support.threats import Place, Tries, tell

_PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def _oldest(place: Place) -> Path:
    """The lower bounds of what is needed to answer, as constraints."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bounds = (one.split(">=") for one in project["dependencies"])
    file = place.work / "oldest.txt"
    file.write_text("".join(f"{name}~={least}.0\n" for name, least in bounds), encoding="utf-8")
    return file


def _tests(place: Place, python: str, constraints: list[str]) -> str:
    """What went wrong in an environment of its own, "" when nothing did."""
    home = place.work / f"{Path(python).name}{len(constraints)}"
    steps = [
        [python, "-m", "venv", str(home)],
        [str(home / "bin" / "pip"), "install", "-q", *constraints, "-e", f"{ROOT}[dev]"],
        [
            str(home / "bin" / "python"),
            "-m",
            "pytest",
            "-q",
            "-x",
            *(() if place.share == 1 else ("tests/unit/storage",)),
        ],
    ]
    for step in steps:
        done = subprocess.run(step, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            return (done.stdout + done.stderr)[-500:]
    return ""


def pythons(place: Place) -> Tries:
    """Each interpreter that is here, with the newest libraries; those that are not are named."""
    for version in _PYTHONS:
        python = shutil.which(f"python{version}")
        works = python and subprocess.run([python, "-V"], capture_output=True, check=False).returncode == 0
        if not python or not works:
            print(f"    Python {version} is not here", file=sys.stderr)
            continue
        found = _tests(place, python, [])
        yield f"{version}: {found}" if found else ""


def oldest(place: Place) -> Tries:
    """The oldest libraries that the project allows, on the oldest Python."""
    python = shutil.which("python3.11") or sys.executable
    found = _tests(place, python, ["-c", str(_oldest(place))])
    yield f"oldest: {found}" if found else ""


if __name__ == "__main__":
    sys.exit(tell(__doc__, {"supply: newest on each Python": pythons, "supply: oldest allowed": oldest}))
