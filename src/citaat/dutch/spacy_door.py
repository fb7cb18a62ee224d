"""The one door to spaCy, used only while an index is built."""

from collections.abc import Iterable
from functools import cache

from citaat.errors import CitaatError


@cache
def dutch_abbreviations() -> frozenset[str]:
    """The abbreviations that spaCy's Dutch tokeniser keeps together ("bijv.", "i.c.m.")."""
    # The language's own list, without the tokeniser that takes a second to be set up.
    from spacy.lang.nl import Dutch

    rules = Dutch.Defaults.tokenizer_exceptions or {}
    return frozenset(word.lower() for word in rules if word.endswith(".") and len(word) > 2)


def is_installed(pipeline: str) -> bool:
    """Whether there is a trained pipeline of this name, or in the folder of this name."""
    from importlib.util import find_spec
    from pathlib import Path

    if pipeline.isidentifier():
        return find_spec(pipeline) is not None
    return (Path(pipeline) / "config.cfg").is_file()


def trained_lemmas(pipeline: str, texts: Iterable[str]) -> dict[str, str]:
    """The lemma that the trained `pipeline` gives most often to each surface form in `texts`.

    Raises CitaatError when it cannot be loaded or gives no lemmas: never another one instead.
    """
    from collections import Counter

    import spacy

    try:
        nlp = spacy.load(pipeline, exclude=["ner", "parser"])
    except (OSError, ValueError, ImportError) as error:
        what = f"the spaCy pipeline {pipeline!r} cannot be loaded ({str(error)[:200]})"
        raise _unusable(" ".join(what.split())) from error
    seen: dict[str, Counter[str]] = {}
    for document in nlp.pipe(texts):
        for token in document:
            if token.is_alpha and token.lemma_:
                seen.setdefault(token.text.lower(), Counter())[token.lemma_.lower()] += 1
    if not seen:
        raise _unusable(f"the spaCy pipeline {pipeline!r} gives no lemmas")
    return {
        surface: min(counts, key=lambda lemma: (-counts[lemma], lemma)) for surface, counts in seen.items()
    }


def _unusable(what: str) -> CitaatError:
    fix = "take a Dutch pipeline with a lemmatizer, or remove the line pipeline = …"
    return CitaatError(what, file="settings.toml", fix=fix)
