"""What an index will hold, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from citaat.corpus.settings import Settings
from citaat.corpus.units import Unit
from citaat.dutch.analysis import Analyser
from citaat.index.building.words import CorpusWords
from citaat.records import Passage


@dataclass(frozen=True, slots=True)
class Ask:
    """A known question: answered by a sentence of a passage, or (`topic`) known to have no answer.

    `others` are further places, as (passage, sentence), that hold the same quote.
    """

    passage: int
    sentence: int
    topic: str
    says: Mapping[str, float]
    kinds: frozenset[str]
    others: Sequence[tuple[int, int]] = ()


@dataclass(slots=True)
class Draft:
    """Everything an index will hold, in memory. `rules` are None where those of the dictionary hold."""

    passages: list[Passage]
    units: list[list[Unit]]
    asks: list[Ask]
    own: CorpusWords
    rules: dict[str, Any] | None
    settings: Settings
    identity: dict[str, Any] = field(default_factory=dict)

    @property
    def analyser(self) -> Analyser:
        """The analyser of the corpus."""
        return self.own.analyser

    @property
    def words(self) -> Mapping[str, str]:
        """Its word table, whole."""
        return self.own.words
