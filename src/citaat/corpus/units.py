"""The units an answer is made of, whole sentences and whole lists, with what each one says."""

from collections.abc import Iterable, Mapping, Sequence

from citaat.dutch.analysis import Analyser, Token
from citaat.dutch.concepts import concepts
from citaat.light import dataclass
from citaat.records import MAX_ANSWER, Passage, Sentence

PART = 0.6
_MAX_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """Consecutive sentences `first`..`last` of a passage that are shown together.

    `says` maps each term of its text (lemma, compound part, concept) to how strongly
    it is said there; `asked` does the same for all aliases that point to it together.
    """

    passage: int
    first: int
    last: int
    says: Mapping[str, float]
    asked: Mapping[str, float]


def unit_spans(sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Which sentences go together: a list with its lead-in (when it fits), else each alone."""
    spans: list[tuple[int, int]] = []
    at = 0
    while at < len(sentences):
        last = at
        if sentences[at].kind == "lead":
            while last + 1 < len(sentences) and sentences[last + 1].kind == "item":
                last += 1
            if sentences[last].end - sentences[at].start > MAX_ANSWER:
                last = at
        spans.append((at, last))
        at = last + 1
    return spans


def saying(tokens: Sequence[Token], words: Mapping[str, str]) -> dict[str, float]:
    """The terms of a text with their strengths: 1 for a lemma or concept, less for a part."""
    says: dict[str, float] = {}
    for token in tokens:
        if token.role != "stop":
            says[token.lemma] = 1.0
            for part in token.parts:
                raise_to(says, part, PART)
    for concept, strength in phrase_concepts(tokens, words, "say"):
        raise_to(says, concept, strength)
    for token in tokens:
        for part in token.parts:
            for concept, strength in concepts(words, f"say:{part}"):
                raise_to(says, concept, PART * strength)
    return says


def asking(tokens: Sequence[Token], words: Mapping[str, str]) -> dict[str, float]:
    """The terms of a known question: what its text says, and what its words stand for when asked."""
    says = saying(tokens, words)
    for concept, strength in phrase_concepts(tokens, words, "ask"):
        raise_to(says, concept, strength)
    return says


def phrase_concepts(
    tokens: Sequence[Token], words: Mapping[str, str], side: str
) -> Iterable[tuple[str, float]]:
    """The concepts of every lemma and phrase of lemmas in `tokens`."""
    for _, _, concept, strength in placed_concepts(tokens, words, side):
        yield concept, strength


def placed_concepts(
    tokens: Sequence[Token], words: Mapping[str, str], side: str
) -> Iterable[tuple[int, int, str, float]]:
    """As `phrase_concepts`, with the first and last token each was read from."""
    lemmas = [token.lemma for token in tokens]
    for at in range(len(lemmas)):
        for size in range(1, min(_MAX_PHRASE, len(lemmas) - at) + 1):
            if size == 1 and tokens[at].role == "stop":
                continue
            for concept, strength in concepts(words, f"{side}:{' '.join(lemmas[at : at + size])}"):
                yield at, at + size - 1, concept, strength


def passage_units(number: int, passage: Passage, analyser: Analyser, words: Mapping[str, str],
                  asks: Mapping[tuple[int, int], Sequence[Mapping[str, float]]]) -> list[Unit]:  # fmt: skip
    """The units of passage `number`; `asks` says what the aliases of (passage, sentence) say."""
    units = []
    for first, last in unit_spans(passage.sentences):
        span = passage.sentences[first : last + 1]
        text = passage.slice(span[0].start, span[-1].end)
        asked: dict[str, float] = {}
        for sentence in range(first, last + 1):
            for says in asks.get((number, sentence), ()):
                for term, strength in says.items():
                    raise_to(asked, term, strength)
        units.append(Unit(number, first, last, saying(analyser.tokens(text), words), asked))
    return units


def raise_to(says: dict[str, float], term: str, strength: float) -> None:
    """Let `says` say `term` at least as strongly as this."""
    if says.get(term, 0.0) < strength:
        says[term] = strength
