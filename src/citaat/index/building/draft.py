"""What an index will hold, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from citaat.corpus.settings import Settings
from citaat.corpus.units import Unit
from citaat.dutch.analysis import Analyser
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
    """Everything an index will hold, in memory."""

    passages: list[Passage]
    units: list[list[Unit]]
    asks: list[Ask]
    analyser: Analyser
    lemmas: Mapping[str, str]
    words: dict[str, str]
    rules: dict[str, Any]
    settings: Settings
    identity: dict[str, Any] = field(default_factory=dict)
