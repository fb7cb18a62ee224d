"""What stands in for an engine that could not be opened: no path may lose a warning."""

from citaat.caveats import guard
from citaat.engine import Trace, failed
from citaat.errors import CitaatError
from citaat.records import Id, Outcome


class Unopened:
    """What is left of a corpus that could not be opened: the caveats that any question is owed, and why."""

    def __init__(self, failure: CitaatError) -> None:
        self._failure = failure

    def ask(self, question: str, id: Id = None) -> Outcome:
        """An abstention with the caveats by the rules of the package."""
        return self.trace(question, id).outcome

    def trace(self, question: str, id: Id = None) -> Trace:
        """As `ask`, with the failure."""
        firings, owed = guard.owed(question)
        return failed(question, id, owed, firings, self._failure)

    def line_of(self, source: str, offset: int) -> int:
        """0: nothing is cited."""
        return 0
