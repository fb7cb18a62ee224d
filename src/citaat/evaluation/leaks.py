"""Test questions that the system was told: in the lexicon, in the rules' examples, in what was fitted on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from citaat.analysis import Analyser
from citaat.evaluation.gold import Question
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
    lemmas = [_lemmas(one.text, analyser) for one in texts]
    holding: dict[str, list[int]] = {}
    for at, own in enumerate(lemmas):
        for lemma in sorted(own):
            holding.setdefault(lemma, []).append(at)
    for question in questions:
        if question.split == "test":
            own = _lemmas(question.text, analyser)
            shared = Counter(at for lemma in own for at in holding.get(lemma, ()))
            near = {at: count / len(own | lemmas[at]) for at, count in shared.items()}
            yield from _worst(question, own, near, texts)


def _worst(
    question: Question, own: frozenset[str], near: dict[int, float], texts: Sequence[Told]
) -> Iterator[Finding]:
    """The likest text of each place, where that is a leak."""
    seen: set[str] = set()
    for at in sorted(near, key=lambda at: (-near[at], at)):
        text = texts[at]
        told_of = question.answerable is not None or not text.answers
        leak = near[at] >= (1.0 if len(own) < _SHORT else ALIKE)
        if leak and told_of and text.code not in seen:
            seen.add(text.code)
            alike = "is, in other forms of its words," if near[at] == 1 else "is nearly"
            message = f"{question.id}: {alike} {text.what}: {text.text[:_SHOWN]!r}"
            fix = "remove that text, or move the question to dev"
            yield Finding(text.code, question.file, question.line, message, fix)


def _lemmas(text: str, analyser: Analyser) -> frozenset[str]:
    return frozenset(one.lemma for one in analyser.tokens(text) if one.role != "stop" and not one.derived)
