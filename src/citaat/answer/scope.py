"""What a question is about, and whether a piece of a text is about that: which remedy, of what age, which animal."""

from collections.abc import Sequence

from citaat.answer.compose import LOOKED_AT, Span
from citaat.answer.subjects import COUNT, Piece, Subject, Subjects
from citaat.corpus.units import Unit
from citaat.dutch.groups import ANY_ANIMAL, ages, are_children, asked_ages, asked_animals, overlap
from citaat.dutch.remedies import Remedy
from citaat.light import IGNORE_CASE, Pattern
from citaat.search.query import Query
from citaat.search.ranking import Ranked

_NUMBERS = frozenset(("number", "when"))
_DOSE = Pattern(
    r"\d\s*(?:x|keer|maal|mg|ml|mcg|µg|ug|g|gram|milligram|microgram|milliliter|tablet\w*|pil|pillen|capsules?|druppels?|zetpil\w*"
    r"|zakjes?|pufjes?|lepels?|maatlepels?|ie)\b",
    IGNORE_CASE,
)
# Whom it does not hold for is told too.
_FORBIDS = Pattern(r"\b(?:niet (?:onder|aan|bij|voor)|jonger dan|nog geen)\b", IGNORE_CASE)
_BOUNDS = Pattern(r"\b(?:niet|geen|nooit|pas|alleen|vanaf|onder|jonger|ouder|boven|tot)\b", IGNORE_CASE)
_ONLY = Pattern(r"\b(?:alleen|enkel|uitsluitend|slechts|behalve)\b", IGNORE_CASE)
_MEDICINES = Pattern(
    r"medicijn|geneesmiddel|medicatie|medicament|preparaat|ontstekingsremm|(?<!ge)(?<!in)middel(?:en|tjes?)?\b",
    IGNORE_CASE,
)
_BY_WEIGHT = Pattern(r"\b(?:kilo|kg|gewicht)\b", IGNORE_CASE)


class Scope:
    """What a question is about: remedies with how they are `named`, ages where something is `taken`, animals."""

    def __init__(
        self, subjects: Subjects, query: Query, named: tuple[tuple[str, Remedy], ...], taken: bool
    ) -> None:
        self._subjects, self._named = subjects, named
        self._counts = bool(query.kinds & _NUMBERS)
        self._animals = asked_animals(query.text)
        self._ages = asked_ages(query.text) if taken and not self._animals else ()
        self._of_kind = any(one.is_kind for _, one in named)
        self._known: dict[Piece, bool | None] = {}

    @property
    def narrows(self) -> bool:
        """Whether there is anything that it may not be mistaken for."""
        return bool(self._named or self._ages or self._animals)

    @property
    def names(self) -> tuple[str, ...]:
        """The remedies, as typed."""
        return tuple(dict.fromkeys(name for name, _ in self._named))

    def fits(self, span: Span) -> bool:
        """Whether nothing of a span is about something else."""
        return False not in self._judged(span.passage, span.first, span.last)

    def tells(self, unit: Unit) -> bool:
        """Whether a unit is about what was asked, and it, its paragraph or its head says so, with a number where one was asked for."""
        pieces = list(self._subjects.pieces(unit.passage, unit.first, unit.last))
        if not all(map(self._fits, pieces)) or (self._counts and not any(map(self._tells_number, pieces))):
            return False
        subjects = map(self._subjects.of, pieces)
        told = (one for subject in subjects for one in (*subject.own, *subject.before, *subject.head))
        # What is said of a kind in passing is said of each of it, but hardly what was asked.
        return not self._named or any(self._is_named(one) for one in told if not one.is_kind or self._of_kind)

    def stands(self, best: Unit, spans: Sequence[Span]) -> bool | None:
        """Whether an answer of `spans` stands on its `best` unit without what does not fit.

        None where that is what does not fit. A number must be told by what is left; and what is about nothing that
        can be told is no answer where the rest is about another remedy.
        """
        judged = self._judged(best.passage, best.first, best.last)
        if False in judged:
            return None
        pieces = [
            piece for span in spans for piece in self._subjects.pieces(span.passage, span.first, span.last)
        ]
        lost = [piece for piece in pieces if not self._fits(piece)]
        if True in judged or not self._named:
            own = self._subjects.pieces(best.passage, best.first, best.last)
            return not any(map(self._is_numeric, lost)) or any(map(self._tells_number, own))
        return not any(self._subjects.of(piece).own for piece in lost)

    def kept(self, ranked: Sequence[Ranked]) -> list[Ranked]:
        """The units without those of the best that are about something else; the others are seldom shown."""
        units = ((entry, entry.candidate.unit) for entry in ranked[:LOOKED_AT])
        fit = [entry for entry, unit in units if self.fits(Span(unit.passage, unit.first, unit.last))]
        return [*fit, *ranked[LOOKED_AT:]]

    def _judged(self, number: int, first: int, last: int) -> list[bool | None]:
        return list(map(self._about, self._subjects.pieces(number, first, last)))

    def _fits(self, piece: Piece) -> bool:
        return self._about(piece) is not False

    def _about(self, piece: Piece) -> bool | None:
        """Whether a piece is about what was asked; None where it is about nothing that can be told."""
        if piece not in self._known:
            self._known[piece] = self._is_of_what(piece) if self._is_of_whom(piece) else False
        return self._known[piece]

    def _is_numeric(self, piece: Piece) -> bool:
        return self._counts and any(map(str.isdecimal, self._subjects.text(piece)))

    def _tells_number(self, piece: Piece) -> bool:
        return COUNT.found(self._subjects.text(piece))

    def _is_of_what(self, piece: Piece) -> bool | None:
        """Whether a piece is about a remedy that is asked of; None when about none, in an article that does speak of it.

        A number is said of the nearest remedy alone; anything else also of what paragraph or head name, and what is
        said of a vitamin, to whoever takes a medicine.
        """
        if not self._named:
            return None
        subject, numeric = self._subjects.of(piece), self._is_numeric(piece)
        if self._is_covered(subject, numeric):
            return not self._is_another_pair(subject)
        if subject.own and not numeric and _ONLY.compiled.search(self._subjects.text(piece)):
            # "Zwangeren mogen alleen mefloquine" is said of all others.
            return None
        told = (*subject.own, *subject.about)
        alike = any(_are_alike(one, mine) for one in told for _, mine in self._named)
        if (told and numeric) or alike or not self._is_spoken_of(piece.number):
            return False
        return None

    def _is_covered(self, subject: Subject, numeric: bool) -> bool:
        """Whether a piece is said of one of the remedies asked of."""
        own = [one for one in subject.counted if not self._is_above(one)] if numeric else subject.own
        if any(map(self._is_named, own)):
            return True
        named = subject.about if numeric else (*subject.about, *subject.before, *subject.head)
        told = [one for one in named if not (numeric and self._is_above(one))]
        # Of a kind of medicines was asked: that this is about one of it must be seen.
        return any(
            mine.is_said_by(one) and (one.is_kind or not mine.is_kind or not mine.medicine)
            for one in told
            for _, mine in self._named
        )

    def _is_above(self, one: Remedy) -> bool:
        """Whether it is a kind of medicines of which one was asked: the dose of "pijnstillers" may be another's."""
        return one.is_kind and one.medicine and not self._of_kind

    def _is_spoken_of(self, number: int) -> bool:
        """Whether the article of a passage speaks of a remedy asked of, or of medicines, as far as anybody reads on."""
        text, named = self._subjects.near(number)
        if any(mine.medicine for _, mine in self._named) and _MEDICINES.found(text):
            return True
        return any(name.lower() in text or any(map(mine.is_said_by, named)) for name, mine in self._named)

    def _is_named(self, one: Remedy) -> bool:
        return any(mine.is_said_by(one) for _, mine in self._named)

    def _is_another_pair(self, subject: Subject) -> bool:
        """Whether of two that are asked of together one is missing, and another of its kind stands in its place."""
        told = (*subject.own, *subject.about, *subject.heads)
        missing = [mine for _, mine in self._named if not any(map(mine.is_said_by, told))]
        others = [one for one in subject.own if not self._is_named(one)]
        return any(not mine.kinds.isdisjoint(one.kinds) for mine in missing for one in others)

    def _is_of_whom(self, piece: Piece) -> bool:
        if self._animals:
            told = self._subjects.animals_of(piece)
            if not told and self._named:
                told = self._subjects.animals_near(piece.number)
                return not told.isdisjoint(self._animals)
            return not told or ANY_ANIMAL in told or not told.isdisjoint(self._animals)
        return not self._ages or self._is_of_age(piece)

    def _is_of_age(self, piece: Piece) -> bool:
        """Whether a piece is not of another age; a dose of which nobody says for whom is one for grown-ups."""
        text = self._subjects.text(piece)
        dose = _DOSE.compiled.search(text) is not None
        told = self._subjects.ages_of(piece) if dose else ages(text)
        if told:
            spared = _FORBIDS if dose else _BOUNDS
            return overlap(self._ages, told) or spared.compiled.search(text) is not None
        return not (dose and are_children(self._ages)) or _BY_WEIGHT.compiled.search(text) is not None


def _are_alike(one: Remedy, other: Remedy) -> bool:
    """Whether both are medicines, or both none, or taken for the same."""
    return one.medicine == other.medicine or not one.kinds.isdisjoint(other.kinds)
