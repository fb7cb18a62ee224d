"""Whether to answer: is the answer there at all, and if so, is it what would be shown?

Two small models, fitted apart (`training.decision`). *Is it there?* goes word by word: each word of the question
that the best unit and its surroundings do not explain costs what a word of its kind has been seen to cost,
`logit = b - sum_w (1 - met_w) * log(1 + exp(theta . f_w)) + gamma . g`. *Is this it?* is a logistic model of the
signals g, of answerable questions alone. An answer is given when it is likelier to be right than silence is.
"""

from collections.abc import Callable, Mapping, Sequence
from math import exp, log, log1p
from operator import mul

from citaat.answer.compose import Span, shown_span
from citaat.index.store import Index, Passages
from citaat.light import Any, dataclass
from citaat.search.features import NAMES as FEATURES
from citaat.search.features import Candidate
from citaat.search.levels import LEVELS, highest
from citaat.search.query import Query, Word
from citaat.search.ranking import Gap, Ranked

WORD_KINDS = ("corpus", "kind", "listed", "compound", "dictionary", "nowhere")
WORD_NAMES = (
    "one", *WORD_KINDS, "bridged", "corrected", "asked", "capital", "digit", "length", "rarity", "share", "weight",
    "in_article", "in_corpus",
)  # fmt: skip
NAMES = (
    "score", "own", "own_lost", "own_gain", "margin", "margin_five", "share",
    *(f"met_{name}" for name in LEVELS), "met_shown", "met_anywhere", "big_sentence", "big_near", "words", "features",
    "alias_text", "alias", "gap", "gap_ahead", "leaning", "heading_ask", "lacking", "places", "length", "familiar",
)  # fmt: skip
# Matched less than this anywhere in the corpus, a word is unknown to it.
REACHED = 0.3
_LACKING = tuple(at for at, name in enumerate(FEATURES) if name.endswith("_lacking"))
_FOUND = tuple(at - 1 for at in _LACKING)
_BIG = 0.5
_FURTHEST = 30.0


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to show the answer, and how often such answers are right.

    `there` is the probability that the articles hold an answer, `this` that it is what would be shown;
    `values` are those of NAMES.
    """

    answer: bool
    confidence: float
    there: float
    this: float
    values: tuple[float, ...]
    unmatched: tuple[str, ...]
    gap: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What the models look at: `words` has, for each topical word, how well it is met and the values of WORD_NAMES."""

    values: tuple[float, ...]
    words: tuple[tuple[float, tuple[float, ...]], ...]


class Judge:
    """Applies the models. `familiar` tells of a term how common it is in what the corpus is about, 0..1."""

    def __init__(
        self, model: Mapping[str, Any], passages: Passages, familiar: Callable[[str], float]
    ) -> None:
        there, this = model.get("there", {}), model.get("this", {})
        self._there = tuple(there.get("signals", {}).get(name, 0.0) for name in NAMES)
        self._words = tuple(there.get("words", {}).get(name, 0.0) for name in WORD_NAMES)
        self._this = tuple(this.get("signals", {}).get(name, 0.0) for name in NAMES)
        self._biases = float(there.get("bias", 0.0)), float(this.get("bias", 0.0))
        self._passages, self._familiar = passages, familiar

    def decide(self, query: Query, ranked: Sequence[Ranked], spans: Sequence[Span], gap: Gap) -> Decision:
        """Judge the answer made of `spans`."""
        unmatched = unmatched_words(query, ranked)
        if not ranked or not spans:
            return Decision(False, 0.0, 0.0, 0.0, (0.0,) * len(NAMES), unmatched, gap.topic)
        signs = self.signs(query, ranked, spans, gap)
        there, this = self.probabilities(signs)
        ahead = gap.topic if gap.likeness > signs.values[NAMES.index("alias_text")] else ""
        right = there * this
        return Decision(right > 1 - there, round(right, 3), there, this, signs.values, unmatched, ahead)

    def probabilities(self, signs: Signs) -> tuple[float, float]:
        """How likely it is that the articles hold an answer, and that it is this one if they do."""
        lost = sum((1 - met) * _softplus(sum(map(mul, self._words, kinds))) for met, kinds in signs.words)
        there = _logistic(self._biases[0] - lost + sum(map(mul, self._there, signs.values)))
        return there, _logistic(self._biases[1] + sum(map(mul, self._this, signs.values)))

    def signs(self, query: Query, ranked: Sequence[Ranked], spans: Sequence[Span], gap: Gap) -> Signs:
        """What the models look at for an answer made of `spans`."""
        top = ranked[0].candidate
        anywhere = highest([entry.candidate.met[0] for entry in ranked], len(query.words))
        words = tuple(
            (
                max(top.met[at][number] for at in (0, 1, 2, 3, 4, 6)),
                self._word(query, word, number, top, anywhere),
            )
            for number, word in enumerate(query.words)
            if word.kind != "minor"
        )
        return Signs(self._values(query, ranked, spans, gap, anywhere), words)

    def _word(
        self, query: Query, word: Word, at: int, top: Candidate, anywhere: Sequence[float]
    ) -> tuple[float, ...]:
        """The values of WORD_NAMES."""
        in_article = top.met[LEVELS.index("article")][at]
        return (
            1.0,
            *(float(word.kind == kind) for kind in WORD_KINDS),
            word.features[7], word.features[5], float(word.asked), word.features[9], word.features[3], word.features[11],
            word.features[0], word.weight, word.weight * len(query.words),
            float(in_article >= REACHED), float(in_article < REACHED <= anywhere[at]),
        )  # fmt: skip

    def _values(self, query: Query, ranked: Sequence[Ranked], spans: Sequence[Span], gap: Gap,
                anywhere: Sequence[float]) -> tuple[float, ...]:  # fmt: skip
        """The values of NAMES."""
        top, weights = ranked[0].candidate, query.weights
        logs = sum(map(mul, weights, top.logs))
        best = highest([entry.candidate.logs for entry in ranked], len(query.words))
        features = dict(zip(FEATURES, top.values, strict=True))
        shown = [entry.candidate for entry in ranked if _shown(entry, spans)] or [top]
        met_shown = highest([candidate.met[0] for candidate in shown], len(query.words))
        big = [at for at, weight in enumerate(weights) if weight >= _BIG * max(weights)]
        other = next(
            (e.score for e in ranked if e.candidate.unit.passage != top.unit.passage), ranked[-1].score
        )
        lengths = [len(shown_span(span, self._passages[span.passage])) for span in spans]
        near = highest([top.met[0], top.met[1], top.met[2]], len(query.words))
        return (
            ranked[0].score, logs, sum(map(mul, weights, best)) - logs, logs - min(logs, *map(log, (0.05, 0.1))),
            ranked[0].score - other, ranked[0].score - ranked[min(4, len(ranked) - 1)].score, ranked[0].probability,
            *(query.coverage(row) for row in top.met), query.coverage(met_shown), query.coverage(anywhere),
            min((top.met[0][at] for at in big), default=0.0), min((near[at] for at in big), default=0.0),
            log1p(len(query.words)), ranked[0].score - logs,
            features["alias_text"], features["alias"], gap.likeness, max(0.0, gap.likeness - features["alias_text"]),
            gap.leaning, features["heading_ask"], _lacks(shown), float(len(spans)), sum(lengths) / 700,
            self._meant(query),
        )  # fmt: skip

    def _meant(self, query: Query) -> float:
        """How common the most common word of the question is in what the corpus is about."""
        topical = [word for word in query.words if word.kind != "minor" or word.token.role == "content"]
        return max((share * self._familiar(term) for word in topical for term, share in word.sense.whole.items()),
                   default=0.0)  # fmt: skip


def _lacks(shown: Sequence[Candidate]) -> float:
    """How many forms of answer are looked for that nothing shown has."""
    return float(
        sum(
            any(candidate.values[lacking] for candidate in shown)
            and not any(candidate.values[found] for candidate in shown)
            for lacking, found in zip(_LACKING, _FOUND, strict=True)
        )
    )


def _softplus(value: float) -> float:
    return value if value > _FURTHEST else log1p(exp(max(-_FURTHEST, value)))


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + exp(-max(-_FURTHEST, min(_FURTHEST, value))))


def familiarity(index: Index) -> Callable[[str], float]:
    """How common a term is in the texts: 1 in all, 0 in none.

    A question that shares only rare words with the corpus is about something else.
    """
    field = index.fields["parts"]

    def familiar(term: str) -> float:
        idf = field.idf(term)
        return 0.0 if idf is None else 1.0 - (idf - 1.0) / (field.rarest - 1.0)

    return familiar


def unmatched_words(query: Query, ranked: Sequence[Ranked]) -> tuple[str, ...]:
    """The weighty words of the question that nothing in the corpus covers, as typed, in order."""
    reach = highest([entry.candidate.context for entry in ranked], len(query.words))
    lost = [
        word.token.surface
        for word, best in zip(query.words, reach, strict=True)
        if best < REACHED and word.kind != "minor"
    ]
    return tuple(dict.fromkeys(lost))


def _shown(entry: Ranked, spans: Sequence[Span]) -> bool:
    unit = entry.candidate.unit
    return any(
        span.passage == unit.passage and span.first <= unit.first and unit.last <= span.last for span in spans
    )
