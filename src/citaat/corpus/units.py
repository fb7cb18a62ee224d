"""The units an answer is made of, whole sentences and whole lists, with what each one says."""

from collections.abc import Mapping, Sequence

from citaat.corpus.headings.under import (
    LISTED,
    group_of,
    indent_of,
    is_deeper,
    is_group,
    is_name,
    leads_items,
    under_of,
)
from citaat.dutch.analysis import Analyser, Token
from citaat.light import dataclass
from citaat.outcome.shown import readable
from citaat.records import MAX_ANSWER, Passage

PART = 0.6


@dataclass(frozen=True, slots=True)
class Unit:
    """Consecutive sentences `first`..`last` of a passage that are shown together.

    `says` maps each term of its text (lemma, compound part) to how strongly
    it is said there; `asked` does the same for all aliases that point to it together.
    """

    passage: int
    first: int
    last: int
    says: Mapping[str, float]
    asked: Mapping[str, float]


def unit_spans(passage: Passage) -> list[tuple[int, int]]:
    """Which sentences go together: a list or table with its lead-in (when it fits), else each alone.

    The head of a table that does not fit says nothing by itself: it is shown with each row; so is a line that only names
    a list with each item.
    """
    sentences = passage.sentences
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(sentences):
        last = at
        if sentences[at].kind in ("lead", "head"):
            while last + 1 < len(sentences) and sentences[last + 1].kind in LISTED:
                last += 1
            cut = last + 1 < len(sentences) and sentences[last + 1].kind == "sentence"
            if last > at and (cut or not _fits(passage, at, last)):
                last = at
        elif sentences[at].kind == "item" and leads_items(passage, at):
            last = _last_below(passage, at)
        alone = sentences[at].kind == "head" or any(one(passage, at) for one in (_dangles, is_name, is_group))
        if last > at or not alone:
            spans.append((at, last))
        at = last + 1
    return spans


def _dangles(passage: Passage, at: int) -> bool:
    """Whether a sentence introduces what is not read (code, a picture) or stands in another passage."""
    return at == len(passage.sentences) - 1 and passage.sentences[at].kind == "lead"


def _last_below(passage: Passage, at: int) -> int:
    """The last item of the list inside item `at`, or of those that follow it where it ends in a colon; the item itself
    where they do not fit together."""
    own, last = indent_of(passage, at), at
    inside = is_deeper(passage, at)
    while last + 1 < len(passage.sentences) and passage.sentences[last + 1].kind == "item":
        if indent_of(passage, last + 1) <= own and (inside or leads_items(passage, last + 1)):
            break
        if indent_of(passage, last + 1) < own:
            break
        last += 1
    return last if _fits(passage, at, last) else at


def _fits(passage: Passage, first: int, last: int) -> bool:
    """Whether these sentences can be shown together: the rows of a table are longer than they are written."""
    sentences = passage.sentences[first : last + 1]
    size = sentences[-1].end - sentences[0].start
    if size > MAX_ANSWER or any(sentence.kind == "row" for sentence in sentences):
        size = len(unit_text(passage, first, last))
    # What it is shown with stands in the answer too.
    return size <= MAX_ANSWER and size + len(under_of(passage, first, last)) + 2 <= MAX_ANSWER


def unit_text(passage: Passage, first: int, last: int) -> str:
    """What these sentences of a passage say, as the search reads it."""
    text = passage.slice(passage.sentences[first].start, passage.sentences[last].end)
    told = readable(text, passage.source, columns_of(passage, first))
    group = group_of(passage, first)
    return f"{group}: {told}" if group else told


def columns_of(passage: Passage, first: int) -> str:
    """The head of the table whose row sentence `first` is, "" when it is no row."""
    if passage.sentences[first].kind == "row":
        for sentence in reversed(passage.sentences[:first]):
            if sentence.kind == "head":
                return passage.slice(sentence.start, sentence.end)
    return ""


def saying(tokens: Sequence[Token]) -> dict[str, float]:
    """The terms of a text with their strengths: 1 for a lemma, less for the part of a compound."""
    says: dict[str, float] = {}
    for token in tokens:
        if token.role != "stop":
            says[token.lemma] = 1.0
            for part in token.parts:
                raise_to(says, part, PART)
    return says


def passage_units(
    number: int,
    passage: Passage,
    analyser: Analyser,
    asks: Mapping[tuple[int, int], Sequence[Mapping[str, float]]],
) -> list[Unit]:
    """The units of passage `number`; `asks` says what the aliases of (passage, sentence) say."""
    units = []
    for first, last in unit_spans(passage):
        text = unit_text(passage, first, last)
        asked: dict[str, float] = {}
        for sentence in range(first, last + 1):
            for says in asks.get((number, sentence), ()):
                for term, strength in says.items():
                    raise_to(asked, term, strength)
        units.append(Unit(number, first, last, saying(analyser.tokens(text)), asked))
    return units


def raise_to(says: dict[str, float], term: str, strength: float) -> None:
    """Let `says` say `term` at least as strongly as this."""
    if says.get(term, 0.0) < strength:
        says[term] = strength
