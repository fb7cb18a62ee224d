"""Reading a question: which words carry it, what each may stand for, what kind of answer it wants."""

from collections.abc import Callable, Mapping, Sequence
from operator import mul

from citaat.corpus.units import placed_concepts
from citaat.dutch.analysis import Analyser, Token
from citaat.dutch.concepts import concepts
from citaat.dutch.question_type import ENGLISH_WORDS, POLAR_WORDS, asking_part, kinds_of, plain_text
from citaat.dutch.spelling import corrections
from citaat.index.fields import Field
from citaat.light import dataclass
from citaat.search.meanings import Meanings

# Shares of a content word's weight.
LIGHT, POLAR, NUMBER, PHRASE = 0.2, 0.2, 0.3, 0.6
# A word of the story around the question, against one of the sentence that asks.
TOLD = 0.6
# Below this share of the rarest word's weight a word names no topic.
MINOR = 0.35
_CORRECTED = {1: 0.9, 2: 0.75}
_MOST_WORDS = 80


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the question: what it weighs and what it may match.

    `whole` maps the terms that count as this word to how much they count; `parts` does
    the same for each part of a compound, which together count for somewhat less.
    `kind` says where the word is known from: "corpus", "kind" (a member of a listed
    kind, such as a food), "listed", "compound", "dictionary" or "nowhere"; "minor" for
    words that name no topic. `asked`: it stands in the sentence that asks.
    """

    token: Token
    weight: float
    whole: Mapping[str, float]
    parts: tuple[Mapping[str, float], ...]
    kind: str
    asked: bool = True
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it was understood.

    To look up: `terms` (lemmas and compound parts), `lemmas`, `spelled` (the words as
    spelt, for character n-grams), `concepts` (for known questions).

    `plain` is the text in standard forms, lower case, without punctuation; `weight` is
    that of all words together, `weights` of each; `meanings` is what they may stand for.
    """

    text: str
    words: tuple[Word, ...]
    kinds: frozenset[str]
    terms: tuple[str, ...]
    lemmas: tuple[str, ...]
    spelled: tuple[str, ...]
    concepts: tuple[str, ...]
    plain: str
    weights: tuple[float, ...]
    weight: float
    meanings: Meanings

    @staticmethod
    def of(text: str, words: tuple[Word, ...], kinds: frozenset[str], plain: str) -> "Reading":
        """The reading of `text` as these words."""
        weights = tuple(word.weight for word in words)
        return Reading(
            text, words, kinds, tuple(_terms(words)), _lemmas(words), _spelled(words), tuple(_concepts(words, kinds)),
            plain, weights, sum(weights), Meanings([word.whole for word in words], [word.parts for word in words]),
        )  # fmt: skip

    def coverage(self, matches: Sequence[float]) -> float:
        """The weighted share of the question that `matches` (one for each word) covers."""
        return sum(map(mul, self.weights, matches)) / self.weight if self.weight else 0.0


class Reader:
    """Reads questions with the analyser, word lists and term weights of one index."""

    def __init__(self, analyser: Analyser, lemmas: Mapping[str, str], words: Mapping[str, str], field: Field,
                 protected: Callable[[str], bool]) -> None:  # fmt: skip
        self._analyser, self._lemmas, self._words, self._field = analyser, lemmas, words, field
        self._protected = protected
        self._rarest = field.rarest

    def read(self, question: str) -> Reading:
        """Read `question`; only its first eighty words count, so that no question costs more than that."""
        tokens = self._analyser.tokens(question)[:_MOST_WORDS]
        english = sum(token.norm in ENGLISH_WORDS for token in tokens) > 1
        tokens = [
            self._translated(token, english)
            for token in tokens
            if not (english and token.norm in ENGLISH_WORDS)
        ]
        asking = asking_part(question)
        placed: dict[int, dict[str, float]] = {}
        phrased: set[int] = set()
        for first, last, concept, strength in placed_concepts(tokens, self._words, "ask"):
            if last > first:
                phrased.update(range(first, last + 1))
            for at in range(first, last + 1):
                options = placed.setdefault(at, {})
                options[concept] = max(strength, options.get(concept, 0.0))
        words = tuple(
            self._word(token, placed.get(at, {}), at in phrased, asking)
            for at, token in enumerate(tokens)
            if (token.role != "stop" or at in phrased) and self._means(token)
        )
        folded = plain_text(tokens)
        return Reading.of(question, words, kinds_of(folded), folded)

    def _translated(self, token: Token, english: bool) -> Token:
        """An English word in Dutch: in an English question any word with a translation, else only unknown ones."""
        if token.role != "content" or (token.norm in self._lemmas and not english):
            return token
        dutch = self._words.get(f"english:{token.norm}")
        if dutch is None:
            return token
        read = self._analyser.tokens(dutch)
        if len(read) != 1:
            read = [other for other in read if other.role == "content"][:1] or read[:1]
        first = read[0]
        return Token(token.surface, token.start, token.end, first.norm, first.lemma, first.parts, first.role)

    def _means(self, token: Token) -> bool:
        """A word that was read into the question only counts where the corpus has it."""
        return not token.derived or self._field.idf(token.lemma) is not None

    def _word(self, token: Token, placed: dict[str, float], phrased: bool, asking: range) -> Word:
        whole = {token.lemma: 1.0, **placed}
        parts = tuple(self._options(part, 1.0) for part in token.parts)
        corrected = None
        if self._unknown(token, placed):
            token, corrected, whole = self._corrected(token, whole)
        weight = self._weight(token, whole, phrased)
        asked = token.start in asking
        if not asked:
            weight *= TOLD
        return Word(token, weight, whole, parts, self._kind(token, whole, weight), asked, corrected)

    def _kind(self, token: Token, whole: Mapping[str, float], weight: float) -> str:
        if weight < MINOR * self._rarest or token.derived:
            return "minor"
        if self._field.idf(token.lemma) is not None:
            return "corpus"
        if len(whole) > 1:
            return "kind" if any(_is_kind(term) for term in whole) else "listed"
        if token.parts:
            return "compound"
        return "dictionary" if token.norm in self._lemmas else "nowhere"

    def _options(self, lemma: str, strength: float) -> dict[str, float]:
        options = {lemma: strength}
        for concept, weight in concepts(self._words, f"ask:{lemma}"):
            options[concept] = strength * weight
        return options

    def _unknown(self, token: Token, placed: Mapping[str, float]) -> bool:
        if placed or token.role != "content" or token.parts or token.norm in self._lemmas:
            return False
        return f"vocab:{token.lemma}" not in self._words and not self._protected(token.norm)

    def _corrected(self, token: Token, whole: dict[str, float]) -> tuple[Token, str | None, dict[str, float]]:
        near = corrections(token.norm, self._words)
        near = [(word, apart) for word, apart in near if apart == near[0][1]][:4]
        if not near:
            return token, None, whole
        for word, apart in near:
            read = self._analyser.tokens(word)[0]
            for term, strength in self._options(read.lemma, _CORRECTED[apart]).items():
                whole[term] = max(strength, whole.get(term, 0.0))
        first = self._analyser.tokens(near[0][0])[0]
        fixed = Token(token.surface, token.start, token.end, first.norm, first.lemma, (), first.role)
        return fixed, near[0][0], whole

    def _weight(self, token: Token, whole: Mapping[str, float], phrased: bool) -> float:
        """Inverse document frequency, less for words that name no topic.

        A word inside a known phrase ("te veel") carries its share of the phrase's meaning.
        """
        idf = self._field.idf(token.lemma)
        if idf is None:
            idf = self._rarest * (0.85 if len(whole) > 1 else 1.0)
        share = _share(token)
        return max(idf * share, PHRASE * self._rarest / 2) if phrased and share < PHRASE else idf * share


def _share(token: Token) -> float:
    if token.lemma in POLAR_WORDS or token.norm in POLAR_WORDS:
        return POLAR
    if token.norm[:1].isdigit():
        return NUMBER
    return 1.0 if token.role == "content" else LIGHT


def _is_kind(term: str) -> bool:
    return term[:1] == "h" and term[1:].isdigit()


def _lemmas(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.token.lemma for word in words)


def _spelled(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.token.norm for word in words if not word.token.derived)


def _terms(words: Sequence[Word]) -> list[str]:
    """The terms to look up in the TF-IDF fields."""
    terms: list[str] = []
    for word in words:
        terms.append(word.token.lemma)
        terms.extend(word.token.parts)
    return terms


def _concepts(words: Sequence[Word], kinds: frozenset[str]) -> list[str]:
    """The terms, concepts and kinds to look up among known questions."""
    found: dict[str, None] = dict.fromkeys(f"?{kind}" for kind in sorted(kinds))
    for word in words:
        for options in (word.whole, *word.parts):
            found.update(dict.fromkeys(options))
    return list(found)
