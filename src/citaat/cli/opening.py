"""Which corpus a command works on, said where somebody looks; and opening it."""

import os
import sys

from citaat import locations
from citaat.cli import patience, streams
from citaat.cli.progress import progress_bar
from citaat.engine import Engine, open_corpus
from citaat.errors import CorpusError
from citaat.light import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citaat.unopened import Unopened


def corpus_of(arguments: Any) -> str:
    """The corpus that `arguments` name, or the one that is meant without; the latter is said on a terminal."""
    if arguments.corpus:
        return str(arguments.corpus)
    corpus = locations.default_corpus()
    own = corpus != locations.packaged_corpus()
    if own and not _holds_articles(corpus):
        fix = "put Markdown files (*.md) in it, or name another corpus: --corpus PATH"
        raise CorpusError("the corpus/ of the working folder holds no articles", file=corpus, fix=fix)
    if sys.stderr.isatty():
        streams.tell(f"citaat: corpus: {corpus if own else 'dat van citaat zelf'}")
        patience.again()
    return corpus


def readable_corpus(arguments: Any) -> str:
    """As `corpus_of`, but an empty corpus/ that happens to be here does not stand between a reader and an answer."""
    try:
        return corpus_of(arguments)
    except CorpusError as error:
        if arguments.corpus:
            raise
        _note(f"{error.file}: {error.what}; answering from the packaged corpus")
        return locations.packaged_corpus()


def opened(arguments: Any) -> Engine:
    """The engine on that corpus, built first where that is needed."""
    if getattr(arguments, "scheduler", None):
        from citaat.cli.cluster import opened as opened_by_cluster

        return opened_by_cluster(arguments, readable_corpus(arguments), progress_bar())
    engine = open_corpus(readable_corpus(arguments), arguments.index, progress_bar())
    if engine.index.note:
        _note(engine.index.note)
    return engine


def opened_or_not(arguments: Any) -> "Engine | Unopened":
    """As `opened`; where that fails, what still gives the caveats that a question is owed."""
    try:
        return opened(arguments)
    except Exception as error:
        # Whatever it is: the warnings that the question is owed come out all the same.
        from citaat.unopened import Unopened

        return Unopened(error, str(arguments.corpus or locations.default_corpus()))


def _note(text: str) -> None:
    """What whoever asks should know: in Dutch for a person, as it is for a program."""
    if not sys.stderr.isatty():
        streams.tell(f"citaat: note: {text}")
        return
    from citaat.messages import in_dutch

    streams.tell(f"citaat: let op: {in_dutch(text)}")


def _holds_articles(corpus: str) -> bool:
    for _, _, names in os.walk(corpus):
        if any(name.endswith((".md", ".jsonl", ".jsonl.gz")) for name in names):
            return True
    return False
