"""Building the shared Dutch dictionary: once for all indexes, by whoever needs it first.

Its name has a digest of all that it is made of, so that another version of citaat, of its data or of simplemma has
a dictionary of its own, and one that is sound is never written again.
"""

import hashlib
import os
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

from citaat.caveats import book as caveat_source
from citaat.caveats.storing import write_rules
from citaat.corpus import articles as corpus
from citaat.corpus import concepts as knowledge
from citaat.dutch import spelling
from citaat.dutch import words as wordlists
from citaat.dutch.analysis import NAME, TOKEN, VERSION, Analyser, fold
from citaat.dutch.building import BuildAnalyser
from citaat.dutch.ellipsis import is_cut
from citaat.dutch.lemmas import load_lemmas
from citaat.index.dictionary import LEMMAS, WORDS, Dictionary, DictionaryDamaged, homes
from citaat.storage.files import checksums, sound, write_json
from citaat.storage.folder import CHECKED_AT_OPEN
from citaat.storage.manifest import MANIFEST
from citaat.storage.pages import write_pages
from citaat.storage.scratch import scratch
from citaat.storage.swap import replace, seal
from citaat.storage.table import write_table
from citaat.version import __version__

FORMAT = 7
DATA = Path(__file__).parents[2] / "data"
_LEXICON = wordlists.Lexicon()


def general_words(dutch: wordlists.Dutch, lemmas: Mapping[str, str]) -> dict[str, str]:
    """Everything that is known of words whatever the corpus: this is the list of what all indexes share.

    What the analyser needs ("stop:", "light:", "form:", "english:"), abbreviations ("abbr:"), the words that the
    lists give a meaning to ("vocab:"), what these may stand for ("ask:"), the misspellings of all of them, and
    remedies.
    """
    words = knowledge.analyser_words(dutch, _LEXICON)
    words |= {f"abbr:{word}": "" for word in dutch.abbreviations | spacy_abbreviations(lemmas)}
    plain = BuildAnalyser(lemmas, words, frozenset())
    listed = vocabulary(knowledge.listed_words(dutch.entries), plain)
    words |= {f"vocab:{lemma}": "" for lemma in listed}
    words |= knowledge.bridge_table(dutch.entries, BuildAnalyser(lemmas, words, listed))
    return words | spelling.spelling_table(targets(listed, dutch)) | dutch.remedies


def vocabulary(texts: Iterable[str], analyser: BuildAnalyser) -> frozenset[str]:
    """The lemmas of texts, by an analyser without a vocabulary: each piece of text between blanks is read once.

    But for forms of more words and words that are cut short, no word depends on its neighbours.
    """
    lemmas: set[str] = set()
    seen: set[str] = set()
    for text in texts:
        fresh = set(text.split()) - seen
        odd = {
            piece
            for piece in fresh
            if is_cut(piece) or any(map(analyser.opens_form, TOKEN.compiled.findall(piece)))
        }
        seen |= fresh - odd
        for piece in (text,) if odd else fresh:
            lemmas.update(token.lemma for token in analyser.tokens(piece))
    return frozenset(lemmas)


def targets(listed: Iterable[str], dutch: wordlists.Dutch) -> set[str]:
    """The words that a misspelt word may be corrected to."""
    return {*listed, *(fold(word) for word in dutch.light | dutch.stop)}


def spacy_abbreviations(dictionary: Container[str]) -> frozenset[str]:
    """spaCy's abbreviations, but for those that are Dutch words and may well end a sentence ("al.")."""
    from citaat.dutch.spacy_door import dutch_abbreviations

    return frozenset(word for word in dutch_abbreviations() if word[:-1] not in dictionary)


def name() -> str:
    """The name of the dictionary that this version of citaat makes here."""
    told = [f"{FORMAT}/{__version__}", f"{NAME}/{VERSION}", data_fingerprint()]
    told += [f"{package}/{version(package)}" for package in ("simplemma", "spacy")]
    return f"dutch-{hashlib.sha256(chr(10).join(told).encode()).hexdigest()[:16]}"


def data_fingerprint() -> str:
    """SHA-256 over the word lists, rules and models of the package; not over the corpus that ships beside them."""
    return corpus.fingerprint(data_files(), DATA)


def data_files() -> list[Path]:
    """The word lists, rules and models of the package."""
    return sorted(file for names in ("dutch/**/*.t*", "safety/*", "fitted/*") for file in DATA.glob(names))


def ready(index: str) -> Dictionary:
    """The dictionary for the index at this path, built when there is none that is whole."""
    called = name()
    for home in homes(index):
        place = os.path.join(home, called)
        if sound(place):
            with suppress(DictionaryDamaged):
                return Dictionary(place, checked=True)
    return _built(homes(index))


def _built(places: list[str]) -> Dictionary:
    """A new dictionary, in the first of these folders that can be written. Raises OSError when none can."""
    for home in places:
        try:
            os.makedirs(home, exist_ok=True)
            with scratch(home) as fresh:
                called = _written(fresh)
                seal(fresh)
                replace(fresh, os.path.join(home, called))
            return Dictionary(os.path.join(home, called))
        except OSError as error:
            failure = error
    raise failure


def _written(folder: str) -> str:
    """Write the dictionary into `folder`, once more when its sources changed meanwhile: the name that they give it."""
    called = ""
    while called != (now := name()):
        called = now
        write(folder, wordlists.read_dutch(), load_lemmas())
    return called


def write(folder: str, dutch: wordlists.Dutch, lemmas: Mapping[str, str]) -> None:
    """Write the files of the dictionary into `folder`, the manifest last."""
    words = general_words(dutch, lemmas)
    for file, entries in ((LEMMAS, lemmas), (WORDS, words)):
        with open(os.path.join(folder, file), "wb") as table:
            write_table(table, entries.items())
    write_rules(folder, _compiled(lemmas, BuildAnalyser(lemmas, words, frozenset())))
    write_pages(folder, CHECKED_AT_OPEN, {})
    write_json(folder, MANIFEST, {"citaat": __version__, "files": checksums(folder)})


def _compiled(lemmas: Mapping[str, str], analyser: Analyser) -> dict[str, Any]:
    return caveat_source.compile(caveat_source.packaged(), analyser, lemmas) | {"cited": False}
