"""From an answer that was seen to what a gold question asks of it: the evidence, its place, the words that tell."""

from collections.abc import Sequence
from dataclasses import dataclass

from citaat.corpus.units import columns_of
from citaat.editing.gold_lines import located
from citaat.editing.telling import Groups, quantities, telling
from citaat.engine import Engine
from citaat.errors import UsageError
from citaat.evaluation.gold.records import Evidence
from citaat.evaluation.grading.matching import fold, said, spans
from citaat.evaluation.grading.normalise import holds
from citaat.outcome.shown import readable
from citaat.records import Passage
from citaat.tracing import Trace

_LEAST_LETTERS = 4
_EMPHASIS = str.maketrans("", "", "*_")


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, item or row: as it is shown, as it stands in the article, and where (offsets in code points)."""

    text: str
    quote: str
    start: int
    end: int
    row: bool


def place(engine: Engine, evidence: Evidence, part: Part | None = None) -> str:
    """Where a quote stands, for people: file and line; that of `part` of it, where that is known."""
    article = engine.articles[evidence.article]
    found = spans(article, evidence.quote)
    start = part.start if part else found[0][0] if found else -1
    return article.source if start < 0 else f"{article.source}:{article.text.count(chr(10), 0, start) + 1}"


def quoted(engine: Engine, quote: str, article: str | None) -> Evidence:
    """The one place of a quote, be it as it stands in the article or as it is shown. Raises UsageError for any other."""
    try:
        return located(quote, engine.articles, article)
    except UsageError:
        shown_as = _as_shown(engine, quote, article)
        if len({one.article for one in shown_as}) != 1:
            raise
        return shown_as[0]


def _as_shown(engine: Engine, quote: str, article: str | None) -> list[Evidence]:
    """Where sentences, items or rows that follow each other are shown as this text: bullets and breaks tell nothing."""
    wanted = said(quote)
    found: list[Evidence] = []
    for passage in engine.passages if wanted else ():
        own = parts(passage, 0, len(passage.sentences) - 1) if article in (None, passage.article_id) else []
        for at in range(len(own)):
            text: tuple[str, ...] = ()
            for last in own[at:]:
                text += said(last.text)
                if text == wanted:
                    whole = passage.slice(own[at].start, last.end)
                    found.append(Evidence(passage.article_id, whole))
                if text != wanted[: len(text)]:
                    break
    return found


def shown(engine: Engine, evidence: Evidence) -> str:
    """A quote as a reader sees it, on one line."""
    return " ".join(_plain(engine, evidence).split())


def must_contain(engine: Engine, trace: Trace, evidence: Sequence[Evidence]) -> Groups:
    """The values that were asked for, of the sentence in the evidence that comes nearest to the question; often none."""
    for one in evidence:
        found = nearest(engine, trace, one)
        if found is None and "|" in one.quote:
            # Which row of a table answers is not to be told from the question.
            return ()
        text, row = (found.text, found.row) if found else (_plain(engine, one), False)
        groups = telling(text, trace.outcome.question, row)
        said = fold(engine.articles[one.article].text.translate(_EMPHASIS))
        # What marks keep apart in the article stands nowhere as one text.
        return tuple(group for group in groups if any(holds(said, word) for word in group))
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


def _plain(engine: Engine, evidence: Evidence) -> str:
    return readable(evidence.quote, engine.articles[evidence.article].source)


def nearest(engine: Engine, trace: Trace, evidence: Evidence) -> Part | None:
    """The sentence, item or row inside the evidence that answers most likely; None where none of it was ranked, or
    where two rows are as likely.

    Of those that are ranked together the one with most words of the question; before it goes one that says a number
    of it. The head of a table answers nothing.
    """
    places = spans(engine.articles[evidence.article], evidence.quote)
    found: list[Part] = []
    for entry in trace.ranked:
        unit = entry.candidate.unit
        passage = engine.passages[unit.passage]
        if passage.article_id == evidence.article:
            inside = [
                part
                for part in parts(passage, unit.first, unit.last)
                if any(a <= part.start and part.end <= b for a, b in places)
            ]
            shared = {part: _shared(engine, trace, part) for part in inside}
            inside.sort(key=lambda part: -shared[part])
            if (
                not found
                and [one.row and shared[one] == shared[inside[0]] for one in inside[:2]] == [True] * 2
            ):
                return None
            found += inside
    asked = quantities(trace.outcome.question)
    found.sort(key=lambda one: not any(holds(fold(one.text), fold(number)) for number in asked))
    return found[0] if found else None


def parts(passage: Passage, first: int, last: int) -> list[Part]:
    """The sentences, items and rows from `first` to `last` of a passage as a reader sees them, without heads of tables."""
    return [
        Part(
            readable(passage.slice(one.start, one.end), passage.source, columns_of(passage, at)),
            passage.slice(one.start, one.end),
            one.start,
            one.end,
            one.kind == "row",
        )
        for at, one in enumerate(passage.sentences[first : last + 1], first)
        if one.kind != "head"
    ]


def _shared(engine: Engine, trace: Trace, part: Part) -> float:
    """How much of the question the part says, words that are plainly of one family included."""
    told = {token.lemma for token in engine.index.analyser.tokens(part.text) if token.role != "stop"}
    return sum(
        word.weight
        for word in trace.query.words
        if any(_kin(one, other) for one in told for other in (word.token.lemma, word.corrected or ""))
    )


def _kin(word: str, other: str) -> bool:
    """Whether two words are plainly of one family: "ziek" and "ziekte", "piano" and "pianoles"."""
    size = min(len(word), len(other))
    return word == other or (size >= _LEAST_LETTERS and word[:size] == other[:size])
