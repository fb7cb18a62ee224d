"""Composing an answer: whole sentences and lists, few places, nothing twice, never too long."""

from hypothesis import given
from hypothesis import strategies as st

from citaat.answer.compose import Span, citation, shown_span
from citaat.corpus.units import unit_spans
from citaat.engine import Engine
from citaat.records import MAX_ANSWER, MAX_CITATIONS

WORDS = [
    "magnesium",
    "spierpijn",
    "hoeveel",
    "slikken",
    "niet",
    "bananen",
    "slaap",
    "waarom",
    "te",
    "veel",
    "voeding",
    "overschot",
    "klachten",
    "uur",
]


@given(question=st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join))
def test_spans_are_whole_distinct_and_fit(engine: Engine, question: str) -> None:
    spans = engine.trace(question).spans
    passages = engine.passages
    assert len(spans) <= MAX_CITATIONS
    shown = [shown_span(span, passages[span.passage]) for span in spans]
    assert len("\n".join(shown)) <= MAX_ANSWER
    for number, span in enumerate(spans):
        sentences = passages[span.passage].sentences
        assert 0 <= span.first <= span.last < len(sentences)
        # A list is never cut: its items come with their lead-in and all the others.
        assert not (sentences[span.last].kind == "item" and sentences[span.first].kind == "item")
        if sentences[span.last].kind == "item":
            assert span.last == len(sentences) - 1 or sentences[span.last + 1].kind != "item"
        for other in spans[number + 1 :]:
            assert other.passage != span.passage or other.first > span.last or other.last < span.first


def test_every_span_of_every_passage_cites_itself(engine: Engine) -> None:
    for number, passage in enumerate(engine.passages):
        for first, last in unit_spans(passage):
            made = citation(Span(number, first, last), passage, 1)
            assert made.quote == passage.text[made.start - passage.start : made.end - passage.start]
            assert len(shown_span(Span(number, first, last), passage)) <= MAX_ANSWER
