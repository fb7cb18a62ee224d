"""The units an answer is made of, whole sentences and whole lists, with what each one says."""

from collections.abc import Mapping, Sequence

from citaat.dutch.analysis import Analyser, Token
from citaat.light import dataclass
from citaat.records import MAX_ANSWER, Passage, Sentence

PART = 0.6


@dataclass(frozen=True, slots=True)
class Unit:
    """Consecutive sentences `first`..`last` of a passage that are shown together.

    `says` maps each term of its text (lemma, compound part) to how strongly
    it is said there; `asked` does the same for all aliases that point to it together.
    """

    passage: int
    first: int
    last: int
    says: Mapping[str, float]
    asked: Mapping[str, float]


def unit_spans(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Which sentences go together: a list with its lead-in (when it fits), else each alone."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(sentences):
        last = at
        if sentences[at].kind == "lead":
            while last + 1 < len(sentences) and sentences[last + 1].kind == "item":
                last += 1
            if sentences[last].end - sentences[at].start > MAX_ANSWER:
                last = at
        spans.append((at, last))
        at = last + 1
    return spans


def saying(tokens: Sequence[Token]) -> dict[str, float]:
    """The terms of a text with their strengths: 1 for a lemma, less for the part of a compound."""
    says: dict[str, float] = {}
    for token in tokens:
        if token.role != "stop":
            says[token.lemma] = 1.0
            for part in token.parts:
                raise_to(says, part, PART)
    return says


def passage_units(number: int, passage: Passage, analyser: Analyser,
                  asks: Mapping[tuple[int, int], Sequence[Mapping[str, float]]]) -> list[Unit]:  # fmt: skip
    """The units of passage `number`; `asks` says what the aliases of (passage, sentence) say."""
    units = []
    for first, last in unit_spans(passage.sentences):
        span = passage.sentences[first : last + 1]
        text = passage.slice(span[0].start, span[-1].end)
        asked: dict[str, float] = {}
        for sentence in range(first, last + 1):
            for says in asks.get((number, sentence), ()):
                for term, strength in says.items():
                    raise_to(asked, term, strength)
        units.append(Unit(number, first, last, saying(analyser.tokens(text)), asked))
    return units


def raise_to(says: dict[str, float], term: str, strength: float) -> None:
    """Let `says` say `term` at least as strongly as this."""
    if says.get(term, 0.0) < strength:
        says[term] = strength
