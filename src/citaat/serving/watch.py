"""Watches the corpus, and lets its index be built anew when it changes: in a process of its own, one at a time."""

import asyncio
import multiprocessing
import os
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from citaat.errors import CitaatError
from citaat.index.freshness import Progress, file_stamps, open_index
from citaat.serving.desk import fingerprint

# Seconds between two looks at the files, and the share of the time that looking may take.
_EVERY, _SHARE = 1.0, 0.02
# An editor may write a file in several goes: it has to be as it was for so long.
_SETTLED = 0.3
_MOST_GOES = 20
MakeProgress = Callable[[], Progress | None]


@dataclass(frozen=True, slots=True)
class Indexed:
    """What came of building: the fingerprint and size of the index, or why there is none."""

    folder: str
    fingerprint: str = ""
    passages: int = 0
    error: str = ""


def no_progress() -> None:
    """Nobody is told how far a build is."""


def index(corpus: str, folder: str, progress: MakeProgress = no_progress) -> Indexed:
    """Bring the index of `corpus` in `folder` up to date; what can be kept nowhere else goes to a temporary folder."""
    from citaat.engine import Engine

    try:
        made = open_index(corpus, folder, progress())
        if made.note:
            folder = os.path.join(tempfile.mkdtemp(prefix="citaat-serve-"), "index")
            made = open_index(corpus, folder, progress())
        engine = Engine(corpus, made, lasting=False)
        return Indexed(folder, fingerprint(engine), len(engine.passages))
    except (CitaatError, OSError) as error:
        return Indexed(folder, error=" ".join(str(error).split()))


class Watch:
    """The index as it is known to be, and how often it was renewed.

    `tell` is called with one line about what happened. A change that cannot be indexed leaves the
    index as it was: an article half written takes no answer away.
    """

    def __init__(self, corpus: str, first: Indexed, tell: Callable[[str], None]) -> None:
        self.corpus, self.indexed, self.generation = corpus, first, 0
        self.stale = ""
        self.renewals = self.failures = 0
        self._tell = tell
        self._stamps = _stamps(corpus)
        self._lock = asyncio.Lock()

    async def run(self) -> None:
        """Look for changes until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            began = loop.time()
            await self.look()
            await asyncio.sleep(max(_EVERY, (loop.time() - began) / _SHARE))

    async def newer(self, generation: int) -> bool:
        """Whether there is a later index than this one, once changes that are seen now are in it."""
        if self.generation == generation:
            await self.look()
        return self.generation > generation

    async def look(self) -> None:
        """Renew the index if the files of the corpus are not as they were."""
        async with self._lock:
            stamps = await asyncio.to_thread(_stamps, self.corpus)
            if stamps == self._stamps:
                return
            for _ in range(_MOST_GOES):
                await asyncio.sleep(_SETTLED)
                before, stamps = stamps, await asyncio.to_thread(_stamps, self.corpus)
                if before == stamps:
                    break
            self._stamps = stamps
            self._took(await self._built())

    async def _built(self) -> Indexed:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=spawn) as pool:
            try:
                return await asyncio.get_running_loop().run_in_executor(
                    pool, index, self.corpus, self.indexed.folder
                )
            except Exception as error:
                return Indexed(self.indexed.folder, error=f"building failed ({type(error).__name__})")

    def _took(self, made: Indexed) -> None:
        self.stale = made.error
        if made.error:
            self.failures += 1
            self._tell(f"the corpus has changed and cannot be indexed, the old index stays: {made.error}")
        elif made != self.indexed:
            self.renewals += 1
            self.indexed = made
            self.generation += 1
            self._tell(f"the corpus has changed: {made.passages} passages indexed anew")


def _stamps(corpus: str) -> object:
    """What the files look like; the reason when they cannot be looked at."""
    try:
        return file_stamps(corpus)
    except (CitaatError, OSError) as error:
        return str(error)
