"""What stands in for an engine that could not be opened: no path may lose a warning."""

import os
from contextlib import suppress
from functools import cached_property

from citaat.caveats import guard, reach
from citaat.caveats.rules import Firing, Rules
from citaat.caveats.texts import caveats
from citaat.dutch.analysis import Analyser
from citaat.index.dictionary import Dictionary
from citaat.locations import cache_folder
from citaat.records import Caveat, Id, Outcome
from citaat.tracing import Trace, failed


class Unopened:
    """What is left of a corpus that could not be opened: the caveats that any question is owed, and why."""

    def __init__(self, failure: Exception, corpus: str = "") -> None:
        self._failure, self._corpus = failure, corpus

    def ask(self, question: str, id: Id = None) -> Outcome:
        """An abstention with the caveats by the corpus' own rules, as far as they can be read, else by the package's."""
        return self.trace(question, id).outcome

    def trace(self, question: str, id: Id = None) -> Trace:
        """As `ask`, with the failure."""
        firings, owed = self._owed(question)
        return failed(question, id, owed, firings, self._failure)

    def line_of(self, source: str, offset: int) -> int:
        """0: nothing is cited."""
        return 0

    def _owed(self, question: str) -> tuple[tuple[Firing, ...], tuple[Caveat, ...]]:
        """By the corpus' own rules, or those in the shared dictionary, which is there at once; else compiled anew."""
        try:
            rules, analyser = self._own or self._stored
            firings = reach.fire(rules, question, analyser)
            return firings, caveats(firings, rules, None)
        except Exception:
            # Missing, damaged, of another version: whatever it is, it costs two seconds and no warning.
            return guard.owed(question)

    @cached_property
    def _own(self) -> tuple[Rules, Analyser] | None:
        """What an editor wrote holds whatever is wrong with other files; None where there is nothing that can be read."""
        path = os.path.join(self._corpus, "caveats.toml")
        if not self._corpus or not os.path.isfile(path):
            return None
        with suppress(Exception):
            return guard.written(path)
        return None

    @cached_property
    def _stored(self) -> tuple[Rules, Analyser]:
        from citaat.index.building.dictionary import name

        dictionary = Dictionary(os.path.join(cache_folder(), name()))
        analyser = Analyser(dictionary.lemmas, dictionary.words, frozenset())
        return Rules(dictionary.rules(), dictionary.lemmas), analyser
