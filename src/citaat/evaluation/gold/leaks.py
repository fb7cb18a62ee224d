"""Test questions that the system was told: in the lexicon, in the rules' examples, in what was fitted on."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.resemblance import contained, resembling
from citaat.evaluation.gold.verbatim import verbatim
from citaat.findings import Finding

# Two questions with this share of all their lemmas in common ask the same in nearly the same words.
ALIKE = 0.8
# So few words are alike by chance: questions this short leak only when nothing differs.
_SHORT = 3
# A question of which another text holds this share, close together, was told inside that text.
_LONG = 5
INSIDE = 0.9
_ROOM = 1.2
_SHOWN = 60
# A text's words that carry meaning, in order, each in its dictionary form.
Lemmas = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """A text that the system was made with; `code` and `what` say in which place it stands.

    `answers`: it serves the choice of answers, and so tells nothing about a probe for caveats. `scattered`: its words
    belong together, wherever in it they stand.
    """

    code: str
    what: str
    text: str
    answers: bool
    scattered: bool = False


def told(askings: Iterable[str], examples: Iterable[str], messages: Iterable[str]) -> list[Told]:
    """The texts of the lexicon's aliases and gaps, of the caveat rules, and of the fitted messages."""
    return [
        *(Told("gold-alias", "an alias or gap of the lexicon", one, True) for one in askings),
        *(Told("gold-example", "an example of a caveat rule", one, False) for one in examples),
        *(Told("gold-message", "a message that the caveats are fitted on", one, False) for one in messages),
    ]


def leaks(questions: Sequence[Question], texts: Sequence[Told], lemmas: Lemmas) -> Iterator[Finding]:
    """A finding for each test question and place where it stands, as it is or nearly so.

    Also where it stands inside a longer text, behind a chatty sentence, say. The test question
    itself is not shown: who mends the other text need not read it.
    """
    held_out = [one for one in questions if one.split == "test"]
    asked = [lemmas(one.text) for one in held_out]
    written = [lemmas(one.text) for one in texts]
    near: dict[int, list[tuple[float, int]]] = {}
    for number, at, share in resembling(asked, written, ALIKE):
        if share == 1 or len(set(asked[number])) >= _SHORT:
            near.setdefault(number, []).append((-share, at))
    for number, at, share in contained(asked, written, INSIDE):
        own = set(asked[number])
        close = texts[at].scattered or _window(own, written[at]) <= _ROOM * len(own)
        if len(own) >= _LONG and close:
            near.setdefault(number, []).append((-share * ALIKE, at))
    for number, at in verbatim([one.text for one in held_out], [one.text for one in texts]):
        near.setdefault(number, []).append((-1, at))
    for number, found in sorted(near.items()):
        yield from _worst(held_out[number], sorted(found), texts)


def _window(wanted: Collection[str], text: Sequence[str]) -> int:
    """The length of the shortest stretch of `text` that holds all of `wanted` that it holds anywhere."""
    places = [(at, one) for at, one in enumerate(text) if one in wanted]
    needed = len({one for _, one in places})
    best, first = len(text), 0
    counts: Counter[str] = Counter()
    for at, one in places:
        counts[one] += 1
        while len(counts) == needed:
            start, lemma = places[first]
            best = min(best, at - start + 1)
            counts[lemma] -= 1
            first += 1
            if not counts[lemma]:
                del counts[lemma]
    return best


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
