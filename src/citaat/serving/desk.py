"""What one worker holds: an engine on the index as it lies there, opened anew when told that it was renewed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from citaat.engine import Engine
from citaat.errors import CitaatError
from citaat.index.passages import Abbreviations
from citaat.index.store import Index
from citaat.records import Caveat, Id, Outcome
from citaat.serving import articles
from citaat.serving.articles import KnownQuestion, Listing, ShownArticle
from citaat.tracing import Suggested, suggested
from citaat.unopened import Unopened

# An engine remembers every word it has met. After so many characters of questions (some twenty thousand
# plain ones, or an hour of somebody's nonsense) another takes its place.
_MOST_READ = 1 << 20
# How an engine is opened on a corpus whose index others hold, by the place of that: brought up to date first.
Opener = Callable[[str, str], Engine]
# Seconds after which that is tried again when it failed.
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An outcome, the fingerprint of the corpus and analyser it came from, what failed on the way, and what to read."""

    outcome: Outcome
    fingerprint: str
    failure: str = ""
    suggested: tuple[Suggested, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Which index there is: the folder it is in, and how often it was renewed since the server began."""

    folder: str
    generation: int


class Desk:
    """Does the tasks of one corpus, one after the other.

    A task that names a later state than the one that was opened lets the index be opened again
    first. Nothing is built here: one process alone does that.
    """

    def __init__(self, corpus: str, opener: Opener | None = None) -> None:
        self._corpus, self._opener = corpus, opener
        self._tried = 0.0
        self._state: State | None = None
        self._read = 0
        self._engine: Engine | Unopened
        self._article = lru_cache(maxsize=32)(self._read_article)

    def answer(self, state: State, question: str, id: Id) -> Reply:
        """The outcome of a question. Raises CitaatError when the index cannot be opened."""
        engine = self._sound(state, len(question))
        trace = engine.trace(question, id)
        failure = "" if trace.failure is None else str(trace.failure)
        return Reply(trace.outcome, fingerprint(engine), failure, suggested(trace, engine.passages))

    def owed(self, state: State, question: str) -> tuple[Caveat, ...]:
        """The caveats that a question is owed, without a search; also when the index cannot be opened."""
        engine = self._opened(state, len(question))
        return engine.ask(question).caveats if isinstance(engine, Unopened) else engine.owed(question)

    def opens(self, state: State) -> str:
        """The reason why the index cannot be opened; "" when it can."""
        engine = self._opened(state)
        return str(engine.trace("").failure) if isinstance(engine, Unopened) else ""

    def article(self, state: State, id: str) -> ShownArticle | None:
        """An article as it is now; None when there is none of that id. Raises CitaatError."""
        return self._article(self._sound(state), id)

    def articles(self, state: State, start: int, count: int) -> Listing:
        """`count` articles of the corpus from the one at `start`, and how many there are. Raises CitaatError."""
        self._sound(state)
        return articles.listing(self._corpus, start, count)

    def known(self, state: State) -> list[KnownQuestion]:
        """Questions that the articles answer, for examples and for completion. Raises CitaatError."""
        return articles.known_questions(self._corpus, self._sound(state).passages)

    def _sound(self, state: State, reads: int = 0) -> Engine:
        engine = self._opened(state, reads)
        if isinstance(engine, Unopened):
            raise CitaatError("the index cannot be opened")
        return engine

    def _opened(self, state: State, reads: int = 0) -> Engine | Unopened:
        """The engine, which is about to read so many characters."""
        self._read += reads
        if self._is_old(state):
            self._read = 0
            self._article.cache_clear()
            try:
                self._engine = self._made(state)
            except Exception as error:
                self._engine = Unopened(error, self._corpus)
            self._state, self._tried = state, time.monotonic()
        return self._engine

    def _is_old(self, state: State) -> bool:
        """Whether the engine has to be opened, for the first time or anew."""
        if self._state is None or state.generation > self._state.generation:
            return True
        if self._opener is not None:
            # Who holds the index may be back; and what it remembers lasts as long as the connection.
            return isinstance(self._engine, Unopened) and time.monotonic() > self._tried + _PATIENCE
        return self._read > _MOST_READ

    def _made(self, state: State) -> Engine:
        if self._opener is not None:
            return self._opener(self._corpus, state.folder)
        return Engine(self._corpus, Index(state.folder), lasting=False)

    def _read_article(self, engine: Engine, id: str) -> ShownArticle | None:
        return articles.read(self._corpus, id, Abbreviations(engine.index.words))


def fingerprint(engine: Engine) -> str:
    """Of corpus and analyser: together they say what any question gets for an answer."""
    return f"{engine.fingerprint[:16]}-{engine.analyser}"
