"""A question beside its best units: what all signals of the decision look at."""

from collections.abc import Mapping, Sequence
from itertools import compress

from citaat.answer.compose import Span, shows
from citaat.index.passages import Passages
from citaat.light import dataclass
from citaat.search.features import Candidate
from citaat.search.levels import Matches, highest
from citaat.search.query import Query
from citaat.search.ranking import Ranked

# Where a word may be met: in the sentence; in its paragraph or heading too; anywhere that belongs to it.
VIEWS = {"sentence": (0,), "near": (0, 1, 2), "around": (0, 1, 2, 3, 4, 6)}
# The best units that are compared with one another.
COMPARED = 25


@dataclass(frozen=True, slots=True)
class Sight:
    """A question with its best units, as all signals look at it.

    `topical` says of each word whether it names a topic; `views` how well each is met in those of the best unit;
    `anywhere` how well it is met in the sentence of any unit.
    """

    query: Query
    ranked: Sequence[Ranked]
    compared: Sequence[Ranked]
    homes: Sequence[tuple[str, ...]]
    topical: tuple[bool, ...]
    views: Mapping[str, Matches]
    anywhere: Matches

    @staticmethod
    def of(query: Query, ranked: Sequence[Ranked], passages: Passages) -> "Sight":
        compared = ranked[:COMPARED]
        homes = [passages[entry.candidate.unit.passage] for entry in compared]
        met, size = ranked[0].candidate.met, len(query.words)
        return Sight(
            query,
            ranked,
            compared,
            [home.section for home in homes],
            tuple(word.kind != "minor" for word in query.words),
            {view: highest([met[at] for at in levels], size) for view, levels in VIEWS.items()},
            highest([entry.candidate.met[0] for entry in ranked], size),
        )

    @property
    def top(self) -> Candidate:
        """The best unit."""
        return self.ranked[0].candidate

    def of_topical(self, values: Sequence[float]) -> list[float]:
        """The values of the words that name a topic."""
        return list(compress(values, self.topical))

    def unmet(self, matches: Sequence[float]) -> float:
        """The share of the question that names a topic and is not met."""
        return sum(
            weight * (1 - match)
            for weight, match, topical in zip(self.query.weights, matches, self.topical, strict=True)
            if topical
        )

    def best(self, *, article: str | None = None, home: tuple[str, ...] | None = None) -> Matches:
        """How well each word is met in any sentence compared, in all or of one article or section."""
        rows = [
            entry.candidate.met[0]
            for entry, place in zip(self.compared, self.homes, strict=True)
            if article in (None, place[0]) and home in (None, place)
        ]
        return highest(rows, len(self.query.words))

    def shown(self, spans: Sequence[Span]) -> list[Candidate]:
        """The units that the answer shows."""
        shown = [entry.candidate for entry in self.ranked if shows(spans, entry)]
        return shown or [self.top]
