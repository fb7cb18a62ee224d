"""Bad systems, made on purpose out of the real outcomes: a gate that passes one is no gate."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from citaat.evaluation.gold.records import CAVEATS
from citaat.evaluation.grading.matching import NEGATIONS
from citaat.records import Abstained, Abstention, Answered, Caveat, Citation, Outcome, Passage

Outcomes = Sequence[Outcome | None]
SEED = 7
_NEGATION = re.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Planted:
    """A bad system: what it does, and how to turn true outcomes into its own."""

    name: str
    plant: Callable[[Outcomes, Sequence[Passage]], list[Outcome | None]]


def _citation(passage: Passage) -> Citation:
    first = passage.sentences[0]
    return Citation(
        1, passage.id, passage.article_id, passage.title, passage.heading, passage.source,
        first.start, first.end, passage.slice(first.start, first.end), passage.sha256,
    )  # fmt: skip


def _first_answer(outcome: Outcome, passage: Passage) -> Answered:
    citation = _citation(passage)
    return Answered(outcome.question, citation.quote, 0.9, (citation,), outcome.caveats, outcome.id)


# Thousands of these are made: written out, because `replace` looks the fields up each time.
def _reworded(one: Answered, answer: str, citations: tuple[Citation, ...]) -> Answered:
    return Answered(one.question, answer, one.confidence, citations, one.caveats, one.id)


def _caveated(one: Outcome, caveats: tuple[Caveat, ...]) -> Outcome:
    if one.caveats == caveats:
        return one
    if isinstance(one, Answered):
        return Answered(one.question, one.answer, one.confidence, one.citations, caveats, one.id)
    return Abstained(one.question, one.confidence, one.abstention, caveats, one.id)


def _shortened(one: Citation, quote: str) -> Citation:
    end = one.start + len(quote)
    return Citation(
        one.n, one.passage_id, one.article_id, one.title, one.heading, one.source, one.start, end, quote,
        one.sha256,
    )  # fmt: skip


def _always_answers(outcomes: Outcomes, passages: Sequence[Passage]) -> list[Outcome | None]:
    return [_first_answer(one, passages[0]) if isinstance(one, Abstained) else one for one in outcomes]


def _first_passage(outcomes: Outcomes, passages: Sequence[Passage]) -> list[Outcome | None]:
    return [one and _first_answer(one, passages[0]) for one in outcomes]


def _always_abstains(outcomes: Outcomes, passages: Sequence[Passage]) -> list[Outcome | None]:
    never = Abstention("not_in_corpus", (), ())
    return [one and Abstained(one.question, 0.0, never, one.caveats, one.id) for one in outcomes]


def _shuffled_citations(outcomes: Outcomes, passages: Sequence[Passage]) -> list[Outcome | None]:
    answered = [at for at, one in enumerate(outcomes) if isinstance(one, Answered)]
    donors = list(answered)
    Random(SEED).shuffle(donors)
    result = list(outcomes)
    for at, donor in zip(answered, donors, strict=True):
        one, other = outcomes[at], outcomes[donor]
        if isinstance(one, Answered) and isinstance(other, Answered):
            result[at] = _reworded(one, one.answer, other.citations)
    return result


def _caveats_stripped(outcomes: Outcomes, passages: Sequence[Passage]) -> list[Outcome | None]:
    return [one and _caveated(one, ()) for one in outcomes]


def _caveats_on_everything(outcomes: Outcomes, passages: Sequence[Passage]) -> list[Outcome | None]:
    every = tuple(Caveat(name, "warning", "Let op.", "planted", "", ()) for name in CAVEATS)
    return [one and _caveated(one, every) for one in outcomes]


def _cut_before_negation(outcomes: Outcomes, passages: Sequence[Passage]) -> list[Outcome | None]:
    return [_cut(one) if isinstance(one, Answered) else one for one in outcomes]


def _cut(outcome: Answered) -> Answered:
    """The answer up to its first "niet", with offsets that still match: only the sentence betrays it."""
    kept: list[Citation] = []
    for citation in outcome.citations:
        match = _NEGATION.search(citation.quote)
        if match is None:
            kept.append(citation)
            continue
        shorter = citation.quote[: match.start()].rstrip()
        if shorter:
            kept.append(_shortened(citation, shorter))
        break
    if not kept or tuple(kept) == outcome.citations:
        return outcome
    return _reworded(outcome, "\n".join(one.quote for one in kept), tuple(kept))


PLANTED = (
    Planted("always answers", _always_answers),
    Planted("always abstains", _always_abstains),
    Planted("first passage", _first_passage),
    Planted("shuffled citations", _shuffled_citations),
    Planted("caveats stripped", _caveats_stripped),
    Planted("caveats on everything", _caveats_on_everything),
    Planted("cut before a negation", _cut_before_negation),
)
