"""A message as the rules read it: glued words apart, spaced digits together; every token keeps its place as typed.

    heb30pillenop -> heb 30 pillen op      6 0 pillen -> 60 pillen      6o pillen -> 60 pillen

For warnings only: nothing that is shown is respelled.
"""

from collections.abc import Callable, Container, Iterator, Sequence

from citaat.caveats.reading import make_room
from citaat.dutch.analysis import Analyser, Token, fold
from citaat.light import TYPE_CHECKING, Pattern

if TYPE_CHECKING:
    import re

# What is respelled: digits apart, a zero typed as a letter, digits between letters, and a long word. Most messages have no
# digits, and need no more than the last.
_LONG = r"(?<!\w)(?P<long>[^\W\d_]{7,60})(?!\w)"
_PLAIN = Pattern(_LONG)
_SUSPECT = Pattern(
    r"(?<![\w.,])(?P<apart>\d(?: \d){1,3})(?= ?[^\W\d_]{2})"
    r"|(?<!\w)(?P<zero>\d+[oO]+)(?!\w)"
    r"|(?<!\w)(?P<mixed>(?:[^\W\d_]{2,60}\d{1,4}[^\W\d_]{0,60}|\d{1,4}[^\W\d_]{4,60}))(?!\w)"
    rf"|{_LONG}"
)
_RUN = Pattern(r"\d+|[^\W\d_]+")
_MOST_PIECES = 8
_SHORTEST, _DICTIONARY = 2, 4
# A sentence without blanks ("zeisbewusteloos") has two of these small words, and no word of fewer than three letters on
# the whole; its likeliest words count, of which one of the dictionary that says nothing to the rules is worth so many.
_SMALL = frozenset(
    "ik hij zij ze we mijn mn haar heb heeft had is ben was wil kan niet nie geen meer nooit te na op en die".split()
)
_LETTERS, _OTHER = 3, 2.1
Lemma = Callable[[str], str | None]
Near = Callable[[str], object]


class Respeller:
    """Takes messages apart.

    `lemma` tells the words of the rules, `near` what a word may be a misspelling of (it is no glued one then),
    `known` the words of the dictionary.
    """

    def __init__(self, lemma: Lemma, near: Near, known: Container[str]) -> None:
        self._lemma, self._near, self._known = lemma, near, known
        self._cache: dict[tuple[str, bool], tuple[str, ...]] = {}
        # Long words that stay what they are, as typed.
        self._whole: dict[str, None] = {}

    def tokens(self, message: str, analyser: Analyser) -> list[Token]:
        """The tokens of the message as it is read; where they stand is told of the message as it was typed."""
        letters: list[str] = []
        places: list[int] = []
        at = 0
        suspect = _SUSPECT if any(map(str.isdecimal, message)) else _PLAIN
        for found in suspect.compiled.finditer(message):
            if found.group() in self._whole:
                continue
            pieces = list(self._pieces(found, analyser))
            if len(pieces) == 1 and pieces[0] == (found.group(), found.start()):
                if found.lastgroup == "long":
                    make_room(self._whole)
                    self._whole[found.group()] = None
                continue
            letters.append(message[at : found.start()])
            places.extend(range(at, found.start()))
            for text, start in pieces:
                letters.append(text if found.lastgroup == "apart" else f" {text} ")
                places.extend(_spread(text, start, found, padded=found.lastgroup != "apart"))
            at = found.end()
        if not letters:
            return analyser.tokens(message)
        letters.append(message[at:])
        places.extend(range(at, len(message)))
        return [placed(token, places) for token in analyser.tokens("".join(letters))]

    def is_words(self, text: str, analyser: Analyser) -> bool:
        """Whether letters are a word of the rules, a stop word, or such words glued together."""
        return self._is_word(text, analyser) or bool(self._segments(fold(text), analyser, False))

    def _pieces(self, found: "re.Match[str]", analyser: Analyser) -> Iterator[tuple[str, int]]:
        """The words that stand for what was found, each with where it starts."""
        text, start = found.group(), found.start()
        if found.lastgroup == "apart":
            yield text.replace(" ", ""), start
        elif found.lastgroup == "zero":
            yield text.lower().replace("o", "0"), start
        elif found.lastgroup == "long":
            yield from self._apart(text, start, analyser, among_digits=False)
        else:
            yield from self._mixed(text, start, analyser)

    def _mixed(self, text: str, start: int, analyser: Analyser) -> Iterator[tuple[str, int]]:
        """Digits and letters apart, where the letters are words; b12 and 500mg stay as they are."""
        runs = [(run.group(), start + run.start()) for run in _RUN.compiled.finditer(text)]
        words = [run for run, _ in runs if not run.isdigit()]
        if not all(
            self._is_word(word, analyser) or self._segments(fold(word), analyser, True) for word in words
        ):
            yield text, start
            return
        for run, place in runs:
            yield from self._apart(run, place, analyser, among_digits=True)

    def _apart(
        self, text: str, start: int, analyser: Analyser, *, among_digits: bool
    ) -> Iterator[tuple[str, int]]:
        word = fold(text)
        whole = text.isdigit() or len(word) != len(text)
        pieces = () if whole else self._segments(word, analyser, among_digits)
        for piece in pieces:
            yield text[: len(piece)], start
            text, start = text[len(piece) :], start + len(piece)
        if text:
            yield text, start

    def _is_word(self, text: str, analyser: Analyser) -> bool:
        word = fold(text)
        return self._lemma(word) is not None or analyser.is_stop(word)

    def _segments(self, word: str, analyser: Analyser, among_digits: bool) -> tuple[str, ...]:
        """The fewest words that a glued one is made of; none when it is a word itself, or one misspelt.

        One of them is a word of the rules, and unless digits tell that it is glued another a stop word:
        a compound that no dictionary has is no sentence.
        """
        key = word, among_digits
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._cut(word, analyser, among_digits)
        return found

    def _cut(self, word: str, analyser: Analyser, among_digits: bool) -> tuple[str, ...]:
        if word in self._known or self._lemma(word) is not None or self._near(word):
            return ()
        stops: dict[str, bool] = {}
        pieces = self._pieces_of(word, stops, analyser, _MOST_PIECES, 1)
        if (among_digits or any(map(stops.get, pieces))) and any(map(self._lemma, pieces)):
            return pieces if len(pieces) > 1 else ()
        if sum(one in word for one in _SMALL) < 2:
            return ()
        stops = dict.fromkeys(_SMALL, True)
        pieces = self._pieces_of(word, stops, analyser, len(word) // _LETTERS, _OTHER)
        return pieces if len(_SMALL.intersection(pieces)) > 1 and any(map(self._lemma, pieces)) else ()

    def _pieces_of(
        self, word: str, stops: dict[str, bool], analyser: Analyser, most: int, other: float
    ) -> tuple[str, ...]:
        """The cheapest cut of a word into at most so many: what is no word of the rules or stop word costs `other`."""
        best: list[tuple[float, tuple[str, ...]] | None] = [(0.0, ()), *[None] * len(word)]
        for end in range(_SHORTEST, len(word) + 1):
            for start in range(max(0, end - 24), end - _SHORTEST + 1):
                head, piece, before = best[start], word[start:end], best[end]
                if head is None or len(head[1]) == most or (before and head[0] + 1 >= before[0]):
                    continue
                if self._may_be(piece, stops, analyser):
                    cost = head[0] + (1 if stops[piece] or self._lemma(piece) is not None else other)
                    if before is None or cost < before[0]:
                        best[end] = cost, (*head[1], piece)
        return best[-1][1] if best[-1] else ()

    def _may_be(self, piece: str, stops: dict[str, bool], analyser: Analyser) -> bool:
        if piece not in stops:
            stops[piece] = analyser.is_stop(piece)
        if stops[piece] or len(piece) < _DICTIONARY:
            return stops[piece] or (len(piece) > _SHORTEST and self._lemma(piece) is not None)
        return piece in self._known or self._lemma(piece) is not None


def placed(token: Token, places: Sequence[int]) -> Token:
    """A token where it stands in what was typed; `places` tells that of each letter of what was read."""
    start, end = places[token.start], places[token.end - 1] + 1
    return Token(token.surface, start, end, token.norm, token.lemma, token.parts, token.role, token.derived)


def _spread(text: str, start: int, found: "re.Match[str]", *, padded: bool) -> Iterator[int]:
    """For each letter of a piece its place as typed; the last digit of joined ones stands where the last was."""
    if not padded:
        yield from (start + 2 * at for at in range(len(text)))
        return
    yield start
    yield from range(start, start + len(text))
    yield min(start + len(text), found.end()) - 1
