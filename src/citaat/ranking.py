"""From question to ranked units: TF-IDF fields find passages, features order their units."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp

from citaat.features import NAMES, Candidate, Evidence, candidates, likeness
from citaat.fields import character_terms
from citaat.question import Reader, Reading
from citaat.store import Index

# Small corpora are read whole; in larger ones only the best passages of the fields are.
_READ_WHOLE = 400
_SECOND_STAGE = 64
# Known questions (aliases and gaps) that are compared in full.
_NEAREST = 60
_Place = tuple[int, int]
_FIELD_SHARES = {"lemma": 1.0, "chars": 1.0, "heading": 0.5}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score; `probability` is its share among all candidates (softmax)."""

    candidate: Candidate
    score: float
    probability: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A subject the articles are known to be silent on, and how near the question is to it.

    `leaning` is the log-odds, over all known questions, that one like this has no answer.
    """

    topic: str
    likeness: float
    leaning: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its score."""

    passage_id: str
    score: float


class Ranker:
    """Ranks the units of one index. Ties go to the passage that comes first in the corpus."""

    def __init__(self, index: Index, weights: Mapping[str, float], protected: Callable[[str], bool]) -> None:
        self._index = index
        self._weights = tuple(weights.get(name, 0.0) for name in NAMES)
        self._reader = Reader(index.analyser, index.lemmas, index.words, index.fields["lemma"], protected)

    def read(self, question: str) -> Reading:
        """The question as understood."""
        return self._reader.read(question)

    def rank(self, reading: Reading) -> list[Ranked]:
        """All candidates, best first; none when no word of the question is known."""
        found = [(self.score(candidate.values), candidate) for candidate in self.candidates(reading)]
        found = [pair for pair in found if any(pair[1].context) or any(pair[1].values[:10])]
        found.sort(key=lambda pair: (-pair[0], pair[1].unit.passage, pair[1].unit.first))
        if not found:
            return []
        top = found[0][0]
        shares = [exp(score - top) for score, _ in found]
        total = sum(shares)
        return [
            Ranked(candidate, score, share / total)
            for (score, candidate), share in zip(found, shares, strict=True)
        ]

    def score(self, values: tuple[float, ...]) -> float:
        """The weighted sum of a candidate's features."""
        return sum(weight * value for weight, value in zip(self._weights, values, strict=True))

    def candidates(self, reading: Reading) -> list[Candidate]:
        """Every unit of every passage worth reading for this question."""
        evidence, numbers = self._evidence(reading)
        passages = self._index.passages
        return [
            candidate
            for number in numbers
            for candidate in candidates(
                reading, evidence, number, passages[number], passages.units(number), *passages.head(number)
            )
        ]

    def _evidence(self, reading: Reading) -> tuple[Evidence, list[int]]:
        fields, terms = self._index.fields, reading.terms
        scores = {name: fields[name].scores(terms) for name in ("lemma", "heading")}
        scores["chars"] = fields["chars"].scores(character_terms(terms)) if "chars" in fields else {}
        alias, alike = self._known_questions(reading)
        total: dict[int, float] = {}
        for (passage, _), score in alias.items():
            total[passage] = max(score, total.get(passage, 0.0))
        for name, share in _FIELD_SHARES.items():
            for number, score in scores[name].items():
                total[number] = total.get(number, 0.0) + share * score
        evidence = Evidence(scores["lemma"], scores["chars"], scores["heading"], alias, alike)
        return evidence, self._worth_reading(total)

    def _known_questions(self, reading: Reading) -> tuple[dict[_Place, float], dict[_Place, float]]:
        """Cosine and likeness of the nearest aliases, by the place that answers them; gaps under (-1, -1)."""
        scores = self._index.fields["alias"].scores(reading.concepts)
        nearest = sorted(scores, key=lambda ask: (-scores[ask], ask))[:_NEAREST]
        alias: dict[_Place, float] = {}
        alike: dict[_Place, float] = {}
        for ask in nearest:
            passage, sentence, _, says = self._index.asks[ask]
            place = passage, sentence
            alias[place] = max(scores[ask], alias.get(place, 0.0))
            alike[place] = max(likeness(reading, says, self._index.fields["alias"].idf), alike.get(place, 0.0))
        return alias, alike

    def gap(self, reading: Reading) -> Gap:
        """The known gap that is most like the question."""
        scores = self._index.fields["alias"].scores(reading.concepts)
        leaning = self._index.fields["alias"].leaning(reading.concepts, self._index.lean)
        best = Gap("", 0.0, leaning)
        for ask in sorted(scores, key=lambda ask: (-scores[ask], ask))[:_NEAREST]:
            passage, _, topic, says = self._index.asks[ask]
            if passage < 0:
                alike = likeness(reading, says, self._index.fields["alias"].idf)
                if alike > best.likeness:
                    best = Gap(topic, alike, leaning)
        return best

    def _worth_reading(self, total: Mapping[int, float]) -> list[int]:
        if len(self._index.passages) <= _READ_WHOLE:
            return list(range(len(self._index.passages)))
        best = sorted(total, key=lambda number: (-total[number], number))[:_SECOND_STAGE]
        return sorted(best)

    def hits(self, ranked: list[Ranked], k: int) -> list[Hit]:
        """The best `k` passages, each scored as its best unit."""
        seen: dict[int, float] = {}
        for entry in ranked:
            seen.setdefault(entry.candidate.unit.passage, entry.score)
            if len(seen) == k:
                break
        return [Hit(self._index.passages[number].id, score) for number, score in seen.items()]
