"""Everything beside the passages that an index is made of, and what it must match to be used."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citaat.corpus import articles as corpus
from citaat.corpus.beside.lexicon import corpus_lexicon
from citaat.corpus.beside.settings import Settings, read_settings
from citaat.corpus.files import WORD_FILES
from citaat.dutch import analysis
from citaat.dutch import words as wordlists
from citaat.index.building import dictionary as shared
from citaat.index.dictionary import Dictionary
from citaat.index.store import FORMAT
from citaat.version import __version__


@dataclass(frozen=True, slots=True)
class Lists:
    """The shared dictionary, and lexicon and settings of the corpus in `base`."""

    base: Path
    dictionary: Dictionary
    lexicon: wordlists.Lexicon
    settings: Settings

    @property
    def lexicon_path(self) -> Path:
        """Where the lexicon is."""
        return self.base / "lexicon.toml"


def read_lists(base: Path, dictionary: Dictionary) -> Lists:
    """The lists of a corpus. Raises RulesError."""
    return Lists(
        base, dictionary, corpus_lexicon(base / "lexicon.toml"), read_settings(base / "settings.toml")
    )


def identity(root: Path, files: list[Path] | None = None) -> dict[str, Any]:
    """What an index must match to be used: format, version, analyser, corpus, word lists."""
    files = corpus.corpus_files(root) if files is None else files
    return {
        "format": FORMAT,
        "citaat": __version__,
        "analyser": f"{analysis.NAME}/{analysis.VERSION}",
        "package": shared.data_fingerprint(),
        "dictionary": shared.name(),
        "corpus": corpus.fingerprint(files, root),
    }


def reading_of(lists: Lists, source: str, corpus_print: str) -> str:
    """What the analysis of an item depends on beside its own bytes, as a digest."""
    files = [lists.base / name for name in WORD_FILES]
    told = [f"{analysis.NAME}/{analysis.VERSION}", f"{FORMAT}/{__version__}", source, lists.dictionary.name]
    told += [corpus.fingerprint([file], lists.base) if file.is_file() else "" for file in files]
    if lists.settings.pipeline:
        # A trained pipeline gives a word the lemma it has most often in all of the corpus.
        told.append(corpus_print)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
