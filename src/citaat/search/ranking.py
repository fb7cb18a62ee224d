"""From question to ranked units: TF-IDF fields find passages, features order their units."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import exp, log
from operator import mul

from citaat.dutch.traits import trigrams
from citaat.index.fields import best, character_terms
from citaat.index.passages import Place
from citaat.index.store import Index
from citaat.light import Any, dataclass
from citaat.search.features import FIELDS, NAMES, Around, Candidate, Evidence, candidates
from citaat.search.levels import Matches, Scorer, Weights
from citaat.search.likeness import likeness, own_terms
from citaat.search.query import Query
from citaat.search.reading import Reader

_Place = tuple[int, int]
# What a word that is met nowhere leaves, where passages, sections and articles are compared.
_REST = 0.1
# Title and heading, against the text itself, in that comparison.
_ABOVE = 0.9
# Small corpora are read whole; in larger ones only the best passages of the fields are.
_READ_WHOLE = 400
_SECOND_STAGE = 24
# Known questions (aliases and gaps) that are compared in full.
_NEAREST = 60
# A gap less like the question than this is about something else.
_UNLIKE = 0.4
# What finds the passages worth reading. Of 100 passages that questions were taken from, among 100,000 laws,
# 64 came up in the first ten, and 49 without saturation; 64 had to be read then where 24 will do.
# What weighty words may stand for finds more: of 637 questions of all kinds, among 44,000 laws, .634 then have their
# answer in the first 100, and .608 without; in the first 24 .515 and .485.
_WEIGHTY, _LIKELY = 0.04, 0.4
_BRIDGED = "bridged"
_SHARES = {"parts": 1.0, "lemma_saturated": 1.0, "chars": 1.0, "heading": 0.5, _BRIDGED: 1.5}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score; `probability` is its share among all candidates (softmax)."""

    candidate: Candidate
    score: float
    probability: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A subject the articles are known to be silent on, and how near the question is to it.

    `leaning` is the log-odds, over all known questions, that one like this has no answer; `ask` the number of the
    known question that is nearest, -1 where none is near.
    """

    topic: str
    likeness: float
    leaning: float
    ask: int = -1


@dataclass(frozen=True, slots=True)
class Known:
    """What known questions say of this one: cosine and likeness by the place that answers, and the nearest gap.

    `said` is what those of each unit (passage, unit of it) say in the terms of the question; `asks` the number of the
    most alike by the place that it points to.
    """

    alias: Mapping[_Place, float]
    alike: Mapping[_Place, float]
    gap: Gap
    said: Mapping[_Place, Mapping[str, float]]
    asks: Mapping[_Place, int]


NO_GAP = Gap("", 0.0, 0.0)


class Ranker:
    """Ranks the units of one index. Ties go to the passage that comes first in the corpus.

    `model` has the tables "levels", "features", "strengths" and "words" (see `data/fitted/ranking.toml`).
    """

    def __init__(self, index: Index, model: Mapping[str, Any], protected: Callable[[str], bool]) -> None:
        self._index = index
        self._levels = Weights.of(model["levels"])
        self._weights = tuple(model["features"].get(name, 0.0) for name in NAMES)
        self._reader = Reader(
            index.analyser, index.lemmas, index.words, index.fields["parts"], protected, model
        )
        self._asks: dict[int, tuple[Any, ...]] = {}

    def read(self, question: str) -> Query:
        """The question as understood."""
        return self._reader.read(question)

    def rank(self, query: Query, known: Known) -> list[Ranked]:
        """All candidates, best first; none when no word of the question is known."""
        scorer = Scorer(query, self._levels)
        found = [(self.score(scorer, candidate), candidate) for candidate in self.candidates(query, known)]
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

    def score(self, scorer: Scorer, candidate: Candidate) -> float:
        """The soft conjunction of a candidate's words and the weighted sum of its features."""
        return scorer.score(candidate.logs) + float(sum(map(mul, self._weights, candidate.values)))

    def candidates(self, query: Query, known: Known) -> list[Candidate]:
        """Every unit of every passage worth reading for this question that has anything to do with it."""
        evidence, total = self._evidence(query, known)
        numbers = self._worth_reading(total)
        places = self._index.passages.numbered(numbers)
        around, scorer = Around(query, places), Scorer(query, self._levels)
        nearness = _nearness(query, around, places)
        found = [
            candidate
            for number, place in places
            for candidate in candidates(evidence, around, scorer, number, place, nearness[number])
        ]
        # A unit that shares no word and no field with the question would only dilute the softmax.
        return [one for one in found if any(map(any, one.met)) or any(one.values[: len(FIELDS)])]

    def known(self, query: Query) -> Known:
        """The known questions nearest to this one, in one pass over aliases and gaps."""
        field = self._index.fields["alias"]
        alias: dict[_Place, float] = {}
        alike: dict[_Place, float] = {}
        asks: dict[_Place, int] = {}
        topic, gap, silent = "", 0.0, -1
        for ask, score in field.top(query.asked, _NEAREST):
            passage, sentence, silent_on, says, own = self._ask(ask)
            like = likeness(query, says, own)
            if passage < 0:
                if like > max(gap, _UNLIKE) and _topical(query, says):
                    topic, gap, silent = silent_on, like, ask
            elif _topical(query, says):
                place = passage, sentence
                alias[place] = max(score, alias.get(place, 0.0))
                if place not in alike or like > alike[place]:
                    alike[place], asks[place] = like, ask
        # Known questions lean only as far as this one is like them: a first gap must not touch what it is not about.
        nearest = max(gap, *alike.values(), 0.0)
        leaning = nearest * field.leaning(query.asked, self._index.lean)
        said = self._index.asked.saying(query.meanings)
        return Known(alias, alike, Gap(topic, gap, leaning, silent), said, asks)

    def _ask(self, number: int) -> tuple[Any, ...]:
        """A known question with the weights of its terms, worked out once."""
        if number not in self._asks:
            ask = self._index.asks[number]
            self._asks[number] = (*ask, own_terms(ask[3], self._index.fields["alias"].idf))
        return self._asks[number]

    def _evidence(self, query: Query, known: Known) -> tuple[Evidence, dict[int, float]]:
        """What is known before passages are read, and of each passage how much it is worth reading."""
        scores = self._field_scores(query)
        total: dict[int, float] = {}
        for (passage, _), score in known.alias.items():
            total[passage] = max(score, total.get(passage, 0.0))
        for name, share in _SHARES.items():
            for number, score in scores[name].items():
                total[number] = total.get(number, 0.0) + share * score
        evidence = Evidence(
            scores,
            known.alias,
            known.alike,
            trigrams(query.text),
            known.said,
        )
        return evidence, total

    def _field_scores(self, query: Query) -> dict[str, dict[int, float]]:
        """The score of every passage in every field; saturated ones as shares of the best.

        All are asked for at once: an index that is held elsewhere is one round trip away.
        """
        fields, grams = self._index.fields, character_terms(query.spelled)
        looked_up = {
            "lemma": query.lemmas,
            "parts": query.terms,
            "heading": query.terms,
            "chars": grams,
            "lemma_saturated": query.lemmas,
            "chars_saturated": grams,
        }
        wanted = {name: (name, terms) for name, terms in looked_up.items() if name in fields}
        if len(self._index.passages) > _READ_WHOLE:
            wanted[_BRIDGED] = "parts", _bridged(query)
        scores = {name: dict[int, float]() for name in (*looked_up, _BRIDGED)} | self._index.scores(wanted)
        for name in ("lemma_saturated", "chars_saturated"):
            most = max(scores[name].values(), default=1.0)
            scores[name] = {number: score / most for number, score in scores[name].items()}
        return scores

    def _worth_reading(self, total: Mapping[int, float]) -> list[int]:
        if len(self._index.passages) <= _READ_WHOLE:
            return list(range(len(self._index.passages)))
        return sorted(number for number, _ in best(total, _SECOND_STAGE))

    def first_stage(self, query: Query, known: Known, k: int) -> list[tuple[int, float]]:
        """The `k` passages that are most worth reading, with that worth."""
        return best(self._evidence(query, known)[1], k)


def _bridged(query: Query) -> list[str]:
    """What weighty words of the question may stand for, without these words."""
    own = set(query.terms)
    told = {
        term
        for word in query.words
        if word.weight >= _WEIGHTY
        for term, strength in word.sense.whole.items()
        if strength >= _LIKELY
    }
    return sorted(told - own)


def _topical(query: Query, says: Mapping[str, float]) -> bool:
    """Whether a text meets a word of the question that names a topic: "waar kan ik" is in all of them."""
    met = query.meanings.matches(says)
    return any(match and word.kind != "minor" for match, word in zip(met, query.words, strict=True))


def _nearness(
    query: Query, around: Around, places: Sequence[tuple[int, Place]]
) -> dict[int, tuple[float, ...]]:
    """Of each passage: what it, its section and its article say of the question, and how often, against the best."""

    # Passages share what surrounds them, and most say nothing of the question themselves.
    @cache
    def says(*levels: Matches) -> float:
        met = levels[0] if len(levels) == 1 else map(max, *levels)
        return sum(share * log(_REST + match) for share, match in zip(query.weights, met, strict=True))

    @cache
    def often(counts: Matches) -> float:
        return sum(share * log(1 + count) for share, count in zip(query.weights, counts, strict=True))

    rows = {}
    for number, place in places:
        paragraph, heading, section, title, article = around.levels(number, place)
        above, headed = (tuple(_ABOVE * match for match in level) for level in (title, heading))
        rows[number] = (
            says(paragraph, headed, above),
            says(section, heading, above),
            says(article, title),
            often(tuple(around.repeats(place))),
        )
    tops = tuple(map(max, zip(*rows.values(), strict=True))) if rows else ()
    return {
        number: tuple(value - top for value, top in zip(row, tops, strict=True))
        for number, row in rows.items()
    }
