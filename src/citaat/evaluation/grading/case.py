"""What the promises look at: an outcome with the question as asked, and the corpus that it must be true to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citaat.evaluation.grading.matching import words
from citaat.records import Answered, Article, Caveat, Citation, Outcome, Passage


@dataclass(frozen=True, slots=True)
class Corpus:
    """What an outcome is checked against: articles by id and by source file, passages by id, headings, words."""

    articles: Mapping[str, Article]
    by_source: Mapping[str, Article]
    passages: Mapping[str, Passage]
    headings: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, articles: Mapping[str, Article], passages: Sequence[Passage] = ()) -> "Corpus":
        """Looked up once, for all the outcomes on it."""
        by_source = {article.source: article for article in articles.values()}
        headings = frozenset(one.heading for one in passages)
        told = frozenset(word for one in passages for word in words(one.text))
        return cls(articles, by_source, {one.id: one for one in passages}, headings, told)


@dataclass(frozen=True, slots=True)
class Case:
    """An outcome, the question as it was asked, and the caveats that the corpus' own rules give it.

    `owed` is None where only the policy is known, and not the rules. `listed` tells whether the corpus lists the question
    among what it does not answer (None: not known).
    """

    asked: str
    outcome: Outcome
    owed: tuple[Caveat, ...] | None
    corpus: Corpus
    listed: bool | None = None

    def lists(self) -> Iterator[tuple[str, tuple[Citation, ...]]]:
        """Every list of citations, with whose it is."""
        if isinstance(self.outcome, Answered):
            yield "the answer", self.outcome.citations
        for caveat in self.outcome.caveats:
            yield f"caveat {caveat.id}", caveat.citations

    def citations(self) -> Iterator[tuple[str, Citation]]:
        """Every citation, with whose it is."""
        return ((whose, one) for whose, own in self.lists() for one in own)
