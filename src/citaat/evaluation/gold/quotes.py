"""Gold quotes that their articles do not hold: which question, and what stands there now that is nearest."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from heapq import nlargest

from citaat.evaluation.gold.records import Evidence, Question
from citaat.evaluation.grading.matching import fold, spans, words
from citaat.findings import Finding
from citaat.records import Article

# Less alike than this is another sentence, and to propose it would be noise.
LEAST = 0.5
# So many candidates by their words are compared letter by letter, which is slow.
_CLOSE = 12
_LONGEST_RUN = 4
_SHOWN = 70
_BREAK = re.compile(r"(?<=[.!?…])[\"'”’)\]»*_]*\s+|\n\s*")
_MARKS = re.compile(r"(?:[>|\s]|[-*+•](?=\s)|#{1,6}(?=\s)|\d{1,3}[.)](?=\s))*")


@dataclass(frozen=True, slots=True)
class Near:
    """A stretch of whole sentences of an article, the line (from 1) on which it starts, and how alike it is, 0..1."""

    text: str
    line: int
    alike: float


def missing(question: Question, articles: Mapping[str, Article]) -> Iterator[Finding]:
    """A finding for each piece of evidence that is not in the corpus, with the way to mend it."""
    for one in question.evidence:
        article = articles.get(one.article)
        if article is None:
            message = f"there is no article {one.article!r} in the corpus"
            yield _finding(
                "gold-no-article", question, message, _elsewhere(one, articles) or _named(one, articles)
            )
        elif not spans(article, one.quote):
            message = f"the quote {_short(one.quote)} is not in {article.source}"
            fix = _elsewhere(one, articles) or _mended(nearest(one.quote, article.text))
            yield _finding("gold-no-quote", question, message, fix)


def _finding(code: str, question: Question, message: str, fix: str) -> Finding:
    # Test questions are named by their ids alone: who mends the system must not read them.
    asked = f" ({_short(question.text)})" if question.split == "dev" else ""
    return Finding(code, question.file, question.line, f"{question.id}{asked}: {message}", fix)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return json.dumps(flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…", ensure_ascii=False)


def _elsewhere(evidence: Evidence, articles: Mapping[str, Article]) -> str:
    there = next((key for key, one in sorted(articles.items()) if spans(one, evidence.quote)), None)
    return f"the quote stands in {there!r}: name that article" if there else ""


def _named(evidence: Evidence, articles: Mapping[str, Article]) -> str:
    near = get_close_matches(evidence.article, sorted(articles), 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else "correct the article, or give --corpus"


def _mended(near: Near | None) -> str:
    if near is None:
        return "copy the quote exactly; nothing in that article resembles it"
    told = json.dumps(near.text, ensure_ascii=False)
    return f"nearest there now (line {near.line}), to copy if it says the same: {told}"


def nearest(quote: str, text: str) -> Near | None:
    """The run of whole sentences of `text` that is most like the quote; None when none is much like it.

    By shared words first, then letter by letter; of equals the first one.
    """
    wanted = Counter(words(quote))
    pieces = _pieces(text)
    most = min(_LONGEST_RUN, len(_pieces(quote)) + 1)
    runs = [(first[0], last[1]) for at, first in enumerate(pieces) for last in pieces[at : at + most]]
    close = nlargest(_CLOSE, runs, key=lambda run: (_shared(wanted, text[slice(*run)]), -run[0], -run[1]))
    found = [(_alike(quote, text[start:end]), -start, -end) for start, end in close]
    alike, start, end = max(found, default=(0.0, 0, 0))
    return Near(text[-start:-end], text.count("\n", 0, -start) + 1, alike) if alike >= LEAST else None


def _pieces(text: str) -> Sequence[tuple[int, int]]:
    """The sentences, items and lines of a text, as offsets, without the marks before them."""
    found, at = [], 0
    for start, end in [*(match.span() for match in _BREAK.finditer(text)), (len(text),) * 2]:
        marks = _MARKS.match(text, at, start)
        first = marks.end() if marks else at
        # What closes a sentence (a quotation mark, bold) belongs to it, though the break begins there.
        last = start + len(text[start:end].rstrip())
        if words(text[first:last]):
            found.append((first, last))
        at = end
    return found


def _shared(wanted: Counter[str], text: str) -> float:
    own = Counter(words(text))
    return 2 * (wanted & own).total() / (wanted.total() + own.total())


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()
