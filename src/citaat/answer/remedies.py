"""What is said of one medicine, vitamin or mineral is no answer about another.

The models of `decision` weigh words; a schedule for paracetamol meets nearly all of "hoeveel ml ibuprofendrank voor een
kind van 15 kilo". Whoever reads it gives that dose. So this is no matter of weight.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from citaat.answer.compose import Span, shown_span
from citaat.dutch.remedies import Remedies, Remedy
from citaat.index.passages import Passages
from citaat.light import Pattern
from citaat.search.query import Query

_NUMBERS = frozenset(("number", "when"))
# A word that nothing explains may be a name that is misspelt.
_UNKNOWN = "nowhere"
_AROUND = 10
_PIECES = Pattern(r"(?<=[.!?])\s+|\n")


class OtherRemedies:
    """Tells when an answer is about another remedy than the question.

    `medicines` gives the names of medicines that a word may be, misspelt too.
    """

    def __init__(
        self, passages: Passages, remedies: Remedies, medicines: Callable[[str], Sequence[str]]
    ) -> None:
        self._passages, self._remedies, self._medicines = passages, remedies, medicines

    def asked(self, query: Query, spans: Sequence[Span]) -> tuple[str, ...]:
        """The remedies that are asked of, as typed, where the quotes of `spans` tell of others and not of them; else none.

        A number stands with its name in one sentence, or below a head with it. Anything else may be said of what the
        section names; and what is said of a vitamin, to whoever takes a medicine.
        """
        asked = list(self._asked(query))
        if not asked:
            return ()
        places = [self._passages[span.passage] for span in spans]
        quotes, heads = list(map(shown_span, spans, places)), [f"{one.heading} {one.title}" for one in places]
        counts = [piece for quote in quotes for piece in _PIECES.compiled.split(quote) if _counts(piece)]
        numeric = bool(counts and query.kinds & _NUMBERS)
        if not numeric and self._says(asked, (*quotes, *heads)):
            return ()
        told = (self._told(counts) if numeric else []) or self._told((*quotes, *heads))
        others = [one for one in told if numeric or any(one.medicine == mine.medicine for _, mine in asked)]
        around = heads if numeric else [*heads, *self._sections(spans)]
        if not others or _is_told(asked, told) or self._says(asked, around):
            return ()
        return tuple(dict.fromkeys(name for name, _ in asked))

    def _sections(self, spans: Sequence[Span]) -> Iterator[str]:
        """The texts that stand in one section with `spans`, as far as anybody reads on."""
        for number in (span.passage for span in spans):
            place = self._passages[number]
            near = range(max(0, number - _AROUND), min(len(self._passages), number + _AROUND + 1))
            same = (
                one for one in map(self._passages.__getitem__, near) if one.article_id == place.article_id
            )
            yield from (one.text for one in same if one.heading == place.heading)

    def _says(self, asked: Sequence[tuple[str, Remedy]], texts: Iterable[str]) -> bool:
        """Whether a text tells of one that is asked of; it is read no further than that."""
        return any(_is_told(asked, [found]) for text in texts for _, found in self._remedies.told(text))

    def _told(self, texts: Sequence[str]) -> list[Remedy]:
        return [found for text in texts for _, found in self._remedies.told(text)]

    def _asked(self, query: Query) -> Iterator[tuple[str, Remedy]]:
        """The remedies in a question with how they are called there; each in all that it may stand for."""
        yield from self._remedies.told(query.text)
        for word in query.words:
            names = (word.token.norm, word.token.lemma)
            found = [one for one in map(self._remedies.named, names) if one is not None]
            if not found and word.kind == _UNKNOWN:
                meant = self._medicines(word.token.norm)
                found = [self._remedies.named(name) or Remedy(name, frozenset()) for name in meant]
            yield from ((word.token.surface, one) for one in found)


def _is_told(asked: Sequence[tuple[str, Remedy]], told: Sequence[Remedy]) -> bool:
    return any(mine.is_said_by(one) for _, mine in asked for one in told)


def _counts(text: str) -> bool:
    return any(map(str.isdecimal, text))
