"""Words that hide their letters, as the rules read them: people mask what they hardly dare to write.

    d00d, d*od, d.o.o.d, d o o d -> dood      pil\u00adlen -> pillen      dооd (two letters Cyrillic) -> dood
    1k w1l d00d -> ik wil dood      niet.meer.leven -> niet meer leven      <b>niet</b> <b>meer</b> -> niet meer

For warnings only: nothing that is shown is read so. What does not become a word of the rules stays: b12, 24/7, w.c.
"""

import re
from collections.abc import Callable, Container, Iterator, Sequence

from citaat.caveats.respelling import placed
from citaat.dutch.analysis import Token, fold
from citaat.light import Pattern

Lemma = Callable[[str], str | None]
Edit = tuple[int, int, str, Sequence[int]]

# What shows nothing inside a word; a blank of no width may also stand between two.
_HIDDEN = Pattern(
    "[\x00\u00ad\u034f\u061c\u180e\u200c-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0f\ufeff]+"
)
_NARROW = Pattern(r"(?<![^\W\d_])[^\W\d_]+(?:\u200b+[^\W\d_]+)+")
_ALIKE = str.maketrans(
    "асԁеһіјӏорԛѕѵԝхуАВСЕНІЈКМОРЅТУХαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢıøđłƒ",
    "acdehijlopqsvwxyABCEHIJKMOPSTYXaeiknoptuxABEZHIKMNOPTYXabcdefghijklmnoprstuvwyziodlf",
)
_FOREIGN = Pattern(
    r"(?<![^\W\d_])[^\W\d_]*?[\u0131\u00f8\u0111\u0142\u0192\u0250-\u02af\u0370-\u052f\u1d00-\u1d2b\ua730\ua731][^\W\d_]*"
)
_SIGNS = dict(zip("0134578@$€!|9", "o,il,e,a,s,t,b,a,s,e,il,il,g".split(","), strict=True))
_ANY = "*#"
# A masked word holds one of these, or a digit.
_MASKS = "@$€!|*#"
_MASKED = Pattern(
    r"(?<![\w*#@$])[^\W_@$€][^\W_]{0,20}[\d@$€!|*#][^\W_]?[\w@$€!|*#]{0,20}(?<![_!|*#])(?![\w*#])"
)
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ \t.\-_*/·]{1,3}[^\W\d_](?![^\W_]))+")
_GAP = Pattern(r"[^\w]+|_+")
# A mark-up tag, and words with a dot between any two of them (no address: that has a slash, an @ or www).
_TAG = Pattern(
    r"</?(?:[biups]|em|strong|br|hr|span|div|font|small|mark|li|ul|ol|t[dr]|h[1-6])(?: [a-z-]+=\"[^\"<>]{0,80}\")*\s?/?>",
    re.IGNORECASE,
)
_DOTTED = Pattern(r"(?<![\w./@:])(?!www\.)(?=[^\W\d_]+\.[^\W\d_]{2})[^\W\d_]+(?:\.[^\W\d_]+){3,}(?![\w/@:])")
# Beside a word that was masked for certain, whatever has letters and digits may be a masked one, however short.
_MIXED = Pattern(r"(?<![\w])(?=[^\W\d_]*\d)(?=\d*[^\W\d_])[^\W_]{2,16}(?![\w])")
_MOST_READINGS = 16
_SHORTEST, _SPACED_SHORTEST = 4, 5
# A masked word may be misspelt too ("zelfm0rd"); a shorter one would become what it is not.
_MISSPELT = 7


class Unmasker:
    """Reads masked words. `lemma` tells the words of the rules, `matching` those that fit a row of possible letters.

    `near` tells those that letters may be a misspelling of, `known` holds the words of the dictionary.
    """

    def __init__(
        self,
        lemma: Lemma,
        matching: Callable[[Sequence[str]], list[str]],
        near: Callable[[str], Sequence[str]],
        known: Container[str],
    ) -> None:
        self._lemma, self._matching, self._near, self._known = lemma, matching, near, known
        self._cache: dict[str, str] = {}

    def read(self, message: str, is_words: Callable[[str], bool]) -> "Plain":
        """The message in plain letters; `is_words` tells whether letters are a stop word or words glued together."""
        plain = Plain(message, None)
        if not message.isascii() or "\0" in message:
            plain = plain.edited(_unhidden(plain.text))
            plain = plain.edited(self._widened(plain.text))
            plain = plain.edited(self._latin(plain.text))
        if "<" in message or "." in message:
            plain = plain.edited(_blanked(plain.text))
        uncovered = plain.edited(self._uncovered(plain.text))
        if uncovered is not plain:
            uncovered = uncovered.edited(self._mixed(uncovered.text, is_words))
        return uncovered.edited(self._closed(uncovered.text, is_words))

    def _widened(self, text: str) -> Iterator[Edit]:
        """Words with blanks of no width in them: "pil\u200blen"."""
        for found in _NARROW.compiled.finditer(text):
            places = [at for at in range(*found.span()) if text[at] != "\u200b"]
            word = "".join(text[at] for at in places)
            if self._is_word(word):
                yield *found.span(), word, places

    def _latin(self, text: str) -> Iterator[Edit]:
        """Words with Greek, Cyrillic or other letters that look like Latin ones."""
        for found in _FOREIGN.compiled.finditer(text):
            word = found.group().translate(_ALIKE)
            mixed = any(char.isascii() for char in found.group())
            if fold(word).isascii() and (mixed or self._is_word(word)):
                yield *found.span(), word, range(*found.span())

    def _uncovered(self, text: str) -> Iterator[Edit]:
        """Words with digits and signs for letters: "z3lfm**rd"."""
        if not any(map(str.isdecimal, text)) and not any(sign in text for sign in _MASKS):
            return
        for found in _MASKED.compiled.finditer(text):
            masked = fold(found.group())
            if masked not in self._cache:
                self._cache[masked] = self._under(masked)
            word = self._cache[masked]
            if len(word) == len(found.group()):
                yield *found.span(), word, range(*found.span())

    def _mixed(self, text: str, is_words: Callable[[str], bool]) -> Iterator[Edit]:
        """Short words with digits for letters, of a message that has masked ones: "1k w1l"."""
        for found in _MIXED.compiled.finditer(text):
            readings = [""]
            for char in fold(found.group()):
                readings = [one + other for one in readings for other in _SIGNS.get(char, char)][
                    :_MOST_READINGS
                ]
            words = [one for one in readings if one.isalpha() and (is_words(one) or self._is_word(one))]
            if words and len(words[0]) == len(found.group()):
                yield *found.span(), words[0], range(*found.span())

    def _under(self, masked: str) -> str:
        """The likeliest word of the rules under a mask; "" where there is none."""
        letters = sum(char.isalpha() for char in masked)
        if len(masked) < _SHORTEST or letters < 2 or 2 * letters < len(masked):
            return ""
        found = self._matching(["" if char in _ANY else _SIGNS.get(char, char) for char in masked])
        # A word that is no form of another, and is Dutch, is meant most often.
        found.sort(key=lambda form: (self._lemma(form) != form, form not in self._known))
        return found[0] if found else self._misspelt(masked, letters)

    def _misspelt(self, masked: str, letters: int) -> str:
        """A mask off, where what is under it lacks or has a letter that a word of the rules has not; else ""."""
        if letters < _MISSPELT - 1 or len(masked) < _MISSPELT or not masked.isalnum():
            return ""
        plain = "".join(_SIGNS.get(char, char)[0] for char in masked)
        return plain if plain.isalpha() and self._near(plain) else ""

    def _closed(self, text: str, is_words: Callable[[str], bool]) -> Iterator[Edit]:
        """Words typed letter by letter: "d.o.o.d", "i k  w i l  d o o d"."""
        for found in _SPACED.finditer(text):
            start = found.start()
            gaps = [(start + gap.start(), start + gap.end()) for gap in _GAP.compiled.finditer(found.group())]
            if len(gaps) < _SHORTEST - 1:
                continue
            wide = _wide(text, gaps)
            skipped = {at for begin, end in gaps for at in range(begin, end)} - wide
            places = [at for at in range(*found.span()) if at not in skipped]
            letters = "".join(" " if at in wide else text[at] for at in places)
            if self._are_words(letters.split(), is_words):
                yield *found.span(), letters, places

    def _are_words(self, words: Sequence[str], is_words: Callable[[str], bool]) -> bool:
        if len(words) == 1:
            word = words[0]
            return self._lemma(fold(word)) is not None or (len(word) >= _SPACED_SHORTEST and is_words(word))
        if sum(map(len, words)) < _SPACED_SHORTEST or not any(self._lemma(fold(word)) for word in words):
            return False
        return all(
            self._lemma(fold(word)) is not None
            or is_words(word)
            or (len(word) > 3 and fold(word) in self._known)
            for word in words
        )

    def _is_word(self, word: str) -> bool:
        plain = fold(word)
        return self._lemma(plain) is not None or plain in self._known


class Plain:
    """A text in plain letters, and for each where it stands in what was typed (None: where it stands here)."""

    def __init__(self, text: str, places: list[int] | None) -> None:
        self.text, self._places = text, places

    def edited(self, edits: Iterator[Edit]) -> "Plain":
        """With parts replaced; an edit says from where to where, by what, and where each letter of that stood."""
        letters: list[str] = []
        kept: list[int] = []
        at = 0
        for start, end, word, places in edits:
            letters += self.text[at:start], word
            kept += [*range(at, start), *places]
            at = end
        if not at:
            return self
        letters.append(self.text[at:])
        kept += range(at, len(self.text))
        before = self._places
        return Plain("".join(letters), kept if before is None else [before[place] for place in kept])

    def typed(self, tokens: list[Token]) -> list[Token]:
        """The tokens of this text where they stand in what was typed."""
        places = self._places
        return tokens if places is None else [placed(token, places) for token in tokens]


def _unhidden(text: str) -> Iterator[Edit]:
    for found in _HIDDEN.compiled.finditer(text):
        yield *found.span(), "", ()


def _blanked(text: str) -> Iterator[Edit]:
    """Tags, and the dots between words that are typed without blanks, as blanks."""
    spans = [found.span() for found in _TAG.compiled.finditer(text)]
    for found in _DOTTED.compiled.finditer(text):
        spans += [(at, at + 1) for at in range(*found.span()) if text[at] == "."]
    yield from ((start, end, " ", (start,)) for start, end in sorted(spans))


def _wide(text: str, gaps: Sequence[tuple[int, int]]) -> set[int]:
    """Where the gaps begin that stand between words: longer ones, and blanks where letters have marks between them."""
    least = min(end - begin for begin, end in gaps)
    blank = {begin for begin, end in gaps if text[begin:end].isspace()}
    return {begin for begin, end in gaps if end - begin > least} | (
        blank if len(blank) < len(gaps) else set()
    )
