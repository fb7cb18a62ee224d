"""Dutch text to terms, in plain Python: the one analyser of index, question and rules.

It imports nothing heavy and reads its words from any `Mapping`, so that the very same
code runs over dictionaries when an index is built and over memory-mapped tables when a
question is answered.
"""

from collections.abc import Container, Mapping

from citaat.dutch.compounds import CompoundSplitter
from citaat.dutch.lemmas import Lemmatiser
from citaat.dutch.shorthand import Clitics
from citaat.light import Pattern, dataclass

NAME = "citaat-nl"
VERSION = 5
# Numbers that are no digits (raised, circled, fractions: "m²", "½") are no letters either.
_NUMBERS = (
    "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070\u2074-\u2079\u2080-\u2089\u2150-\u218b\u2460-\u24ff\u2776-\u2793"
    "\u3220-\u3229\u3248-\u325f\u3280-\u3289\u32b1-\u32bf\U0001f100-\U0001f10c"
)
# A letter may be followed by combining marks: a question typed in NFD is the same question.
_LETTER = rf"[^\W\d_{_NUMBERS}][\u0300-\u036f]*"
TOKEN = Pattern(rf"\d+(?:[.,]\d+)*%?|['’‘`´]?(?:{_LETTER})+(?:['’‘`´](?:{_LETTER})+)*")
# The same for a text in ASCII, which most questions are: quicker made, and no other token is found with it.
_ASCII_TOKEN = Pattern(r"\d+(?:[.,]\d+)*%?|['`]?[A-Za-z]+(?:['`][A-Za-z]+)*")
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0xFEFF])
_QUOTES = str.maketrans("’‘`´", "''''")
_PARTICLES = frozenset("aan af bij binnen door in mee na om onder op over terug toe uit vol voor weg".split())
_MAX_FORM = 3
_SHORT_COMPOUND = 6
# How many short texts an analyser remembers, in characters too.
_MOST_READ, _LONGEST_READ = 256, 1000


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text. `start`/`end` are its place in the text as given.

    `norm` is the folded surface, `lemma` its dictionary form, `parts` the lemmas of the
    parts of a compound (empty when it is none), `role` what it may weigh: "stop",
    "light" or "content". A token that was read into the text (a split verb put
    together, two halves of a compound joined) has `derived` set.
    """

    surface: str
    start: int
    end: int
    norm: str
    lemma: str
    parts: tuple[str, ...]
    role: str
    derived: bool = False


def fold(text: str) -> str:
    """Lower case, without diacritics or invisible characters, with one kind of apostrophe."""
    if text.isascii():
        return text.lower().replace("`", "'")
    import unicodedata

    # Decomposed first and only then in lower case: what "ℌ" is made of is a capital.
    plain = unicodedata.normalize("NFKD", text.translate(_INVISIBLE).translate(_QUOTES))
    lower = unicodedata.normalize("NFKD", plain.translate(_INVISIBLE).translate(_QUOTES).lower())
    return "".join(char for char in lower if not unicodedata.combining(char))


class Analyser:
    """Turns text into tokens.

    `lemmas` maps folded surface forms to folded lemmas; `words` holds the word lists
    under prefixed keys ("form:", "stop:", "light:", "clitics"); `vocabulary` is the set of lemmas
    that corpus and word lists know, asked before a token is read into the text.
    """

    def __init__(
        self, lemmas: Mapping[str, str], words: Mapping[str, str], vocabulary: Container[str]
    ) -> None:
        self._lemmas, self._words, self._vocabulary = lemmas, words, vocabulary
        self._splitter = CompoundSplitter(lemmas, vocabulary)
        self._lemmatiser = Lemmatiser(lemmas, self._splitter)
        self._clitics = Clitics.of(words)
        self._types: dict[str, tuple[str, tuple[str, ...], str]] = {}
        self._read: dict[str, list[Token]] = {}

    @property
    def lemma_table(self) -> Mapping[str, str]:
        """Folded surface forms to folded lemmas."""
        return self._lemmas

    def tokens(self, text: str) -> list[Token]:
        """The tokens of `text` in order; derived ones follow the token that completes them."""
        if len(text) > _LONGEST_READ:
            return self._analysed(text)
        found = self._read.get(text)
        if found is None:
            # Rules and search read the same question, and the same words of it one by one.
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            found = self._read[text] = self._analysed(text)
        return found.copy()

    def _analysed(self, text: str) -> list[Token]:
        found = [
            (match.group(), match.start(), match.end())
            for match in (_ASCII_TOKEN if text.isascii() else TOKEN).compiled.finditer(text)
        ]
        surfaces = self._clitics.written_out(found, text)
        norms = [fold(surface) for surface in surfaces]
        plain: list[Token] = []
        at = 0
        while at < len(found):
            size, standard = self._form(norms, at, surfaces[at])
            start, end = found[at][1], found[at + size - 1][2]
            for norm in standard:
                plain.append(self._token(text[start:end], start, end, norm))
            at += size
        return self._derive(plain, text)

    def terms(self, text: str) -> list[str]:
        """The terms that `text` is indexed under: lemmas and compound parts, stop words left out."""
        terms: list[str] = []
        for token in self.tokens(text):
            if token.role != "stop":
                terms.append(token.lemma)
                terms.extend(token.parts)
        return terms

    def words(self, text: str) -> list[str]:
        """The words of `text` in standard spelling, stop words left out: what character n-grams are cut from."""
        return [token.norm for token in self.tokens(text) if token.role != "stop" and not token.derived]

    def lemmas(self, text: str) -> list[str]:
        """The lemmas of `text`, stop words left out."""
        return [token.lemma for token in self.tokens(text) if token.role != "stop"]

    def _form(self, norms: list[str], at: int, surface: str) -> tuple[int, list[str]]:
        """How many words from `at` on make one spoken form, and what it stands for."""
        if not surface.islower():
            standard = self._words.get("case:" + surface)
            if standard is not None:
                return 1, standard.split()
        for size in range(min(_MAX_FORM, len(norms) - at), 0, -1):
            spoken = self._words.get("form:" + " ".join(norms[at : at + size]))
            if spoken is not None:
                return size, spoken.split()
        return 1, [norms[at].lstrip("'") or norms[at]]

    def _token(self, surface: str, start: int, end: int, norm: str) -> Token:
        known = self._types.get(norm)
        if known is None:
            known = self._types[norm] = self._type(norm)
        lemma, parts, role = known
        return Token(surface, start, end, norm, lemma, parts, role)

    def _type(self, norm: str) -> tuple[str, tuple[str, ...], str]:
        lemma = self._lemmatiser.lemma(norm)
        role = self._role(norm, lemma)
        parts = () if role == "stop" else self._splitter.parts(lemma)
        return lemma, tuple(part for part in parts if self._role(part, part) != "stop"), role

    def is_stop(self, word: str) -> bool:
        """Whether `word` is read as one stop word."""
        return [token.role for token in self.tokens(word)] == ["stop"]

    def _role(self, norm: str, lemma: str) -> str:
        for role in ("stop", "light"):
            if f"{role}:{norm}" in self._words or f"{role}:{lemma}" in self._words:
                return role
        return "content"

    def _derive(self, tokens: list[Token], text: str) -> list[Token]:
        """Add what is not written as one word.

        Verbs whose particle stands apart ("slaat … op", "op te slaan"), compounds typed as two words,
        and words that share a part ("aan- en afmelden").
        """
        shared = self._completed(tokens, text) if "-" in text else {}
        if not self._vocabulary and not shared:
            # While the vocabulary is collected there is nothing yet to read into a text.
            return tokens
        result: list[Token] = []
        for at, token in enumerate(tokens):
            result.append(token)
            result.extend(shared.get(at, ()))
            if not self._vocabulary:
                continue
            if token.norm in _PARTICLES:
                result.extend(self._separated(tokens, at))
            elif at > 1 and tokens[at - 1].norm == "te" and tokens[at - 2].norm in _PARTICLES:
                result.extend(self._parted(tokens[at - 2], token))
            elif at and token.role != "stop" and tokens[at - 1].role != "stop":
                result.extend(self._joined(tokens[at - 1], token))
        return result

    def _completed(self, tokens: list[Token], text: str) -> dict[int, list[Token]]:
        """The whole words that cut ones stand for, by the token that completes them."""
        from citaat.dutch.ellipsis import completed

        found: dict[int, list[Token]] = {}
        for at, wholes in completed(tokens, text, self._is_word, self._last_part).items():
            for first, whole in wholes:
                lemma, parts, role = self._type(whole)
                # In a question a word that no text says would only be missed.
                if role != "stop" and (not self._vocabulary or lemma in self._vocabulary):
                    left, end = tokens[first], tokens[at].end
                    made = Token(left.surface, left.start, end, whole, lemma, parts, role, True)
                    found.setdefault(at, []).append(made)
        return found

    def _is_word(self, word: str) -> bool:
        return self._lemmas.get(word) is not None or (bool(self._vocabulary) and word in self._vocabulary)

    def _last_part(self, word: str) -> str:
        parts = self._splitter.parts(word)
        return parts[-1] if parts else ""

    def _separated(self, tokens: list[Token], at: int) -> list[Token]:
        particle = tokens[at]
        for verb in reversed(tokens[max(0, at - 8) : at]):
            whole = particle.norm + verb.lemma
            if not verb.lemma.endswith("n"):
                # The verb has the lemma of its noun (vragen, vraag): it joins if the joined form is one of a word.
                whole = self._lemmas.get(particle.norm + verb.norm, "")
            if verb.role != "stop" and whole in self._vocabulary:
                return [
                    Token(particle.surface, particle.start, particle.end, whole, whole, (), "content", True)
                ]
        return []

    def _parted(self, particle: Token, verb: Token) -> list[Token]:
        """The verb that "te" stands in: "in te voeren"."""
        whole = particle.norm + verb.lemma
        if verb.role == "stop" or whole not in self._vocabulary:
            return []
        return [Token(verb.surface, verb.start, verb.end, whole, whole, (), "content", True)]

    def _joined(self, left: Token, right: Token) -> list[Token]:
        """The known compound that two neighbours make: its dictionary form, or with the right one's."""
        for linker in ("", "s", "e", "en"):
            stem = left.norm + linker
            for whole in (self._lemmas.get(stem + right.norm), stem + right.lemma, stem + right.norm):
                if whole and len(whole) > _SHORT_COMPOUND and whole in self._vocabulary:
                    return [Token(right.surface, left.start, right.end, whole, whole, (), "content", True)]
        return []
