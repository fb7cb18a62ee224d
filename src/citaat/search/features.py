"""What speaks for a unit as the answer to a question: a fixed list of named numbers."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import mul

from citaat.corpus.units import Unit
from citaat.dutch.traits import is_concept
from citaat.index.store import Place
from citaat.light import dataclass
from citaat.search.query import Reading

ASKED, HEADED, BESIDE = 0.9, 0.75, 0.5
_NOTHING: Mapping[str, float] = {}

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
    """What is known of one question before its passages are read.

    Passage-level scores of the TF-IDF fields; of each sentence its best alias (`alias` holds
    that alias' cosine, `likeness` how like the question it is); the question's letter trigrams;
    and what the known questions of each unit (passage, unit of it) say in the question's terms.
    """

    fields: Mapping[str, Mapping[int, float]]
    alias: Mapping[tuple[int, int], float]
    likeness: Mapping[tuple[int, int], float]
    letters: frozenset[str]
    asked: Mapping[tuple[int, int], Mapping[str, float]]


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


@dataclass(frozen=True, slots=True)
class _Head:
    """What title and heading of a passage say of a question: `matches` and coverage, and how alike they are."""

    matches: tuple[float, ...]
    cover: float
    alike: float


class Heads:
    """The heads of passages for one question: each is read once, however many passages stand under it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[tuple[str, str], _Head] = {}

    def of(self, place: Place) -> _Head:
        """The head of the passage at `place`."""
        key = place.passage.article_id, place.passage.heading
        if key not in self._known:
            reading = self._reading
            headed = reading.meanings.matches(place.head)
            alike = likeness(reading, place.heading)
            self._known[key] = _Head(headed, reading.coverage(headed), alike)
        return self._known[key]


def candidates(
    reading: Reading, evidence: Evidence, heads: Heads, number: int, place: Place
) -> list[Candidate]:
    """The units of passage `number` as candidates."""
    matches, coverage = reading.meanings.matches, reading.coverage
    said = [matches(unit.says) for unit in place.units]
    head = heads.of(place)
    beside = said[0] if len(said) == 1 else tuple(map(max, *said))
    around = [max(HEADED * top, BESIDE * near) for top, near in zip(head.matches, beside, strict=True)]
    top_ask = head.alike * (1.0 if place.passage.id.endswith(".1") else 0.7)
    whole = (
        *(evidence.fields[name].get(number, 0.0) for name in FIELDS),
        head.cover,
        coverage(beside),
    )
    rarest = max(reading.weights, default=1.0) or 1.0
    found = []
    for at, (unit, own, traits) in enumerate(zip(place.units, said, place.traits, strict=True)):
        asked = _asked(own, matches(unit.asked or evidence.asked.get((number, at), _NOTHING)))
        context = tuple(map(max, asked, around))
        is_list = unit.last > unit.first
        cover = coverage(own)
        values = (
            cover,
            cover if asked is own else coverage(asked),
            coverage(context),
            _best(evidence.alias, unit),
            _best(evidence.likeness, unit),
            *whole,
            top_ask if at == 0 else top_ask * 0.9,
            _letters(evidence.letters, traits.trigrams),
            min(1.0, sum(own) / max(traits.own, 1)),
            max(map(mul, reading.weights, own), default=0.0) / rarest,
            *_kinds(reading.kinds, traits.has, is_list),
            *_shape(traits.has, traits.size, at == 0, is_list),
        )
        found.append(Candidate(unit, own, asked, context, values))
    return found


def _asked(said: tuple[float, ...], by_aliases: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(map(max, said, [ASKED * match for match in by_aliases])) if any(by_aliases) else said


def _best(scores: Mapping[tuple[int, int], float], unit: Unit) -> float:
    if unit.first == unit.last:
        return scores.get((unit.passage, unit.first), 0.0)
    return max(scores.get((unit.passage, sentence), 0.0) for sentence in range(unit.first, unit.last + 1))


def likeness(
    reading: Reading, ask: Mapping[str, float], own: Sequence[tuple[str, float]] | None = None
) -> float:
    """How alike question and known question are: both ways of coverage, their harmonic mean.

    `own` are the weighted terms of `ask` (see `own_terms`); without it they all weigh the same.
    """
    forward = reading.coverage(reading.meanings.matches(ask))
    if not forward:
        return 0.0
    total = found = 0.0
    for term, weight in own_terms(ask) if own is None else own:
        total += weight
        if term in reading.meanings:
            found += weight
    backward = found / total if total else forward
    return 2 * forward * backward / (forward + backward) if backward else 0.0


def own_terms(
    says: Mapping[str, float], idf: Callable[[str], float | None] | None = None
) -> tuple[tuple[str, float], ...]:
    """The terms that a text itself holds (no parts, no concepts), weighed by `idf`."""
    return tuple(
        (term, (idf(term) or 1.0) if idf else 1.0)
        for term, strength in says.items()
        if strength == 1.0 and not is_concept(term)
    )


def _letters(question: frozenset[str], text: frozenset[str]) -> float:
    """The share of the question's letter trigrams that the text has too."""
    return len(question & text) / len(question) if question else 0.0


@lru_cache(maxsize=4096)
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


@lru_cache(maxsize=4096)
def _shape(has: frozenset[str], size: int, first: bool, is_list: bool) -> tuple[float, ...]:
    return (
        float("points_back" in has),
        float(size < 40),
        min(1.0, size / 300),
        float(first),
        float(is_list),
        float("first_person" in has),
    )
