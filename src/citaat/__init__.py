"""citaat: Dutch questions answered with the exact sentences of trusted articles, or an honest no.

    engine = citaat.open_corpus()             # or open_corpus("my/articles")
    outcome = engine.ask("Krijg ik diarree van magnesium?")
    if isinstance(outcome, citaat.Answered):
        print(outcome.answer, outcome.citations[0].quote)
    record = outcome.to_dict()                # the JSON object of the command line
    citaat.outcome_from_dict(record) == outcome

The flow is the architecture: a corpus is read into passages, and these into an index; a question is owed caveats first,
then searched for, then answered or not, and all of it is an outcome.
The folders and single modules, from the reader's side down; each imports only what stands below it:

    cli           the command line: one module for each command, imported only when it is called
    serving       the page and the JSON endpoint: answers by HTTP, with citaat[web]
    distributed   past one machine: segments that workers write and hold, files wherever they are, with citaat[distributed]
    editing       writes what an editor decides: gold questions, lexicon entries
    importing     turns texts, Markdown, saved pages and DOCX into articles
    training      fits data/fitted from development questions
    evaluation    scores a system by its questions and answers (grading, measures), judges whether it may ship (gate, and
                  the verdict in suite), and reports it (reports)
    explain       why an outcome came about
    checking      every fault of a corpus at once; verification re-checks saved citations
    unopened      stands in for an engine that cannot be opened: warnings are owed all the same
    engine        open a corpus and ask it: the flow in one place
    tracing       what led to an outcome: the question as read, what was ranked, the decision, the rules that fired
    answer        which words are shown, and whether they are
    search        from a question that was read to ranked units
    index         what is stored of a corpus, and how it is opened and scored
    caveats       warnings owed to the question, whatever the answer is
    corpus        what is read: articles, passages, units, lexicon, settings
    dutch         what Dutch is: words, lemmas, compounds, spelling, sentences, kinds of question; which words may not be
                  corrected is said by caveats (names of medicines) and heeded by search
    outcome       an outcome as JSON and as text
    storage       plain files that are read at once and never trusted
    templating    pages from templates: text stays text
    terminal      untrusted text made harmless
    messages      what the code says in English, as an editor reads it in Dutch
    questions     a question on a line or in a request, or what is wrong with it
    records       the dataclasses that travel through the flow
    data          no code: word lists and lemmas (dutch), rules and texts of caveats (safety), the Dutch of
                  messages (messages), what surrounds a text on a page (importing), fitted numbers (fitted)

What any of them may use: errors, findings, limits, locations, light, version.
"""

from citaat.light import TYPE_CHECKING, Any
from citaat.version import __version__

if TYPE_CHECKING:
    from citaat.engine import Engine, open_corpus
    from citaat.errors import CitaatError
    from citaat.outcome.encoding import outcome_from_dict
    from citaat.records import Abstained, Answered, Caveat, Citation, Outcome

__all__ = [
    "Abstained",
    "Answered",
    "Caveat",
    "CitaatError",
    "Citation",
    "Engine",
    "Outcome",
    "__version__",
    "open_corpus",
    "outcome_from_dict",
]

_HOMES = {
    "Abstained": "citaat.records",
    "Answered": "citaat.records",
    "Caveat": "citaat.records",
    "Citation": "citaat.records",
    "CitaatError": "citaat.errors",
    "Engine": "citaat.engine",
    "Outcome": "citaat.records",
    "open_corpus": "citaat.engine",
    "outcome_from_dict": "citaat.outcome.encoding",
}


def __dir__() -> list[str]:
    """The public names too, for help() and completion: they are imported when they are asked for."""
    return sorted({*globals(), *__all__})


def __getattr__(name: str) -> Any:
    """Import what is asked for only then, so that `citaat --version` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'citaat' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
