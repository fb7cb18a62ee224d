"""The headings that have to be shown with an answer: neither the question nor the text says what that is said of.

"De ontlasting wordt zwart. Dat kan geen kwaad." is about iron tablets, "Ja, mits onder de 180." about high blood
pressure. Whoever asks of something else cannot see that but by the heading.
"""

from collections.abc import Mapping, Sequence

from citaat.answer.compose import Span, begins_with_verdict, shown_span
from citaat.corpus.headings.turning import is_said
from citaat.dutch.question_type import POLAR_WORDS
from citaat.index.passages import Passages, Place
from citaat.light import IGNORE_CASE, Pattern
from citaat.records import MAX_ANSWER, Passage
from citaat.search.likeness import own_terms
from citaat.search.query import Query

# A longer heading is a text of its own.
_MOST_WORDS = 4
# A sentence of so few words is understood by its question alone.
_FEW = 6
# Of more words than these one may be another.
_MANY = 2
_WORD = Pattern(r"\w+")
# What stands below these may be about anything.
_GENERIC = Pattern(
    r"(?:de |het |een |onze |nog )*(?:vragen|veelgestelde|veel gestelde|faq|q&a|meer|informatie|info|tips?|tot slot|inleiding|introductie|samen\w*"
    r"|kort|let op|praktisch\w*|algemeen|algemene|overige?|andere?|uitleg|achtergrond\w*|contact|ook|verder|extra|goed om|weetje\w*"
    r"|handig|stap|hoe|wat|waarom|waar|wie|zo|dit|dat|over|in het|ten slotte|nuttig|belangrijk\w*|hulp|bron\w*|links?)\b",
    IGNORE_CASE,
)


def in_context(query: Query, spans: Sequence[Span], passages: Passages) -> list[Span]:
    """The spans with the headings that they have to be shown with, where all of it is no longer than an answer may be."""
    made = [_with_headings(query, span, passages) for span in spans]
    for at in range(len(made) - 1, 0, -1):
        before, span = made[at - 1], made[at]
        if passages[span.passage].section == passages[before.passage].section:
            # It was just shown above what stands before it.
            told = tuple(name for name in span.headings if name not in before.headings)
            made[at] = Span(span.passage, span.first, span.last, told)
    length = sum(len(shown_span(span, passages[span.passage])) + 1 for span in made) - 1
    return made if length <= MAX_ANSWER else list(spans)


def _with_headings(query: Query, span: Span, passages: Passages) -> Span:
    place = passages.place(span.passage)
    passage: Passage = place.passage
    text = passage.slice(passage.sentences[span.first].start, passage.sentences[span.last].end)
    around = (*passage.above, passage.heading)
    told = [name for name in around if _is_untold(name, query, passage, text, place)]
    if passage.heading not in told and _hangs_on(query, span, place):
        told.append(passage.heading)
    return Span(span.passage, span.first, span.last, (*span.headings, *told)) if told else span


def _is_untold(name: str, query: Query, passage: Passage, text: str, place: Place) -> bool:
    """Whether a heading names what nobody else does: no word of it is in the question, the text or the title."""
    if name.endswith("?") or len(name.split()) > _MOST_WORDS or _GENERIC.compiled.match(name):
        return False
    if any(_shares(name, other) for other in (text, passage.title)):
        return False
    says: Mapping[str, float] = place.heading if name == passage.heading else place.above
    return not any(query.meanings.matches(says))


def _hangs_on(query: Query, span: Span, place: Place) -> bool:
    """Whether an answer begins with what answers its heading, a question, and that is another one than was asked."""
    passage = place.passage
    if not passage.heading.endswith("?") or _is_asked(query, passage.heading, place.heading):
        return False
    first = passage.sentences[span.first]
    begins = passage.slice(first.start, first.end)
    return begins_with_verdict(span, passage) or len(begins.split()) <= _FEW


def _is_asked(query: Query, heading: str, says: Mapping[str, float]) -> bool:
    """Whether a question says all that a heading asks, but for half of a verb, and is no more or less negative."""
    polar = [POLAR_WORDS & frozenset(_WORD.compiled.findall(text.lower())) for text in (heading, query.text)]
    terms = own_terms(says)
    found = sum(term in query.meanings for term, _ in terms)
    return polar[0] == polar[1] and len(terms) - found <= (found > _MANY)


def _shares(heading: str, text: str) -> bool:
    return any(is_said(word, text) for word in heading.split())
