"""Small corpora, and indexes built of few words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from citaat.caveats import compiling
from citaat.dutch import words as wordlists
from citaat.index.building import builder as index_module
from citaat.index.building import bulk

WriteCorpus = Callable[..., Path]


@dataclass(frozen=True, slots=True)
class Built:
    """A stored index, and the terms that each of its fields was made of."""

    folder: Path
    documents: Mapping[str, list[list[str]]]


def build_fast(patch: pytest.MonkeyPatch, corner: Mapping[str, str]) -> None:
    """Let builds in this process take few words: a second instead of ten."""
    dutch = replace(wordlists.read_dutch(), synonyms=(), hyponyms=(), english={}, intents=())
    for module in (index_module, bulk, compiling):
        patch.setattr(module, "load_lemmas", lambda: dict(corner))
    patch.setattr(wordlists, "read_dutch", lambda: dutch)
    patch.setattr(index_module, "spacy_abbreviations", lambda dictionary: frozenset({"bijv.", "i.c.m."}))
