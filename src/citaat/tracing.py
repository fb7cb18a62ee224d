"""What led to an outcome, for whoever asks why; and that of a search which failed."""

from collections.abc import Sequence

from citaat.answer.compose import Span
from citaat.answer.decision import Decision
from citaat.caveats.rules import Firing
from citaat.errors import CitaatError
from citaat.light import dataclass
from citaat.records import Abstained, Abstention, Caveat, Id, Outcome
from citaat.search.query import Query
from citaat.search.ranking import Ranked

REBUILD = "run: citaat index"
Owed = tuple[Caveat, ...]


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
