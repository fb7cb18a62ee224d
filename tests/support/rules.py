"""The rules of the package and of the real corpus, compiled once in a process. What these give is only read."""

import functools
import json
from typing import Any

# Where NumPy is imported the net weighs with it, in a tenth of the time.
import numpy  # noqa: F401

from citaat.caveats import book as source
from citaat.caveats.checking import without_net
from citaat.caveats.records import RuleBook
from citaat.caveats.rules import Rules
from citaat.corpus.concepts import analyser_words
from citaat.dutch.analysis import Analyser
from citaat.dutch.lemmas import load_lemmas
from citaat.dutch.words import Lexicon, read_dutch
from support.command import ROOT

BOOK = ROOT / "corpus" / "caveats.toml"


@functools.cache
def analyser() -> Analyser:
    """An analyser of general Dutch whose vocabulary is two words."""
    return Analyser(load_lemmas(), analyser_words(read_dutch(), Lexicon()), frozenset({"magnesium", "pil"}))


@functools.cache
def book() -> RuleBook:
    """The rule book of the real corpus."""
    return source.load(str(BOOK))


@functools.cache
def compiled() -> dict[str, Any]:
    """The rules of the real corpus, as they come back from JSON."""
    return _stored(book())


@functools.cache
def rules() -> Rules:
    """The rules of the real corpus."""
    return Rules(compiled(), load_lemmas())


@functools.cache
def compiled_alone() -> dict[str, Any]:
    """As `compiled`, without the net, which would make up for a term set that is gone."""
    return _stored(without_net(book()))


@functools.cache
def rules_alone() -> Rules:
    """As `rules`, without the net."""
    return Rules(compiled_alone(), load_lemmas())


@functools.cache
def compiled_packaged() -> dict[str, Any]:
    """The rules of the package, for a corpus that has none."""
    return _stored(source.packaged())


@functools.cache
def rules_packaged() -> Rules:
    """The rules of the package."""
    return Rules(compiled_packaged(), load_lemmas())


def _stored(of: RuleBook) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(json.dumps(source.compile(of, analyser())))
    return stored
