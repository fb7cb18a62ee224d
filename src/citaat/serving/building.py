"""Brings the index up to date in a process of its own: answers go on meanwhile, and its memory is given back."""

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from citaat.errors import CitaatError
from citaat.index.freshness import Progress, open_index
from citaat.serving.desk import Opener, fingerprint

MakeProgress = Callable[[], Progress | None]
_TEMPORARY = "citaat-serve-"


@dataclass(frozen=True, slots=True)
class Indexed:
    """What came of building: where the index is, its fingerprint and size; or why there is none."""

    folder: str
    fingerprint: str = ""
    passages: int = 0
    error: str = ""


def no_progress() -> None:
    """Nobody is told how far a build is."""


def index(
    corpus: str, folder: str, progress: MakeProgress = no_progress, opener: Opener | None = None
) -> Indexed:
    """Bring the index of `corpus` in `folder` up to date; one that cannot be kept there goes to a temporary folder."""
    from citaat.engine import Engine

    try:
        if opener is not None:
            held = opener(corpus, folder)
            return Indexed(folder, fingerprint(held), len(held.passages))
        folder = folder if _is_writable(folder) else _temporary()
        made = open_index(corpus, folder, progress())
        if made.note:
            folder = _temporary()
            made = open_index(corpus, folder, progress())
        engine = Engine(corpus, made, lasting=False)
        return Indexed(folder, fingerprint(engine), len(engine.passages))
    except (CitaatError, OSError) as error:
        return Indexed(folder, error=" ".join(str(error).split()))


class Builder:
    """Builds the index of `corpus` that is kept in `folder`, one build at a time."""

    def __init__(
        self, corpus: str, folder: str, progress: MakeProgress = no_progress, opener: Opener | None = None
    ) -> None:
        self._corpus, self.folder, self._progress, self._opener = corpus, folder, progress, opener
        self._process: BaseProcess | None = None

    def build(self) -> Indexed:
        """The index as it is now. Whoever is interrupted meanwhile takes the build along."""
        spawn = multiprocessing.get_context("spawn")
        ours, theirs = spawn.Pipe(duplex=False)
        arguments = (theirs, self._corpus, self.folder, self._progress, self._opener)
        self._process = spawn.Process(target=_build, args=arguments, daemon=True)
        try:
            self._process.start()
            theirs.close()
            made: Indexed = ours.recv()
        except EOFError:
            made = Indexed(self.folder, error="the build was ended from outside; is there enough memory?")
        finally:
            self.stop()
            ours.close()
        self.folder = made.folder
        return made

    def stop(self) -> None:
        """End a build: what it left half made is cleaned up by the next one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()


def is_temporary(folder: str) -> bool:
    """Whether an index went to a folder that is to be removed at the end."""
    return os.path.basename(os.path.dirname(folder)).startswith(_TEMPORARY)


def _temporary() -> str:
    return os.path.join(tempfile.mkdtemp(prefix=_TEMPORARY), "index")


def _is_writable(folder: str) -> bool:
    """Whether an index is likely to find a place here; one that is there already may only be read."""
    place = os.path.abspath(folder)
    if os.path.isdir(place):
        return True
    while not os.path.lexists(place):
        place = os.path.dirname(place)
    return os.access(place, os.W_OK)


def _build(pipe: Connection, corpus: str, folder: str, progress: MakeProgress, opener: Opener | None) -> None:
    # Ctrl-C reaches every process at the terminal; the one that serves says what becomes of this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pipe.send(index(corpus, folder, progress, opener))
