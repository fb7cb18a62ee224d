"""What the texts of a large corpus say, as `units.saying` has it: each word worked out once and then looked up.

Exact where the analyser needs no vocabulary (see `chunks`): but for forms and phrases of more
words, which begin with one of a few, no word depends on its neighbours.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from citaat.corpus.units import raise_to, saying
from citaat.dutch.analysis import TOKEN, Token
from citaat.dutch.building import BuildAnalyser, starting
from citaat.dutch.concepts import concepts

# Beyond so many words the memory starts anew: what is rare need not be remembered.
_MOST = 200_000
_TITLES = 20_000
# All that analysing and `saying` look up.
_LISTS = ("case:", "form:", "stop:", "light:", "say:")


class _Word:
    """A word, or a piece of text between blanks: its lemmas and what they say, and what may begin with it.

    `form`: a form of more words; `phrase`: a phrase of lemmas.
    """

    __slots__ = ("form", "lemmas", "phrase", "says")

    def __init__(self, lemmas: Sequence[str], says: Mapping[str, float], form: bool, phrase: bool) -> None:
        self.lemmas, self.says, self.form, self.phrase = lemmas, tuple(says.items()), form, phrase


class _Words(dict[str, _Word]):
    """The words seen so far; a phrase may begin with one of the lemmas in `openers`."""

    def __init__(self, analyser: BuildAnalyser, lists: Mapping[str, str], openers: Container[str]) -> None:
        self._analyser, self._lists, self._openers = analyser, lists, openers

    def __missing__(self, surface: str) -> _Word:
        tokens = [Token(surface, 0, 0, *one) for one in self._analyser.read(surface)]
        lemmas = [token.lemma for token in tokens]
        phrase = any(lemma in self._openers for lemma in lemmas)
        form = self._analyser.opens_form(surface)
        word = self[surface] = _Word(lemmas, saying(tokens, self._lists), form, phrase)
        return word


class _Pieces(dict[str, _Word]):
    """The pieces seen so far, made of `words`."""

    def __init__(self, words: _Words) -> None:
        self._words = words

    def __missing__(self, piece: str) -> _Word:
        words = [self._words[surface] for surface in TOKEN.findall(piece)]
        found = words[0] if len(words) == 1 else _merged(words)
        self[piece] = found
        return found


def _merged(words: Sequence[_Word]) -> _Word:
    lemmas = [lemma for word in words for lemma in word.lemmas]
    form, phrase = any(word.form for word in words), any(word.phrase for word in words)
    return _Word(lemmas, _together(words), form, phrase)


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
        # By the first lemma of a phrase the second ones.
        self._openers: dict[str, set[str]] = {}
        phrases = [key[len("say:") :].split(" ") for key in self._lists if key.startswith("say:")]
        for first, *rest in phrases:
            if rest:
                self._openers.setdefault(first, set()).add(rest[0])
        self._longest = max(map(len, phrases), default=1)
        self._forget()

    def _forget(self) -> None:
        self._analyser = BuildAnalyser(self._lemmas, self._lists, frozenset(), self._types)
        self._pieces = _Pieces(_Words(self._analyser, self._lists, self._openers))
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
        pieces = list(map(self._pieces.__getitem__, text.split()))
        different = set(pieces)
        if any(piece.form for piece in different):
            return saying(self._analyser.tokens(text), self._lists)
        says = _together(different)
        if any(piece.phrase for piece in different):
            for concept, strength in self._phrased([lemma for piece in pieces for lemma in piece.lemmas]):
                raise_to(says, concept, strength)
        return says

    def _phrased(self, lemmas: Sequence[str]) -> Iterator[tuple[str, float]]:
        """The concepts of the phrases in these lemmas."""
        nothing: set[str] = set()
        for at in range(len(lemmas) - 1):
            if lemmas[at + 1] in self._openers.get(lemmas[at], nothing):
                for end in range(at + 2, min(at + self._longest, len(lemmas)) + 1):
                    yield from concepts(self._lists, f"say:{' '.join(lemmas[at:end])}")
