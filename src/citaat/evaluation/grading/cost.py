"""What an answer costs its reader: how much of what is shown is to the point, and how long it is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citaat.evaluation.gold.records import Evidence
from citaat.evaluation.grading.matching import spans, words
from citaat.records import Article, Citation

_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]»*]*\s+|\n+")
_FEW = 2


@dataclass(frozen=True, slots=True)
class Cost:
    """`shown` sentences and list items, of which `evident` are gold evidence; citations beside the point."""

    shown: int = 0
    evident: int = 0
    citations: int = 0
    useless: int = 0


NOTHING = Cost()


def cost(
    citations: Sequence[Citation], evidence: Sequence[Evidence], articles: Mapping[str, Article]
) -> Cost:
    """The cost of an answer with these citations to a question with this evidence; nothing where there is none."""
    if not citations or not evidence:
        return NOTHING
    gold = [
        (one.article, span)
        for one in evidence
        if one.article in articles
        for span in spans(articles[one.article], one.quote)
    ]
    flags = [
        list(_flags(one, [span for article, span in gold if article == one.article_id])) for one in citations
    ]
    shown, evident = sum(map(len, flags)), sum(map(sum, flags))
    # Where the first citation is no evidence the answer is wrong, not long: only what follows it counts here.
    useless = sum(not any(own) for own in flags[1:])
    return Cost(shown, evident, len(citations), useless)


def _flags(citation: Citation, gold: Sequence[tuple[int, int]]) -> Iterator[bool]:
    """For each sentence or item shown, whether it is evidence; a lead-in or a "Nee." goes with what follows it."""
    waiting = 0
    for text, start, end in _pieces(citation):
        inside = any(_half(start, end, *span) for span in gold)
        if not inside and (text.rstrip("*_ ").endswith(":") or len(words(text)) <= _FEW):
            waiting += 1
            continue
        yield from [inside] * (waiting + 1)
        waiting = 0
    yield from [False] * waiting


def _pieces(citation: Citation) -> Iterator[tuple[str, int, int]]:
    at = 0
    ends = [match.span() for match in _BREAK.finditer(citation.quote)]
    for stop, after in [*ends, (len(citation.quote),) * 2]:
        text = citation.quote[at:stop]
        if words(text):
            yield text, citation.start + at, citation.start + stop
        at = after


def _half(start: int, end: int, low: int, high: int) -> bool:
    shared = min(end, high) - max(start, low)
    return shared > 0 and 2 * shared >= min(end - start, high - low)
