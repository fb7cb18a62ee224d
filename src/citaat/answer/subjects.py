"""Of which remedy, and of whom, a piece of a text speaks: what names neither goes on about what was named last.

That is in the sentences before it in its paragraph, in the heading, or in the title, the nearest first.
"""

from collections.abc import Iterator
from itertools import chain

from citaat.corpus.units import columns_of
from citaat.dutch.conditions import Condition
from citaat.dutch.groups import ANY_ANIMAL, ages, animals, are_mixed
from citaat.dutch.remedies import Remedies, Remedy
from citaat.index.passages import Passages
from citaat.light import IGNORE_CASE, Pattern, dataclass
from citaat.records import Passage

# So many passages on either side are looked at for what belongs to the same section or article.
_AROUND = 10
_LONGEST = 60
# Behind these a remedy is what goes along with another one.
_OTHERS = r"\s+(?:(?:de|het|een|uw|je|andere|alle|gebruik van)\s+)?(?:[\w-]+(?:,| en| of)\s+){0,3}$"
_THAN = r"naast|(?:meer|minder|anders|\w+er) dan"
_BESIDE = Pattern(
    r"\b(?:(?:samen|niet|tegelijk|gecombineerd|combineer\w*|combinatie|uur)\s+met|" + _THAN + ")" + _OTHERS,
    IGNORE_CASE,
)
_PASSING = Pattern(r"\b(?:met|bij|" + _THAN + ")" + _OTHERS, IGNORE_CASE)
_NEAR = 60
COUNT = Pattern(
    r"\d|\b(?:een (?:minuut|kwartier|uur|dag|week|maand|jaar|keer)|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|twintig|dertig|veertig|vijftig|honderd"
    r"|half|halve)\b",
    IGNORE_CASE,
)
_LISTED = frozenset(("item", "head", "row", "lead"))
Remedied = tuple[Remedy, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, or the part of a list or table that is shown: sentences `first` to `last` of passage `number`."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What a piece names itself (`own`), and what it is about: `heads` has what heading or title name.

    `about` are the remedies it goes on about where none of its own is more than something beside it; `counted` are
    those whose numbers it tells, of each line of a list or table the first; `before` all that its paragraph named.
    """

    own: Remedied
    counted: Remedied
    about: Remedied
    before: Remedied
    heads: Remedied

    @property
    def head(self) -> Remedied:
        """The one remedy that the head names, if it is one."""
        return self.heads if is_one(self.heads) else ()


class Subjects:
    """Finds what the pieces of `passages` are about."""

    def __init__(self, passages: Passages, remedies: Remedies) -> None:
        self._passages, self._remedies = passages, remedies
        self._titles: dict[str, Remedied] = {}

    def pieces(self, number: int, first: int, last: int) -> Iterator[Piece]:
        """The sentences of a span each alone, but what is listed together."""
        sentences = self._passages[number].sentences
        at = first
        while at <= last:
            end = at
            if sentences[at].kind in _LISTED:
                while end < last and sentences[end + 1].kind in _LISTED:
                    end += 1
            yield Piece(number, at, end)
            at = end + 1

    def text(self, piece: Piece) -> str:
        """What a piece says, with the heads of its columns."""
        passage = self._passages[piece.number]
        sentences = passage.sentences
        text = passage.slice(sentences[piece.first].start, sentences[piece.last].end)
        return f"{columns_of(passage, piece.first)}\n{text}".lstrip()

    def of(self, piece: Piece) -> Subject:
        """The remedies that a piece is about."""
        passage = self._passages[piece.number]
        found = list(self._named(self.text(piece)))
        own = tuple(one for one, _ in found)
        sentences = _sentences_before(passage, piece.first)
        before = [named for text in sentences if (named := self._goes_on_about(text))]
        about = own
        if all(beside for _, beside in found) or self._is_led(passage, piece):
            about = before[0] if before else self._above(piece.number)
        return Subject(
            own, self._counted(piece, own), about, tuple(chain(*before)), self._heads(piece.number)
        )

    def _is_led(self, passage: Passage, piece: Piece) -> bool:
        """Whether what leads in a list names nothing: its items are what matters to whatever it is about."""
        lead = passage.sentences[piece.first]
        return lead.kind == "lead" and not self._subjects(passage.slice(lead.start, lead.end))

    def _counted(self, piece: Piece, own: Remedied) -> Remedied:
        """Those of its `own` whose numbers a piece tells: in a list or table, a line is about what it names first."""
        if piece.first == piece.last:
            return own
        passage = self._passages[piece.number]
        found = list(self._subjects(columns_of(passage, piece.first)))
        for sentence in passage.sentences[piece.first : piece.last + 1]:
            line = passage.slice(sentence.start, sentence.end)
            named = [one for one, _ in self._named(line)]
            if COUNT.compiled.search(line):
                found += named[:1]
            elif sentence.kind in ("head", "lead"):
                found += named
        return tuple(found)

    def ages_of(self, piece: Piece) -> tuple[Condition, ...]:
        """The ages that a piece speaks of, in years; of a head that names children and others, none."""
        passage = self._passages[piece.number]
        near = next(filter(None, map(ages, (self.text(piece), *_sentences_before(passage, piece.first)))), ())
        if near:
            return near
        heads = map(ages, (*_headings(passage), passage.title))
        return next((told for told in heads if told and not are_mixed(told)), ())

    def animals_of(self, piece: Piece) -> frozenset[str]:
        """The animals that a piece speaks of, or else what stands before and above it, the nearest that names any."""
        passage = self._passages[piece.number]
        near = (
            self.text(piece),
            *_sentences_before(passage, piece.first),
            *_headings(passage),
            passage.title,
        )
        told = [found for found in map(animals, near) if found]
        # "Dieren" is said of all, but where what stands above it is about one of them.
        return next((found for found in told if found != {ANY_ANIMAL}), told[0] if told else frozenset())

    def animals_near(self, number: int) -> frozenset[str]:
        """The animals that the article of a passage names, as far as anybody reads on."""
        around = self._near(number, range(number - _AROUND, number + _AROUND))
        return frozenset(chain(*(animals(one.text) for one in around)))

    def near(self, number: int) -> tuple[str, Remedied]:
        """What the article of a passage says, in lower case, and the remedies it names, as far as anybody reads on."""
        around = list(self._near(number, range(number - _AROUND, number + _AROUND)))
        headings = dict.fromkeys(chain.from_iterable((*one.above, one.heading) for one in around))
        text = "\n".join((self._passages[number].title, *headings, *(one.text for one in around)))
        return text.lower(), tuple(one for _, _, one in self._remedies.places(text))

    def _named(self, text: str) -> Iterator[tuple[Remedy, bool]]:
        """The remedies in a text, and whether each is named beside another one."""
        for start, _, remedy in self._remedies.places(text):
            yield remedy, _BESIDE.compiled.search(text, max(0, start - _NEAR), start) is not None

    def _subjects(self, text: str) -> Remedied:
        return tuple(one for one, beside in self._named(text) if not beside)

    def _goes_on_about(self, text: str) -> Remedied:
        """The remedies of a sentence that the next one may go on about: not whom "niet bij bloedverdunners" warns."""
        named = self._remedies.places(text)
        return tuple(
            one for start, _, one in named if not _PASSING.compiled.search(text, max(0, start - _NEAR), start)
        )

    def _heads(self, number: int) -> Remedied:
        """What the nearest heading names that names any, else the title."""
        return self._headed(self._passages[number]) or self._titled(number)

    def _headed(self, passage: Passage) -> Remedied:
        return next(filter(None, map(self._subjects, _headings(passage))), ())

    def _above(self, number: int) -> Remedied:
        """What a heading names; else the title if it is one remedy; else the section before, else the title."""
        heads = self._heads(number)
        if self._headed(self._passages[number]) or is_one(heads):
            return heads
        return self._earlier(number) or heads

    def _earlier(self, number: int) -> Remedied:
        """What the section names before this passage, and those that it stands in, nearest first."""
        passage = self._passages[number]
        around = passage.above
        for other in self._near(number, range(number - 1, number - _AROUND - 1, -1)):
            same = (other.heading, other.above) == (passage.heading, passage.above)
            if not (same or other.heading in around or (passage.above and other.above == passage.above)):
                return ()
            found = self._subjects(other.text) if same or other.heading in around else ()
            if found:
                return found
        return ()

    def _titled(self, number: int) -> Remedied:
        """What the title names; of more remedies not those that have a heading of their own, which is about them."""
        passage = self._passages[number]
        if passage.article_id not in self._titles:
            named = self._subjects(passage.title)
            if len({one.thing for one in named}) > 1:
                own = self._own_headings(number)
                named = tuple(one for one in named if one.thing not in own) or named
            self._titles[passage.article_id] = named
        return self._titles[passage.article_id]

    def _own_headings(self, number: int) -> frozenset[str]:
        """The things that have a heading of their own in the article of a passage."""
        near = self._near(number, range(number - _LONGEST, number + _LONGEST))
        named = map(self._headed, {(one.heading, one.above): one for one in near}.values())
        return frozenset(one[0].thing for one in named if is_one(one))

    def _near(self, number: int, numbers: range) -> Iterator[Passage]:
        """Those of these passages that are of the same article as one."""
        article = self._passages[number].article_id
        for at in numbers:
            if 0 <= at < len(self._passages) and self._passages[at].article_id == article:
                yield self._passages[at]


def is_one(named: Remedied) -> bool:
    """Whether one thing is named, and not a kind of things."""
    return len({one.thing for one in named}) == 1 and not named[0].is_kind


def _headings(passage: Passage) -> tuple[str, ...]:
    """The headings that a passage stands below, the nearest first, without the title."""
    found = (passage.heading, *reversed(passage.above))
    return tuple(heading for heading in found if heading and heading != passage.title)


def _sentences_before(passage: Passage, first: int) -> Iterator[str]:
    """What stands before in a paragraph, nearest first; an item only continues what introduces it."""
    listed = passage.sentences[first].kind in _LISTED
    for sentence in reversed(passage.sentences[:first]):
        text = passage.slice(sentence.start, sentence.end)
        if not listed or sentence.kind in ("lead", "sentence") or text.rstrip().endswith(":"):
            yield text
