"""Texts to term counts without tokens: each piece of text between blanks is analysed once, and then only looked up.

Exact where the analyser has no vocabulary (large corpora): a token never reaches over a
blank, and but for forms of more words ("'s avonds") and words around a hyphen none depends on its neighbours.
A text that may hold such a form is analysed whole, and so is every text where there is a vocabulary.
"""

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from citaat.dutch.analysis import TOKEN, Token
from citaat.dutch.building import BuildAnalyser
from citaat.dutch.ellipsis import is_cut
from citaat.index.building.counts import Numbering, bounds, inverted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from citaat.index.statistics import Inverted

FIELDS = ("lemma", "parts", "heading")
# Counted too where character n-grams are wanted: the words as they are spelt, of heading and text.
SPELLED = "spelled"
# Beyond so many pieces the memory starts anew: what is rare need not be remembered.
_MOST = 2_000_000
# A text under this mark is analysed whole: no piece begins so, for pieces hold no blanks.
_WHOLE = " "
_Terms = tuple[list[int], list[int], list[int]]


class _Pieces(dict[str, int]):
    """The number of each piece seen, and its terms: with the parts of compounds, and without."""

    def __init__(self, analyser: BuildAnalyser, terms: Numbering) -> None:
        self._analyser, self._terms = analyser, terms
        self._surfaces: dict[str, _Terms] = {}
        self._openers: set[str] = set()
        self.odd: set[int] = set()
        self.wholes, self.parts, self.spelled = _Ragged(), _Ragged(), _Ragged()

    def __missing__(self, piece: str) -> int:
        number = self[piece] = len(self)
        if piece[:1] == _WHOLE or ("-" in piece and not is_cut(piece)):
            tokens = self._analyser.tokens(piece.removeprefix(_WHOLE))
            written = self._numbered(_types(one for one in tokens if not one.derived))
            found = [(*self._numbered(_types(tokens))[:2], written[2])]
        else:
            surfaces = TOKEN.compiled.findall(piece)
            found = [self._surface(surface) for surface in surfaces]
            if is_cut(piece) or not self._openers.isdisjoint(surfaces):
                self.odd.add(number)
        for at, ragged in enumerate((self.wholes, self.parts, self.spelled)):
            ragged.add([term for terms in found for term in terms[at]])
        return number

    def _surface(self, surface: str) -> _Terms:
        """The terms of a word that stands alone."""
        found = self._surfaces.get(surface)
        if found is None:
            found = self._surfaces[surface] = self._numbered(self._analyser.read(surface))
            if self._analyser.opens_form(surface):
                self._openers.add(surface)
        return found

    def _numbered(self, tokens: Iterable[tuple[str, str, tuple[str, ...], str]]) -> _Terms:
        number_of = self._terms.__getitem__
        wholes, parts, spelled = list[int](), list[int](), list[int]()
        for norm, lemma, pieces, role in tokens:
            if role != "stop":
                wholes.append(number_of(lemma))
                parts.append(wholes[-1])
                parts.extend(map(number_of, pieces))
                spelled.append(number_of(norm))
        return wholes, parts, spelled


def _types(tokens: "Iterable[Token]") -> Iterable[tuple[str, str, tuple[str, ...], str]]:
    return ((one.norm, one.lemma, one.parts, one.role) for one in tokens)


class _Ragged:
    """Lists of numbers, one after another in one array."""

    def __init__(self) -> None:
        self._sizes, self._numbers = array("i"), array("i")

    def add(self, numbers: list[int]) -> None:
        self._sizes.append(len(numbers))
        self._numbers.extend(numbers)

    def spread(self, at: "NDArray[np.int64]", pieces: "NDArray[np.int32]") -> tuple[Any, Any]:
        """The numbers of the pieces of each document, all of them in order, and the document of each."""
        import numpy as np

        sizes = np.frombuffer(self._sizes, np.int32) if self._sizes else np.zeros(0, np.int32)
        numbers = np.frombuffer(self._numbers, np.int32) if self._numbers else np.zeros(0, np.int32)
        starts = np.cumsum(sizes, dtype=np.int64) - sizes
        held = sizes[pieces]
        ends = bounds(held)
        places = np.repeat(starts[pieces] - ends[:-1], held) + np.arange(ends[-1])
        documents = np.repeat(np.arange(len(at) - 1, dtype=np.int32), np.diff(ends[at]))
        return numbers[places], documents


class _Stream:
    """The pieces of texts, one text after another."""

    def __init__(self) -> None:
        self._pieces, self._ends = array("i"), array("q", [0])

    def add(self, *texts: "Iterable[int]") -> None:
        """A text, of these pieces."""
        for pieces in texts:
            self._pieces.extend(pieces)
        self._ends.append(len(self._pieces))

    def take(self) -> "tuple[NDArray[np.int64], NDArray[np.int32]]":
        """Where each text begins, and all pieces; then none are left."""
        import numpy as np

        taken = np.array(self._ends, np.int64), np.array(self._pieces, np.int32)
        self._pieces, self._ends = array("i"), array("q", [0])
        return taken


class Chunker:
    """Collects texts a block at a time.

    `spelling`: whether to count the words as they are spelt, too; `whole`: whether every text is analysed whole.
    """

    def __init__(self, analyser: BuildAnalyser, *, spelling: bool = False, whole: bool = False) -> None:
        self._analyser, self._spelling, self._whole = analyser, spelling, whole
        self._terms = Numbering()
        self._pieces = _Pieces(analyser, self._terms)
        self._known: dict[str, array[int]] = {}
        self._texts, self._heads, self._words = _Stream(), _Stream(), _Stream()

    def add(self, title: str, heading: str, text: str) -> None:
        """Add a passage."""
        pieces = self._split(text)
        self._texts.add(pieces)
        self._heads.add(self._head(f"{title} {heading}"))
        if self._spelling:
            self._words.add(self._head(heading), pieces)

    def _head(self, text: str) -> "array[int]":
        """The pieces of a text that many passages share."""
        pieces = self._known.get(text)
        if pieces is None:
            pieces = self._known[text] = array("i", self._split(text))
        return pieces

    def _split(self, text: str) -> list[int]:
        look_up = self._pieces.__getitem__
        if self._whole:
            return [look_up(_WHOLE + text)]
        pieces = list(map(look_up, text.split()))
        return pieces if self._pieces.odd.isdisjoint(pieces) else [look_up(_WHOLE + text)]

    def take(self) -> "dict[str, Inverted]":
        """The postings of the passages added since last time, by field."""
        pieces, texts, names = self._pieces, self._texts.take(), list(self._terms)
        spreads = {
            "lemma": pieces.wholes.spread(*texts),
            "parts": pieces.parts.spread(*texts),
            "heading": pieces.parts.spread(*self._heads.take()),
        }
        if self._spelling:
            spreads[SPELLED] = pieces.spelled.spread(*self._words.take())
        size = len(texts[0]) - 1
        counted = {name: inverted(names, *spread, None, size) for name, spread in spreads.items()}
        if len(pieces) > _MOST:
            self._terms = Numbering()
            self._pieces, self._known = _Pieces(self._analyser, self._terms), {}
        return counted
