"""Where quotes stand: those of lexicon entries in sentences, those of caveat texts in passages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from citaat.errors import RulesError
from citaat.records import Passage


def find_exact(text: str, quote: str) -> tuple[int, int] | None:
    """Start and end of `quote` in `text`, whose line ends may be Windows' own."""
    found = re.search(r"\r?\n".join(map(re.escape, quote.split("\n"))), text)
    return found.span() if found else None


def find_quote(passages: Sequence[Passage], article: str, quote: str) -> tuple[int, int] | None:
    """The first (passage, sentence) that holds `quote`."""
    return next(quote_places(passages, article, quote), None)


def quote_places(passages: Sequence[Passage], article: str, quote: str) -> Iterator[tuple[int, int]]:
    """The first sentence that holds `quote` of every passage that does, as (passage, sentence)."""
    for number, passage in enumerate(passages):
        if passage.article_id == article and find_exact(passage.text, quote):
            for at, sentence in enumerate(passage.sentences):
                if find_exact(passage.slice(sentence.start, sentence.end), quote):
                    yield number, at
                    break


def cite(texts: Sequence[Mapping[str, Any]], passages: Sequence[Passage], file: str) -> list[dict[str, Any]]:
    """The compiled caveat `texts`, every quote with its "citation": all that a Citation holds but `n`.

    Worked out once, when the index is built and over every passage of the corpus, so that no
    question can meet a quote without its place. Raises RulesError for one that no passage holds.
    """
    return [
        {**text, "quotes": [{**quote, "citation": _cited(quote, passages, file)} for quote in text["quotes"]]}
        for text in texts
    ]


def _cited(quote: Mapping[str, str], passages: Sequence[Passage], file: str) -> dict[str, Any]:
    article = quote["article"]
    for passage in passages:
        place = find_exact(passage.text, quote["quote"]) if passage.article_id == article else None
        if place is not None:
            start, end = (passage.start + at for at in place)
            return {
                "passage_id": passage.id,
                "article_id": article,
                "title": passage.title,
                "heading": passage.heading,
                "source": passage.source,
                "start": start,
                "end": end,
                "quote": passage.slice(start, end),
                "sha256": passage.sha256,
                "author": passage.author,
                "date": passage.date,
                "url": passage.url,
            }
    raise RulesError(
        f"the quote {quote['quote'][:50]!r} is not in {article!r}",
        file=file,
        fix="quote one paragraph or list of the article exactly",
    )
