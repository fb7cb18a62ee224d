"""What led to an outcome, for whoever asks why; that of a search which failed; where suggested headings stand."""

from collections.abc import Sequence

from citaat.answer.compose import Span
from citaat.answer.decision import Decision
from citaat.caveats.rules import Firing
from citaat.errors import CitaatError
from citaat.light import dataclass
from citaat.records import Abstained, Abstention, Caveat, Id, Outcome, Passage
from citaat.search.query import Query
from citaat.search.ranking import Ranked

REBUILD = "run: citaat index"
Owed = tuple[Caveat, ...]
# So many of the nearest passages are looked at for headings.
LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything that led to an outcome, for whoever asks why."""

    outcome: Outcome
    query: Query
    ranked: Sequence[Ranked]
    spans: Sequence[Span]
    decision: Decision
    firings: Sequence[Firing]
    failure: CitaatError | None = None


def failed(question: str, id: Id, owed: Owed, firings: Sequence[Firing], error: Exception) -> Trace:
    """An abstention that carries the caveats, and the error that `citaat ask` ends with."""
    failure = (
        error
        if isinstance(error, CitaatError)
        else CitaatError(f"the search failed ({error!r})", fix=REBUILD)
    )
    outcome = Abstained(question, 0.0, Abstention("search_failed", (), ()), owed, id)
    nothing = Query.of(question, (), frozenset(), "")
    return Trace(outcome, nothing, (), (), Decision(False, 0.0, 0.0, 0.0, (), (), ""), firings, failure)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A heading worth reading, and the passage under it: offsets into the text of its article."""

    heading: str
    title: str
    article_id: str
    start: int
    end: int
    sha256: str


def suggested(trace: Trace, passages: Sequence[Passage]) -> tuple[Suggested, ...]:
    """One for each suggestion of an outcome, in its order: of the nearest passages, else the first of the corpus."""
    outcome = trace.outcome
    if not isinstance(outcome, Abstained) or not outcome.abstention.suggestions:
        return ()
    numbers = [entry.candidate.unit.passage for entry in trace.ranked[:LOOKED_AT]]
    first: dict[str, Passage] = {}
    for number in numbers or range(min(LOOKED_AT, len(passages))):
        first.setdefault(passages[number].heading, passages[number])
    found = (first[heading] for heading in outcome.abstention.suggestions if heading in first)
    return tuple(
        Suggested(one.heading, one.title, one.article_id, one.start, one.end, one.sha256) for one in found
    )
