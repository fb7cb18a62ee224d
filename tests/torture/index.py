"""The index under every fault, in full: harmed files, flipped bits, killed builds. Prints its seed and a table.

usage: python tests/torture/index.py [--seed N] [--bits 10000] [--kills 300]
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.command import ROOT
from support.faults import HARMS, Asked, files_of, harmed, killed_build, spread

from citaat.errors import CitaatError
from citaat.index.store import Index, read_manifest

QUESTIONS = (
    "Welke magnesium kan ik het beste nemen?",
    "Mijn kind at een pot magnesiumpillen leeg",
    "helpt magnesum tegen spierpin",
    "Hoeveel uur slaap heb ik nodig?",
)
Faults = Iterator[str]


def every_file(folder: Path, asked: Asked, chance: random.Random) -> Faults:
    """Every file harmed in every way."""
    for name in files_of(folder):
        for harm in HARMS:
            yield harmed(folder, name, harm, chance, asked)


def bits(folder: Path, asked: Asked, chance: random.Random, count: int) -> Faults:
    """Single bits, in files by their size."""
    names = files_of(folder)
    sizes = [(folder / name).stat().st_size for name in names]
    for name in chance.choices(names, sizes, k=count):
        file, before = folder / name, (folder / name).read_bytes()
        HARMS["flip"](file, chance)
        found = asked.fault()
        # The place may have been made again: only what was harmed is mended.
        if file.exists() and file.stat().st_size == len(before):
            file.write_bytes(before)
        yield f"flip of {name}: {found}" if found else ""


def kills(work: Path, count: int) -> Faults:
    """A build killed at its steps; a changed corpus each time, so that old and new differ."""
    corpus, folder = work / "killed", work / "killed-index"
    shutil.copytree(ROOT / "corpus", corpus)
    cache = Path(os.environ["XDG_CACHE_HOME"])
    steps = killed_build(corpus, folder, "", 10**9, cache) or 0
    article = next(corpus.glob("*.md"))
    for number, step in enumerate(spread(steps, count)):
        before = read_manifest(str(folder))
        with article.open("a", encoding="utf-8") as stream:
            stream.write(f"\nZin nummer {number}.\n")
        killed_build(corpus, folder, "", step, cache)
        try:
            manifest = Index(str(folder)).manifest
        except CitaatError as error:
            yield f"killed at step {step}: {error}"
            continue
        litter = len(list(work.glob(".citaat-*")))
        mixed = manifest != before and manifest["corpus"] == before["corpus"]
        yield (
            f"killed at step {step}: a mix" if mixed else f"step {step}: {litter} left" if litter > 1 else ""
        )


def main() -> int:
    """Run all of it; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--bits", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=300)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    print(f"seed {options.seed}\n| threat | tries | failures |\n|---|---|---|", flush=True)
    failed = False
    with tempfile.TemporaryDirectory(prefix="citaat-torture-") as home:
        work = Path(home)
        os.environ["XDG_CACHE_HOME"] = str(work / "cache")
        asked = Asked(ROOT / "corpus", work / "index", QUESTIONS)
        dictionary = next((work / "cache" / "citaat").glob("dutch-*"))
        threats: dict[str, Callable[[], Faults]] = {
            "every file of the index": lambda: every_file(work / "index", asked, chance),
            "every file of the dictionary": lambda: every_file(dictionary, asked, chance),
            "bits of the index": lambda: bits(work / "index", asked, chance, options.bits),
            "bits of the dictionary": lambda: bits(dictionary, asked, chance, options.bits),
            "killed builds": lambda: kills(work, options.kills),
        }
        for name, threat in threats.items():
            found = list(threat())
            faults = [one for one in found if one]
            failed = failed or bool(faults)
            print(f"| {name} | {len(found)} | {len(faults)} |", flush=True)
            print("\n".join(faults[:20]), end="\n" if faults else "", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
