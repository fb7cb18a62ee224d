"""What the articles say and no gold question asks about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citaat.evaluation.gold.records import Question
from citaat.evaluation.grading.matching import spans
from citaat.records import Article, Passage

# What introduces other lines is no statement of its own.
_STATEMENTS = ("sentence", "item", "row")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Unasked:
    """A sentence, item or row without a question. `fact`: it holds a number, which is what goes wrong first."""

    source: str
    article: str
    heading: str
    line: int
    text: str
    fact: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """How much of the corpus the gold questions reach."""

    statements: int
    asked: int
    facts: int
    facts_asked: int
    unasked: tuple[Unasked, ...]


def uncovered(
    passages: Sequence[Passage], articles: Mapping[str, Article], questions: Sequence[Question]
) -> Asked:
    """Every statement of the corpus, held against the evidence of the questions."""
    wanted = _evidence(articles, questions)
    statements = asked = facts = facts_asked = 0
    unasked: list[Unasked] = []
    for passage in passages:
        for sentence in passage.sentences:
            if sentence.kind not in _STATEMENTS:
                continue
            text = passage.slice(sentence.start, sentence.end)
            fact = bool(_DIGIT.search(text))
            met = any(a < sentence.end and sentence.start < b for a, b in wanted.get(passage.article_id, ()))
            statements, asked = statements + 1, asked + met
            facts, facts_asked = facts + fact, facts_asked + (fact and met)
            if not met:
                line = _line(articles.get(passage.article_id), sentence.start)
                unasked.append(
                    Unasked(
                        passage.source,
                        passage.article_id,
                        passage.heading,
                        line,
                        " ".join(text.split()),
                        fact,
                    )
                )
    return Asked(statements, asked, facts, facts_asked, tuple(unasked))


def _evidence(
    articles: Mapping[str, Article], questions: Sequence[Question]
) -> dict[str, list[tuple[int, int]]]:
    wanted: dict[str, list[tuple[int, int]]] = {}
    for question in questions:
        for one in question.evidence:
            if one.article in articles:
                wanted.setdefault(one.article, []).extend(spans(articles[one.article], one.quote))
    return wanted


def _line(article: Article | None, offset: int) -> int:
    return article.text.count("\n", 0, offset) + 1 if article else 0
