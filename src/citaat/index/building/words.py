"""What a corpus adds to the shared dictionary: its own words, forms, concepts, misspellings and trained lemmas."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citaat.corpus import concepts as knowledge
from citaat.dutch import spelling
from citaat.dutch import words as wordlists
from citaat.dutch.analysis import fold
from citaat.dutch.bridges import joined
from citaat.dutch.building import BuildAnalyser, TextAnalyser, starting
from citaat.index.building.dictionary import vocabulary
from citaat.index.building.items import texts
from citaat.index.dictionary import LEMMAS, WORDS, Dictionary
from citaat.outcome.shown import readable
from citaat.records import Passage
from citaat.storage.folder import Folder
from citaat.storage.layered import Overlay
from citaat.storage.table import write_table

_VOCAB, _ABBR = "vocab:", "abbr:"


@dataclass(frozen=True, slots=True)
class CorpusWords:
    """The words of a corpus over those of the dictionary: `words` and `lemmas` are both together.

    `own` and `trained` are what the dictionary does not say.
    """

    dictionary: Dictionary
    own: Mapping[str, str]
    trained: Mapping[str, str]
    lemmas: Mapping[str, str]
    words: Mapping[str, str]
    analyser: BuildAnalyser

    def write(self, folder: str) -> None:
        """Write the word tables of an index: only what the dictionary does not say."""
        tables = {WORDS: self.own} | ({LEMMAS: self.trained} if self.trained else {})
        for name, entries in tables.items():
            with open(os.path.join(folder, name), "wb") as file:
                write_table(file, entries.items())


def corpus_words(
    dictionary: Dictionary,
    lexicon: wordlists.Lexicon,
    trained: Mapping[str, str],
    passages: Iterable[Passage] = (),
    *,
    each_alone: bool,
) -> CorpusWords:
    """The words of dictionary, lexicon and passages.

    `each_alone`: a passage is analysed without the vocabulary of the others (see `builder`).
    """
    general, own = dictionary.words, knowledge.form_words(lexicon)
    lemmas, words = Overlay(trained, dictionary.lemmas), Overlay(own, general)
    plain = BuildAnalyser(lemmas, words, frozenset())
    listed = frozenset(key[len(_VOCAB) :] for key in general.starting(_VOCAB))
    fresh = vocabulary(_texts(lexicon, passages), plain) - listed
    own |= {f"{_VOCAB}{lemma}": "" for lemma in fresh}
    known = frozenset() if each_alone else listed | fresh
    analyser = BuildAnalyser(lemmas, words, listed | fresh) if lexicon.concepts and not each_alone else plain
    bridges = knowledge.bridge_table(knowledge.own_entries(lexicon), analyser)
    own |= {key: joined(entry, general.get(key)) for key, entry in bridges.items()}
    roles = starting(general, "stop:", "light:")
    misspelt = spelling.spelling_table(fresh - {key.partition(":")[2] for key in roles})
    own |= {key: _merged(near, general.get(key)) for key, near in misspelt.items()}
    # Not an analyser from above: they have looked into tables that were not whole.
    analyser = (BuildAnalyser if each_alone else TextAnalyser)(lemmas, words, known)
    differing = {key: value for key, value in own.items() if general.get(key) != value}
    return CorpusWords(dictionary, differing, trained, lemmas, words, analyser)


def stored_words(folder: str, dictionary: Dictionary) -> CorpusWords:
    """The words of an index whose tables are in `folder`, its passages analysed each alone."""
    with Folder(folder) as files:
        trained = files.table(LEMMAS).as_dict() if files.has(LEMMAS) else {}
        own = files.table(WORDS).as_dict()
    lemmas, words = Overlay(trained, dictionary.lemmas), Overlay(own, dictionary.words)
    return CorpusWords(dictionary, own, trained, lemmas, words, BuildAnalyser(lemmas, words, frozenset()))


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
        yield "\n".join(texts(passage))
    for concept in lexicon.concepts:
        yield concept.term
        yield from concept.words
    for alias in lexicon.aliases:
        yield from alias.asks


def _merged(near: str, others: str | None) -> str:
    return " ".join(sorted({*near.split(), *others.split()})) if others else near
