"""The analyser with a memory, for building: the very same tokens, each word and pair worked out once."""

from collections.abc import Container, Iterable, Mapping
from itertools import islice
from types import MappingProxyType

from citaat.dutch.analysis import TOKEN, Analyser, Token, fold
from citaat.dutch.compounds import CompoundSplitter
from citaat.dutch.lemmas import Lemmatiser, stems
from citaat.storage.layered import Layered, Overlay
from citaat.storage.table import Table

# What an analyser looks up in its word lists; what else they hold is for the search.
_LISTS = ("form:", "case:", "stop:", "light:", "clitics")


class _Splitter(CompoundSplitter):
    """Splits each word once."""

    def __init__(self, lemmas: Mapping[str, str], vocabulary: Container[str]) -> None:
        super().__init__(lemmas, vocabulary)
        self._split: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        found = self._split.get(word)
        if found is None:
            found = self._split[word] = super().parts(word)
        return found


class BuildAnalyser(Analyser):
    """An Analyser that pays with memory for time: a corpus repeats its words, a question does not.

    `types` has what was worked out before for words (see `types`), with the same lists.
    """

    def __init__(
        self,
        lemmas: Mapping[str, str],
        words: Mapping[str, str],
        vocabulary: Container[str],
        types: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(lemmas, words, vocabulary)
        self._stored = types
        self._splitter = _Splitter(lemmas, vocabulary)
        self._lemmatiser = Lemmatiser(lemmas, self._splitter)
        self._norms: dict[str, str] = {}
        self._stops: dict[str, bool] = {}
        self._stop_starts = {key[len("stop:") :][:3] for key in starting(words, "stop:")}
        self._single: dict[str, list[str]] = {}
        self._pairs: dict[tuple[str, str], str | None] = {}
        forms = (key[len("form:") :] for key in starting(words, "form:"))
        openers = {form.split(" ")[0] for form in forms if " " in form}
        # Whether a letter is a word depends on its neighbours too.
        self.openers = frozenset(openers | self._clitics.forms.keys())

    @staticmethod
    def of(analyser: Analyser, lemmas: Mapping[str, str]) -> "BuildAnalyser":
        """An analyser that gives the same, over its lemmas in memory; its word lists are read into memory too."""
        if isinstance(analyser, BuildAnalyser):
            return analyser
        # The words of a large corpus are many, and none of those that are read here.
        words = getattr(analyser._words, "listed", analyser._words)
        vocabulary = analyser._vocabulary
        known = frozenset(vocabulary) if isinstance(vocabulary, Iterable) else vocabulary
        return BuildAnalyser(lemmas, starting(words, *_LISTS), known)

    def tokens(self, text: str) -> list[Token]:
        """As Analyser.tokens."""
        found = [(match.group(), match.start(), match.end()) for match in TOKEN.compiled.finditer(text)]
        surfaces = self._clitics.written_out(found, text)
        norms = [self._norm(surface) for surface in surfaces]
        plain: list[Token] = []
        at, size = 0, 1
        while at < len(found):
            if norms[at] in self.openers:
                size, standard = self._form(norms, at, surfaces[at])
            else:
                size, standard = 1, self._alone(surfaces[at], norms[at])
            start, end = found[at][1], found[at + size - 1][2]
            for norm in standard:
                plain.append(self._token(text[start:end], start, end, norm))
            at += size
        return self._derive(plain, text)

    def opens_form(self, surface: str) -> bool:
        """Whether a form of more words may begin with this one."""
        return self._norm(surface) in self.openers

    def read(self, surface: str) -> list[tuple[str, str, tuple[str, ...], str]]:
        """What a word stands for that begins no longer form: (norm, lemma, parts, role) of each of its tokens."""
        found = []
        for norm in self._alone(surface, self._norm(surface)):
            known = self._types.get(norm)
            if known is None:
                known = self._types[norm] = self._type(norm)
            found.append((norm, *known))
        return found

    def is_stop(self, word: str) -> bool:
        """As Analyser.is_stop."""
        found = self._stops.get(word)
        if found is None:
            found = self._stops[word] = self._may_be_stop(word) and super().is_stop(word)
        return found

    def _may_be_stop(self, word: str) -> bool:
        """Whether it is worth reading `word`: most letters in a row are no word at all."""
        if not (word.isascii() and word.isalpha() and word.islower()):
            return True
        if any(f"{kind}:{word}" in self._words for kind in ("form", "stop")) or word in self._clitics.forms:
            return True
        for form in (word, *stems(word)):
            lemma = self._lemmas.get(form)
            if lemma is not None:
                return f"stop:{lemma}" in self._words
        # The lemma of a compound begins as the compound does.
        return word[:3] in self._stop_starts

    def types(self, first: int = 0) -> dict[str, str]:
        """What was worked out for every word so far, but for the `first` ones: lemma, parts of a compound and role."""
        return {
            norm: f"{lemma}\t{' '.join(parts)}\t{role}"
            for norm, (lemma, parts, role) in islice(self._types.items(), first, None)
        }

    def _type(self, norm: str) -> tuple[str, tuple[str, ...], str]:
        stored = self._stored.get(norm)
        if stored is None:
            return super()._type(norm)
        lemma, parts, role = stored.split("\t")
        return lemma, tuple(parts.split()), role

    def _norm(self, surface: str) -> str:
        norm = self._norms.get(surface)
        if norm is None:
            norm = self._norms[surface] = fold(surface)
        return norm

    def _alone(self, surface: str, norm: str) -> list[str]:
        """What a word stands for that begins no longer form."""
        standard = self._single.get(surface)
        if standard is None:
            standard = self._single[surface] = self._form([norm], 0, surface)[1]
        return standard

    def _joined(self, left: Token, right: Token) -> list[Token]:
        pair = left.norm, right.norm
        if pair not in self._pairs:
            joined = super()._joined(left, right)
            self._pairs[pair] = joined[0].norm if joined else None
        whole = self._pairs[pair]
        if whole is None:
            return []
        return [Token(right.surface, left.start, right.end, whole, whole, (), "content", True)]


class TextAnalyser(BuildAnalyser):
    """As BuildAnalyser, with a memory for whole texts too: for a corpus that fits in it."""

    def __init__(
        self, lemmas: Mapping[str, str], words: Mapping[str, str], vocabulary: Container[str]
    ) -> None:
        super().__init__(lemmas, words, vocabulary)
        self._texts: dict[str, list[Token]] = {}

    def tokens(self, text: str) -> list[Token]:
        """As Analyser.tokens."""
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = super().tokens(text)
        return found


def starting(words: Mapping[str, str], *prefixes: str) -> dict[str, str]:
    """The entries of `words` whose keys start with one of these."""
    if isinstance(words, Table | Layered | Overlay):
        return {key: value for prefix in prefixes for key, value in words.starting(prefix).items()}
    return {key: value for key, value in words.items() if key.startswith(prefixes)}
