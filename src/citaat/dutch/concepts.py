"""Looking up the concepts a lemma stands for in the compiled word lists (see `knowledge`)."""

from collections.abc import Mapping


def concepts(words: Mapping[str, str], key: str) -> list[tuple[str, float]]:
    """The concepts under `key` with their strengths; empty when there are none."""
    entry = words.get(key)
    if not entry:
        return []
    pairs = (item.rpartition("*") for item in entry.split(" "))
    return [(concept, float(strength)) for concept, _, strength in pairs]
