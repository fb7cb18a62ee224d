"""Bad systems, made on purpose out of the real outcomes: a gate that passes one is no gate.

These are bad on the whole: floors must see them. Those that break a promise of the contract are in `spoilt`.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from citaat.evaluation.gold.records import CAVEATS
from citaat.evaluation.grading.matching import NEGATIONS
from citaat.records import MAX_ANSWER, Abstained, Abstention, Answered, Caveat, Citation, Outcome, Passage

Outcomes = Sequence[Outcome | None]
Passages = Sequence[Passage]
SEED = 7
_SUGGESTED = 3
_CURT = {"words_unknown": "not_in_corpus", "nothing_known": "not_in_corpus"}
_NEGATION = re.compile(rf"\b(?:{'|'.join(sorted(NEGATIONS))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Planted:
    """A bad system: what it does, and how to turn true outcomes into its own.

    `floors` names the measures of which a floor would see it, the best one first; it must be
    seen by one of them, or break the promise that it names.
    """

    name: str
    plant: Callable[[Outcomes, Passages], list[Outcome | None]]
    floors: tuple[str, ...] = ()
    promise: str = ""


def first_citation(passage: Passage, n: int = 1) -> Citation:
    """The first sentence of a passage."""
    first = passage.sentences[0]
    return Citation(
        n,
        passage.id,
        passage.article_id,
        passage.title,
        passage.heading,
        passage.source,
        first.start,
        first.end,
        passage.slice(first.start, first.end),
        passage.sha256,
        passage.author,
        passage.date,
        passage.url,
    )


def answer_with(outcome: Outcome, passage: Passage) -> Answered:
    """An answer, whatever the question, with the first sentence of a passage."""
    citation = first_citation(passage)
    return Answered(outcome.question, citation.quote, 0.9, (citation,), outcome.caveats, outcome.id)


# Thousands of these are made: written out, because `replace` looks the fields up each time.
def _reworded(one: Answered, answer: str, citations: tuple[Citation, ...]) -> Answered:
    return Answered(one.question, answer, one.confidence, citations, one.caveats, one.id)


def caveated(one: Outcome, caveats: tuple[Caveat, ...]) -> Outcome:
    """The same outcome with other caveats."""
    if one.caveats == caveats:
        return one
    if isinstance(one, Answered):
        return Answered(one.question, one.answer, one.confidence, one.citations, caveats, one.id)
    return Abstained(one.question, one.confidence, one.abstention, caveats, one.id)


def _always_answers(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    return [answer_with(one, passages[0]) if isinstance(one, Abstained) else one for one in outcomes]


def _first_passage(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    return [one and answer_with(one, passages[0]) for one in outcomes]


def _always_abstains(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    never = Abstention("not_in_corpus", (), ())
    return [one and Abstained(one.question, 0.0, never, one.caveats, one.id) for one in outcomes]


def _shuffled_citations(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    answered = [at for at, one in enumerate(outcomes) if isinstance(one, Answered)]
    donors = list(answered)
    Random(SEED).shuffle(donors)
    result = list(outcomes)
    for at, donor in zip(answered, donors, strict=True):
        one, other = outcomes[at], outcomes[donor]
        if isinstance(one, Answered) and isinstance(other, Answered):
            result[at] = _reworded(one, one.answer, other.citations)
    return result


def _other_answers(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    """Whole answers given to other questions: each is true, and none is to the point."""
    answered = [one for one in outcomes if isinstance(one, Answered)]
    donors = answered[1:] + answered[:1]
    swapped = iter(_reworded(a, b.answer, b.citations) for a, b in zip(answered, donors, strict=True))
    return [next(swapped) if isinstance(one, Answered) else one for one in outcomes]


def _caveats_stripped(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    return [one and caveated(one, ()) for one in outcomes]


def _caveats_on_everything(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    every = tuple(Caveat(name, "warning", "Let op.", "planted", "", ()) for name in CAVEATS)
    return [one and caveated(one, every) for one in outcomes]


def _one_caveat_stripped(name: str) -> Callable[[Outcomes, Passages], list[Outcome | None]]:
    def plant(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
        return [one and caveated(one, tuple(c for c in one.caveats if c.id != name)) for one in outcomes]

    return plant


def _cut_before_negation(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
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
            kept.append(replace(citation, quote=shorter, end=citation.start + len(shorter)))
        break
    if not kept or tuple(kept) == outcome.citations:
        return outcome
    return _reworded(outcome, "\n".join(one.quote for one in kept), tuple(kept))


def _constant_confidence(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    return [
        Answered(one.question, one.answer, 0.9, one.citations, one.caveats, one.id)
        if isinstance(one, Answered)
        else one
        for one in outcomes
    ]


def _sure_silences(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    return [
        Abstained(one.question, 1.0, one.abstention, one.caveats, one.id)
        if isinstance(one, Abstained)
        else one
        for one in outcomes
    ]


def _curt_silences(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    """Abstentions that help nobody to ask a better question, and say so truly."""
    return [
        Abstained(
            one.question,
            one.confidence,
            Abstention(_CURT.get(one.abstention.code, one.abstention.code), (), ()),
            one.caveats,
            one.id,
        )
        if isinstance(one, Abstained)
        else one
        for one in outcomes
    ]


def _same_suggestions(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    """The same headings for everybody: those that are suggested most."""
    silent = [one for one in outcomes if isinstance(one, Abstained) and one.abstention.suggestions]
    counts = Counter(heading for one in silent for heading in one.abstention.suggestions)
    most = tuple(heading for heading, _ in counts.most_common(_SUGGESTED))
    return [
        replace(one, abstention=replace(one.abstention, suggestions=most))
        if isinstance(one, Abstained) and one.abstention.suggestions
        else one
        for one in outcomes
    ]


def _padded(outcomes: Outcomes, passages: Passages) -> list[Outcome | None]:
    """The right sentence among sentences of other passages."""
    return [_pad(one, passages, at) if isinstance(one, Answered) else one for at, one in enumerate(outcomes)]


def _pad(outcome: Answered, passages: Passages, at: int) -> Answered:
    cited, answer = list(outcome.citations), outcome.answer
    for step in range(1, min(len(passages), 12)):
        other = first_citation(passages[(at + 7 * step) % len(passages)], len(cited) + 1)
        fresh = all(other.source != one.source or other.passage_id != one.passage_id for one in cited)
        if fresh and len(cited) < 3 and len(answer) + len(other.quote) < MAX_ANSWER:
            cited.append(other)
            answer = f"{answer}\n{other.quote}"
    return outcome if len(cited) == len(outcome.citations) else _reworded(outcome, answer, tuple(cited))


PLANTED = (
    Planted("always answers", _always_answers, ("abstention_recall", "accuracy")),
    Planted("always abstains", _always_abstains, ("answer_accuracy", "accuracy", "evidence@1")),
    Planted("first passage", _first_passage, ("answer_accuracy", "accuracy", "evidence@1")),
    Planted("shuffled citations", _shuffled_citations, promise="grounding"),
    Planted("answers to other questions", _other_answers, ("answer_accuracy", "accuracy", "evidence@1")),
    Planted("caveats stripped", _caveats_stripped, ("caveat_recall",)),
    Planted("emergencies stripped", _one_caveat_stripped("spoed"), ("caveat_recall:spoed", "caveat_recall")),
    Planted("caveats on everything", _caveats_on_everything, ("nagging", "caveat_false_alarm")),
    Planted("cut before a negation", _cut_before_negation, promise="whole_quotes"),
    Planted("constant confidence", _constant_confidence, ("AUROC",)),
    Planted("sure abstentions", _sure_silences, ("Brier:unanswerable",)),
    Planted("curt abstentions", _curt_silences, ("guidance",)),
    Planted("the same suggestions", _same_suggestions, ("suggestion_hit",)),
    Planted("padded answers", _padded, ("evidence_share", "useless_citations")),
)
