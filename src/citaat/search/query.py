"""A question as it was understood: which words carry it, what each may stand for, what kind of answer it wants."""

from collections.abc import Sequence
from operator import mul

from citaat.dutch import question_type as wording
from citaat.dutch.analysis import Token
from citaat.dutch.conditions import Amount, amounts
from citaat.light import dataclass
from citaat.search.meanings import Meanings, Sense

# What is known of a word that may make it matter more or less than its rarity says.
WORD_FEATURES = tuple(
    "idf light polar digit foreign corrected told bridged compound capital derived length".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the question.

    `weight` is its share of the question, all words together 1; `sense` what it may stand for;
    `kind` where it is known from: "corpus", "kind" (a member of a listed kind, such as a food),
    "listed", "compound", "dictionary" or "nowhere", and "minor" for words that name no topic.
    `asked`: it stands in the sentence that asks; `features` has the values of WORD_FEATURES.
    """

    token: Token
    weight: float
    sense: Sense
    kind: str
    asked: bool
    corrected: str | None
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood.

    To look up: `terms` (lemmas and compound parts), `lemmas`, `spelled` (the words as
    spelt, for character n-grams), `asked` (for known questions).

    `plain` is the text in standard forms, lower case, without punctuation; `weights` is
    the share of each word; `meanings` what they may stand for; `amounts` the numbers it tells with their units;
    `counted` how the name of the things begins whose number it asks for, `years` those that it names.
    """

    text: str
    words: tuple[Word, ...]
    kinds: frozenset[str]
    types: frozenset[str]
    terms: tuple[str, ...]
    lemmas: tuple[str, ...]
    spelled: tuple[str, ...]
    asked: tuple[str, ...]
    plain: str
    weights: tuple[float, ...]
    meanings: Meanings
    amounts: tuple[Amount, ...]
    counted: str
    years: frozenset[str]

    @staticmethod
    def of(text: str, words: tuple[Word, ...], kinds: frozenset[str], plain: str) -> "Query":
        """The reading of `text` as these words."""
        terms = [term for word in words for term in (word.token.lemma, *word.token.parts)]
        return Query(
            text,
            words,
            kinds,
            wording.types_of(plain),
            tuple(terms),
            tuple(word.token.lemma for word in words),
            tuple(word.token.norm for word in words if not word.token.derived),
            (*(f"?{kind}" for kind in sorted(kinds)), *dict.fromkeys(terms)),
            plain,
            tuple(word.weight for word in words),
            Meanings([word.sense for word in words]),
            amounts(text),
            wording.counted(plain),
            wording.years(text),
        )

    def coverage(self, matches: Sequence[float]) -> float:
        """The weighted share of the question that `matches` (one for each word) covers."""
        return float(sum(map(mul, self.weights, matches)))
