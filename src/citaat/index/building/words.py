"""What a corpus adds to the shared dictionary: its own words, forms, concepts, misspellings and trained lemmas."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citaat.corpus import concepts as knowledge
from citaat.dutch import spelling
from citaat.dutch import words as wordlists
from citaat.dutch.analysis import Analyser, fold
from citaat.dutch.bridges import joined
from citaat.dutch.building import BuildAnalyser, starting
from citaat.index.building.dictionary import targets, vocabulary
from citaat.index.dictionary import LEMMAS, WORDS, Dictionary
from citaat.outcome.shown import readable
from citaat.records import Passage
from citaat.storage.folder import Folder
from citaat.storage.layered import Layered, difference
from citaat.storage.table import write_table

_VOCAB, _ABBR = "vocab:", "abbr:"


@dataclass(frozen=True, slots=True)
class CorpusWords:
    """The words of a corpus over those of the dictionary: `words` and `lemmas` are both together.

    `trained` has the lemmas that a trained pipeline gives, if one was chosen.
    """

    dictionary: Dictionary
    trained: Mapping[str, str]
    lemmas: Mapping[str, str]
    words: dict[str, str]
    analyser: Analyser

    def write(self, folder: str) -> None:
        """Write the word tables of an index: only what the dictionary does not say."""
        own = difference(self.words, self.dictionary.words.as_dict())
        tables = {WORDS: own} | ({LEMMAS: self.trained} if self.trained else {})
        for name, entries in tables.items():
            with open(os.path.join(folder, name), "wb") as file:
                write_table(file, entries.items())


def corpus_words(dictionary: Dictionary, lexicon: wordlists.Lexicon, trained: Mapping[str, str],
                 passages: Iterable[Passage] = (), *, each_alone: bool) -> CorpusWords:  # fmt: skip
    """The words of dictionary, lexicon and passages.

    `each_alone`: a passage is analysed without the vocabulary of the others (see `large`).
    """
    dutch = wordlists.read_dutch()
    lemmas = {**dictionary.lemmas.as_dict(), **trained} if trained else dictionary.lemmas
    general = dictionary.words.as_dict()
    words = general | knowledge.form_words(lexicon)
    plain = BuildAnalyser(lemmas, words, frozenset())
    listed = frozenset(key[len(_VOCAB) :] for key in general if key.startswith(_VOCAB))
    known = listed | vocabulary(_texts(lexicon, passages), plain)
    words |= {f"{_VOCAB}{lemma}": "" for lemma in known}
    analyser = plain if each_alone else BuildAnalyser(lemmas, words, known)
    bridges = knowledge.bridge_table(knowledge.own_entries(lexicon), analyser)
    words |= {key: joined(entry, general.get(key)) for key, entry in bridges.items()}
    misspelt = spelling.spelling_table(targets(known, dutch) - targets(listed, dutch))
    words |= {key: _merged(near, general.get(key)) for key, near in misspelt.items()}
    # Not the analyser from above: it has looked into tables that were not whole.
    analyser = BuildAnalyser(lemmas, words, frozenset() if each_alone else known)
    return CorpusWords(dictionary, trained, lemmas, words, analyser)


def stored_words(folder: str, dictionary: Dictionary) -> CorpusWords:
    """The words of an index whose tables are in `folder`, in memory, its passages analysed each alone."""
    with Folder(folder) as files:
        trained = files.table(LEMMAS).as_dict() if files.has(LEMMAS) else {}
        words = Layered(files.table(WORDS), dictionary.words).as_dict()
    lemmas = dictionary.lemmas.as_dict() | trained
    return CorpusWords(dictionary, trained, lemmas, words, BuildAnalyser(lemmas, words, frozenset()))


def abbreviations(words: Mapping[str, str]) -> frozenset[str]:
    """The abbreviations that sentences are split with."""
    return frozenset(key[len(_ABBR) :] for key in starting(words, _ABBR))


def trained_over(general: Mapping[str, str], pipeline: str, passages: Iterable[Passage]) -> dict[str, str]:
    """The lemmas that a trained pipeline gives to the words of passages, where they are not the dictionary's."""
    if not pipeline:
        return {}
    from citaat.dutch.spacy_door import trained_lemmas

    trained = trained_lemmas(pipeline, (readable(one.text, one.source) for one in passages))
    folded = {fold(surface): fold(lemma) for surface, lemma in trained.items()}
    return {surface: lemma for surface, lemma in folded.items() if general.get(surface) != lemma}


def _texts(lexicon: wordlists.Lexicon, passages: Iterable[Passage]) -> Iterable[str]:
    for passage in passages:
        yield f"{passage.title}\n{passage.heading}\n{readable(passage.text, passage.source)}"
    for concept in lexicon.concepts:
        yield concept.term
        yield from concept.words
    for alias in lexicon.aliases:
        yield from alias.asks


def _merged(near: str, others: str | None) -> str:
    return " ".join(sorted({*near.split(), *others.split()})) if others else near
