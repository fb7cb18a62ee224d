"""What speaks for a unit as the answer to a question: a fixed list of named numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from citaat.question import Reading, Word
from citaat.store import Place
from citaat.traits import Traits, is_concept, trigrams
from citaat.units import Unit

ASKED, HEADED, BESIDE = 0.9, 0.75, 0.5

FIELDS = ("lemma", "parts", "chars", "heading", "lemma_saturated", "chars_saturated")
NAMES = (
    "cover", "cover_asks", "cover_context", "alias", "alias_text", *FIELDS, "heading_cover",
    "passage_cover",
    "heading_ask", "letters", "density", "rarest_hit", "number_has", "number_lacks", "amount_has", "span_has", "percent_has",
    "when_has", "why_has", "yesno_verdict", "advice_has", "negated_has", "list_is", "list_lacks", "define_has",
    "who_has", "points_back", "short", "long", "first", "is_list", "chatty",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Passage-level scores for one question: those of the TF-IDF fields, and of each sentence its best alias.

    `alias` holds that alias' cosine, `likeness` how like the question it is.
    """

    fields: Mapping[str, Mapping[int, float]]
    alias: Mapping[tuple[int, int], float]
    likeness: Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit with what speaks for it.

    For each word of the question: `matches` how well the text covers it, `asked` the
    text or its aliases, `context` also headings and the sentences beside it.
    """

    unit: Unit
    matches: tuple[float, ...]
    asked: tuple[float, ...]
    context: tuple[float, ...]
    values: tuple[float, ...]


def candidates(reading: Reading, evidence: Evidence, number: int, place: Place) -> list[Candidate]:
    """The units of passage `number` as candidates."""
    words, letters = reading.words, trigrams(reading.text)
    said = [tuple(word.match(unit.says) for word in words) for unit in place.units]
    headed = tuple(word.match(place.head) for word in words)
    beside = [max(column) for column in zip(*said, strict=True)]
    top_ask = likeness(reading, place.heading) * (1.0 if place.passage.id.endswith(".1") else 0.7)
    whole = (
        *(evidence.fields[name].get(number, 0.0) for name in FIELDS),
        reading.coverage(headed),
        reading.coverage(beside),
    )
    found = []
    for at, unit in enumerate(place.units):
        own, traits = said[at], place.traits[at]
        asked = _asked(words, own, unit)
        context = tuple(
            max(asks, HEADED * top, BESIDE * near)
            for asks, top, near in zip(asked, headed, beside, strict=True)
        )
        is_list = unit.last > unit.first
        values = (
            reading.coverage(own),
            reading.coverage(asked),
            reading.coverage(context),
            _best(evidence.alias, unit),
            _best(evidence.likeness, unit),
            *whole,
            top_ask * (1.0 if at == 0 else 0.9),
            _letters(letters, traits.trigrams),
            _density(own, traits),
            max((w.weight * m for w, m in zip(words, own, strict=True)), default=0.0) / _rarest(reading),
            *_kinds(reading.kinds, traits.has, is_list),
            *_shape(traits, at, is_list),
        )
        found.append(Candidate(unit, own, asked, context, values))
    return found


def _asked(words: Sequence[Word], said: Sequence[float], unit: Unit) -> tuple[float, ...]:
    if not unit.asked:
        return tuple(said)
    return tuple(max(own, ASKED * word.match(unit.asked)) for own, word in zip(said, words, strict=True))


def _best(scores: Mapping[tuple[int, int], float], unit: Unit) -> float:
    return max(
        (scores.get((unit.passage, sentence), 0.0) for sentence in range(unit.first, unit.last + 1)),
        default=0.0,
    )


def likeness(
    reading: Reading, ask: Mapping[str, float], idf: Callable[[str], float | None] | None = None
) -> float:
    """How alike question and known question are: both ways of coverage, their harmonic mean.

    `idf` weighs the terms of `ask`; without it they all weigh the same.
    """
    forward = reading.coverage([word.match(ask) for word in reading.words])
    if not forward:
        return 0.0
    known = {term for word in reading.words for options in (word.whole, *word.parts) for term in options}
    total = found = 0.0
    for term, strength in ask.items():
        if strength == 1.0 and not is_concept(term):
            weight = (idf(term) or 1.0) if idf else 1.0
            total += weight
            found += weight * (term in known)
    backward = found / total if total else forward
    return 2 * forward * backward / (forward + backward) if backward else 0.0


def _density(said: Sequence[float], traits: Traits) -> float:
    return min(1.0, sum(said) / max(traits.own, 1))


def _rarest(reading: Reading) -> float:
    return max((word.weight for word in reading.words), default=1.0) or 1.0


def _letters(question: frozenset[str], text: frozenset[str]) -> float:
    """The share of the question's letter trigrams that the text has too."""
    return len(question & text) / len(question) if question else 0.0


def _kinds(kinds: frozenset[str], has: frozenset[str], is_list: bool) -> tuple[float, ...]:
    """Does the text hold what this kind of question asks for?"""
    wants_number = "number" in kinds
    return tuple(
        float(value)
        for value in (
            wants_number and "number" in has,
            wants_number and "number" not in has,
            wants_number and "amount" in has,
            wants_number and "span" in has,
            wants_number and "percent" in has,
            "when" in kinds and bool(has & {"time", "span"}),
            "why" in kinds and "cause" in has,
            "yesno" in kinds and "verdict" in has,
            "advice" in kinds and "advice" in has,
            "negated" in kinds and "negation" in has,
            "list" in kinds and is_list,
            "list" in kinds and not is_list,
            "define" in kinds and "definition" in has,
            "who" in kinds and "first_person" in has,
        )
    )


def _shape(traits: Traits, at: int, is_list: bool) -> tuple[float, ...]:
    return (
        float("points_back" in traits.has),
        float(len(traits.text) < 40),
        min(1.0, len(traits.text) / 300),
        float(at == 0),
        float(is_list),
        float("first_person" in traits.has),
    )
