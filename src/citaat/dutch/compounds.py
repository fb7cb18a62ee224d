"""Dutch compounds into their parts, only where known words cover the whole."""

from collections.abc import Container, Mapping

_LINKERS = ("", "s", "en", "e", "n")
_SHORTEST = 4
_SHORTEST_KNOWN = 3
_LONGEST = 40


class CompoundSplitter:
    """Splits a word when known words (and linking s, e, en) cover all of it.

    A part has at least four letters, or three when `vocabulary` (what corpus and word
    lists know) holds it: the full dictionary has too many short words to trust.
    """

    def __init__(self, lemmas: Mapping[str, str], vocabulary: Container[str]) -> None:
        self._lemmas, self._vocabulary = lemmas, vocabulary

    def parts(self, word: str) -> tuple[str, ...]:
        """The lemmas of the parts of `word`, left to right; empty when it is no compound."""
        if not 2 * _SHORTEST_KNOWN < len(word) <= _LONGEST or not word.isalpha():
            return ()
        best: tuple[str, ...] = ()
        best_score = (0, 0, 0)
        for cut in range(_SHORTEST_KNOWN, len(word) - _SHORTEST_KNOWN + 1):
            head = self.known(word[cut:])
            lefts = self._left(word[:cut]) if head else ()
            if head and lefts:
                parts = (*lefts, head)
                score = (sum(part in self._vocabulary for part in parts) - len(parts), -len(parts), -cut)
                if not best or score > best_score:
                    best, best_score = parts, score
        return best

    def known(self, piece: str) -> str | None:
        """The lemma of `piece` when it may be a part, else None."""
        if len(piece) < _SHORTEST_KNOWN:
            return None
        lemma = self._lemmas.get(piece)
        if lemma is None:
            return piece if piece in self._vocabulary else None
        if len(piece) >= _SHORTEST or lemma in self._vocabulary:
            return lemma
        return None

    def _left(self, left: str) -> tuple[str, ...]:
        for linker in _LINKERS:
            if left.endswith(linker):
                stem = left[: len(left) - len(linker)]
                known = self.known(stem)
                if known:
                    return (known,)
        return self.parts(left) if len(left) >= 2 * _SHORTEST else ()
