"""What the decision looks at: named numbers about a question, its best units, and the answer that would be shown."""

from collections.abc import Callable, Sequence
from itertools import chain, compress
from math import log, log1p
from operator import mul

from citaat.answer.compose import Span, shown_span
from citaat.answer.sight import VIEWS, Sight
from citaat.index.passages import Passages
from citaat.index.store import Index
from citaat.records import MAX_ANSWER
from citaat.search.features import NAMES as FEATURES
from citaat.search.features import Candidate
from citaat.search.levels import LEVELS, highest
from citaat.search.query import Query, Word
from citaat.search.ranking import Gap, Ranked

# Matched less than this, a word is unknown to what it was looked for in.
REACHED = 0.3
WORD_KINDS = ("corpus", "kind", "listed", "compound", "dictionary", "nowhere")
_OF_WORDS = (
    "one",
    *WORD_KINDS,
    *"bridged corrected asked capital digit length rarity share weight in_article in_corpus".split(),
)
_SCORES = tuple(
    """
    score own own_lost own_gain features margin margin_five near_one near_two share spread share_section
    share_article five_article five_section ten_articles
    """.split()
)
_MET = (
    *(f"met_{name}" for name in LEVELS),
    "met_shown",
    "met_anywhere",
    "big_sentence",
    "big_near",
    "heaviest_met",
    *(f"{how}_{view}" for view in VIEWS for how in ("exact", "bridged", "exact_words")),
    "ahead_of_others",
    "elsewhere_corpus",
    "elsewhere_article",
    "elsewhere_section",
)
_UNMET = (
    *(
        "unmet_sentence unmet_paragraph unmet_near unmet_anywhere met_words met_words_around least_unmet "
        "heaviest_unmet rarest_unmet rarest_unmet_sentence"
    ).split(),
    *(f"unknown_{kind}" for kind in WORD_KINDS),
    *(f"lost_{name}" for name in _OF_WORDS),
    *(f"most_{name}" for name in _OF_WORDS),
)
_WORDS = tuple(
    "words topical heaviest first_sentence first_around last_sentence last_around minor_met minor_unmet minor".split()
)
_REST = tuple("gap gap_ahead leaning heading_elsewhere lacking places length familiar".split())
NAMES = (*_SCORES, *_MET, *_UNMET, *_WORDS, *_REST, *(f"best_{name}" for name in FEATURES))
_LACKING = tuple(at for at, name in enumerate(FEATURES) if name.endswith("_lacking"))
_HEADING_ASK, _ALIAS_TEXT = FEATURES.index("heading_ask"), FEATURES.index("alias_text")
_BIG = 0.5
# The rarity of a word that is not there.
_COMMON = -4.0


class Signals:
    """Works out the values of NAMES. `familiar` tells of a term how common it is in what the corpus is about, 0..1."""

    def __init__(self, passages: Passages, familiar: Callable[[str], float]) -> None:
        self._passages, self._familiar = passages, familiar

    def of(
        self, query: Query, ranked: Sequence[Ranked], spans: Sequence[Span], gap: Gap
    ) -> tuple[float, ...]:
        """The values for an answer made of `spans`; `ranked` is not empty."""
        sight = Sight.of(query, ranked, self._passages)
        own = _scores(sight), _met(sight, spans), _unmet(sight), _words(sight), self._rest(sight, spans, gap)
        return (*chain.from_iterable(own), *sight.top.values)

    def _rest(self, sight: Sight, spans: Sequence[Span], gap: Gap) -> tuple[float, ...]:
        top, shown = sight.top.values, sight.shown(spans)
        lengths = [len(shown_span(span, self._passages[span.passage])) for span in spans]
        asks = max(entry.candidate.values[_HEADING_ASK] for entry in sight.compared)
        return (
            gap.likeness,
            max(0.0, gap.likeness - top[_ALIAS_TEXT]),
            gap.leaning,
            asks - top[_HEADING_ASK],
            _lacks(shown),
            float(len(spans)),
            sum(lengths) / MAX_ANSWER,
            self._meant(sight.query),
        )

    def _meant(self, query: Query) -> float:
        """How common the most common word of the question is in what the corpus is about."""
        topical = [word for word in query.words if word.kind != "minor" or word.token.role == "content"]
        return max(
            (share * self._familiar(term) for word in topical for term, share in word.sense.whole.items()),
            default=0.0,
        )


def _scores(sight: Sight) -> tuple[float, ...]:
    """The values of _SCORES: how far the best unit is ahead, and of which."""
    ranked, top, weights = sight.ranked, sight.top, sight.query.weights
    first, scores = ranked[0].score, [entry.score for entry in sight.compared]
    own = sum(map(mul, weights, top.logs))
    reachable = sum(
        map(mul, weights, highest([entry.candidate.logs for entry in ranked], len(sight.query.words)))
    )
    other = next((e.score for e in ranked if e.candidate.unit.passage != top.unit.passage), ranked[-1].score)
    article, home = sight.homes[0][0], sight.homes[0]
    shares = [entry.probability for entry in sight.compared]
    return (
        first,
        own,
        reachable - own,
        own - min(own, log(0.05)),
        first - own,
        first - other,
        first - ranked[min(4, len(ranked) - 1)].score,
        float(sum(score > first - 1 for score in scores)),
        float(sum(score > first - 2 for score in scores)),
        shares[0],
        -sum(share * log(share + 1e-9) for share in shares),
        sum(share for share, place in zip(shares, sight.homes, strict=True) if place == home),
        sum(share for share, place in zip(shares, sight.homes, strict=True) if place[0] == article),
        float(sum(place[0] == article for place in sight.homes[:5])),
        float(sum(place == home for place in sight.homes[:5])),
        float(len({place[0] for place in sight.homes[:10]})),
    )


def _met(sight: Sight, spans: Sequence[Span]) -> tuple[float, ...]:
    """The values of _MET: which part of the question is met, where, and whether in its own words."""
    query, met, weights = sight.query, sight.top.met, sight.query.weights
    size, most = len(weights), max(weights, default=0.0)
    big = [at for at, weight in enumerate(weights) if weight >= _BIG * most]
    shown = highest([candidate.met[0] for candidate in sight.shown(spans)], size)
    around = query.coverage(sight.views["around"])
    others = [
        query.coverage(highest([entry.candidate.met[at] for at in VIEWS["around"]], size))
        for entry, place in zip(sight.compared, sight.homes, strict=True)
        if place[0] != sight.homes[0][0]
    ]
    article, section = sight.best(article=sight.homes[0][0]), sight.best(home=sight.homes[0])
    heaviest = weights.index(most) if weights else None
    return (
        *map(query.coverage, met),
        query.coverage(shown),
        query.coverage(sight.anywhere),
        min((met[0][at] for at in big), default=0.0),
        min((sight.views["near"][at] for at in big), default=0.0),
        0.0 if heaviest is None else sight.views["around"][heaviest],
        *(value for view in VIEWS for value in _exactly(sight, view)),
        around - max(others, default=0.0),
        sight.unmet(article) - sight.unmet(sight.best()),
        sight.unmet(section) - sight.unmet(article),
        sight.unmet(met[0]) - sight.unmet(section),
    )


def _exactly(sight: Sight, view: str) -> tuple[float, float, float]:
    """The shares of the question met by the very words and over a bridge, and the part of the words that are met so."""
    pairs = list(zip(sight.of_topical(sight.query.weights), sight.of_topical(sight.views[view]), strict=True))
    exact = [weight for weight, match in pairs if match >= 1.0]
    return (
        sum(exact),
        sum(weight for weight, match in pairs if REACHED <= match < 1.0),
        len(exact) / max(1, len(pairs)),
    )


def _unmet(sight: Sight) -> tuple[float, ...]:
    """The values of _UNMET: what of the question is not met, and what kind of words that is."""
    words = list(compress(sight.query.words, sight.topical))
    sentence, around = sight.of_topical(sight.top.met[0]), sight.of_topical(sight.views["around"])
    unknown = [word for word, match in zip(words, around, strict=True) if match < REACHED]
    unsaid = [word for word, match in zip(words, sentence, strict=True) if match < REACHED]
    in_article = sight.of_topical(sight.top.met[LEVELS.index("article")])
    lost = [
        [(1 - match) * value for value in _of_word(word, len(sight.query.words), *places)]
        for word, match, *places in zip(
            words, around, in_article, sight.of_topical(sight.anywhere), strict=True
        )
    ]
    columns = list(zip(*lost, strict=True)) or [(0.0,)] * len(_OF_WORDS)
    return (
        sight.unmet(sight.top.met[0]),
        sight.unmet(sight.top.met[1]),
        sight.unmet(sight.views["near"]),
        sight.unmet(sight.anywhere),
        float(sum(match > 0.5 for match in sentence)),
        float(sum(match > 0.5 for match in around)),
        min((1 - match for match in around), default=0.0),
        max((word.weight for word in unknown), default=0.0),
        max((word.features[0] for word in unknown), default=_COMMON),
        max((word.features[0] for word in unsaid), default=_COMMON),
        *(sum(word.weight for word in unknown if word.kind == kind) for kind in WORD_KINDS),
        *map(sum, columns),
        *map(max, columns),
    )


def _of_word(word: Word, size: int, in_article: float, anywhere: float) -> tuple[float, ...]:
    """The values of _OF_WORDS."""
    return (
        1.0,
        *(float(word.kind == kind) for kind in WORD_KINDS),
        word.features[7],
        word.features[5],
        float(word.asked),
        word.features[9],
        word.features[3],
        word.features[11],
        word.features[0],
        word.weight,
        word.weight * size,
        float(in_article >= REACHED),
        float(in_article < REACHED <= anywhere),
    )


def _words(sight: Sight) -> tuple[float, ...]:
    """The values of _WORDS: the size of the question, the words it asks with first and last, its small words."""
    words, sentence, around = sight.query.words, sight.top.met[0], sight.views["around"]
    asked = [at for at, word in enumerate(words) if sight.topical[at] and word.asked]
    ends = [(sentence[at], around[at]) for at in (asked[0], asked[-1])] if asked else [(0.0, 0.0)] * 2
    small = [(word.weight, sentence[at]) for at, word in enumerate(words) if not sight.topical[at]]
    return (
        log1p(len(words)),
        float(sum(sight.topical)),
        max(sight.query.weights, default=0.0),
        *ends[0],
        *ends[1],
        sum(weight * match for weight, match in small),
        sum(weight * (1 - match) for weight, match in small),
        float(len(small)),
    )


def _lacks(shown: Sequence[Candidate]) -> float:
    """How many forms of answer are looked for that nothing shown has."""
    return float(
        sum(
            any(candidate.values[lacking] for candidate in shown)
            and not any(candidate.values[lacking - 1] for candidate in shown)
            for lacking in _LACKING
        )
    )


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
    # Units share what surrounds them: each level once, and not for every unit again.
    levels = {id(one): one for entry in ranked for one in entry.candidate.around}
    reach = highest(list(levels.values()), len(query.words))
    lost = [
        word.token.surface
        for word, best in zip(query.words, reach, strict=True)
        if best < REACHED and word.kind != "minor"
    ]
    return tuple(dict.fromkeys(lost))
