"""Systems that break one promise of the contract: each must be refused by the name of that promise.

`spoil` turns one true outcome into a broken one, or gives the very same one where it has nothing to break.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from citaat.evaluation.grading.caveats import NET, SEARCH_FAILED
from citaat.evaluation.grading.matching import words
from citaat.evaluation.trials.planted import answer_with, caveated
from citaat.outcome.shown import shown
from citaat.records import (
    EMERGENCY,
    KNOWN_GAP,
    Abstained,
    Abstention,
    Answered,
    Caveat,
    Citation,
    Outcome,
    Passage,
)

_SENTENCE = re.compile(r"(?<=[.!?…:])\s+|\n+")
_COMMA = re.compile(r"(\d),(\d)")
Passages = Sequence[Passage]
Spoil = Callable[[Outcome, Passages], Outcome]


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A system that breaks `promise`."""

    name: str
    promise: str
    spoil: Spoil


def _cited(change: Callable[[tuple[Citation, ...]], tuple[Citation, ...]]) -> Spoil:
    """Changes the citations of answers."""

    def spoil(one: Outcome, passages: Passages) -> Outcome:
        return replace(one, citations=change(one.citations)) if isinstance(one, Answered) else one

    return spoil


def _warned(change: Callable[[tuple[Caveat, ...]], tuple[Caveat, ...]]) -> Spoil:
    """Changes the caveats."""
    return lambda one, passages: caveated(one, change(one.caveats))


def _worded(text: Callable[[str], str]) -> Spoil:
    return _warned(lambda own: tuple(replace(one, text=text(one.text)) for one in own))


def _each(**changes: object) -> Callable[[tuple[Citation, ...]], tuple[Citation, ...]]:
    return lambda own: tuple(replace(one, **changes) for one in own)  # type: ignore[arg-type]


def _rotated(own: tuple[Caveat, ...]) -> tuple[Caveat, ...]:
    """Each caveat with the text of the next one."""
    texts = [one.text for one in own[1:] + own[:1]]
    return tuple(replace(one, text=text) for one, text in zip(own, texts, strict=True))


def _coded(one: Outcome, passages: Passages) -> Outcome:
    if not isinstance(one, Abstained):
        return one
    return replace(one, abstention=Abstention("zomaar", one.abstention.unmatched, one.abstention.suggestions))


def _suggesting(one: Outcome, passages: Passages) -> Outcome:
    if not isinstance(one, Abstained):
        return one
    return replace(one, abstention=replace(one.abstention, suggestions=("Een kop die er niet is",)))


def _answering(one: Outcome, passages: Passages) -> Outcome:
    """Emergencies answered, with another sentence and full confidence."""
    certain = any(c.severity == EMERGENCY and not c.rule.startswith(NET) for c in one.caveats)
    return replace(answer_with(one, passages[-1]), confidence=0.99) if certain else one


def _moved(own: tuple[Citation, ...]) -> tuple[Citation, ...]:
    return tuple(replace(one, start=one.start + 1, end=one.end + 1) for one in own)


def _sided(one: Outcome, passages: Passages) -> Outcome:
    """Each citation as if it stood in another passage."""
    if not isinstance(one, Answered):
        return one
    cited = tuple(
        replace(c, passage_id=next((p.id for p in passages if p.id != c.passage_id), "nergens"))
        for c in one.citations
    )
    return replace(one, citations=cited)


def _worded_answer(text: Callable[[str], str]) -> Spoil:
    return lambda one, passages: replace(one, answer=text(one.answer)) if isinstance(one, Answered) else one


def _waiting(own: tuple[Caveat, ...]) -> tuple[Caveat, ...]:
    """Who has to call is told that it can wait."""
    return tuple(
        replace(one, text=f"{one.text} Wacht eerst een uur af.") if one.severity == EMERGENCY else one
        for one in own
    )


def _first_word(one: Outcome, passages: Passages) -> Outcome:
    """Each caveat as if it were for the first word of the question."""
    first = (words(one.question) or ("",))[0]
    return caveated(one, tuple(replace(own, trigger=first) for own in one.caveats))


def _reasoned(one: Outcome, passages: Passages) -> Outcome:
    """Emergencies in which the corpus is said to be silent."""
    if not isinstance(one, Abstained) or one.abstention.code != EMERGENCY:
        return one
    return replace(one, abstention=Abstention("not_in_corpus", (), ()))


def _quiet(one: Outcome, passages: Passages) -> Outcome:
    """Emergencies of which nothing is said, not even by silence."""
    return _reasoned(caveated(one, tuple(own for own in one.caveats if own.severity != EMERGENCY)), passages)


def _told(code: str) -> Spoil:
    """Abstentions for this reason, whatever the reason is."""

    def spoil(one: Outcome, passages: Passages) -> Outcome:
        if not isinstance(one, Abstained) or one.abstention.code in (EMERGENCY, code):
            return one
        return replace(one, abstention=Abstention(code, (), one.abstention.suggestions))

    return spoil


def _lettered(one: Outcome, passages: Passages) -> Outcome:
    """The end of a word of the question called unknown, where it is no word of the question by itself."""
    asked = words(one.question)
    longest = sorted((word for word in asked if word[-2:] not in asked), key=len, reverse=True)
    return _unmatched("words_unknown", longest[0][-2:])(one, passages) if longest else one


def _upside_down(one: Outcome, passages: Passages) -> Outcome:
    """The sentences of an answer from the last one to the first."""
    if not isinstance(one, Answered):
        return one
    told = _SENTENCE.split(one.answer)
    return replace(one, answer="\n".join(told[::-1]))


def _shortened(one: Outcome, passages: Passages) -> Outcome:
    """An answer without its first sentence, which may have been "Nee."."""
    if not isinstance(one, Answered):
        return one
    return replace(one, answer="\n".join(_SENTENCE.split(one.answer)[1:]) or one.answer)


def _unheaded(one: Outcome, passages: Passages) -> Outcome:
    """An answer without the headings that its quotes are understood by: "vuurwerk" for "Verboden: vuurwerk"."""
    if not isinstance(one, Answered):
        return one
    return replace(one, answer="\n".join(shown(replace(own, under="")) for own in one.citations))


def _knowing(one: Outcome, passages: Passages) -> Outcome:
    """Words of the question that the corpus has, called unknown."""
    if not isinstance(one, Abstained):
        return one
    told = {word for passage in passages for word in words(passage.text)}
    known = tuple(word for word in words(one.question) if word[1:] and word in told)
    return (
        one
        if not known
        else replace(one, abstention=Abstention("words_unknown", known, one.abstention.suggestions))
    )


def _unmatched(code: str = "", *unmatched: str) -> Spoil:
    """Abstentions with another code, and with these words as the unknown ones."""

    def spoil(one: Outcome, passages: Passages) -> Outcome:
        if not isinstance(one, Abstained) or one.abstention.code == EMERGENCY:
            return one
        told = Abstention(code or one.abstention.code, unmatched, one.abstention.suggestions)
        return replace(one, abstention=told)

    return spoil


def _bare(one: Outcome, passages: Passages) -> Outcome:
    return replace(one, citations=()) if isinstance(one, Answered) else one


SPOILT = (
    Spoilt("caveats say it is safe", "caveat_text", _worded(lambda text: f"{text} Dat is volkomen veilig.")),
    Spoilt(
        "caveats say that all is well",
        "caveat_text",
        _worded(lambda text: f"{text} Er is niets aan de hand."),
    ),
    Spoilt("emergencies that can wait", "caveat_text", _warned(_waiting)),
    Spoilt("caveats without a text", "caveat_text", _worded(lambda text: ".")),
    Spoilt("caveats with each other's text", "caveat_own_text", _warned(_rotated)),
    Spoilt("caveats reworded", "caveat_own_text", _worded(lambda text: f"{text} Lees ook de bijsluiter.")),
    Spoilt(
        "caveats without citations",
        "caveat_citations",
        _warned(lambda own: tuple(replace(one, citations=()) for one in own)),
    ),
    Spoilt(
        "emergencies as warnings",
        "caveat_severity",
        _warned(lambda own: tuple(replace(one, severity="warning") for one in own)),
    ),
    Spoilt(
        "caveats in the wrong order",
        "caveat_order",
        _warned(lambda own: own[::-1] if own and own[0].id == "spoed" else own),
    ),
    Spoilt("a caveat given twice", "caveat_ids", _warned(lambda own: own + own[:1])),
    Spoilt(
        "caveats for other words",
        "caveat_trigger",
        _warned(lambda own: tuple(replace(one, trigger="kwibus") for one in own)),
    ),
    Spoilt(
        "caveats for a letter",
        "caveat_trigger",
        _warned(lambda own: tuple(replace(one, trigger=one.trigger[:1]) for one in own)),
    ),
    Spoilt("caveats for the first word", "caveat_trigger", _first_word),
    Spoilt("emergencies silent for another reason", "emergency_told", _reasoned),
    Spoilt("no emergency, and silent for one", "emergency_told", _unmatched(EMERGENCY)),
    Spoilt("emergencies answered", "emergency_silent", _answering),
    Spoilt("emergencies kept quiet", "emergency_warned", _quiet),
    Spoilt(
        "wrong numbers",
        "citation_numbers",
        _cited(lambda own: tuple(replace(one, n=one.n + 1) for one in own)),
    ),
    Spoilt("another passage", "citation_passage", _sided),
    Spoilt("another title", "citation_title", _cited(_each(title="Een ander artikel"))),
    Spoilt("another heading", "citation_heading", _cited(_each(heading="Een andere kop"))),
    Spoilt("another address", "citation_source", _cited(_each(url="ergens/anders"))),
    Spoilt("another author", "citation_source", _cited(_each(author="Iemand anders"))),
    Spoilt("made-up columns", "citation_source", _cited(_each(columns="| Kwibus | Kwabus |"))),
    Spoilt("a made-up heading above it", "citation_source", _cited(_each(under="Kwibus"))),
    Spoilt("another article", "citation_validity", _cited(_each(article_id="een-ander"))),
    Spoilt("another version", "citation_validity", _cited(_each(sha256="0" * 64))),
    Spoilt("places one character off", "citation_validity", _cited(_moved)),
    Spoilt(
        "the same citation twice",
        "distinct_citations",
        _cited(lambda own: (*own[:1], *(replace(one, n=at) for at, one in enumerate(own[:2], 2)))),
    ),
    Spoilt("no citation", "citation_validity", _bare),
    Spoilt("more than the quotes say", "grounding", _worded_answer(lambda text: f"{text} Dat is bewezen.")),
    Spoilt("sentences upside down", "answer_order", _upside_down),
    Spoilt("the first sentence left out", "answer_order", _shortened),
    Spoilt("the headings of quotes left out", "answer_order", _unheaded),
    Spoilt("facts as questions", "answer_order", _worded_answer(lambda text: text.replace(".", "?"))),
    Spoilt(
        "numbers without their comma", "grounding", _worded_answer(lambda text: _COMMA.sub(r"\1-\2", text))
    ),
    Spoilt("orders to the terminal", "answer_visible", _worded_answer(lambda text: f"\x1b[2J{text}")),
    Spoilt("text turned round", "answer_visible", _worded_answer(lambda text: f"\u202e{text}")),
    Spoilt(
        "another question",
        "question_echoed",
        lambda one, passages: replace(one, question=f"{one.question.strip()}!"),
    ),
    Spoilt("confidence of two", "confidence_range", lambda one, passages: replace(one, confidence=2.0)),
    Spoilt("a code of its own", "abstention_code", _coded),
    Spoilt("every silence a known gap", "known_gap_listed", _told(KNOWN_GAP)),
    Spoilt("every silence a breakdown", "outcomes", _told(SEARCH_FAILED)),
    Spoilt("made-up suggestions", "suggestions_known", _suggesting),
    Spoilt("unknown words nobody asked", "unmatched_asked", _unmatched("words_unknown", "kwibus")),
    Spoilt("a letter as an unknown word", "unmatched_asked", _lettered),
    Spoilt("unknown words kept back", "unmatched_told", _unmatched("words_unknown")),
    Spoilt("nothing known, and no word unknown", "unmatched_told", _unmatched("nothing_known")),
    Spoilt("known words called unknown", "unmatched_unknown", _knowing),
)
