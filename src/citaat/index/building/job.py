"""What one build is about: the corpus, its lists, the folder it is written to, and who hears how far it is."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from citaat.corpus import articles as corpus_files
from citaat.dutch import words as wordlists
from citaat.index.building.dictionary import DATA
from citaat.index.building.items import Corpus, open_sources
from citaat.index.building.lists import Lists, identity, read_lists, reading_of
from citaat.index.dictionary import Dictionary
from citaat.index.model import write_model

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A build; `told` is what the manifest says whatever the passages are."""

    corpus: Corpus
    lists: Lists
    folder: str
    told: dict[str, Any]
    progress: Progress

    def write_model(self) -> None:
        """Write the weights of ranking and decision."""
        write_model(self.folder, wordlists.read_toml(DATA / "fitted" / "model.toml"))


def open_job(root: Path, folder: str, dictionary: Dictionary, progress: Progress) -> Job:
    """The job of building the index of the corpus at `root` in `folder`. Raises CorpusError and RulesError."""
    progress("opening", 0, 0)
    files = corpus_files.corpus_files(root)
    corpus = open_sources(root, files)
    lists, known = read_lists(corpus.base, dictionary), identity(root, files)
    told = known | {
        # The one that is used: the package may have changed since it was opened, and the next reader is to see that.
        "dictionary": dictionary.name,
        "kind": corpus.kind,
        "source": corpus.source,
        "settings": asdict(lists.settings),
        "reading": reading_of(lists, corpus.source, known["corpus"]),
    }
    return Job(corpus, lists, folder, told, progress)
