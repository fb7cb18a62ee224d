"""Where each word of a question is met, level by level around a unit, and what that is worth.

A soft conjunction: with w the words of the question, o_w their shares and m_lw how strongly word w is met at
level l, a unit scores `a * sum_w o_w * log(eps_w + sum_l c_l * m_lw)`. A word that the title explains earns
little more in the sentence; a word that nothing explains costs much. All constants are fitted (`training.ranking`).
"""

from collections.abc import Mapping, Sequence
from math import log
from operator import mul

from citaat.light import dataclass
from citaat.search.query import Query

# The unit itself; its passage; its heading, or a question that stands just before it; all under that heading;
# the title; the whole article; the known questions that point to it.
LEVELS = ("sentence", "paragraph", "heading", "section", "title", "article", "asked")
Matches = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The constants of the formula: `levels` in the order of LEVELS, `rest` and `rest_minor` the eps, `scale` a."""

    levels: tuple[float, ...]
    rest: float
    rest_minor: float
    scale: float

    @staticmethod
    def of(model: Mapping[str, float]) -> "Weights":
        """From the model's table, by name."""
        return Weights(
            tuple(model[name] for name in LEVELS), model["rest"], model["rest_minor"], model["scale"]
        )


class Scorer:
    """Scores units for one question; `minor` words have an eps of their own."""

    def __init__(self, query: Query, weights: Weights) -> None:
        self._shares, self._weights = query.weights, weights
        self._contexts: dict[tuple[Matches, ...], tuple[Matches, Matches]] = {}
        self._rests = tuple(
            weights.rest_minor if is_minor(word.features) else weights.rest for word in query.words
        )

    def context(self, met: tuple[Matches, ...]) -> tuple[Matches, Matches]:
        """For the levels after the first, as far as they are given: what is in the logarithm, and its logarithm."""
        if met not in self._contexts:
            self._contexts[met] = self._worked_out(met)
        return self._contexts[met]

    def _worked_out(self, met: tuple[Matches, ...]) -> tuple[Matches, Matches]:
        totals = list(self._rests)
        for weight, matches in zip(self._weights.levels[1:], met, strict=False):
            totals = [total + weight * match for total, match in zip(totals, matches, strict=True)]
        return tuple(totals), tuple(map(log, totals))

    def logs(self, sentence: Matches, asked: Matches, context: tuple[Matches, Matches]) -> Matches:
        """The logarithm for each word of a unit that has these matches of its own, in its context."""
        own, known = self._weights.levels[0], self._weights.levels[-1]
        # Most units of a site have no word of the question at all.
        if not any(sentence) and not any(asked):
            return context[1]
        return tuple(
            log(total + own * match + known * ask) if match or ask else before
            for total, before, match, ask in zip(*context, sentence, asked, strict=True)
        )

    def score(self, logs: Matches) -> float:
        """What a unit with these logarithms is worth."""
        return self._weights.scale * float(sum(map(mul, self._shares, logs)))


def is_minor(features: Sequence[float]) -> bool:
    """Whether a word (with these `query.WORD_FEATURES`) is light or polar."""
    return bool(features[1] or features[2])


def highest(rows: Sequence[Matches], size: int) -> Matches:
    """The best match of each of `size` words among `rows`."""
    # Most paragraphs are one sentence.
    if len(rows) == 1:
        return rows[0]
    return tuple(map(max, zip(*rows, strict=True))) if rows else (0.0,) * size
