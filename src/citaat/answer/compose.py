"""Choosing the words of an answer: whole sentences and lists, at most three places, 700 characters."""

from collections.abc import Callable, Sequence

from citaat.corpus.headings.under import quoted_from, under_of
from citaat.corpus.units import columns_of
from citaat.index.passages import Passages
from citaat.light import IGNORE_CASE, Pattern, dataclass
from citaat.outcome.shown import shown
from citaat.records import MAX_ANSWER, MAX_CITATIONS, Citation, Passage, Sentence
from citaat.search.features import NAMES as FEATURES
from citaat.search.query import Query
from citaat.search.ranking import Ranked

# A second and a third place are shown when their score is this near to the best one.
NEAR = (2.0, 1.0)
# As many characters as are read at a glance: a sentence is shown with its neighbours up to here.
GLANCE = 300
# So many of the best units are looked at for a second place.
LOOKED_AT = 40
# What a wholly new part of the question is worth beside the score.
NEW_PART = 3.0
_BACKWARD = frozenset(
    "dit dat zo daarbij deze daarom hiervan hierdoor daardoor daarna het ze hij zij ook die verder dan".split()
)
_BACKWARD_PHRASE = "om deze reden"
_ONWARD = frozenset("dit zo dat daarom helaas daardoor hierdoor dus want".split())
_FOLLOWING = 160
# A heading that is as like the question as this asks the same.
SAME_QUESTION = 0.5
# A question that is as like one of the articles as this may be the same.
SAME = 0.9
_HEADING_ASK = FEATURES.index("heading_ask")
_VERDICT = Pattern(
    r"(?:ja|nee|absoluut|zeker|klopt|jazeker|helaas|niet altijd|soms)\b[^.!?]{0,40}[.!?…]", IGNORE_CASE
)
_VERDICTS = frozenset("ja nee absoluut zeker klopt jazeker helaas niet soms".split())
# The answer to a question with one of a pair is the wrong one to the question with the other.
OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in "meer/minder in/uit onder/boven voor/na met/zonder binnen/buiten vroeger/later langer/korter groter/kleiner "
    "hoger/lager ouder/jonger open/dicht aan/uit op/af eerste/laatste".split()
)
_WORD = Pattern(r"\w+")
# Sentences that differ in one of these say different things, however alike they are.
_TURNING = frozenset(
    "niet geen nooit niemand niets nergens zonder wel altijd soms vaak zelden meer minder meest minst voor na".split()
)


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive sentences of one passage, and those of its headings that have to be shown with them."""

    passage: int
    first: int
    last: int
    headings: tuple[str, ...] = ()


Fits = Callable[[Span], bool]


def compose(
    query: Query, ranked: Sequence[Ranked], passages: Passages, fits: Fits = lambda span: True
) -> list[Span]:
    """The spans to show, best first. Empty when nothing was ranked. What does not fit is not shown beside the rest."""
    if not ranked:
        return []
    composer = _Composer(query, passages, ranked, fits)
    composer.add(ranked[0])
    covered = ranked[0].candidate.context
    rest = [entry for entry in ranked[1:LOOKED_AT] if not composer.shows(entry)]
    while rest and len(composer.spans) < MAX_CITATIONS:
        worth = [entry.score + NEW_PART * _gain(query, covered, entry) for entry in rest]
        best = max(range(len(rest)), key=lambda at: (worth[at], -at))
        if worth[best] < ranked[0].score - NEAR[len(composer.spans) - 1]:
            break
        entry = rest.pop(best)
        if composer.add(entry):
            covered = tuple(map(max, covered, entry.candidate.context))
            rest = [entry for entry in rest if not composer.shows(entry)]
    return composer.spans


def _gain(query: Query, covered: Sequence[float], entry: Ranked) -> float:
    """The share of the question's topical words that `entry` covers and the answer so far does not."""
    topical = found = 0.0
    for word, before, now in zip(query.words, covered, entry.candidate.context, strict=True):
        if word.kind != "minor":
            topical += word.weight
            if now > before:
                found += word.weight * (now - before)
    return found / topical if topical else 0.0


def shows(spans: Sequence[Span], entry: Ranked) -> bool:
    """Whether one of the spans holds all of a unit."""
    unit = entry.candidate.unit
    return any(
        span.passage == unit.passage and span.first <= unit.first and unit.last <= span.last for span in spans
    )


class _Composer:
    def __init__(self, query: Query, passages: Passages, ranked: Sequence[Ranked], fits: Fits) -> None:
        self._asked = frozenset(query.plain.split())
        self._passages, self._may_show = passages, fits
        self._scores = {
            (entry.candidate.unit.passage, sentence): entry.score
            for entry in ranked
            for sentence in (entry.candidate.unit.first, entry.candidate.unit.last)
        }
        self.spans: list[Span] = []
        self._shown: list[frozenset[str]] = []

    def add(self, entry: Ranked) -> bool:
        """Show this unit too, unless it is shown already or there is no room for it."""
        unit = entry.candidate.unit
        passage = self._passages[unit.passage]
        bare = Span(unit.passage, unit.first, unit.last)
        whole = _widened(bare, passage)
        # To the opposite question a verdict is the wrong answer.
        opposite = passage.heading.endswith("?") and _is_opposite(self._asked, passage.heading)
        asked = 0.0 if opposite else entry.candidate.values[_HEADING_ASK]
        for span in (self._grown(whole, passage), whole, bare):
            span = _with_its_verdict(span, passage, asked)
            if opposite and begins_with_verdict(span, passage):
                continue
            if self._may_show(span) and self._fits(span, passage):
                self._place(span, passage)
                return True
        return False

    def shows(self, entry: Ranked) -> bool:
        """Whether all of this unit is shown already."""
        return shows(self.spans, entry)

    def _grown(self, span: Span, passage: Passage) -> Span:
        """With the sentences beside it, the better ones first, as long as that is still read at a glance.

        A paragraph is written to be read as one: what it says before and after a sentence is its
        condition, its exception or what to do about it more often than not.
        """
        first, last = span.first, span.last
        while True:
            sides = [
                (
                    self._scores.get((span.passage, new), float("-inf")),
                    first - (new < first),
                    last + (new > last),
                )
                for new in (first - 1, last + 1)
                if 0 <= new < len(passage.sentences) and passage.sentences[new].kind == "sentence"
            ]
            sides = [
                side
                for side in sides
                if _length(side[1], side[2], passage) <= GLANCE
                and self._may_show(Span(span.passage, side[1], side[2]))
            ]
            if not sides or passage.sentences[span.first].kind != "sentence":
                return Span(span.passage, first, last)
            _, first, last = max(sides)

    def _fits(self, span: Span, passage: Passage) -> bool:
        if all(any(_alike(piece, shown) for shown in self._shown) for piece in _pieces(span, passage)):
            return False
        length = sum(len(shown_span(other, self._passages[other.passage])) + 1 for other in self.spans)
        return length + len(shown_span(span, passage)) <= MAX_ANSWER

    def _place(self, span: Span, passage: Passage) -> None:
        self._shown += _pieces(span, passage)
        for at, other in enumerate(self.spans):
            touching = (
                other.passage == span.passage
                and other.first <= span.last + 1
                and span.first <= other.last + 1
            )
            if touching:
                self.spans[at] = Span(span.passage, min(other.first, span.first), max(other.last, span.last))
                return
        self.spans.append(span)


def _length(first: int, last: int, passage: Passage) -> int:
    return passage.sentences[last].end - passage.sentences[first].start


def _pieces(span: Span, passage: Passage) -> list[frozenset[str]]:
    """The words of each sentence or item of a span. A lead-in says nothing new beside its items."""
    sentences = passage.sentences[span.first : span.last + 1]
    told = [sentence for sentence in sentences if sentence.kind != "lead"] or sentences
    # The same item says something else under another heading.
    under = frozenset(_WORD.compiled.findall(under_of(passage, span.first, span.last).lower()))
    return [
        under.union(_WORD.compiled.findall(passage.slice(sentence.start, sentence.end).lower()))
        for sentence in told
    ]


def _alike(piece: frozenset[str], shown: frozenset[str]) -> bool:
    """Whether both say the same: four in five words are shared, and no number or negation is not."""
    different = piece ^ shown
    if any(word in _TURNING or word[0].isdigit() for word in different):
        return False
    return len(different) * 5 <= len(piece | shown)


def _widened(span: Span, passage: Passage) -> Span:
    """With the sentence before one that points back, and the one after that explains it."""
    first, last = span.first, span.last
    sentences = passage.sentences
    text = passage.slice(sentences[first].start, sentences[last].end)
    if first > 0 and _points_back(text) and sentences[first - 1].kind == "sentence":
        first -= 1
    following = sentences[last + 1] if last + 1 < len(sentences) else None
    if following is not None and (_is_verdict(text) or _explains(passage, following)):
        last += 1
    return Span(span.passage, first, last)


def _with_its_verdict(span: Span, passage: Passage, asked: float) -> Span:
    """With the "Nee." before it where its heading asks what was asked, and without one that answers another question.

    `asked` says how like the question the heading is. A reader takes a "Nee." at the head of an answer for the answer.
    """
    verdict = passage.sentences[0]
    if not passage.heading.endswith("?") or not _is_verdict(passage.slice(verdict.start, verdict.end)):
        return span
    if span.first == 1 and asked >= SAME_QUESTION:
        return Span(span.passage, 0, span.last)
    if span.first == 0 < span.last and asked < SAME_QUESTION:
        return Span(span.passage, 1, span.last)
    return span


def _is_opposite(asked: frozenset[str], heading: str) -> bool:
    """Whether a heading has "minder" where the question has "meer", or the like."""
    told = frozenset(_WORD.compiled.findall(heading.lower()))
    pairs = ((one, other) for pair in OPPOSITES for one, other in (pair, pair[::-1]))
    return any(
        one in asked and other in told and one not in told and other not in asked for one, other in pairs
    )


def begins_with_verdict(span: Span, passage: Passage) -> bool:
    """Whether a span begins with the verdict that answers its heading."""
    first = passage.sentences[0]
    text = passage.slice(first.start, first.end)
    return span.first == 0 and _first_word(text) in _VERDICTS


def _explains(passage: Passage, following: Sentence) -> bool:
    """Whether `following` goes on about what was just said ("Dit is omdat …", "Zo weet je …")."""
    text = passage.slice(following.start, following.end)
    return following.kind == "sentence" and len(text) <= _FOLLOWING and _first_word(text) in _ONWARD


def _first_word(text: str) -> str:
    found = _WORD.compiled.match(text)
    return found.group().lower() if found else ""


def _points_back(text: str) -> bool:
    return _first_word(text) in _BACKWARD or text.lower().startswith(_BACKWARD_PHRASE)


def _is_verdict(text: str) -> bool:
    return _first_word(text) in _VERDICTS and _VERDICT.compiled.fullmatch(text) is not None


def quote(span: Span, passage: Passage) -> str:
    """The exact text of a span, line breaks and bullets included."""
    first = quoted_from(passage, span.first, span.last)
    return passage.slice(passage.sentences[first].start, passage.sentences[span.last].end)


def citation(span: Span, passage: Passage, n: int) -> Citation:
    """The citation of a span, with the head of its table, and the headings that it is understood by."""
    under = under_of(passage, span.first, span.last, span.headings)
    first = quoted_from(passage, span.first, span.last)
    return passage.citation(first, span.last, n, columns_of(passage, first), under)


def shown_span(span: Span, passage: Passage) -> str:
    """A span as it is shown."""
    return shown(citation(span, passage, 1))
