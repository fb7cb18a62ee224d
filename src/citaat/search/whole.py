"""Ranking passages as wholes, where a corpus is a file of ready-made passages and no sentence has to be chosen.

Such passages are of many kinds (answers to one question, sections of law), so that what finds words in
all of a passage counts for more here, and what tells one sentence from the next for little.
"""

from collections.abc import Mapping, Sequence
from operator import mul

from citaat.light import dataclass
from citaat.search.features import FIELDS
from citaat.search.features import NAMES as FEATURES
from citaat.search.query import Query
from citaat.search.ranking import Ranked, Ranker

# The best values of a passage's units; "unit" is the score of its best one.
NAMES = (*FIELDS, "heading_ask", "paragraph_says", "letters", "density", "unit")
_PLACES = tuple(FEATURES.index(name) for name in NAMES[:-1])


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage (its number) with its score."""

    passage: int
    score: float


def hits(ranker: Ranker, query: Query, k: int, weights: Mapping[str, float] | None) -> list[Hit]:
    """The best `k` passages: as wholes with `weights`, else by their best unit; below those that were read the others."""
    known = ranker.known(query)
    ranked = ranker.rank(query, known)
    found = [Hit(*pair) for pair in (rank_whole(ranked, weights) if weights else _by_unit(ranked))[:k]]
    if len(found) < k:
        seen, least = {hit.passage for hit in found}, min((hit.score for hit in found), default=0.0)
        # Scores go on falling from the last passage that was read.
        rest = [
            (number, worth)
            for number, worth in ranker.first_stage(query, known, k + len(found))
            if number not in seen
        ]
        found += [Hit(number, least - 1.0 / (1.0 + worth)) for number, worth in rest[: k - len(found)]]
    return found


def _by_unit(ranked: Sequence[Ranked]) -> list[tuple[int, float]]:
    seen: dict[int, float] = {}
    for entry in ranked:
        seen.setdefault(entry.candidate.unit.passage, entry.score)
    return list(seen.items())


def passage_values(ranked: Sequence[Ranked]) -> dict[int, tuple[float, ...]]:
    """The values of NAMES for every passage among ranked units."""
    found: dict[int, tuple[float, ...]] = {}
    for entry in ranked:
        number = entry.candidate.unit.passage
        values = (*(entry.candidate.values[place] for place in _PLACES), entry.score)
        found[number] = tuple(map(max, found[number], values)) if number in found else values
    return found


def rank_whole(ranked: Sequence[Ranked], weights: Mapping[str, float]) -> list[tuple[int, float]]:
    """Passages with their scores, best first, ties in corpus order; `weights` by NAMES."""
    share = tuple(weights.get(name, 0.0) for name in NAMES)
    scores = {
        number: float(sum(map(mul, share, values))) for number, values in passage_values(ranked).items()
    }
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
