"""Whether to answer: a few signals, weighed by a logistic model whose coefficients are in model.toml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from citaat.answer import Span
from citaat.features import NAMES as FEATURES
from citaat.question import Reading, Word
from citaat.ranking import Ranked

NAMES = (
    "score", "gap", "share", "covered", "said", "asked", "worst", "missing", "unreached", "unreached_share",
    "alias_text", "alias", "heading_ask", "number_lacks", "words", "letters", "rarest_hit", "cover_context",
    "worst_said", "heading_cover",
)  # fmt: skip
# Matched less than this anywhere in the corpus, a word is unknown to it.
REACHED = 0.3
_WEIGHTY = 0.5


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to show the answer, and how often such answers are right."""

    answer: bool
    confidence: float
    values: tuple[float, ...]
    unmatched: tuple[str, ...]


class Judge:
    """Applies the model: `weights` by signal name, "bias" and "threshold" among them."""

    def __init__(self, weights: Mapping[str, float], rarest: float) -> None:
        self._weights = tuple(weights.get(name, 0.0) for name in NAMES)
        self._bias, self.threshold = weights.get("bias", 0.0), weights.get("threshold", 0.5)
        self._rarest = rarest

    def decide(self, reading: Reading, ranked: Sequence[Ranked], spans: Sequence[Span]) -> Decision:
        """Judge the answer made of `spans`."""
        unmatched = unmatched_words(reading, ranked, self._rarest)
        if not ranked or not spans:
            return Decision(False, 0.0, (0.0,) * len(NAMES), unmatched)
        values = signals(reading, ranked, spans, self._rarest)
        total = self._bias + sum(weight * value for weight, value in zip(self._weights, values, strict=True))
        confidence = round(1.0 / (1.0 + exp(-max(-30.0, min(30.0, total)))), 3)
        return Decision(confidence >= self.threshold, confidence, values, unmatched)


def signals(reading: Reading, ranked: Sequence[Ranked], spans: Sequence[Span], rarest: float) -> tuple[float, ...]:
    """The values of NAMES for an answer."""
    top = ranked[0]
    named = dict(zip(FEATURES, top.candidate.values, strict=True))
    shown = [entry.candidate for entry in ranked if _shown(entry, spans)]
    context = [max(row) for row in zip(*(candidate.context for candidate in shown), strict=True)]
    said = [max(row) for row in zip(*(candidate.matches for candidate in shown), strict=True)]
    lost = [_unreached(word, reach, rarest) for word, reach in zip(reading.words, _reach(ranked), strict=True)]
    return (
        top.score,
        top.score - (ranked[1].score if len(ranked) > 1 else 0.0),
        top.probability,
        reading.coverage(context),
        reading.coverage(said),
        named["cover_asks"],
        _worst(reading.words, top.candidate.context, rarest),
        sum(word.weight * (1 - match) for word, match in zip(reading.words, context, strict=True)) / rarest,
        float(sum(lost)),
        sum(word.weight for word, gone in zip(reading.words, lost, strict=True) if gone) / (reading.weight or 1.0),
        named["alias_text"],
        named["alias"],
        named["heading_ask"],
        named["number_lacks"],
        log(1 + len(reading.words)),
        named["letters"],
        named["rarest_hit"],
        named["cover_context"],
        _worst(reading.words, said, rarest),
        named["heading_cover"],
    )


def unmatched_words(reading: Reading, ranked: Sequence[Ranked], rarest: float) -> tuple[str, ...]:
    """The weighty words of the question that nothing in the corpus covers, as typed, in order."""
    reach = _reach(ranked) if ranked else [0.0] * len(reading.words)
    lost = [word.token.surface for word, best in zip(reading.words, reach, strict=True) if _unreached(word, best, rarest)]
    return tuple(dict.fromkeys(lost))


def _reach(ranked: Sequence[Ranked]) -> list[float]:
    return [max(row) for row in zip(*(entry.candidate.context for entry in ranked), strict=True)]


def _unreached(word: Word, best: float, rarest: float) -> bool:
    return best < REACHED and word.weight > _WEIGHTY * rarest


def _worst(words: Sequence[Word], matches: Sequence[float], rarest: float) -> float:
    return max((word.weight * (1 - match) for word, match in zip(words, matches, strict=True)), default=0.0) / rarest


def _shown(entry: Ranked, spans: Sequence[Span]) -> bool:
    unit = entry.candidate.unit
    return any(
        span.passage == unit.passage and span.first <= unit.first and unit.last <= span.last for span in spans
    )
