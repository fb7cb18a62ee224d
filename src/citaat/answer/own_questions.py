"""A heading or question of an article, asked word for word: what stands below it is shown, from its beginning.

A heading "Kan ik pinnen?" is the editor's own word for what stands below it, and so is "Openingstijden". Scores weigh
words, and below a heading hardly a word of it is said again ("Ja. Cash kan niet meer."): the best unit is then one of
elsewhere that does say it.
"""

from collections.abc import Callable, Iterator, Sequence

from citaat.answer.compose import GLANCE, SAME, Span, shown_span, shows
from citaat.corpus.headings.under import LISTED
from citaat.dutch.question_type import POLAR_WORDS
from citaat.index.passages import Passages
from citaat.light import dataclass
from citaat.records import MAX_ANSWER, MAX_CITATIONS, Passage
from citaat.search.features import NAMES as FEATURES
from citaat.search.query import Query
from citaat.search.ranking import Ranked

_HEADING_ASK = FEATURES.index("heading_ask")
# What may stand behind a question mark: emphasis and quotes.
_MARKS = "*_\"”’' "
_MODALS = {
    True: frozenset("mag mogen kan kun kunt kunnen".split()),
    False: frozenset("moet moeten hoef hoeft hoeven".split()),
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """Where an answer to a question of the article begins: sentence `first` of passage `number`."""

    number: int
    first: int
    question: str


class OwnQuestions:
    """Finds the section that answers its own question. `read` gives a question as the search understands it."""

    def __init__(self, passages: Passages, read: Callable[[str], Query]) -> None:
        self._passages, self._read = passages, read

    def answer(self, query: Query, best: Ranked, alike: Sequence[Ranked]) -> list[Span]:
        """The beginning of what stands below the same words in the articles; empty where none has them.

        `alike` are the places that may answer it, `best` is the best unit of all. Empty too where several
        articles have them and none of these is ahead.
        """
        asked = [one for one in map(self._asked, alike) if one and self._same(query, one.question)]
        if len(asked) > 1:
            home = self._section(best.candidate.unit.passage)
            asked = [one for one in asked if self._section(one.number) == home][:1]
        return self._beginning(asked[0], best) if asked else []

    def _asked(self, entry: Ranked) -> _Asked | None:
        """The question that is asked here: a heading, or the first sentence of a paragraph that answers it."""
        number = entry.candidate.unit.passage
        passage: Passage = self._passages[number]
        if entry.candidate.values[_HEADING_ASK] >= SAME:
            return _Asked(number, 0, passage.heading)
        if self._asks(number) and len(passage.sentences) > 1:
            asking = passage.sentences[0]
            return _Asked(number, 1, passage.slice(asking.start, asking.end))
        return None

    def _same(self, query: Query, question: str) -> bool:
        """Whether both ask the same: each word is met in the other, and they want the same kind of answer."""
        other = self._read(question)
        if any(one(query) != one(other) for one in (_wanted, _turning)):
            return False
        if _allowed(query) and _allowed(other) and _allowed(query) != _allowed(other):
            return False
        return _covered(query, other) >= SAME and _covered(other, query) >= SAME

    def _section(self, number: int) -> tuple[str, str]:
        passage = self._passages[number]
        return passage.article_id, passage.heading

    def _beginning(self, asked: _Asked, best: Ranked) -> list[Span]:
        """From the first sentence on as much as is read at a glance, lists whole; and the best unit of the section.

        Empty where it begins with a list that is too long to be shown.
        """
        answer = _Answer(self._passages)
        for span in self._blocks(asked):
            listed = self._passages[span.passage].sentences[span.last].kind != "sentence"
            if not answer.add(span, MAX_ANSWER if listed or not answer.spans else GLANCE):
                break
        unit = best.candidate.unit
        asking = unit.passage == asked.number and unit.last < asked.first
        home = self._section(unit.passage) == self._section(asked.number) and not asking
        if answer.spans and home and not shows(answer.spans, best):
            answer.add(Span(unit.passage, unit.first, unit.last), MAX_ANSWER)
        return answer.spans

    def _blocks(self, asked: _Asked) -> Iterator[Span]:
        """The sentences of the answer one by one, a list or table together with what introduces it."""
        home, first = self._section(asked.number), asked.first
        for number in range(asked.number, min(len(self._passages), asked.number + MAX_CITATIONS)):
            if self._section(number) != home or (number > asked.number and self._asks(number)):
                return
            sentences = self._passages[number].sentences
            while first < len(sentences):
                last = first
                while sentences[last].kind != "sentence" and last + 1 < len(sentences):
                    if sentences[last + 1].kind not in LISTED:
                        break
                    last += 1
                yield Span(number, first, last)
                first = last + 1
            first = 0

    def _asks(self, number: int) -> bool:
        """Whether a passage begins with a question of its own."""
        passage: Passage = self._passages[number]
        asking = passage.sentences[0]
        text = passage.slice(asking.start, asking.end)
        return asking.kind in ("sentence", "lead") and text.rstrip(_MARKS).endswith("?")


class _Answer:
    """The places of an answer as they are put together."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self.spans: list[Span] = []

    def add(self, span: Span, room: int) -> bool:
        """Show this too, in one with what it follows, unless all would be longer than `room`."""
        last = self.spans[-1] if self.spans else None
        follows = last is not None and (last.passage, last.last + 1) == (span.passage, span.first)
        kept = self.spans[:-1] if follows else self.spans
        made = [*kept, Span(span.passage, last.first, span.last) if last and follows else span]
        length = sum(len(shown_span(one, self._passages[one.passage])) + 1 for one in made) - 1
        if length > room or len(made) > MAX_CITATIONS:
            return False
        self.spans = made
        return True


def _covered(query: Query, other: Query) -> float:
    """The share of `query` that the words of `other` stand for."""
    return query.coverage(query.meanings.matches(dict.fromkeys(other.lemmas, 1.0)))


def _wanted(query: Query) -> tuple[frozenset[str], ...]:
    """The kind of answer that is wanted; "moet" and "mag" make advice of it, or a mere figure of speech."""
    return query.kinds - {"advice"}, query.types, query.years


def _allowed(query: Query) -> frozenset[bool]:
    """Whether it is asked what may be (True) or what must be (False), where it is one of these."""
    words = query.plain.split()
    return frozenset(may for may, modals in _MODALS.items() if not modals.isdisjoint(words))


def _turning(query: Query) -> frozenset[str]:
    """The words and numbers that make another question of one with the same topic."""
    return frozenset(word for word in query.plain.split() if word in POLAR_WORDS or word[0].isdigit())
