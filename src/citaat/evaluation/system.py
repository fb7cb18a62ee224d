"""What the evaluation asks of a system, and the engine seen through it: the public Python API, no more."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from citaat.engine import Engine
from citaat.errors import CitaatError
from citaat.records import Abstained, Article, Caveat, Outcome, Passage

DEPTH = 100


@dataclass(frozen=True, slots=True)
class Look:
    """An outcome, and the passage ids it was chosen from, best first (at most DEPTH).

    `owed` holds the caveats that the rules of the corpus give, where they are not the outcome's own. `listed`: whether
    the corpus lists the question among what it does not answer (None: not known).
    """

    outcome: Outcome
    ranking: tuple[str, ...] = ()
    owed: tuple[Caveat, ...] | None = None
    listed: bool | None = None


class System(Protocol):
    """A question-answering system over a corpus: the engine, or a small fake in a test."""

    @property
    def articles(self) -> Mapping[str, Article]: ...
    @property
    def passages(self) -> Sequence[Passage]: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def analyser(self) -> str: ...
    def ask(self, question: str) -> Outcome: ...
    def look(self, question: str) -> Look: ...
    def owed(self, question: str) -> tuple[Caveat, ...]: ...
    def explain(self, question: str) -> Mapping[str, Any]: ...
    def without(self, passage_ids: Collection[str]) -> "System": ...


Opener = Callable[[str | None], System]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How another process opens the same engine; equal recipes open the same one."""

    corpus: str
    index: str

    def __call__(self) -> System:
        return open_system(self.corpus, self.index, None)


class EngineSystem:
    """The engine as a System: one trace gives both the outcome and the ranking.

    `recipe` is None for an engine that is not stored anywhere.
    """

    def __init__(self, engine: Engine, stored: bool = False) -> None:
        self._engine = engine
        self.recipe = Recipe(engine.corpus, engine.index.folder) if stored else None

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """Read once: the engine reads them from the corpus each time."""
        return self._engine.articles

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """All passages, in corpus order."""
        return tuple(self._engine.passages)

    @property
    def fingerprint(self) -> str:
        """Of corpus, lexicon, rules and settings."""
        return self._engine.fingerprint

    @property
    def analyser(self) -> str:
        """Name, version and hash."""
        return self._engine.analyser

    def ask(self, question: str) -> Outcome:
        """The outcome alone."""
        return self._engine.ask(question)

    def owed(self, question: str) -> tuple[Caveat, ...]:
        """The caveats alone."""
        return self._engine.owed(question)

    def look(self, question: str) -> Look:
        """The outcome and the ranking; a passage stands where its best unit does."""
        trace = self._engine.trace(question)
        numbers: dict[int, None] = {}
        for entry in trace.ranked:
            numbers.setdefault(entry.candidate.unit.passage)
            if len(numbers) == DEPTH:
                break
        ranking = tuple(self.passages[number].id for number in numbers)
        return Look(trace.outcome, ranking, listed=bool(trace.decision.gap))

    def explain(self, question: str) -> Mapping[str, Any]:
        """Words, matches, decision and rules as plain data."""
        from citaat.explain import explanation

        return explanation(self._engine, self._engine.trace(question))

    def without(self, passage_ids: Collection[str]) -> "EngineSystem":
        """The same corpus with these passages taken out."""
        return EngineSystem(self._engine.without(passage_ids))


def open_system(
    corpus: str | None, index: str | None, progress: Callable[[str, int, int], None] | None
) -> System:
    """The engine on a corpus, as a System."""
    from citaat.engine import open_corpus

    return EngineSystem(open_corpus(corpus, index, progress), stored=True)


def look(system: System, question: str) -> Look | str:
    """What the system shows, or its error where it broke down, which counts as wrong.

    Errors that citaat raises on purpose (a damaged index, say) end the evaluation instead.
    """
    try:
        return system.look(question)
    except CitaatError:
        raise
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def explained(system: System, question: str) -> Mapping[str, Any]:
    """Why the system answers as it does."""
    return system.explain(question)


def outcome(system: System, question: str) -> Outcome | None:
    """The outcome, None where the system broke down."""
    try:
        return system.ask(question)
    except Exception:
        # A changed question that breaks the system is a flip, not the end of the run.
        return None


def abstentions(system: System, group: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[bool, ...]:
    """Whether the system, without these passages, abstains from each of these questions."""
    ids, questions = group
    poorer = system.without(frozenset(ids))
    return tuple(_abstains(poorer, question) for question in questions)


def _abstains(system: System, question: str) -> bool:
    try:
        return isinstance(system.ask(question), Abstained)
    except CitaatError:
        # A corpus that cannot do without a passage has not abstained.
        return False
