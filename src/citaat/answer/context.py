"""What has to be shown with an answer: the headings it is said of, and the exception that the next paragraph makes.

"De ontlasting wordt zwart. Dat kan geen kwaad." is about iron tablets, "Ja, mits onder de 180." about high blood
pressure. Whoever asks of something else cannot see that but by the heading; and nobody can see that "Honden mogen mee"
goes on with "Dat geldt niet voor de keuken".
"""

from collections.abc import Mapping, Sequence

from citaat.answer.compose import Span, begins_with_verdict, shown_span
from citaat.corpus.headings.turning import is_said, narrows
from citaat.dutch.question_type import POLAR_WORDS
from citaat.index.passages import Passages, Place
from citaat.records import MAX_ANSWER, MAX_CITATIONS, Passage
from citaat.search.likeness import own_terms
from citaat.search.query import Query

# A longer heading is a text of its own.
_MOST_WORDS = 4
# A sentence of so few words is understood by its question alone.
_FEW = 6
# Of more words than these one may be another.
_MANY = 2
# What stands below these may be about anything.
_ARTICLES = frozenset("de het een onze nog".split())
_GENERIC = frozenset(
    "vragen veelgestelde veel faq q&a meer informatie info tip tips tot inleiding introductie kort let algemeen algemene overig overige "
    "ander andere uitleg contact ook verder extra goed handig stap hoe wat waarom waar wie zo dit dat over in ten nuttig hulp".split()
)
_GENERIC_STEMS = tuple("samen praktisch achtergrond weetje belangrijk bron link".split())
# A longer paragraph has a subject of its own.
_LONGEST = 200
# How the sentence begins that makes an exception to the paragraph before it.
_BEGINNING = frozenset(
    "let maar behalve uitzondering uitzonderingen tenzij alleen echter wel niet ook in op tijdens tussen na voor vóór vanaf sinds tot "
    "van onder boven met zonder is bent heeft hebt gebruikt wie".split()
)
_BACK = frozenset("dat dit deze die het".split())
_TURNED = ("niet", "alleen", "wel", "verander")
_LIMITING = tuple(
    "niet geen niets nooit alleen behalve tenzij mits verboden dicht gesloten eerder later minder meer dubbel gratis uitgezonder "
    "uitzonder verander anders eerst stop bel".split()
)
_AROUND = ".,;:!?()*_\"'“”‘’"


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
    if name.endswith("?") or len(name.split()) > _MOST_WORDS or _is_generic(name):
        return False
    if any(_shares(name, other) for other in (text, passage.title)):
        return False
    says: Mapping[str, float] = place.heading if name == passage.heading else place.above
    return not any(query.meanings.matches(says))


def _is_generic(name: str) -> bool:
    words = [word for word in _words(name) if word not in _ARTICLES]
    return not words or words[0] in _GENERIC or words[0].startswith(_GENERIC_STEMS)


def _hangs_on(query: Query, span: Span, place: Place) -> bool:
    """Whether an answer begins with what answers its heading, a question, and that is another one than was asked."""
    passage = place.passage
    if not passage.heading.endswith("?") or _is_asked(query, passage.heading, place.heading):
        return False
    first = passage.sentences[span.first]
    if first.kind != "sentence":
        # A list of what is asked after is understood, but for what it is not.
        return _polar(passage.heading) != _polar(query.text)
    begins = passage.slice(first.start, first.end)
    return begins_with_verdict(span, passage) or len(begins.split()) <= _FEW


def _is_asked(query: Query, heading: str, says: Mapping[str, float]) -> bool:
    """Whether a question says all that a heading asks, but for half of a verb, and is no more or less negative."""
    terms = own_terms(says)
    found = sum(term in query.meanings for term, _ in terms)
    return _polar(heading) == _polar(query.text) and len(terms) - found <= (found > _MANY)


def _polar(text: str) -> frozenset[str]:
    return POLAR_WORDS.intersection(_words(text))


def _shares(heading: str, text: str) -> bool:
    return any(is_said(word, text) for word in heading.split())


def with_exceptions(spans: Sequence[Span], passages: Passages) -> list[Span]:
    """The spans, each that ends its paragraph with the exception that the next one makes, as far as there is room."""
    made, taken = list[Span](), {span.passage for span in spans}
    left = MAX_CITATIONS - len(spans)
    room = MAX_ANSWER - sum(_length(span, passages) for span in spans) + 1
    for span in spans:
        made.append(span)
        following = _exception(span, passages) if left else None
        if following and following.passage not in taken and _length(following, passages) <= room:
            made.append(following)
            taken.add(following.passage)
            left, room = left - 1, room - _length(following, passages)
    return made


def _length(span: Span, passages: Passages) -> int:
    """How long it is as it is shown, with the line end before it."""
    return len(shown_span(span, passages[span.passage])) + 1


def _exception(span: Span, passages: Passages) -> Span | None:
    """The first sentence of the next paragraph of the section, where it limits what was said."""
    passage: Passage = passages[span.passage]
    number = span.passage + 1
    if span.last + 1 < len(passage.sentences) or number == len(passages):
        return None
    following: Passage = passages[number]
    first = following.sentences[0]
    if following.section != passage.section or first.kind != "sentence":
        return None
    text = following.slice(first.start, first.end)
    return Span(number, 0, 0) if len(text) <= _LONGEST and _limits(text) else None


def _limits(text: str) -> bool:
    """Whether a sentence makes an exception to what stands before it: it turns that, and begins as one that does."""
    words = _words(text)
    if not any(word.startswith(_LIMITING) for word in words):
        return False
    if words[0] in _BACK:
        return any(word.startswith(_TURNED) for word in words)
    return words[0] in _BEGINNING or narrows(" ".join(words[:2]), "")


def _words(text: str) -> list[str]:
    return [word.strip(_AROUND) for word in text.lower().split()] or [""]
