"""What a check needs of general Dutch: read from the shared dictionary where there is a whole one, else worked out."""

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from citaat.corpus import concepts as knowledge
from citaat.dutch import words as wordlists
from citaat.dutch.building import BuildAnalyser
from citaat.dutch.lemmas import load_lemmas
from citaat.index.building import dictionary as building
from citaat.index.dictionary import Dictionary, DictionaryDamaged
from citaat.locations import cache_folder

_LISTED = "vocab:"


@dataclass(frozen=True, slots=True)
class General:
    """`lemmas` by folded form, and `listed`: the lemmas that the lists of the package give a meaning to."""

    lemmas: Mapping[str, str]
    listed: frozenset[str]


@cache
def dutch() -> wordlists.Dutch:
    """The word lists of the package, read once in a process."""
    return wordlists.read_dutch()


def general() -> General:
    """General Dutch, once in a process: read only. A check writes nothing, so a dictionary that is not there stays so."""
    with suppress(DictionaryDamaged):
        return _stored(os.path.join(cache_folder(), building.name()))
    return _worked_out()


@cache
def _stored(folder: str) -> General:
    dictionary = Dictionary(folder)
    listed = dictionary.words.starting(_LISTED)
    return General(dictionary.lemmas.as_dict(), frozenset(key[len(_LISTED) :] for key in listed))


@cache
def _worked_out() -> General:
    lists, lemmas = dutch(), load_lemmas()
    plain = BuildAnalyser(lemmas, knowledge.analyser_words(lists, wordlists.Lexicon()), frozenset())
    return General(lemmas, building.vocabulary(knowledge.listed_words(lists.entries), plain))
