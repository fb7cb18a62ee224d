"""What each word of a question may stand for: itself, its lemma, and the rule word it misspells."""

from collections.abc import Container, Mapping, Sequence
from operator import contains

from citaat.caveats.spelling.apart import LETTERS, LONG, SHORTEST, apart, bounded, one_off
from citaat.dutch.analysis import Token, fold
from citaat.dutch.numbers import value
from citaat.dutch.spelling import sound
from citaat.light import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from citaat.caveats.spelling.alike import Alike, ByLetters

_GLUED = 7
_LONGEST_NUMBER = 24
_MOST_KEPT = 50_000
_UNREAD = -1.0
# What people leave no space after or before: "kanmagnesium", "magnesiumvoor".
_JOINTS = frozenset(
    ("", *"de het een en of met kan mag ik bij dan mijn m mn n zn ne daarvan na op voor ook".split())
)


class Speller:
    """Finds the rule words that an unknown word may be a misspelling of.

    One letter off for words of five letters, two for those of nine, over spellings that
    sound alike; the first two letters of the sound must agree, or else the last three. A
    word of the dictionary (`known`) is never a misspelling. The word lists are kept as
    text by first letters and split only when a question needs them.
    """

    def __init__(self, compiled: Mapping[str, Any], known: Container[str]) -> None:
        self._forms: dict[str, str] = compiled["forms"]
        self._sounds: dict[str, str] = compiled["sounds"]
        self._correct: str = compiled["correct"]
        self._glued_text: str = compiled["glued"]
        self._glued: frozenset[str] = frozenset()
        self._longest = 0
        self._known = known
        self._split: dict[str, dict[str, str]] = {}
        self._cache: dict[str, tuple[str, ...]] = {}
        self._counted: dict[str, float | None] = {}
        self._counts: dict[str, list[tuple[str, float]]] = {}
        self._heard: dict[str, list[Alike]] = {}
        self._nearest: dict[str, list[str]] = {}
        self._letters: ByLetters | None = None

    def over(self, known: Container[str]) -> "Speller":
        """The same, with the same words of the dictionary in another container; what is remembered is shared."""
        from copy import copy

        from citaat.caveats.spelling.alike import ByLetters

        other = copy(self)
        other._known = known
        if self._letters is None:
            other._letters = self._letters = ByLetters(self._alike)
        return other

    def lemma(self, form: str) -> str | None:
        """The lemma of `form` when it is a form of a rule word."""
        key = form[:2]
        forms = self._split.get(key)
        return (self._beginning(key) if forms is None else forms).get(form)

    def _beginning(self, key: str) -> dict[str, str]:
        """The forms that begin with two letters, with their lemmas."""
        forms = self._split.get(key)
        if forms is None:
            pairs = (pair.partition("=") for pair in self._forms.get(key, "").split())
            forms = self._split[key] = {left: right or left for left, _, right in pairs}
        return forms

    def readings(self, word: str) -> tuple[str, ...]:
        """The rule words (form and lemma) that `word` may stand for; empty when it is a word itself."""
        found = self._cache.get(word)
        if found is None:
            make_room(self._cache)
            found = self._cache[word] = self._readings(word)
        return found

    def matching(self, letters: Sequence[str]) -> list[str]:
        """The forms of rule words with these letters: each place holds those that it may be, or nothing for any."""
        first, second = letters[0] or LETTERS, letters[1] or LETTERS
        forms = (form for one in first for other in second for form in self._beginning(one + other))
        size, places = len(letters), [place or LETTERS for place in letters]
        return [form for form in forms if len(form) == size and all(map(contains, places, form))]

    def number(self, word: str, numbers: Mapping[str, float]) -> float | None:
        """The value of a number word that is misspelt; of several that are as near the largest."""
        found = self._counted.get(word, _UNREAD)
        if found == _UNREAD:
            make_room(self._counted)
            found = self._counted[word] = self._number(word, numbers)
        return found

    def _number(self, word: str, numbers: Mapping[str, float]) -> float | None:
        if not SHORTEST <= len(word) <= _LONGEST_NUMBER or not word.isalpha():
            return None
        if word in self._known or f" {word} " in self._correct or self.lemma(word) is not None:
            return None
        limit, heard = 2 if len(word) >= LONG else 1, sound(word)
        best, found = limit + 1, None
        if not self._counts:
            for other, number in numbers.items():
                self._counts.setdefault(other[0], []).append((other, number))
        for other, number in self._counts.get(word[0], ()):
            if len(other) >= SHORTEST and abs(len(other) - len(word)) <= limit:
                distance = min(bounded(word, other, limit), 0 if heard == sound(other) else limit + 1)
                if distance <= limit and (distance < best or (distance == best and number > (found or 0))):
                    best, found = distance, number
        return found

    def _readings(self, word: str) -> tuple[str, ...]:
        known = len(word) < SHORTEST or not word.isalpha() or word in self._known
        if known or f" {word} " in self._correct or self.lemma(word) is not None:
            return ()
        near = self.near(word) or (self._inside(word) if len(word) > _GLUED else [])
        return tuple(dict.fromkeys([*near, *(self.lemma(form) or form for form in near)]))

    def near(self, word: str) -> list[str]:
        """The forms of rule words at the smallest distance that is close enough."""
        nearest = self._nearest.get(word)
        if nearest is None:
            make_room(self._nearest)
            nearest = self._nearest[word] = self._near(word)
        return nearest

    def _near(self, word: str) -> list[str]:
        heard = sound(word)
        best, found = 3, list[str]()
        letters = set(heard)
        for key in (heard[:2], "~" + heard[-3:]):
            alike = self._letters.close(key, word, heard) if self._letters else self._alike(key)
            for other, own, forms in alike:
                if abs(len(other) - len(heard)) < 3 and len(letters ^ own) < 5:
                    distance = apart(word, heard, other, forms[0])
                    if distance < 3 and distance <= best:
                        found = forms if distance < best else [*found, *forms]
                        best = distance
        return self._likeliest(word, list(dict.fromkeys(found))) if found else []

    def _alike(self, key: str) -> "list[Alike]":
        """The sounds that begin or end as `key` says, with their letters and the forms that sound so."""
        found = self._heard.get(key)
        if found is None:
            lines = filter(None, self._sounds.get(key, "").split("|"))
            rows = (line.split() for line in lines)
            found = self._heard[key] = [(row[0], frozenset(row[0]), row[1:]) for row in rows]
        return found

    def _likeliest(self, word: str, found: list[str]) -> list[str]:
        """`found`, unless known words are one letter off: then only those, or names that are as near."""
        nearby = [one for one in one_off(word) if one in self._known]
        if not nearby:
            return found
        ours = [one for one in nearby if self.lemma(one)]
        return ours or [one for one in found if bounded(word, one, 1) < 2]

    def _inside(self, word: str) -> list[str]:
        """Rule words glued to other words: "lithiumenmagnesium", "kanmagnesium"."""
        if not self._glued:
            self._glued = frozenset(self._glued_text.split())
            self._longest = max(map(len, self._glued), default=0)
        for start in range(len(word) - 4):
            for end in range(min(len(word), start + self._longest), start + 4, -1):
                head, middle, tail = word[:start], word[start:end], word[end:]
                if middle in self._glued and self._joint(head, True) and self._joint(tail, False):
                    return [middle, *(piece for piece in (head, tail) if self.lemma(piece))]
        return self._prefixed(word)

    def _joint(self, piece: str, before: bool) -> bool:
        """Whether `piece` may be what a rule word is glued to; before it any word will do."""
        if before and len(piece) > 1 and (piece in self._known or piece in _JOINTS):
            return True
        inner = piece.removeprefix("en").removeprefix("of").removesuffix("en").removesuffix("of")
        return piece in _JOINTS or bool(self.lemma(piece) or self.lemma(inner))

    def _prefixed(self, word: str) -> list[str]:
        """A compound with a misspelt first part: "magnesuimtabletten"."""
        for cut in range(5, len(word) - 3):
            head = word[cut:]
            if self.lemma(head):
                near = [form for form in self.near(word[:cut]) if form in self._glued]
                if near:
                    return [*near, head]
        return []


def make_room(cache: dict[Any, Any]) -> None:
    """Forget everything when too much is remembered: a server reads whatever it is sent."""
    if len(cache) >= _MOST_KEPT:
        cache.clear()


def _value(token: Token, numbers: dict[str, float], speller: Speller) -> float | None:
    """The value of a token, also of a misspelt number word."""
    found = value(token.norm, numbers)
    return speller.number(token.norm, numbers) if found is None and token.role == "content" else found


def _sentence_end(between: str) -> str:
    """What stands between two words of which the second begins a sentence; else ""."""
    return between if any(mark in between for mark in ".!?;") else ""


class Reading:
    """A question as its words: keys to match on, numeric values, and where sentences begin.

    `numbers` keeps every value, of harmless words too.
    """

    def __init__(
        self, question: str, tokens: list[Token], speller: Speller, numbers: dict[str, float]
    ) -> None:
        self.tokens = [token for token in tokens if not token.derived]
        self.keys = [[token.norm, token.lemma] for token in self.tokens]
        self.numbers = [_value(token, numbers, speller) for token in self.tokens]
        self._add_split_numbers(numbers)
        self.values = list(self.numbers)
        pairs = enumerate(zip(self.tokens, self.tokens[1:], strict=False), 1)
        ends = {
            at: mark
            for at, (left, right) in pairs
            if (mark := _sentence_end(question[left.end : right.start]))
        }
        # Of dots in a row without blanks none ends a sentence: "niet.meer.leven".
        dots = {at for at, mark in ends.items() if mark == "."}
        self.starts = ends.keys() - {at for at in dots if not dots.isdisjoint((at - 1, at + 1))}
        self._add_derived(tokens)
        self._add_joined(speller)
        for at, token in enumerate(self.tokens):
            if token.role == "content":
                self.keys[at].extend(speller.readings(token.norm))

    def __len__(self) -> int:
        return len(self.tokens)

    def _add_split_numbers(self, numbers: dict[str, float]) -> None:
        """Number words that were typed as two or three: "twin tig", "vijf en twintig"."""
        norms = [fold(token.surface) for token in self.tokens]
        for at in range(1, len(norms)):
            for first in (at - 2, at - 1):
                joined = "".join(norms[first : at + 1]) if first >= 0 else ""
                if joined.isalpha() and joined in numbers:
                    self.numbers[at] = numbers[joined]
                    break

    def _add_derived(self, tokens: list[Token]) -> None:
        """Compounds typed as two words. Split verbs are left to the phrases: "voor" rarely is part of one."""
        at = -1
        for token in tokens:
            if token.derived and token.start == self.tokens[at].start:
                continue
            if token.derived:
                self.keys[at] += [token.norm, token.lemma]
            else:
                at += 1

    def _add_joined(self, speller: Speller) -> None:
        """Rule words that were typed as two: "over dosis", "bloed verdunners"."""
        for at in range(1, len(self.tokens)):
            joined = self.tokens[at - 1].norm + self.tokens[at].norm
            lemma = speller.lemma(joined) if len(joined) >= _GLUED else None
            if lemma is not None:
                self.keys[at] += [joined, lemma]

    def blank(self, positions: range) -> None:
        """Make words unfit to match: they were used in a harmless sense."""
        for at in positions:
            self.keys[at] = []
            self.values[at] = None
