"""Small corpora, and indexes built of few words."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from citaat.dutch import words as wordlists
from citaat.engine import Engine, open_corpus
from citaat.index.building import builder, dictionary
from citaat.index.building.known_questions import ask_terms, known_questions
from citaat.index.dictionary import Dictionary
from citaat.index.fields import character_terms

WriteCorpus = Callable[..., Path]


@dataclass(frozen=True, slots=True)
class Built:
    """A stored index, and the terms that each of its fields was made of."""

    folder: Path
    documents: Mapping[str, list[list[str]]]


def build_real(corpus: Path, folder: Path) -> None:
    """Into `folder` the index of `corpus` ("real"), a cache with its dictionary, and the terms of its fields."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        engine = open_corpus(str(corpus), str(folder / "real"))
        found = documents_of(engine, corpus)
    (folder / "documents.json").write_text(json.dumps(found), encoding="utf-8")


def documents_of(engine: Engine, corpus: Path) -> dict[str, list[list[str]]]:
    """What the fields of an index should hold, worked out with the analyser that questions are read with."""
    analyser, passages = engine.index.analyser, list(engine.passages)
    headings = ["\n".join((*passage.above, passage.heading)) for passage in passages]
    words = [
        analyser.words(f"{heading}\n{passage.text}")
        for heading, passage in zip(headings, passages, strict=True)
    ]
    lexicon = corpus / "lexicon.toml"
    asks = known_questions(wordlists.read_lexicon(lexicon), dict(enumerate(passages)), analyser, lexicon)
    return {
        "lemma": [analyser.lemmas(passage.text) for passage in passages],
        "parts": [analyser.terms(passage.text) for passage in passages],
        "heading": [
            analyser.terms(f"{passage.title} {heading}")
            for heading, passage in zip(headings, passages, strict=True)
        ],
        "chars": [character_terms(found) for found in words],
        "alias": list(map(ask_terms, asks)),
    }


def build_fast(patch: pytest.MonkeyPatch, small: Dictionary) -> None:
    """Let builds in this process lean on a dictionary of few words: they are cheap to read whole."""
    dutch = small_dutch()
    patch.setattr(wordlists, "read_dutch", lambda: dutch)
    patch.setattr(dictionary, "name", lambda: small.name)


def small_dutch() -> wordlists.Dutch:
    """General Dutch without synonyms, kinds and intents."""
    return replace(wordlists.read_dutch(), entries=(), english={})


def write_small(home: Path, lemmas: Mapping[str, str]) -> Dictionary:
    """A dictionary of these lemmas and of few words, in the cache folder `home`."""
    folder = home / "dutch-5ca11"
    folder.mkdir(parents=True, mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dictionary, "spacy_abbreviations", lambda words: frozenset({"bijv.", "i.c.m."}))
        dictionary.write(str(folder), small_dutch(), lemmas)
    return Dictionary(str(folder))


def count_builds(patch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that is built from now on, in order."""
    built: list[Path] = []
    real = builder.build

    def counted(root: Path, folder: Path, **options: Any) -> None:
        built.append(folder)
        real(root, folder, **options)

    patch.setattr(builder, "build", counted)
    return built


def opened(home: Path, **articles: str) -> Engine:
    """The engine on these articles, by name, in `home`."""
    corpus = home / "corpus"
    corpus.mkdir(parents=True)
    for name, text in articles.items():
        (corpus / f"{name}.md").write_text(text, encoding="utf-8")
    return open_corpus(str(corpus), str(home / "index"))
