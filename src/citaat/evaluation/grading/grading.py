"""One question and its outcome, judged: what was right, what was not, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from citaat.evaluation.gold.records import Question
from citaat.evaluation.grading.case import Case, Corpus
from citaat.evaluation.grading.caveats import SEARCH_FAILED
from citaat.evaluation.grading.cost import NOTHING, Cost, cost
from citaat.evaluation.grading.matching import citation_fault, grounded, hits, spans, whole
from citaat.evaluation.grading.normalise import holds, token_f1
from citaat.evaluation.grading.promises import broken
from citaat.outcome.shown import shown
from citaat.records import (
    EMERGENCY,
    MAX_ANSWER,
    MAX_CITATIONS,
    Abstained,
    Answered,
    Article,
    Caveat,
    Citation,
    Outcome,
    Passage,
)

Ranking = tuple[str, ...]
CHECKS = ("answer", "caveats", "citations", "promises")


@dataclass(frozen=True, slots=True)
class Graded:
    """A question with everything that was found out about its outcome.

    `right` is None for a probe. `evidence_rank` is the 1-based rank of the first citation
    on gold evidence, 0 when none is. `passages` is the ranking and `relevant` the gold
    passages, both empty when rankings were not asked for. `broken` names the contract's promises
    that the outcome breaks, each with what is wrong. `pointed`: whether an abstention suggests a heading under which
    evidence stands; None where there is no such heading to suggest.
    """

    question: Question
    outcome: Outcome | None
    right: bool | None
    why: str
    evidence_rank: int
    citation_fault: str
    quotes_whole: bool
    answer_grounded: bool
    missing: tuple[str, ...]
    unwanted: tuple[str, ...]
    f1: float
    cost: Cost = NOTHING
    broken: tuple[tuple[str, str], ...] = ()
    pointed: bool | None = None
    passages: Ranking = ()
    relevant: Ranking = ()

    @property
    def answered(self) -> bool:
        return isinstance(self.outcome, Answered)

    @property
    def confidence(self) -> float:
        """The confidence of an answer given; 0 without one, so that abstentions rank last."""
        return self.outcome.confidence if isinstance(self.outcome, Answered) else 0.0

    @property
    def given(self) -> tuple[str, ...]:
        """The ids of the caveats that were given."""
        return () if self.outcome is None else tuple(caveat.id for caveat in self.outcome.caveats)

    @property
    def failures(self) -> tuple[str, ...]:
        """Which of CHECKS this question fails."""
        bad_quote = self.citation_fault or not self.quotes_whole or not self.answer_grounded
        caveats = self.missing or self.unwanted or self.outcome is None
        failed = (self.right is False, caveats, bad_quote, self.broken)
        return tuple(name for name, one in zip(CHECKS, failed, strict=True) if one)


def grade_all(
    questions: Sequence[Question], outcomes: Sequence[Outcome | None], corpus: Corpus
) -> tuple[Graded, ...]:
    """Every question graded; there must be exactly one outcome, or None, for each."""
    return tuple(grade(one, outcome, corpus) for one, outcome in zip(questions, outcomes, strict=True))


def relevant_passages(
    question: Question, passages: Iterable[Passage], articles: Mapping[str, Article]
) -> Ranking:
    """The ids of the passages that hold a gold quote or a part of one, in corpus order."""
    wanted = [
        (one.article, span)
        for one in question.evidence
        if one.article in articles
        for span in spans(articles[one.article], one.quote)
    ]
    return tuple(
        one.id
        for one in passages
        if any(
            article == one.article_id and start < one.end and one.start < end
            for article, (start, end) in wanted
        )
    )


def grade(
    question: Question,
    outcome: Outcome | None,
    corpus: Corpus,
    owed: tuple[Caveat, ...] | None = None,
    promises: bool = True,
    listed: bool | None = None,
) -> Graded:
    """Judge one outcome; a missing one is wrong in every respect. `owed`, `listed`: see `Case`; `promises`: ask for them."""
    answer = outcome if isinstance(outcome, Answered) else None
    citations = answer.citations if answer else ()
    given = {caveat.id for caveat in outcome.caveats} if outcome else set()
    rank = _evidence_rank(question, citations, corpus)
    why = _why_wrong(question, outcome) or _unsupported(question, answer, rank)
    return Graded(
        question=question,
        outcome=outcome,
        right=None if question.answerable is None else not why,
        why=why,
        evidence_rank=rank,
        citation_fault=_citation_fault(outcome, corpus),
        quotes_whole=_quotes_whole(outcome, corpus),
        answer_grounded=answer is None or grounded(answer.answer, _said(citations)),
        missing=tuple(one for one in question.required if one not in given),
        unwanted=tuple(one for one in question.forbidden if one in given),
        f1=_f1(answer, [one.quote for one in question.evidence]),
        cost=cost(citations, question.evidence, corpus.articles),
        broken=broken(Case(question.text, outcome, owed, corpus, listed)) if outcome and promises else (),
        pointed=_pointed(question, outcome, corpus),
    )


def _f1(answer: Answered | None, quotes: Sequence[str]) -> float:
    """The best token F1 with one quote, or with all of them."""
    if answer is None:
        return 0.0
    return max(token_f1(answer.answer, one) for one in (*quotes, " ".join(quotes)))


def _pointed(question: Question, outcome: Outcome | None, corpus: Corpus) -> bool | None:
    """In an emergency nothing is to be suggested."""
    if not isinstance(outcome, Abstained) or outcome.abstention.code == EMERGENCY:
        return None
    passages = corpus.passages
    wanted = {
        passages[one].heading for one in relevant_passages(question, passages.values(), corpus.articles)
    }
    return bool(wanted.intersection(outcome.abstention.suggestions)) if wanted else None


def _said(citations: Sequence[Citation]) -> list[str]:
    """What citations quote, as it is written and as it is shown."""
    return [text for one in citations for text in (one.quote, shown(one))]


def _why_wrong(question: Question, outcome: Outcome | None) -> str:
    """Why the answer does not count, or an empty text when it does (or needs no judging)."""
    if outcome is None:
        return "no outcome: the system broke down"
    if broke_down(outcome):
        return "no outcome: the search broke down"
    if question.answerable is None:
        return ""
    if not isinstance(outcome, Answered):
        return f"abstained ({outcome.abstention.code})" if question.answerable else ""
    if not question.answerable:
        return "answered a question that the corpus does not answer"
    if len(outcome.answer) > MAX_ANSWER:
        return f"answer of {len(outcome.answer)} characters, at most {MAX_ANSWER} allowed"
    shown = outcome.answer
    said = [one for one in question.must_not_contain if holds(shown, one)]
    if said:
        return f"answer says what it must not: {'; '.join(said)}"
    missed = [group[0] for group in question.must_contain if not any(holds(shown, one) for one in group)]
    return f"answer lacks: {'; '.join(missed)}" if missed else ""


def _unsupported(question: Question, answer: Answered | None, rank: int) -> str:
    """Where no words are asked of an answer, it must quote the evidence: else any answer would be right."""
    asked = bool(question.answerable) and not question.must_contain
    return "the answer does not quote the evidence" if answer and asked and not rank else ""


def broke_down(outcome: Outcome) -> bool:
    """Whether there is no answer because the search failed: that is no decision, and never right."""
    return isinstance(outcome, Abstained) and outcome.abstention.code == SEARCH_FAILED


def _evidence_rank(question: Question, citations: Sequence[Citation], corpus: Corpus) -> int:
    for rank, citation in enumerate(citations, 1):
        if hits(citation, question.evidence, corpus.articles):
            return rank
    return 0


def _all_citations(outcome: Outcome | None) -> list[Citation]:
    if outcome is None:
        return []
    own = outcome.citations if isinstance(outcome, Answered) else ()
    return [*own, *(one for caveat in outcome.caveats for one in caveat.citations)]


def _citation_fault(outcome: Outcome | None, corpus: Corpus) -> str:
    """The first thing that is untrue about the outcome's citations, its caveats' included."""
    if isinstance(outcome, Answered) and not 1 <= len(outcome.citations) <= MAX_CITATIONS:
        return f"an answer with {len(outcome.citations)} citations, 1 to {MAX_CITATIONS} allowed"
    faults = (citation_fault(one, corpus.by_source) for one in _all_citations(outcome))
    return next((fault for fault in faults if fault), "")


def _quotes_whole(outcome: Outcome | None, corpus: Corpus) -> bool:
    known = [(one, corpus.by_source.get(one.source)) for one in _all_citations(outcome)]
    return all(article is not None and whole(one, article.text) for one, article in known)
