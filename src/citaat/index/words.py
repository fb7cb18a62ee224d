"""The words that an index knows, as its analyser and its questions look them up."""

from collections.abc import Iterator, Mapping
from math import log

from citaat.index.fields import Field

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Vocabulary:
    """The lemmas that corpus and word lists know, as kept in the word table."""

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __contains__(self, lemma: object) -> bool:
        return f"vocab:{lemma}" in self._words

    def __iter__(self) -> Iterator[str]:
        from citaat.dutch.building import starting

        return (key[len("vocab:") :] for key in starting(self._words, "vocab:"))


class LargeWords(Mapping[str, str]):
    """The word table of a large corpus: what `words` lists, and the terms of the corpus as they are needed.

    A term is known ("vocab:") when a passage has it, and near to a form ("near:") when it is the
    form with one letter put in; only terms of two passages or more are worth correcting to.
    """

    def __init__(self, words: Mapping[str, str], field: Field) -> None:
        self.listed, self._field = words, field

    def __getitem__(self, key: str) -> str:
        found = self.listed.get(key)
        if found is None and key.startswith("vocab:") and self._field.holds(key[len("vocab:") :]):
            return ""
        if key.startswith("near:"):
            near = sorted({*(found or "").split(), *self._near(key[len("near:") :])})
            found = " ".join(near) if near else None
        if found is None:
            raise KeyError(key)
        return found

    def _near(self, form: str) -> Iterator[str]:
        rare = self._field.rarest - log(2)
        longer = (form[:at] + letter + form[at:] for at in range(len(form) + 1) for letter in _LETTERS)
        for word in (form, *longer):
            # Most are no terms: they are not worth what a field remembers of each term it is asked for.
            if len(word) > 3 and self._field.holds(word) and (self._field.idf(word) or 0.0) < rare:
                yield word

    def __iter__(self) -> Iterator[str]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)
