"""A heading or question of an article, asked word for word: what stands below it is shown, from its beginning.

A heading "Kan ik pinnen?" is the editor's own word for what stands below it, and so is "Openingstijden". Scores weigh
words, and below a heading hardly a word of it is said again ("Ja. Cash kan niet meer."): the best unit is then one of
elsewhere that does say it.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from citaat.answer.compose import GLANCE, OPPOSITES, SAME, Span, shown_span
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
# With another of these it is another question, and often the opposite one.
_OPPOSED = frozenset(chain(*OPPOSITES)) | frozenset(
    "meest minst tot vanaf naar van heen terug wel niet eerst laatst eerder bij door tegen tussen per elk elke alle geen half hele "
    "heel".split()
)
_WAYS = frozenset("naar van".split())


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
        articles have them.
        """
        asked = [one for one in map(self._asked, alike) if one and self._same(query, one.question)]
        return self._beginning(asked[0], best) if len(asked) == 1 else []

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
        if any(one(query) != one(other) for one in (_wanted, _turning, _way)):
            return False
        if _allowed(query) and _allowed(other) and _allowed(query) != _allowed(other):
            return False
        return _covered(query, other) >= SAME and _covered(other, query) >= SAME

    def _section(self, number: int) -> tuple[str, str]:
        passage = self._passages[number]
        return passage.article_id, passage.heading

    def _beginning(self, asked: _Asked, best: Ranked) -> list[Span]:
        """All that stands below, where that can be shown; else its beginning, and the paragraph of the best unit.

        Empty where it begins with a list that is too long to be shown, or is of more short paragraphs than are shown:
        the one that is left out may be the exception.
        """
        numbers = self._passages_below(asked)
        answer = _Answer(self._passages)
        if len(numbers) <= MAX_CITATIONS and all(
            answer.add(self._whole(number, asked), MAX_ANSWER) for number in numbers
        ):
            return answer.spans
        first = self._whole(numbers[0], asked)
        answer = _Answer(self._passages)
        if len(numbers) > MAX_CITATIONS and self._length(first) < GLANCE:
            return []
        for span in self._blocks(first):
            listed = self._passages[span.passage].sentences[span.last].kind != "sentence"
            if not answer.add(span, MAX_ANSWER if listed or not answer.spans else GLANCE):
                break
        unit = best.candidate.unit
        if answer.spans and unit.passage in numbers[1:]:
            answer.add(self._whole(unit.passage, asked), MAX_ANSWER)
        return answer.spans

    def _passages_below(self, asked: _Asked) -> list[int]:
        """The passages of the section; of a question on a line of its own those up to the next such question."""
        numbers = [asked.number]
        home = self._section(asked.number)
        for number in range(asked.number + 1, len(self._passages)):
            if self._section(number) != home or (asked.first and self._asks(number)):
                break
            numbers.append(number)
        return numbers

    def _whole(self, number: int, asked: _Asked) -> Span:
        first = asked.first if number == asked.number else 0
        return Span(number, first, len(self._passages[number].sentences) - 1)

    def _length(self, span: Span) -> int:
        return len(shown_span(span, self._passages[span.passage]))

    def _blocks(self, span: Span) -> Iterator[Span]:
        """The sentences of a passage one by one, a list or table together with what introduces it."""
        sentences, first = self._passages[span.passage].sentences, span.first
        while first <= span.last:
            last = first
            while sentences[last].kind != "sentence" and last < span.last:
                if sentences[last + 1].kind not in LISTED:
                    break
                last += 1
            yield Span(span.passage, first, last)
            first = last + 1

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


def _turning(query: Query) -> tuple[str, ...]:
    """The words and numbers that make another question of one with the same topic, in their order."""
    return tuple(
        word for word in query.plain.split() if word in POLAR_WORDS or word in _OPPOSED or word[0].isdigit()
    )


def _way(query: Query) -> tuple[str, ...]:
    """The words in their order where that tells from where to where."""
    way = not _WAYS.isdisjoint(query.plain.split())
    return query.lemmas if way else ()
