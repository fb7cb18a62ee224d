"""Whether to answer: is the answer there at all, and if so, is it what would be shown?

Two models of the same signals, fitted apart (`training.decision`): *is it there?* on all questions, *is this it?* on
those that have an answer. Both are small boosted trees: a word that nothing explains tells little where the heading
is the question, and everything where all else is common. An answer is given when it is likelier to be right than
silence is.
"""

from collections.abc import Mapping, Sequence

from citaat.answer.compose import Span
from citaat.answer.remedies import OtherRemedies
from citaat.answer.signals import NAMES, Signals, unmatched_words
from citaat.answer.trees import Trees
from citaat.light import Any, dataclass
from citaat.search.query import Query
from citaat.search.ranking import Gap, Ranked

_ALIAS_TEXT = NAMES.index("best_alias_text")
# As likely as it is that an article that asks a question answers it, and that its answer begins below it.
OWN = 0.95
# As sure as an answer about another remedy may be called.
_OTHER = 0.1


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to show the answer, and how often such answers are right.

    `there` is the probability that the articles hold an answer, `this` that it is what would be shown;
    `values` are those of `signals.NAMES`, none when nothing was ranked.
    """

    answer: bool
    confidence: float
    there: float
    this: float
    values: tuple[float, ...]
    unmatched: tuple[str, ...]
    gap: str


class Judge:
    """Applies the models, the tables "there" and "this" of `model`.

    An answer about one of `others` is none.
    """

    def __init__(self, model: Mapping[str, Any], signals: Signals, others: OtherRemedies) -> None:
        self._there, self._this = Trees.of(model.get("there", {})), Trees.of(model.get("this", {}))
        self._signals, self._others = signals, others

    def decide(
        self, query: Query, ranked: Sequence[Ranked], spans: Sequence[Span], gap: Gap, *, own: bool = False
    ) -> Decision:
        """Judge the answer made of `spans`; `own`: it is what an article answers to the same question."""
        unmatched = unmatched_words(query, ranked)
        if not ranked or not spans:
            return Decision(False, 0.0, 0.0, 0.0, (), unmatched, gap.topic)
        values = self._signals.of(query, ranked, spans, gap)
        there, this = self.probabilities(values)
        ahead = gap.topic if gap.likeness > values[_ALIAS_TEXT] else ""
        right = there * this
        if own and gap.likeness < OWN:
            there, this = max(there, OWN), max(this, OWN)
            right = there * this
        if right > 1 - there and (others := self._others.asked(query, spans)):
            # What stands elsewhere in the articles is not unknown: it is not told what was asked of it.
            known = {word.token.surface for word in query.words if word.kind == "corpus"}
            lost = tuple(dict.fromkeys((*unmatched, *(one for one in others if one not in known))))
            return Decision(False, min(round(right, 3), _OTHER), there, this, values, lost, ahead)
        return Decision(right > 1 - there, round(right, 3), there, this, values, unmatched, ahead)

    def probabilities(self, values: Sequence[float]) -> tuple[float, float]:
        """How likely it is that the articles hold an answer, and that it is this one if they do."""
        named = dict(zip(NAMES, values, strict=True))
        return self._there.probability(named), self._this.probability(named)

    def reasons(self, values: Sequence[float]) -> dict[str, float]:
        """What each signal adds to "is it there", in logits, the most telling first."""
        shares = self._there.shares(dict(zip(NAMES, values, strict=True)))
        return dict(sorted(shares.items(), key=lambda pair: (-abs(pair[1]), pair[0])))
