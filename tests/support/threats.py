"""A threat in full: many tries with a printed seed, told as rows of a table."""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_SHOWN = 20
# What takes longer hangs; a machine that has other work to do is no fault.
HOUR = 3600.0
CACHE = "CITAAT_TORTURE_CACHE"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a threat is tried: a folder that is gone afterwards, chances to repeat, and a part of all tries."""

    work: Path
    chance: random.Random
    share: float

    def many(self, full: int) -> int:
        """How many of so many tries."""
        return max(1, round(full * self.share))

    def fresh(self, name: str) -> Path:
        """A new folder of this name."""
        folder = self.work / name
        folder.mkdir(parents=True)
        return folder


# One text for each try: what went wrong, or "".
Tries = Iterator[str]
Threat = Callable[[Place], Tries]


def tell(about: str, threats: Mapping[str, Threat]) -> int:
    """Try each of these threats, by name, and print a row for each: 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="repeats a run")
    parser.add_argument("--share", type=float, default=1.0, help="the part of all tries that is made")
    parser.add_argument("--threat", default="", help="only those whose name has this in it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citaat-torture-cache-") as cache:
        # The dictionary that all indexes share is made once, by whoever runs all of them.
        os.environ["XDG_CACHE_HOME"] = os.environ.get(CACHE) or cache
        tried = {name: threat for name, threat in threats.items() if options.threat in name}
        wrong = [_row(name, threat, options.seed, options.share) for name, threat in tried.items()]
    return int(any(wrong))


def _row(name: str, threat: Threat, seed: int, share: float) -> bool:
    began, tries, wrong = time.monotonic(), 0, list[str]()
    with tempfile.TemporaryDirectory(prefix="citaat-torture-") as home:
        for found in threat(Place(Path(home), random.Random(f"{seed} {name}"), share)):
            tries += 1
            wrong += [found] if found else []
    minutes = (time.monotonic() - began) / 60
    print(f"| {name} | {seed} | {tries:,} | {len(wrong)} | {minutes:.1f} min |", flush=True)
    for one in wrong[:_SHOWN]:
        print(f"    {one}", flush=True)
    return bool(wrong)
