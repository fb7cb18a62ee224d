"""The words of the articles that an unknown word may stand for: by spelling, as a compound, by general lists."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from citaat.dutch import words as wordlists
from citaat.dutch.analysis import Analyser
from citaat.dutch.building import BuildAnalyser
from citaat.engine import Engine
from citaat.index.store import Index
from citaat.storage.layered import Layered

_LEAST, _ALIKE, _MOST = 4, 0.8, 4
_VOCAB = "vocab:"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lemmas that the articles say, with how many passages say each; and who else stands in a list with whom."""

    counts: Mapping[str, int]
    analyser: Analyser
    listed: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, engine: Engine) -> "Vocabulary":
        """That of the corpus of `engine`."""
        analyser = engine.index.analyser
        counts: dict[str, int] = {}
        for passage in engine.passages:
            text = f"{passage.title}\n{passage.heading}\n{passage.text}"
            for lemma in {
                one.lemma for one in analyser.tokens(text) if one.role != "stop" and not one.derived
            }:
                counts[lemma] = counts.get(lemma, 0) + 1
        return cls(counts, analyser, _listed(_in_memory(engine.index)))

    def near(self, word: str) -> list[tuple[str, str, str]]:
        """(term, relation, why) for what `word` may count as, the likeliest first."""
        found: dict[str, tuple[str, str]] = {}
        for term, relation, why in (*self._spelt(word), *self._lists(word), *self._compounds(word)):
            if term != word and term not in found:
                found[term] = relation, why
        return [(term, *told) for term, told in list(found.items())[:_MOST]]

    def _spelt(self, word: str) -> Iterator[tuple[str, str, str]]:
        """A number or a short word is never taken for another one."""
        if len(word) >= _LEAST and word.isalpha():
            for term in get_close_matches(word, self.counts, n=2, cutoff=_ALIKE):
                yield term, "synonym", "bijna hetzelfde woord"

    def _compounds(self, word: str) -> Iterator[tuple[str, str, str]]:
        if len(word) < _LEAST:
            return
        inside = [term for term in self.counts if len(term) >= _LEAST and term in word]
        # The last part of a Dutch compound says what it is, the first what about.
        for term in sorted(inside, key=lambda term: (not word.endswith(term), -len(term), term)):
            kind = "hyponym" if word.endswith(term) else "related"
            yield term, kind, "deel van het woord"
        around = [term for term in self.counts if len(word) >= _LEAST and word in term]
        for term in sorted(around, key=lambda term: (-self.counts[term], term)):
            yield term, "related", "hier zit het woord in"

    def _lists(self, word: str) -> Iterator[tuple[str, str, str]]:
        parts = {part for token in self.analyser.tokens(word) for part in token.parts}
        for piece in (word, *sorted(parts)):
            for other in self.listed.get(piece, ()):
                if other in self.counts:
                    yield other, "related", "algemene woordenlijst"


def _in_memory(index: Index) -> Analyser:
    """The analyser of an index, over tables in memory: the general lists hold 90,000 phrases.

    An index that is too large for that is read where it stands.
    """
    if not isinstance(index.words, Layered):
        return index.analyser
    words = index.words.as_dict()
    known = frozenset(key[len(_VOCAB) :] for key in words if key.startswith(_VOCAB))
    return BuildAnalyser(dict(index.lemmas.items()), words, known)


def _listed(analyser: Analyser) -> dict[str, tuple[str, ...]]:
    """For each lemma of the general lists those that stand in an entry with it."""
    entries = [(one.term, *one.words) if one.term else one.words for one in wordlists.read_dutch().entries]
    found: dict[str, dict[str, None]] = {}
    for entry in entries:
        lemmas = [tuple(analyser.lemmas(word)) for word in entry]
        single = [one[0] for one in lemmas if len(one) == 1]
        for lemma in single:
            found.setdefault(lemma, {}).update(dict.fromkeys(other for other in single if other != lemma))
    return {lemma: tuple(others) for lemma, others in found.items()}
