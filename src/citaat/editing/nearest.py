"""The words of the articles that an unknown word may stand for: by spelling, as a compound, by general lists."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from citaat.dutch.analysis import Analyser
from citaat.dutch.bridges import decoded, key
from citaat.dutch.spelling import distance
from citaat.engine import Engine

_LEAST, _MOST = 4, 4
# From so many letters on two slips are likelier than another word.
_LONG = 9
# What is left of a compound beside a part of it.
_REST = 3
# A word of so many letters stands at the start of another by no chance.
_PLAIN = 6
# "Prijzen" is of "prijs", "brieven" of "brief", "lopen" of "loop".
_HARD = {"z": "s", "v": "f"}
_DOUBLE = re.compile(r"([aeou])\1")
_LINKERS = ("", "s", "e", "en")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The lemmas that the articles say, with how many passages say each; and the word lists.

    `dictionary` has the words of Dutch: one of these is no misspelling of another, however alike.
    """

    counts: Mapping[str, int]
    analyser: Analyser
    words: Mapping[str, str]
    dictionary: Container[str]

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
        return cls(counts, analyser, engine.index.words, engine.index.lemmas)

    def near(self, word: str) -> list[tuple[str, str, str]]:
        """(term, relation, why) for what `word` may count as, the likeliest first."""
        found: dict[str, tuple[str, str]] = {}
        if " " in word:
            return [(self._joined(*word.split()), "synonym", "in tweeën getypt")]
        for term, relation, why in (*self._spelt(word), *self._lists(word), *self._compounds(word)):
            if term != word and term not in found:
                found[term] = relation, why
        return [(term, *told) for term, told in list(found.items())[:_MOST]]

    def says(self, lemma: str) -> bool:
        """Whether the articles say this word in any of its forms: "prijs" where they say "geprijsd"."""
        return lemma in self.counts or any(stem(lemma) == stem(term) for term in self.counts)

    def spells_otherwise(self, norm: str) -> bool:
        """Whether this is another spelling of a Dutch word: "zyn" for "zijn"."""
        return "y" in norm and norm not in self.dictionary and norm.replace("y", "ij") in self.dictionary

    def split_compounds(self, text: str) -> list[str]:
        """The words that are typed in two and that the articles say as one: "proef les" for "proefles"."""
        tokens = [token for token in self.analyser.tokens(text) if not token.derived]
        pairs = pairwise(tokens)
        return [
            f"{one.norm} {other.norm}"
            for one, other in pairs
            if "stop" not in (one.role, other.role) and self._joined(one.norm, other.norm)
        ]

    def _joined(self, one: str, other: str) -> str:
        """The lemma of two words written as one, "" where the articles do not say that."""
        lemma = next(iter(self.analyser.lemmas(one + other)), "")
        return lemma if lemma in self.counts else ""

    def _spelt(self, word: str) -> Iterator[tuple[str, str, str]]:
        """A number, a short word or a word of its own is never taken for another one."""
        if len(word) < _LEAST or not word.isalpha() or word in self.dictionary:
            return
        most = 2 if len(word) >= _LONG else 1
        near = [(distance(word, term), term) for term in self.counts if abs(len(term) - len(word)) <= most]
        for apart, term in sorted(near):
            if apart <= most and term[0] == word[0]:
                yield term, "synonym", "waarschijnlijk een tikfout"

    def _compounds(self, word: str) -> Iterator[tuple[str, str, str]]:
        if len(word) < _LEAST:
            return
        inside = [term for term in self.counts if self._part(term, word)]
        # The last part of a Dutch compound says what it is, the first what about.
        for term in sorted(inside, key=lambda term: (not word.endswith(term), -len(term), term)):
            kind = "hyponym" if word.endswith(term) else "related"
            yield term, kind, "deel van het woord"
        around = [term for term in self.counts if self._part(word, term)]
        for term in sorted(around, key=lambda term: (-self.counts[term], term)):
            yield term, "related", "hier zit het woord in"

    def _part(self, part: str, whole: str) -> bool:
        """Whether `part` begins or ends a compound: what is left of it is a word too, or a long word begins it.

        "hand" is no part of "handelen".
        """
        rest = whole.removeprefix(part) if whole.startswith(part) else whole.removesuffix(part)
        if len(part) < _LEAST or rest == whole or len(rest) < _REST:
            return False
        if whole.startswith(part) and len(part) >= _PLAIN:
            return True
        forms = (rest.removeprefix(one) for one in _LINKERS) if whole.startswith(part) else (rest,)
        ends = (rest.removesuffix(one) for one in _LINKERS if not whole.startswith(part))
        return any(
            len(one) >= _REST and (one in self.dictionary or one in self.counts) for one in (*forms, *ends)
        )

    def _lists(self, word: str) -> Iterator[tuple[str, str, str]]:
        parts = {part for token in self.analyser.tokens(word) for part in token.parts}
        for piece in (word, *sorted(parts)):
            for told, _ in decoded(self.words.get(key((piece,)))):
                if len(told) == 1 and told[0] in self.counts:
                    yield told[0], "related", "algemene woordenlijst"


def stem(word: str) -> str:
    """A word without the endings of plurals and participles, in the spelling that is left: "prijs", "les"."""
    if word.startswith("ge") and word[-1:] in ("d", "t") and len(word) > _PLAIN:
        word = word[2:-1]
    word = word.removesuffix("en") if len(word) > _LEAST else word
    if len(word) > _REST and word[-1] == word[-2]:
        word = word[:-1]
    return _DOUBLE.sub(r"\1", word[:-1] + _HARD.get(word[-1:], word[-1:]))
