"""Choosing the words of an answer: whole sentences and lists, at most three places, 700 characters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citaat.question import Reading
from citaat.ranking import Ranked
from citaat.records import MAX_ANSWER, MAX_CITATIONS, Citation, Passage, Sentence
from citaat.store import Passages

# A further place is shown when its score is this near to the best one.
NEAR = 2.0
# What a wholly new part of the question is worth beside the score.
NEW_PART = 3.0
_BACKWARD = re.compile(r"(?:dit|dat|zo|daarbij|deze|daarom|om deze reden|hiervan|hierdoor|daardoor|daarna|het|ze|hij|zij|ook|die|verder|dan)\b", re.I)  # fmt: skip
_ONWARD = re.compile(r"(?:dit|zo|dat|daarom|helaas|daardoor|hierdoor|dus|want)\b", re.I)
_FOLLOWING = 160
_VERDICT = re.compile(
    r"(?:ja|nee|absoluut|zeker|klopt|jazeker|helaas|niet altijd|soms)\b[^.!?]{0,40}[.!?…]", re.I
)
_BULLET = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+", re.M)


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive sentences of one passage."""

    passage: int
    first: int
    last: int


def compose(reading: Reading, ranked: Sequence[Ranked], passages: Passages) -> list[Span]:
    """The spans to show, best first. Empty when nothing was ranked."""
    if not ranked:
        return []
    composer = _Composer(passages)
    composer.add(ranked[0])
    covered = list(ranked[0].candidate.context)
    rest = list(ranked[1:40])
    while rest and len(composer.spans) < MAX_CITATIONS:
        worth = [entry.score + NEW_PART * _gain(reading, covered, entry) for entry in rest]
        best = max(range(len(rest)), key=lambda at: (worth[at], -at))
        if worth[best] < ranked[0].score - NEAR:
            break
        entry = rest.pop(best)
        if composer.add(entry):
            covered = [max(pair) for pair in zip(covered, entry.candidate.context, strict=True)]
    return composer.spans


def _gain(reading: Reading, covered: Sequence[float], entry: Ranked) -> float:
    """The share of the question that `entry` covers and the answer so far does not."""
    together = [max(pair) for pair in zip(covered, entry.candidate.context, strict=True)]
    return reading.coverage(together) - reading.coverage(covered)


class _Composer:
    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self.spans: list[Span] = []
        self._shown: set[str] = set()

    def add(self, entry: Ranked) -> bool:
        """Show this unit too, unless it is shown already or there is no room for it."""
        unit = entry.candidate.unit
        passage = self._passages[unit.passage]
        bare = Span(unit.passage, unit.first, unit.last)
        whole = _widened(bare, passage)
        for span in (whole, bare):
            if self._fits(span, passage):
                self._place(span, passage)
                return True
        return False

    def _fits(self, span: Span, passage: Passage) -> bool:
        fresh = _plain(quote(span, passage))
        if fresh in self._shown or any(fresh in shown for shown in self._shown):
            return False
        length = sum(len(shown_text(quote(other, self._passages[other.passage]))) + 1 for other in self.spans)
        return length + len(shown_text(quote(span, passage))) <= MAX_ANSWER

    def _place(self, span: Span, passage: Passage) -> None:
        for at, other in enumerate(self.spans):
            touching = (
                other.passage == span.passage
                and other.first <= span.last + 1
                and span.first <= other.last + 1
            )
            if touching:
                merged = Span(span.passage, min(other.first, span.first), max(other.last, span.last))
                self.spans[at] = merged
                self._shown.add(_plain(quote(merged, passage)))
                return
        self.spans.append(span)
        self._shown.add(_plain(quote(span, passage)))


def _widened(span: Span, passage: Passage) -> Span:
    """With the sentence before one that points back, and the one after that explains it."""
    first, last = span.first, span.last
    sentences = passage.sentences
    text = passage.slice(sentences[first].start, sentences[last].end)
    if first > 0 and _BACKWARD.match(text) and sentences[first - 1].kind == "sentence":
        first -= 1
    following = sentences[last + 1] if last + 1 < len(sentences) else None
    if following is not None and (_VERDICT.fullmatch(text) or _explains(passage, following)):
        last += 1
    return Span(span.passage, first, last)


def _explains(passage: Passage, following: Sentence) -> bool:
    """Whether `following` goes on about what was just said ("Dit is omdat …", "Zo weet je …")."""
    text = passage.slice(following.start, following.end)
    return following.kind == "sentence" and len(text) <= _FOLLOWING and bool(_ONWARD.match(text))


def quote(span: Span, passage: Passage) -> str:
    """The exact text of a span, line breaks and bullets included."""
    return passage.slice(passage.sentences[span.first].start, passage.sentences[span.last].end)


def shown_text(text: str) -> str:
    """A quote as it is shown: one kind of bullet, no empty lines."""
    lines = (_BULLET.sub("- ", line.rstrip()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line.strip())


def _plain(text: str) -> str:
    return " ".join(_BULLET.sub("", text).lower().split())


def citation(span: Span, passage: Passage, n: int) -> Citation:
    """The citation of a span."""
    start, end = passage.sentences[span.first].start, passage.sentences[span.last].end
    return Citation(
        n, passage.id, passage.article_id, passage.title, passage.heading, passage.source,
        start, end, passage.slice(start, end), passage.sha256,
    )  # fmt: skip
