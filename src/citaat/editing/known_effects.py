"""What the aliases and gaps of a lexicon do to gold questions that would be answered right without them."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from citaat.corpus.beside.askings import Asking
from citaat.corpus.quotes import quote_places
from citaat.engine import Engine
from citaat.evaluation.gold.records import Question
from citaat.evaluation.grading.case import Corpus
from citaat.evaluation.grading.grading import grade_all
from citaat.explain import silenced
from citaat.findings import Finding
from citaat.records import Outcome
from citaat.search.ranking import NO_GAP, Known
from citaat.tracing import Trace

Progress = Callable[[str, int, int], None]
_NOTHING = Known({}, {}, NO_GAP, {}, {})
_SILENCES = (
    "gap-silences",
    "the gap {!r} keeps the answer to gold question {} back: {!r}",
    "say more precisely in it what the articles do not tell, or remove it",
)
_DIVERTS = (
    "alias-diverts",
    "the alias {!r} changes the answer to gold question {}, which is right without it: {!r}",
    "write it out, with the word that belongs to this sentence alone, or remove it",
)


def harmed(
    engine: Engine, gold: Iterable[Question], asks: Sequence[Asking], progress: Progress | None = None
) -> Iterator[Finding]:
    """A notice, at the alias or gap, for every development question that it makes wrong.

    Questions of the test split stay out: whoever mends a lexicon by them would measure nothing any more.
    """
    asked = [one for one in gold if one.split == "dev" and one.answerable is not None]
    corpus = Corpus.of(engine.articles, engine.passages)
    for at, question in enumerate(asked):
        if progress:
            progress("gold questions", at, len(asked))
        culprit = _culprit(engine, question, corpus)
        if culprit is not None:
            number, (code, what, fix) = culprit
            found = asks[number]
            told = what.format(found.ask, question.id, question.text)
            yield Finding(code, found.file, found.line, told, fix)
    if progress:
        progress("gold questions", len(asked), len(asked))


def _culprit(engine: Engine, question: Question, corpus: Corpus) -> tuple[int, tuple[str, str, str]] | None:
    """The number of the known question that makes this one wrong, and what it does."""
    known = engine.known(question.text)
    if not _risky(engine, question, known):
        return None
    trace = engine.trace(question.text)
    if _right(question, trace.outcome, corpus):
        return None
    if not _right(question, engine.supposing(question.text, _NOTHING).outcome, corpus):
        return None
    if silenced(engine, trace, known):
        return known.gap.ask, _SILENCES
    nearest = _nearest(known, trace)
    return None if nearest < 0 else (nearest, _DIVERTS)


def _risky(engine: Engine, question: Question, known: Known) -> bool:
    """Whether what is most like the question says anything else than the gold does: only then it is worth asking."""
    nearest = max(known.alike.values(), default=0.0)
    if not question.answerable:
        return nearest > known.gap.likeness
    wanted = {
        place for one in question.evidence for place in quote_places(engine.passages, one.article, one.quote)
    }
    own = max((alike for place, alike in known.alike.items() if place in wanted), default=0.0)
    return max(nearest, known.gap.likeness) > own


def _right(question: Question, outcome: Outcome, corpus: Corpus) -> bool:
    return grade_all([question], [outcome], corpus)[0].right is True


def _nearest(known: Known, trace: Trace) -> int:
    """The alias that is most like the question: of those that point into the answer, where some do."""
    shown = {
        place
        for place in known.asks
        for span in trace.spans
        if place[0] == span.passage and span.first <= place[1] <= span.last
    }
    return known.asks[max(shown or known.asks, key=lambda place: known.alike[place])] if known.asks else -1
