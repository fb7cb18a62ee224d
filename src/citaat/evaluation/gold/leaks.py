"""Test questions that the system was told: in the lexicon, in the rules' examples, in what was fitted on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from citaat.dutch.analysis import Analyser
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.resemblance import resembling
from citaat.findings import Finding

# Two questions with this share of all their lemmas in common ask the same in nearly the same words.
ALIKE = 0.8
# So few words are alike by chance: questions this short leak only when nothing differs.
_SHORT = 3
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A text that the system was made with; `code` and `what` say in which place it stands.

    `answers`: it serves the choice of answers, and so tells nothing about a probe for caveats.
    """

    code: str
    what: str
    text: str
    answers: bool


def told(askings: Iterable[str], examples: Iterable[str], messages: Iterable[str]) -> list[Told]:
    """The texts of the lexicon's aliases and gaps, of the caveat rules, and of the fitted messages."""
    return [
        *(Told("gold-alias", "an alias or gap of the lexicon", one, True) for one in askings),
        *(Told("gold-example", "an example of a caveat rule", one, False) for one in examples),
        *(Told("gold-message", "a message that the caveats are fitted on", one, False) for one in messages),
    ]


def leaks(questions: Sequence[Question], texts: Sequence[Told], analyser: Analyser) -> Iterator[Finding]:
    """A finding for each test question and place where it stands, as it is or nearly so.

    The test question itself is not shown: who mends the other text need not read it.
    """
    held_out = [one for one in questions if one.split == "test"]
    asked = [_lemmas(one.text, analyser) for one in held_out]
    near: dict[int, list[tuple[float, int]]] = {}
    for number, at, share in resembling(asked, [_lemmas(one.text, analyser) for one in texts], ALIKE):
        if share == 1 or len(asked[number]) >= _SHORT:
            near.setdefault(number, []).append((-share, at))
    for number, found in near.items():
        yield from _worst(held_out[number], sorted(found), texts)


def _worst(question: Question, near: Sequence[tuple[float, int]], texts: Sequence[Told]) -> Iterator[Finding]:
    """The likest text of each place, where that is a leak; `near` has shares below zero, the likest first."""
    seen: set[str] = set()
    for share, at in near:
        text = texts[at]
        told_of = question.answerable is not None or not text.answers
        if told_of and text.code not in seen:
            seen.add(text.code)
            alike = "is, in other forms of its words," if share == -1 else "is nearly"
            message = f"{question.id}: {alike} {text.what}: {text.text[:_SHOWN]!r}"
            fix = "remove that text, or move the question to dev"
            yield Finding(text.code, question.file, question.line, message, fix)


def _lemmas(text: str, analyser: Analyser) -> frozenset[str]:
    return frozenset(one.lemma for one in analyser.tokens(text) if one.role != "stop" and not one.derived)
