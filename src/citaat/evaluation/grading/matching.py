"""Text comparisons of the grader: folded, by offsets, and independent of the system's own code."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from citaat.evaluation.gold.records import Evidence
from citaat.records import Article, Citation

NEGATIONS = frozenset(
    ["niet", "nooit", "geen", "niemand", "niets", "nergens", "noch", "zonder", "nauwelijks", "amper"]
)
_WORD = re.compile(r"[^\W_]+|[<>≤≥%]")
# As it is said: a number with its sign, comma or dash is one thing, or "1,5 mg" would be "1-5 mg".
_SAID = re.compile(r"(?:(?<!\w)[-−±])?\d+(?:[.,:/–—-]\d+)*|[^\W\d_]+|[<>≤≥%]")
_UNIT = re.compile(r"(?<=[.!?…])[\"'”’)\]»]*\s+|\n+")
# What Markdown may put around sentences: marks of quotes and lists before them, the end of bold, of
# a link or a tag and marks of footnotes after them, comments beside them.
_LINE_START = re.compile(
    r"[\s>|]*(?:(?:[-*+•]|#{1,6}|\d{1,3}[.)])\s+|\w+\s*=\s*|\[\^\S+\]:\s*|.*-->\s*)*[\"'“‘(*_]*$"
)
_CLOSING = r"(?:[\"'”’)»*_~`¹²³⁰⁴-⁹]|\](?:\([^()\s]*\))?|\[\^?[\w-]+\]|</?\w+[ ]?/?>)*"
_SENTENCE_START = re.compile(
    rf"[.!?…]{_CLOSING}(?:\s|<br[ ]?/?>|<!--.*?-->)*(?<=[\s>])[\"'“‘(*_]*$", re.DOTALL
)
_SENTENCE_END = re.compile(rf"[.!?…:;]{_CLOSING}$")
_LINE_END = re.compile(r"[\"'”’)\]»*_\s|\\]*(?:<!--.*|<br.*)?$")
_LEAD = 200


def fold(text: str) -> str:
    """Case folded; white space of any kind, no-break spaces included, is one space."""
    return " ".join(text.casefold().split())


def words(text: str) -> tuple[str, ...]:
    """The words, numbers and comparison signs of a text, case folded, without punctuation."""
    return tuple(_WORD.findall(text.casefold()))


def whole_words(part: str, text: str) -> bool:
    """Whether `part` says something and stands in `text`, whatever the case and white space, not inside a word.

    "mg" is a word of "300mg": where letters and digits meet, one word ends.
    """
    wanted = fold(part)
    if not words(wanted):
        return False
    inside, at = fold(text), -1
    while (at := inside.find(wanted, at + 1)) >= 0:
        if not _goes_on(inside[at - 1 : at], wanted[0]) and not _goes_on(
            wanted[-1], inside[at + len(wanted) :][:1]
        ):
            return True
    return False


def _goes_on(before: str, after: str) -> bool:
    """Whether two characters stand in one word or one number."""
    return (before.isalpha() and after.isalpha()) or (before.isdecimal() and after.isdecimal())


def spans(article: Article, quote: str) -> list[tuple[int, int]]:
    """Every place of `quote` in the article, as offsets in code points."""
    return list(_spans(article.text, quote))


@lru_cache(maxsize=8192)
def _spans(text: str, quote: str) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    at = text.find(quote)
    while at >= 0:
        found.append((at, at + len(quote)))
        at = text.find(quote, at + 1)
    return tuple(found)


def hits(citation: Citation, evidence: Iterable[Evidence], articles: Mapping[str, Article]) -> bool:
    """Whether the citation covers at least half of a gold quote, or lies at least half inside one."""
    for one in evidence:
        article = articles.get(one.article)
        if article is None or citation.article_id != one.article:
            continue
        for start, end in spans(article, one.quote):
            shared = min(end, citation.end) - max(start, citation.start)
            if shared > 0 and 2 * shared >= min(end - start, citation.end - citation.start):
                return True
    return False


def citation_fault(citation: Citation, by_source: Mapping[str, Article]) -> str:
    """What makes the citation untrue, or an empty text: the contract's invariant, re-checked."""
    article = by_source.get(citation.source)
    if article is None or article.id != citation.article_id:
        return f"cites a source that is not in the corpus: {citation.source}"
    if article.sha256 != citation.sha256:
        return f"cites another version of {citation.source}"
    inside = 0 <= citation.start < citation.end <= len(article.text)
    if not inside or article.text[citation.start : citation.end] != citation.quote:
        return f"the quote is not what {citation.source} holds at {citation.start}-{citation.end}"
    return ""


def whole(citation: Citation, text: str) -> bool:
    """Whether the quote starts and ends where a sentence, a list item or a line does.

    A quote that stops half-way may have lost a "niet". The test reads only the text
    around the quote: line breaks, list markers and sentence punctuation.
    """
    before = text[max(0, citation.start - _LEAD) : citation.start]
    line = before.rpartition("\n")[2]
    after = text[citation.end : citation.end + _LEAD].partition("\n")[0]
    starts = bool(_LINE_START.match(line) or _SENTENCE_START.search(before))
    return starts and bool(_SENTENCE_END.search(citation.quote) or _LINE_END.match(after))


def grounded(answer: str, quotes: Iterable[str]) -> bool:
    """Whether the answer is nothing but whole pieces (sentences, items, lines) of its quotes."""
    wanted = said(answer)
    pieces = {said(piece) for quote in quotes for piece in (quote, *_UNIT.split(quote))} - {()}
    reached = {0}
    for at in range(len(wanted)):
        if at in reached:
            reached |= {at + len(piece) for piece in pieces if wanted[at : at + len(piece)] == piece}
    return bool(wanted) and len(wanted) in reached


@lru_cache(maxsize=8192)
def said(text: str) -> tuple[str, ...]:
    """The words, numbers and comparison signs of a text as they are said: a number with its sign, comma or dash."""
    return tuple(_SAID.findall(text.casefold()))
