"""From an answer that was seen to what a gold question asks of it: the evidence, its place, the words that tell."""

from collections.abc import Sequence

from citaat.corpus.units import columns_of
from citaat.editing.telling import Groups, Setting, quantities, telling
from citaat.engine import Engine
from citaat.errors import UsageError
from citaat.evaluation.gold.records import Evidence
from citaat.evaluation.grading.matching import fold, spans
from citaat.evaluation.grading.normalise import holds
from citaat.outcome.shown import readable
from citaat.tracing import Trace

_EMPHASIS = str.maketrans("", "", "*_")


def place(engine: Engine, evidence: Evidence) -> str:
    """Where a quote stands, for people: file and line."""
    article = engine.articles[evidence.article]
    found = spans(article, evidence.quote)
    line = article.text.count("\n", 0, found[0][0]) + 1 if found else 0
    return f"{article.source}:{line}" if line else article.source


def shown(engine: Engine, evidence: Evidence) -> str:
    """A quote as a reader sees it, on one line."""
    return " ".join(_plain(engine, evidence).split())


def must_contain(engine: Engine, trace: Trace, evidence: Sequence[Evidence]) -> Groups:
    """The telling words of the sentence in the evidence that comes nearest to the question; all of it where none tells."""
    for one in evidence:
        text, row = _nearest(engine, trace, one)
        setting = Setting(engine.index.analyser.tokens, _common(engine), _topic(engine, one))
        groups = telling(text, trace.outcome.question, setting, row)
        said = fold(engine.articles[one.article].text.translate(_EMPHASIS))
        kept = tuple(group for group in groups if any(holds(said, word) for word in group))
        # What marks keep apart in the article stands nowhere as one text.
        return kept or ((max(text.split(), key=len, default=one.quote),),)
    return ()


def refuse_unheld(engine: Engine, groups: Groups, evidence: Sequence[Evidence]) -> None:
    """UsageError for words that the evidence does not say: no answer from it could hold them."""
    said = fold(" ".join(shown(engine, one) for one in evidence))
    for group in groups:
        if evidence and not any(holds(said, word) for word in group):
            what = f"the answer must hold {'|'.join(group)!r}, and the quote does not"
            raise UsageError(what, fix="give --must with words of the quote")


def refuse_scrap(engine: Engine, quote: str) -> None:
    """UsageError for a quote of one word that is no whole sentence, item or cell: almost any answer holds it."""
    if len(quote.split()) > 1:
        return
    parts = [passage.slice(one.start, one.end) for passage in engine.passages for one in passage.sentences]
    if any(fold(readable(part, "")).strip(" .|") == fold(quote).strip(" .|") for part in parts):
        return
    holding = next((part for part in parts if quote.casefold() in part.casefold()), "")
    sentence = " ".join(holding.split())
    fix = f"give the whole sentence: {sentence}" if sentence else "give the whole sentence"
    raise UsageError(f"{quote!r} is one word, and proves no answer", fix=fix)


def _topic(engine: Engine, evidence: Evidence) -> str:
    """What the article is called, and the section that the evidence stands in."""
    article = engine.articles[evidence.article]
    headings = (
        one.heading for one in engine.passages if one.article_id == article.id and evidence.quote in one.text
    )
    return f"{article.title} {next(headings, '')}"


def _plain(engine: Engine, evidence: Evidence) -> str:
    return readable(evidence.quote, engine.articles[evidence.article].source)


def _nearest(engine: Engine, trace: Trace, evidence: Evidence) -> tuple[str, bool]:
    """The unit inside the evidence that was ranked highest, as plain text, and whether it is a row of a table.

    Before it goes one that says a number of the question; where nothing was ranked, the whole quote.
    """
    places = spans(engine.articles[evidence.article], evidence.quote)
    found: list[tuple[str, bool]] = []
    for entry in trace.ranked:
        unit = entry.candidate.unit
        passage = engine.passages[unit.passage]
        if passage.article_id != evidence.article:
            continue
        for at in range(unit.first, unit.last + 1):
            one = passage.sentences[at]
            if any(a <= one.start and one.end <= b for a, b in places):
                text = readable(passage.slice(one.start, one.end), passage.source, columns_of(passage, at))
                found.append((text, one.kind == "row"))
    asked = quantities(trace.outcome.question)
    found.sort(key=lambda one: not any(holds(fold(one[0]), fold(number)) for number in asked))
    return found[0] if found else (_plain(engine, evidence), False)


def _common(engine: Engine) -> "Common":
    return Common([passage.text.casefold() for passage in engine.passages])


class Common:
    """In how many of these texts a word stands."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def __call__(self, word: str) -> int:
        return sum(word.casefold() in text for text in self._texts)
