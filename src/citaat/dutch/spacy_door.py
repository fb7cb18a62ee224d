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


def trained_lemmas(pipeline: str, texts: Iterable[str]) -> dict[str, str]:
    """The lemma that the trained `pipeline` gives most often to each surface form in `texts`.

    Raises CitaatError when the pipeline is not installed: never another one instead.
    """
    from collections import Counter

    import spacy

    try:
        nlp = spacy.load(pipeline, exclude=["ner", "parser"])
    except OSError as error:
        raise CitaatError(
            f"the spaCy pipeline {pipeline!r} is not installed",
            file="settings.toml",
            fix='install it with: pip install "citaat[model]", or remove the line pipeline = …',
        ) from error
    seen: dict[str, Counter[str]] = {}
    for document in nlp.pipe(texts):
        for token in document:
            if token.is_alpha:
                seen.setdefault(token.text.lower(), Counter())[token.lemma_.lower()] += 1
    return {
        surface: min(counts, key=lambda lemma: (-counts[lemma], lemma)) for surface, counts in seen.items()
    }
