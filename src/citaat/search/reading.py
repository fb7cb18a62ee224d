"""Reading a question: which words carry it, and what each may stand for."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from math import exp, log
from operator import mul

from citaat.dutch import question_type as wording
from citaat.dutch.analysis import Analyser, Token
from citaat.dutch.bridges import FAR, KINDS, SAME, SAY, UP, Phrase, decoded, key
from citaat.dutch.spelling import corrections, inflected
from citaat.index.fields import Field
from citaat.light import dataclass
from citaat.search.meanings import Sense
from citaat.search.phrases import phrases
from citaat.search.query import WORD_FEATURES, Query, Word

# Below this share of the rarest word's weight a word names no topic.
MINOR = 0.35
# A word with one slip is what was meant as good as always.
_CORRECTED = {0: 1.0, 1: 1.0, 2: 0.75}
_MOST_CORRECTED = 4
_MOST_WORDS = 80
# Each is tried in a thousand forms: of gibberish the first words are enough.
_MOST_MISSPELT = 16
_LIGHT, _POLAR, _NUMBER, _TOLD = 0.2, 0.2, 0.3, 0.6
# A word that leads to more than this is too vague to go on from.
_VAGUE = 24
_LEAST_IDF = 0.05


@dataclass(frozen=True, slots=True)
class _Fix:
    """A misspelt token as it was probably meant, spelt as `word`, with what that may stand for, whole and over bridges."""

    token: Token
    word: str
    whole: Mapping[str, float]
    bridged: Mapping[Phrase, float]


class Reader:
    """Reads questions with the analyser, word lists, term weights and fitted word weights of one index.

    `model` has "strengths" by kind of bridge and "words" by WORD_FEATURES.
    """

    def __init__(
        self,
        analyser: Analyser,
        lemmas: Mapping[str, str],
        words: Mapping[str, str],
        field: Field,
        protected: Callable[[str], bool],
        model: Mapping[str, Mapping[str, float]],
    ) -> None:
        self._analyser, self._lemmas, self._words, self._field = analyser, lemmas, words, field
        self._protected = protected
        self._strengths = {kind: model["strengths"].get(kind, 0.0) for kind in KINDS}
        self._theta = tuple(model["words"].get(name, 0.0) for name in WORD_FEATURES)

    def read(self, question: str) -> Query:
        """Read `question`; only its first eighty words count, so that no question costs more than that."""
        tokens = self._tokens(question)
        asking = wording.asking_part(question)
        unknown = islice((token for token in tokens if self._unknown(token)), _MOST_MISSPELT)
        corrected = {token: self._corrected(token) for token in unknown}
        fixes = [corrected.get(token) for token in tokens]
        bridged = self._bridged(tokens, fixes)
        # Where all is in capitals they say nothing of a word.
        cased = not question.isupper()
        words = [
            self._word(token, fixes[at], bridged.get(at, {}), token.start in asking, cased)
            for at, token in enumerate(tokens)
            if (token.role != "stop" or at in bridged) and self._means(token, bridged.get(at, ()))
        ]
        plain = wording.plain_text(tokens)
        return Query.of(question, _shared(words), wording.kinds_of(plain), plain)

    def _tokens(self, question: str) -> list[Token]:
        tokens = self._analyser.tokens(question)[:_MOST_WORDS]
        english = sum(token.norm in wording.ENGLISH_WORDS for token in tokens) > 1
        return [
            self._translated(token, english)
            for token in tokens
            if not (english and token.norm in wording.ENGLISH_WORDS)
        ]

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

    def _means(self, token: Token, bridged: Iterable[Phrase]) -> bool:
        """A word that was read into the question only counts where the corpus has it, or what it stands for.

        A compound typed as two words, which count by themselves, only where the corpus has it.
        """
        if not token.derived or self._known(token.lemma):
            return True
        apart = token.end - token.start > len(token.surface)
        return not apart and any(all(map(self._known, told)) for told in bridged)

    def _known(self, term: str) -> bool:
        return self._field.idf(term) is not None

    def _bridged(
        self, tokens: Sequence[Token], fixes: Sequence[_Fix | None]
    ) -> dict[int, dict[Phrase, float]]:
        """What each token may stand for, alone or in a phrase of neighbours (stop words passed over).

        In a phrase a misspelt word is what it was probably meant to be; what that stands for alone is in its fix.
        """
        lemmas = [fix.token.lemma if fix else token.lemma for token, fix in zip(tokens, fixes, strict=True)]
        line = [at for at, token in enumerate(tokens) if token.role != "stop" and not token.derived]
        derived = ([at] for at, token in enumerate(tokens) if token.derived)
        found: dict[int, dict[Phrase, float]] = {}
        for run in chain(phrases(line), derived):
            if len(run) == 1 and fixes[run[0]]:
                continue
            asked = tuple(lemmas[at] for at in run)
            for told, strength in self._bridges(asked, len(run) == 1 and self._known(asked[0])):
                for at in run:
                    options = found.setdefault(at, {})
                    options[told] = max(strength, options.get(told, 0.0))
        return found

    def _bridges(self, asked: Phrase, known: bool) -> Iterator[tuple[Phrase, float]]:
        """What a phrase stands for by one step, and by two where one leads to nothing that the corpus has."""
        near = decoded(self._words.get(key(asked)))
        for told, kind in near:
            yield told, self._strengths[kind]
        if near and not known and not any(all(map(self._known, told)) for told, _ in near):
            yield from self._far(asked, near)

    def _far(self, asked: Phrase, near: Sequence[tuple[Phrase, str]]) -> Iterator[tuple[Phrase, float]]:
        """What the neighbours stand for, over steps that keep the meaning."""
        for middle, kind in near:
            beyond = decoded(self._words.get(key(middle))) if kind in (SAME, SAY, UP) else []
            if len(beyond) <= _VAGUE:
                for told, second in beyond:
                    if second in (SAME, SAY, UP) and told != asked:
                        yield told, self._strengths[FAR]

    def _word(
        self, token: Token, fix: _Fix | None, bridged: Mapping[Phrase, float], asked: bool, cased: bool
    ) -> Word:
        whole, phrases = {token.lemma: 1.0}, []
        corrected = fix.word if fix else None
        if fix:
            token, whole, bridged = fix.token, dict(fix.whole), {**bridged, **fix.bridged}
        for told, strength in bridged.items():
            if len(told) == 1:
                whole[told[0]] = max(strength, whole.get(told[0], 0.0))
            else:
                phrases.append((told, strength))
        sense = Sense(whole, tuple(self._part(part) for part in token.parts), tuple(phrases))
        features = self._features(token, bool(bridged), asked, corrected, cased)
        kind = self._kind(token, bridged, features)
        weight = exp(sum(map(mul, self._theta, features)))
        return Word(token, weight, sense, kind, asked, corrected, features)

    def _part(self, part: str) -> dict[str, float]:
        """What the part of a compound may stand for."""
        options = {
            told[0]: self._strengths[kind]
            for told, kind in decoded(self._words.get(f"ask:{part}"))
            if len(told) == 1
        }
        return options | {part: 1.0}

    def _unknown(self, token: Token) -> bool:
        if token.role != "content" or token.parts or token.norm in self._lemmas or token.derived:
            return False
        if f"ask:{token.lemma}" in self._words:
            return False
        return f"vocab:{token.lemma}" not in self._words and not self._protected(token.norm)

    def _told(self, lemma: str) -> bool:
        """Whether the corpus or a word list has it."""
        # Six hundred forms of a misspelt word are asked for: the list has the terms of the corpus too.
        return f"vocab:{lemma}" in self._words

    def _corrected(self, token: Token) -> _Fix | None:
        """The token as it was probably meant, and what it and words as near to it may stand for."""
        near = corrections(token.norm, self._words)
        # A word with a capital is a name as like as not.
        if token.surface.islower() and (not near or near[0][1] > 1):
            near = [(word, 1) for word in inflected(token.norm, self._lemmas, self._told)] or near
        near = [(word, apart) for word, apart in near if apart == near[0][1]]
        read = [(self._analyser.tokens(word)[0], apart) for word, apart in near]
        # Of words as near as each other one that the corpus has is the likelier.
        read.sort(key=lambda pair: not self._known(pair[0].lemma))
        del read[_MOST_CORRECTED:]
        whole, bridged = {token.lemma: 1.0}, dict[Phrase, float]()
        for other, apart in read:
            lemma, certain = other.lemma, _CORRECTED[apart]
            whole[lemma] = max(certain, whole.get(lemma, 0.0))
            for told, kind in decoded(self._words.get(f"ask:{lemma}")):
                bridged[told] = max(certain * self._strengths[kind], bridged.get(told, 0.0))
        if not read:
            return None
        first = read[0][0]
        fixed = Token(token.surface, token.start, token.end, first.norm, first.lemma, (), first.role)
        return _Fix(fixed, first.norm, whole, bridged)

    def _features(
        self, token: Token, bridged: bool, asked: bool, corrected: str | None, cased: bool
    ) -> tuple[float, ...]:
        """The values of WORD_FEATURES."""
        idf = self._field.idf(token.lemma)
        rarity = 1.0 if idf is None else idf / self._field.rarest
        return (
            log(max(rarity, _LEAST_IDF)),
            float(token.role != "content"),
            float(token.lemma in wording.POLAR_WORDS or token.norm in wording.POLAR_WORDS),
            float(token.norm[:1].isdigit()),
            float(idf is None),
            float(corrected is not None),
            float(not asked),
            float(bridged),
            float(bool(token.parts)),
            float(cased and token.start > 0 and token.surface[:1].isupper()),
            float(token.derived),
            min(len(token.norm), 14) / 14,
        )

    def _kind(self, token: Token, bridged: Mapping[Phrase, float], features: tuple[float, ...]) -> str:
        share = (_POLAR if features[2] else _NUMBER if features[3] else _LIGHT if features[1] else 1.0) * (
            1.0 if features[6] == 0.0 else _TOLD
        )
        if share * exp(features[0]) < MINOR or token.derived:
            return "minor"
        if not features[4]:
            return "corpus"
        if any(all(map(self._known, told)) for told in bridged):
            return "kind" if max(bridged.values()) == self._strengths[UP] else "listed"
        if token.parts:
            return "compound"
        return "dictionary" if token.norm in self._lemmas else "nowhere"


def _shared(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with their weights as shares of all."""
    total = sum(word.weight for word in words) or 1.0
    return tuple(
        Word(w.token, w.weight / total, w.sense, w.kind, w.asked, w.corrected, w.features) for w in words
    )
