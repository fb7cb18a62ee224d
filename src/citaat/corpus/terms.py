"""What the texts of a large corpus say, as `units.saying` has it: each word worked out once and then looked up.

Exact where the analyser needs no vocabulary (see `index.building.chunking`): but for forms of more words, which begin
with one of a few, and words cut short ("aan- en afmelden") no word depends on its neighbours.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from citaat.corpus.units import saying
from citaat.dutch.analysis import TOKEN, Token
from citaat.dutch.building import BuildAnalyser, starting
from citaat.dutch.ellipsis import is_cut

# Beyond so many words the memory starts anew: what is rare need not be remembered.
_MOST = 200_000
_TITLES = 20_000
# All that analysing looks up.
_LISTS = ("case:", "form:", "stop:", "light:", "clitics")


class _Word:
    """A word, or a piece of text between blanks: what it says, and whether a form of more words may begin with it."""

    __slots__ = ("form", "says")

    def __init__(self, says: Mapping[str, float], form: bool) -> None:
        self.says, self.form = tuple(says.items()), form


class _Words(dict[str, _Word]):
    """The words seen so far."""

    def __init__(self, analyser: BuildAnalyser) -> None:
        self.analyser = analyser

    def __missing__(self, surface: str) -> _Word:
        tokens = [Token(surface, 0, 0, *one) for one in self.analyser.read(surface)]
        word = self[surface] = _Word(saying(tokens), self.analyser.opens_form(surface))
        return word


class _Pieces(dict[str, _Word]):
    """The pieces seen so far, made of `words`."""

    def __init__(self, words: _Words) -> None:
        self._words = words

    def __missing__(self, piece: str) -> _Word:
        words = [self._words[surface] for surface in TOKEN.compiled.findall(piece)]
        form = is_cut(piece) or any(word.form for word in words)
        if len(words) == 1 and form == words[0].form:
            found = words[0]
        elif "-" in piece and not form:
            found = _Word(saying(self._words.analyser.tokens(piece)), form)
        else:
            found = _Word(_together(words), form)
        self[piece] = found
        return found


def _together(words: Iterable[_Word]) -> dict[str, float]:
    says: dict[str, float] = {}
    said = says.get
    for word in words:
        for term, strength in word.says:
            if said(term, 0.0) < strength:
                says[term] = strength
    return says


class Sayings:
    """What texts say by the dictionary and the word lists in `words`; `types` as BuildAnalyser has it."""

    def __init__(
        self,
        lemmas: Mapping[str, str],
        words: Mapping[str, str],
        types: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._lemmas, self._types = lemmas, types
        self._lists = starting(words, *_LISTS)
        self._forget()

    def _forget(self) -> None:
        self._analyser = BuildAnalyser(self._lemmas, self._lists, frozenset(), self._types)
        self._pieces = _Pieces(_Words(self._analyser))
        self._titles: dict[str, dict[str, float]] = {}

    def of_title(self, text: str) -> Mapping[str, float]:
        """As `of`, for a text that many passages share."""
        if len(self._titles) > _TITLES:
            self._titles.clear()
        if text not in self._titles:
            self._titles[text] = self.of(text)
        return self._titles[text]

    def of(self, text: str) -> dict[str, float]:
        """The terms of `text` with their strengths."""
        if len(self._pieces) > _MOST:
            self._forget()
        pieces = set(map(self._pieces.__getitem__, text.split()))
        if any(piece.form for piece in pieces):
            return saying(self._analyser.tokens(text))
        return _together(pieces)
