"""What the evaluation asks of a system, and the engine seen through it: the public Python API, no more."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from citaat.engine import Engine
from citaat.records import Article, Outcome, Passage

DEPTH = 100


@dataclass(frozen=True, slots=True)
class Look:
    """An outcome, and the passage ids it was chosen from, best first (at most DEPTH)."""

    outcome: Outcome
    ranking: tuple[str, ...] = ()


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
    def explain(self, question: str) -> Mapping[str, Any]: ...
    def without(self, passage_ids: Collection[str]) -> "System": ...


Opener = Callable[[str | None], System]


class EngineSystem:
    """The engine as a System: one trace gives both the outcome and the ranking."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

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

    def look(self, question: str) -> Look:
        """The outcome and the ranking; a passage stands where its best unit does."""
        trace = self._engine.trace(question)
        numbers: dict[int, None] = {}
        for entry in trace.ranked:
            numbers.setdefault(entry.candidate.unit.passage)
            if len(numbers) == DEPTH:
                break
        return Look(trace.outcome, tuple(self.passages[number].id for number in numbers))

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

    return EngineSystem(open_corpus(corpus, index, progress))
