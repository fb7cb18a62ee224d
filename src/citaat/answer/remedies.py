"""What is said of one medicine, vitamin or mineral is no answer about another, nor what is said of one age or animal.

The models of `decision` weigh words; a schedule for paracetamol meets nearly all of "hoeveel ml ibuprofendrank voor een
kind van 15 kilo". Whoever reads it gives that dose. So this is no matter of weight.
"""

from collections.abc import Callable, Iterator, Sequence

from citaat.answer.compose import Span
from citaat.dutch.remedies import Remedies, Remedy
from citaat.index.passages import Passages
from citaat.light import IGNORE_CASE, TYPE_CHECKING, Pattern
from citaat.search.query import Query
from citaat.search.ranking import Ranked

if TYPE_CHECKING:
    from citaat.answer.scope import Scope

# Kinds of questions whose answer is a number or a rule.
_BOUND = frozenset(("number", "when", "advice"))
# A word that nothing explains may be a name that is misspelt.
_UNKNOWN = "nowhere"
# Where something is taken, an everyday word ("zink") is what it is there.
_TAKING = Pattern(
    r"\b(?:slik\w*|inneem\w*|innemen|ingenomen|tablet\w*|pil|pillen|capsules?|druppels?|dosis|dosering|mg|mcg|µg|milligram"
    r"|microgram|supplement\w*|\w*tekort aan|voeding\w*|vitamin\w*|medicij\w*|geneesmiddel\w*|zwanger\w*|borstvoeding"
    r"|bijwerking\w*|bovengrens|aanbevolen hoeveelheid|zalf|cr[eè]me)\b",
    IGNORE_CASE,
)
# Whether a question may say of whom it asks; what it says, `dutch.groups` knows.
SOMEBODY = Pattern(
    r"\d|\b(?:kind|kids|klein|baby|zuigel|pasgeb|dreum|peut|kleut|zoon|docht|tiener|puber|jonge|volwas|grote|mensen|oude|bejaard"
    r"|senior|hond|pup|reu|teef|kat|poes|poez|kit|kon|paard|pon|veul|mer|cavi|hams|rat|mui|fret|vogel|pape|park|kip|dui|koe"
    r"|rund|schaap|schape|geit|varken|dier|huisdier)",
    IGNORE_CASE,
)


class OtherRemedies:
    """Tells what a question is about that an answer may not be mistaken in.

    `medicines` gives the names of medicines that a word may be, misspelt too.
    """

    def __init__(
        self, passages: Passages, remedies: Remedies, medicines: Callable[[str], Sequence[str]]
    ) -> None:
        self._passages, self._remedies, self._medicines = passages, remedies, medicines

    def scope(self, query: Query, spans: Sequence[Span]) -> "Scope | None":
        """What `spans` have to be about to answer a question; None where nothing near them is about anything else."""
        asked, taken = list(self._asked(query)), _TAKING.compiled.search(query.text) is not None
        near = [self._near(span.passage) for span in spans]
        if not taken and (not asked or query.kinds & _BOUND):
            taken = any(map(_TAKING.compiled.search, near))
        if not taken and all(one.everyday for _, one in asked):
            asked = []
        told_of = SOMEBODY.compiled.search(query.text) is not None
        if not told_of and not (asked and self._tell_of_others(near, [one for _, one in asked])):
            return None
        from citaat.answer.scope import Scope
        from citaat.answer.subjects import Subjects

        scope = Scope(Subjects(self._passages, self._remedies), query, tuple(asked), taken or bool(asked))
        return scope if scope.narrows else None

    def unknown(self, names: Sequence[str], ranked: Sequence[Ranked]) -> list[str]:
        """Those of these names that no passage has in which anything was found: what is told of another is not unknown."""
        told = [self._near(number).lower() for number in {one.candidate.unit.passage for one in ranked}]
        return [name for name in names if not any(name.lower() in text for text in told)]

    def _near(self, number: int) -> str:
        """A passage with its title and all headings above it."""
        passage = self._passages[number]
        return "\n".join((passage.title, *passage.above, passage.heading, passage.text))

    def _tell_of_others(self, texts: Sequence[str], asked: Sequence[Remedy]) -> bool:
        """Whether a text names more than was asked of, or nothing, so that what it goes on about stands elsewhere."""
        things = {one.thing for one in asked}
        told = [{one.thing for _, one in self._remedies.told(text)} for text in texts]
        return any(not found or not found <= things for found in told)

    def _asked(self, query: Query) -> Iterator[tuple[str, Remedy]]:
        """The remedies in a question with how they are called there; each in all that it may stand for."""
        yield from self._remedies.told(query.text)
        for word in query.words:
            names = (word.token.norm, word.token.lemma)
            if any(map(self._remedies.is_none, names)):
                continue
            found = [one for one in map(self._remedies.named, names) if one is not None]
            if not found and word.kind == _UNKNOWN:
                meant = self._medicines(word.token.norm)
                found = [self._remedies.named(name) or Remedy(name, frozenset()) for name in meant]
            yield from ((word.token.surface, one) for one in found)
