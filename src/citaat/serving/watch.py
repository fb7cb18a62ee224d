"""Watches the corpus while it is served, and lets its index be built anew when it changes."""

import asyncio
import time
from collections.abc import Callable

from citaat.errors import CitaatError
from citaat.index.freshness import file_stamps
from citaat.serving.building import Indexed
from citaat.serving.desk import State

# Seconds between two looks at the files, and the share of the time that looking may take.
_EVERY, _SHARE = 1.0, 0.02
# An editor may write a file in several goes: it has to be as it was for so long.
_SETTLED = 0.3
_MOST_GOES = 20


class Watch:
    """The index as it is known to be (`indexed`), and how often it was renewed (`generation`).

    `build` makes it anew; `tell` is called with one line about what happened. A change that cannot
    be indexed leaves the index as it was, and `stale` says why: an article half written takes no
    answer away.
    """

    def __init__(
        self,
        corpus: str,
        first: Indexed,
        build: Callable[[], Indexed],
        tell: Callable[[str], None],
        settled: float = _SETTLED,
    ) -> None:
        self._corpus, self.indexed, self.generation = corpus, first, 0
        self.stale = ""
        self.failures = 0
        self._build, self._tell, self._settled = build, tell, settled
        self._stamps, self._pause = _stamps(corpus), _EVERY
        self._looking: asyncio.Task[None] | None = None

    @property
    def state(self) -> State:
        """Which index workers are to open."""
        return State(self.indexed.folder, self.generation)

    async def run(self) -> None:
        """Look for changes until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(self._pause)

    async def newer(self, generation: int) -> bool:
        """Whether there is a later index than this one, once changes that are seen now are in it."""
        if self.generation == generation:
            await self.look()
        return self.generation > generation

    async def look(self) -> None:
        """Renew the index if the files of the corpus are not as they were.

        Whoever looks while somebody does waits for the same renewal; one who gives up does not end it.
        """
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        await asyncio.shield(self._looking)

    def close(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()

    async def _look(self) -> None:
        began = time.monotonic()
        stamps = await asyncio.to_thread(_stamps, self._corpus)
        self._pause = max(_EVERY, (time.monotonic() - began) / _SHARE)
        if stamps == self._stamps:
            return
        for _ in range(_MOST_GOES):
            await asyncio.sleep(self._settled)
            before, stamps = stamps, await asyncio.to_thread(_stamps, self._corpus)
            if before == stamps:
                break
        self._took(await asyncio.to_thread(self._build))
        self._stamps = stamps

    def _took(self, made: Indexed) -> None:
        self.stale = made.error
        if made.error:
            self.failures += 1
            self._tell(f"the corpus has changed and cannot be indexed, all stays as it was: {made.error}")
        elif made != self.indexed:
            self.indexed = made
            self.generation += 1
            self._tell(f"the corpus has changed: {made.passages} passages indexed anew")


def _stamps(corpus: str) -> object:
    """What the files look like; the reason when they cannot be looked at."""
    try:
        return file_stamps(corpus)
    except (CitaatError, OSError) as error:
        return str(error)
