"""Whether to answer: is the answer there at all, and if so, is it what would be shown?

Two models of the same signals, fitted apart (`training.decision`): *is it there?* on all questions, *is this it?* on
those that have an answer. Both are small boosted trees: a word that nothing explains tells little where the heading
is the question, and everything where all else is common. An answer is given when it is likelier to be right than
silence is.
"""

from collections.abc import Callable, Mapping, Sequence
from math import exp

from citaat.answer.compose import LOOKED_AT, SAME, Span, compose, shows
from citaat.answer.context import in_context, with_exceptions
from citaat.answer.remedies import OtherRemedies
from citaat.answer.signals import NAMES, Signals, unmatched_words
from citaat.index.model import Nodes
from citaat.index.passages import Passages
from citaat.light import TYPE_CHECKING, Any, dataclass
from citaat.search.features import NAMES as FEATURES
from citaat.search.query import Query
from citaat.search.ranking import Gap, Ranked

if TYPE_CHECKING:
    from citaat.answer.scope import Scope

_ALIAS_TEXT = NAMES.index("best_alias_text")
_HEADING_ASK, _UNIT_ALIAS, _QUESTION = map(FEATURES.index, ("heading_ask", "alias_text", "question"))
# As likely as it is that an article that asks a question answers it, and that its answer begins below it.
OWN = 0.95
# So far a logit may go.
_FURTHEST = 30.0
# As sure as an answer about another remedy may be called.
_OTHER = 0.1


@dataclass(frozen=True, slots=True)
class Trees:
    """The logistic of a bias and what each tree adds (Friedman 2001)."""

    bias: float
    nodes: Nodes

    @staticmethod
    def of(table: Mapping[str, Any]) -> "Trees":
        """From a table with "bias" and "trees", as a file or an index has them; an empty one knows nothing: a half."""
        trees = table.get("trees", ())
        return Trees(float(table.get("bias", 0.0)), trees if isinstance(trees, Nodes) else Nodes.of(trees))

    def probability(self, values: Mapping[str, float]) -> float:
        """How likely it is, by the values of the signals."""
        signals, skips, numbers = self.nodes.signals, self.nodes.skips, self.nodes.values
        # Signals are numbered from 1.
        known = [0.0, *(values[name] for name in self.nodes.names)]
        total, at, end = self.bias, 0, len(numbers)
        while at < end:
            while signal := signals[at]:
                at += 1 if known[signal] <= numbers[at] else 1 + skips[at]
            total += numbers[at]
            at += 1 + skips[at]
        return 1.0 / (1.0 + exp(-max(-_FURTHEST, min(_FURTHEST, total))))

    def shares(self, values: Mapping[str, float]) -> dict[str, float]:
        """What each signal adds to the logit: how the mean leaf below a node changes with the step that is taken."""
        nodes, added = self.nodes, dict[str, float]()
        at = 0
        while at < len(nodes.values):
            while signal := nodes.signals[at]:
                name, before = nodes.names[signal - 1], self._mean(at)
                at += 1 if values[name] <= nodes.values[at] else 1 + nodes.skips[at]
                added[name] = added.get(name, 0.0) + self._mean(at) - before
            at += 1 + nodes.skips[at]
        return added

    def _mean(self, at: int) -> float:
        """The mean of the two sides of a node, down to the leaves."""
        if not self.nodes.signals[at]:
            return float(self.nodes.values[at])
        return (self._mean(at + 1) + self._mean(at + 1 + self.nodes.skips[at])) / 2


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


# The units that an answer was chosen from, what is shown of them, and whether it is.
Choice = tuple[Sequence[Ranked], Sequence[Span], Decision]


def chosen(
    query: Query, ranked: Sequence[Ranked], passages: Passages, read: Callable[[str], Query]
) -> tuple[list[Span], bool]:
    """The spans to show, and whether they are what an article answers to the same question, asked by itself.

    `read` gives a question as the search understands it.
    """
    # What an editor told by an alias goes first.
    told = not ranked or ranked[0].candidate.values[_UNIT_ALIAS] >= SAME
    alike = () if told else [entry for entry in ranked[:LOOKED_AT] if _asks_alike(query, entry, passages)]
    if alike:
        # Few questions are asked in the words of the articles.
        from citaat.answer.own_questions import OwnQuestions

        if own := OwnQuestions(passages, read).answer(query, ranked[0], alike):
            return own, True
    return compose(query, ranked, passages), False


def _asks_alike(query: Query, entry: Ranked, passages: Passages) -> bool:
    """Whether a passage begins here whose headings, or first sentence, may well ask what was asked: they have its words."""
    candidate = entry.candidate
    if candidate.unit.first:
        return False
    place = passages.place(candidate.unit.passage)
    if not (candidate.values[_HEADING_ASK] >= SAME or candidate.values[_QUESTION] or place.above):
        return False
    asking = {**place.above, **place.heading}, candidate.unit.says
    topical = [word.token.lemma for word in query.words if word.kind != "minor"]
    if not topical and any(word.token.role == "content" for word in query.words):
        # In a small corpus nearly every word is a common one.
        topical = [word.token.lemma for word in query.words]
    return bool(topical) and any(all(lemma in says for lemma in topical) for says in asking)


class Judge:
    """Applies the models, the tables "there" and "this" of `model`, to answers out of `passages`.

    What is about one of `others` is not shown.
    """

    def __init__(
        self, model: Mapping[str, Any], passages: Passages, signals: Signals, others: OtherRemedies
    ) -> None:
        self._there, self._this = Trees.of(model.get("there", {})), Trees.of(model.get("this", {}))
        self._passages, self._signals, self._others = passages, signals, others

    def answer(
        self, query: Query, ranked: Sequence[Ranked], gap: Gap, read: Callable[[str], Query]
    ) -> Choice:
        """The spans to show, whether to show them, and the units they were chosen from.

        `read` gives a question as the search understands it.
        """
        ranked, spans, decision = self._judged(query, ranked, gap, read)
        if decision.answer:
            spans = in_context(query, with_exceptions(spans, self._passages), self._passages)
        return ranked, spans, decision

    def _judged(
        self, query: Query, ranked: Sequence[Ranked], gap: Gap, read: Callable[[str], Query]
    ) -> Choice:
        spans, own = chosen(query, ranked, self._passages, read)
        decision = self.decide(query, ranked, spans, gap, own=own)
        # What an editor told by an alias answers is known.
        told = bool(decision.values) and decision.values[_ALIAS_TEXT] >= SAME
        scope = self._others.scope(query, spans) if decision.answer and not told else None
        if scope is None or all(map(scope.fits, spans)):
            return ranked, spans, decision
        if own:
            spans = compose(query, ranked, self._passages)
            decision = self.decide(query, ranked, spans, gap)
        choice = ranked, spans, decision
        return self._trimmed(query, choice, gap, scope) if decision.answer else choice

    def _trimmed(self, query: Query, choice: Choice, gap: Gap, scope: "Scope") -> Choice:
        """The choice without what is about something else, if it stands without."""
        ranked, spans, decision = choice
        withheld = ranked, spans, _withheld(decision, self._others.unknown(scope.names, ranked))
        stands = scope.stands(ranked[0].candidate.unit, spans)
        if stands is False:
            return withheld
        kept = scope.kept(ranked)
        left = compose(query, kept, self._passages, scope.fits)
        if stands:
            return ranked, left, decision
        again = self.decide(query, kept, left, gap)
        # What would not have been shown beside its rivals is no better without them.
        if again.answer and shows(spans, kept[0]) and scope.tells(kept[0].candidate.unit):
            return kept, left, again
        return withheld

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
        return Decision(right > 1 - there, round(right, 3), there, this, values, unmatched, ahead)

    def probabilities(self, values: Sequence[float]) -> tuple[float, float]:
        """How likely it is that the articles hold an answer, and that it is this one if they do."""
        named = dict(zip(NAMES, values, strict=True))
        return self._there.probability(named), self._this.probability(named)

    def reasons(self, values: Sequence[float]) -> dict[str, float]:
        """What each signal adds to "is it there", in logits, the most telling first."""
        shares = self._there.shares(dict(zip(NAMES, values, strict=True)))
        return dict(sorted(shares.items(), key=lambda pair: (-abs(pair[1]), pair[0])))


def _withheld(decision: Decision, unknown: Sequence[str]) -> Decision:
    """The decision not to show what is about something else than was asked of; `unknown` are names that stand nowhere."""
    unmatched = tuple(dict.fromkeys((*decision.unmatched, *unknown)))
    confidence = min(decision.confidence, _OTHER)
    return Decision(
        False, confidence, decision.there, decision.this, decision.values, unmatched, decision.gap
    )
