"""The paragraph behind an answer where that is an exception to it ("Deze prijzen gelden niet voor bedrijven")."""

from collections.abc import Sequence

from citaat.answer.compose import Span, shown_span
from citaat.corpus.headings.turning import narrows
from citaat.index.passages import Passages
from citaat.light import IGNORE_CASE, Pattern
from citaat.records import MAX_ANSWER, MAX_CITATIONS, Passage

# A longer paragraph has a subject of its own.
_LONGEST = 200
_BEGINS = Pattern(
    r"(?:let op|maar|behalve|uitzonder\w+|tenzij|alleen|echter|wel|niet|ook niet|(?:dat|dit|deze|die|het)\b.{0,40}\b(?:niet|alleen|wel|verander\w*)"
    r"|(?:in|op|tijdens|tussen|na|voor|vóór|vanaf|sinds|tot|van|onder|boven|met|zonder|is|bent|heeft|hebt|gebruikt|wie) )\b",
    IGNORE_CASE,
)
_LIMITS = Pattern(
    r"\b(?:niet|geen|niets|nooit|alleen|behalve|tenzij|mits|verboden|dicht|gesloten|eerder|later|minder|meer|dubbel\w*|gratis"
    r"|uitgezonderd|uitzondering|verandert|anders|eerst|stop\w*|bel\w*)\b",
    IGNORE_CASE,
)


def with_exceptions(spans: Sequence[Span], passages: Passages) -> list[Span]:
    """The spans, each that ends its paragraph with the exception that the next one makes, as far as there is room."""
    made, taken = list[Span](), {span.passage for span in spans}
    left = MAX_CITATIONS - len(spans)
    room = MAX_ANSWER - sum(_length(span, passages) for span in spans) + 1
    for span in spans:
        made.append(span)
        following = _exception(span, passages) if left else None
        if following and following.passage not in taken and _length(following, passages) <= room:
            made.append(following)
            taken.add(following.passage)
            left, room = left - 1, room - _length(following, passages)
    return made


def _length(span: Span, passages: Passages) -> int:
    """How long it is as it is shown, with the line end before it."""
    return len(shown_span(span, passages[span.passage])) + 1


def _exception(span: Span, passages: Passages) -> Span | None:
    """The first sentence of the next paragraph of the section, where it limits what was said."""
    passage: Passage = passages[span.passage]
    number = span.passage + 1
    if span.last + 1 < len(passage.sentences) or number == len(passages):
        return None
    following: Passage = passages[number]
    first = following.sentences[0]
    if following.section != passage.section or first.kind != "sentence":
        return None
    text = following.slice(first.start, first.end)
    if len(text) > _LONGEST or not _LIMITS.compiled.search(text):
        return None
    if not (_BEGINS.compiled.match(text) or narrows(" ".join(text.split()[:2]), "")):
        return None
    return Span(number, 0, 0)
