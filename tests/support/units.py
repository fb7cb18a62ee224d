"""What an article or record is answered with, made without an index."""

from citaat.answer.compose import Span, shown_span
from citaat.corpus.passages import article_passages, record_passage
from citaat.corpus.units import unit_spans
from citaat.records import Article, Passage

_FRONT = '+++\ntitle = "{title}"\n+++\n\n'


def passages(text: str, title: str = "Titel") -> list[Passage]:
    """The passages of an article with this Markdown below its front matter."""
    whole = f"{_FRONT.format(title=title)}{text}\n"
    return article_passages(Article("a", title, "a.md", whole, "0" * 64), frozenset())


def record(text: str) -> Passage:
    """The passage of a record of a passage file."""
    return record_passage(Article("r", "Titel", "c.jsonl#r", text, "0" * 64), frozenset())


def shown_units(*found: Passage) -> list[str]:
    """All that can be answered of these passages, as it is shown."""
    return [shown_span(Span(0, *span), passage) for passage in found for span in unit_spans(passage)]
