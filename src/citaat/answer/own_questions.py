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
from citaat.search.query import Query
from citaat.search.ranking import Ranked

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
_ADVICE, _NAMING = "advice", frozenset(("list", "define"))


@dataclass(frozen=True, slots=True)
class _Asked:
    """Where an answer to a question of the article begins: sentence `first` of passage `number`.

    `below` is the section that answers it, as `Passage.section` has it: all of those that begin so stand in it.
    """

    number: int
    first: int
    question: str
    below: tuple[str, ...]


class OwnQuestions:
    """Finds the section that answers its own question. `read` gives a question as the search understands it."""

    def __init__(self, passages: Passages, read: Callable[[str], Query]) -> None:
        self._passages, self._read = passages, read

    def answer(self, query: Query, best: Ranked, alike: Sequence[Ranked]) -> list[Span]:
        """The beginning of what stands below the same words in the articles; empty where none has them.

        `alike` are the places that may answer it, `best` is the best unit of all. Empty too where several
        articles have them.
        """
        asked = dict.fromkeys(chain.from_iterable(map(self._asked, alike)))
        same = [one for one in asked if self._same(query, one.question)]
        return self._beginning(same[0], best) if len(same) == 1 else []

    def _asked(self, entry: Ranked) -> Iterator[_Asked]:
        """The questions that are asked here: headings, or the first sentence of a paragraph that answers it."""
        number = entry.candidate.unit.passage
        passage: Passage = self._passages[number]
        around = (*passage.above, passage.heading)
        for depth, heading in enumerate(around, 1):
            below = passage.section[: depth + 1]
            start = self._start(number, below)
            if start == number or depth < len(around):
                yield _Asked(start, 0, heading, below)
            if start == number and 1 < depth == len(around):
                # "Openingstijden", "Winter": asked as "openingstijden winter".
                yield _Asked(start, 0, " ".join(around), below)
        if self._asks(number) and len(passage.sentences) > 1:
            asking = passage.sentences[0]
            yield _Asked(number, 1, passage.slice(asking.start, asking.end), passage.section)

    def _start(self, number: int, below: tuple[str, ...]) -> int:
        """The first passage of a section that `number` is one of."""
        while number and self._is_below(number - 1, below):
            number -= 1
        return number

    def _is_below(self, number: int, below: tuple[str, ...]) -> bool:
        section: tuple[str, ...] = self._passages[number].section
        return section[: len(below)] == below

    def _same(self, query: Query, question: str) -> bool:
        """Whether both ask the same: each word is met in the other, and they want the same kind of answer."""
        other = self._read(question)
        if any(one(query) != one(other) for one in (_wanted, _turning, _way)):
            return False
        if not _alike(query.kinds, other.kinds):
            return False
        if _allowed(query) and _allowed(other) and _allowed(query) != _allowed(other):
            return False
        return _covered(query, other) >= SAME and _covered(other, query) >= SAME

    def _beginning(self, asked: _Asked, best: Ranked) -> list[Span]:
        """All that stands below, where that can be shown; else its beginning, and the paragraph of the best unit.

        Empty where it begins with a list that is too long to be shown, or is of more short paragraphs than are shown:
        the one that is left out may be the exception. Of what has headings of its own all is shown or nothing.
        """
        numbers = self._passages_below(asked)
        whole = [self._whole(number, asked) for number in numbers]
        if answer := self._all(whole):
            return answer
        whole = [span for span in whole if not span.headings]
        if not whole:
            return []
        if len(whole) < len(numbers) and (answer := self._all(whole)):
            return answer
        return self._part(whole, best)

    def _all(self, whole: Sequence[Span]) -> list[Span]:
        """All of these, where that is no more than is shown."""
        answer = _Answer(self._passages)
        fits = len(whole) <= MAX_CITATIONS and all(answer.add(span, MAX_ANSWER) for span in whole)
        return answer.spans if fits else []

    def _part(self, whole: Sequence[Span], best: Ranked) -> list[Span]:
        """The beginning of the first of these, and what of the others the best unit is in."""
        answer = _Answer(self._passages)
        if len(whole) > MAX_CITATIONS and self._length(whole[0]) < GLANCE:
            return []
        for span in self._blocks(whole[0]):
            listed = self._passages[span.passage].sentences[span.last].kind != "sentence"
            if not answer.add(span, MAX_ANSWER if listed or not answer.spans else GLANCE):
                break
        unit = best.candidate.unit
        for span in whole[1:] if answer.spans else ():
            if span.passage == unit.passage:
                answer.add(span, MAX_ANSWER)
        return answer.spans

    def _passages_below(self, asked: _Asked) -> list[int]:
        """The passages of the section; of a question on a line of its own those up to the next such question."""
        numbers = [asked.number]
        for number in range(asked.number + 1, len(self._passages)):
            if not self._is_below(number, asked.below) or (asked.first and self._asks(number)):
                break
            numbers.append(number)
        return numbers

    def _whole(self, number: int, asked: _Asked) -> Span:
        """All of a passage but the question; with its heading where that is one below what was asked."""
        first = asked.first if number == asked.number else 0
        passage: Passage = self._passages[number]
        # It tells what stands here from what stands beside it.
        own = (passage.heading,) if len(passage.section) > len(asked.below) else ()
        return Span(number, first, len(passage.sentences) - 1, own)

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
        made = [*kept, Span(span.passage, last.first, span.last, span.headings) if last and follows else span]
        length = sum(len(shown_span(one, self._passages[one.passage])) + 1 for one in made) - 1
        if length > room or len(made) > MAX_CITATIONS:
            return False
        self.spans = made
        return True


def _covered(query: Query, other: Query) -> float:
    """The share of `query` that the words of `other` stand for."""
    return query.coverage(query.meanings.matches(dict.fromkeys(other.lemmas, 1.0)))


def _wanted(query: Query) -> tuple[frozenset[str], ...]:
    """The form of answer that is wanted."""
    return query.types, query.years


def _alike(asked: frozenset[str], told: frozenset[str]) -> bool:
    """Whether kinds of questions are the same, or it is asked what that is, or are, which a heading only names.

    "Moet" and "mag" make advice of it, or a mere figure of speech.
    """
    return asked - {_ADVICE} == told - {_ADVICE} or (not told and asked <= _NAMING)


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
