"""The rules of the package, compiled anew: what a question is owed when nothing that was stored can be relied on."""

from citaat.caveats import reach
from citaat.caveats.rules import Firing, Rules
from citaat.caveats.texts import caveats
from citaat.dutch.analysis import Analyser
from citaat.light import TYPE_CHECKING
from citaat.records import Caveat

if TYPE_CHECKING:
    from citaat.caveats.records import RuleBook

_kept: list[tuple[Rules, Analyser]] = []


def owed(question: str) -> tuple[tuple[Firing, ...], tuple[Caveat, ...]]:
    """The firings and caveats of a question by the package's own rules, without citations."""
    if not _kept:
        _kept.append(compiled())
    rules, analyser = _kept[0]
    firings = reach.fire(rules, question, analyser)
    return firings, caveats(firings, rules, None)


def written(path: str) -> tuple[Rules, Analyser]:
    """The rules of a corpus as its `caveats.toml` has them, for when nothing else of it can be read."""
    from citaat.caveats import book

    return compiled(book.load(path))


def compiled(own: "RuleBook | None" = None) -> tuple[Rules, Analyser]:
    """The rules of a book, or the package's, with an analyser for general Dutch."""
    from citaat.caveats import book
    from citaat.corpus.concepts import analyser_words
    from citaat.dutch.lemmas import load_lemmas
    from citaat.dutch.words import Lexicon, read_dutch

    lemmas = load_lemmas()
    analyser = Analyser(lemmas, analyser_words(read_dutch(), Lexicon()), frozenset())
    return Rules(book.compile(own or book.packaged(), analyser, lemmas), lemmas), analyser
