"""What speaks for a unit as the answer to a question: where its words are met, and a fixed list of named numbers."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from citaat.corpus.units import Unit
from citaat.dutch.conditions import conditions, numbered
from citaat.dutch.question_type import TYPES, years
from citaat.dutch.traits import Traits
from citaat.index.passages import Place
from citaat.light import dataclass
from citaat.records import Passage
from citaat.search.levels import Matches, Scorer, highest
from citaat.search.likeness import likeness
from citaat.search.query import Query

_NOTHING: Mapping[str, float] = {}
_NO_BOUNDS = 0.0, 0.0
_Section = tuple[str, ...]
FIELDS = ("lemma", "parts", "chars", "heading", "lemma_saturated", "chars_saturated")
_AROUND = ("paragraph_says", "section_says", "article_says", "article_repeats")
NAMES = (
    *FIELDS,
    "alias",
    "alias_text",
    "heading_ask",
    *_AROUND,
    *(
        "letters density number_has number_lacks amount_has span_has percent_has when_has why_has "
        "yesno_verdict advice_has negated_has list_is list_lacks define_has who_has"
    ).split(),
    *(f"{name}_{end}" for name in TYPES for end in ("found", "lacking")),
    *(
        "number_fits number_misses counted_found counted_lacking year_named year_missing points_back short "
        "long first is_list chatty question"
    ).split(),
)


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

    `met` says how well each word of the question is met at each of `levels.LEVELS`, `logs` what
    that is worth in the soft conjunction; `values` are those of NAMES.
    """

    unit: Unit
    met: tuple[Matches, ...]
    logs: Matches
    values: tuple[float, ...]

    @property
    def around(self) -> tuple[Matches, ...]:
        """The levels of the unit and of what belongs to it; the rest of the article does not."""
        return *self.met[:5], self.met[6]

    @property
    def context(self) -> Matches:
        """How well each word is met in the unit or anywhere that belongs to it."""
        return highest(self.around, len(self.logs))


class Around:
    """What surrounds the units of one question: everything about it is worked out once, however many share it."""

    def __init__(self, query: Query, places: Sequence[tuple[int, Place]]) -> None:
        self.query, self.size = query, len(query.words)
        matches = query.meanings.matches
        self.said = {number: [matches(unit.says) for unit in place.units] for number, place in places}
        self.paragraph = {number: highest(rows, self.size) for number, rows in self.said.items()}
        self._titles: dict[str, Matches] = {}
        self._headings: dict[_Section, tuple[Matches, float]] = {}
        sections: dict[_Section, list[Matches]] = {}
        articles: dict[str, list[Matches]] = {}
        self._counts: dict[str, list[float]] = {}
        for number, place in places:
            key = place.passage.section
            sections.setdefault(key, []).append(self.paragraph[number])
            articles.setdefault(key[0], []).append(self.paragraph[number])
            counts = self._counts.setdefault(key[0], [0.0] * self.size)
            for row in self.said[number]:
                for word, match in enumerate(row):
                    counts[word] += match
            if key[0] not in self._titles:
                self._titles[key[0]] = matches(place.title)
            if key not in self._headings:
                self._headings[key] = self._headed(place)
        self._sections = {key: highest(rows, self.size) for key, rows in sections.items()}
        self._articles = {key: highest(rows, self.size) for key, rows in articles.items()}

    def _headed(self, place: Place) -> tuple[Matches, float]:
        """How well each word is met in the headings of a passage, and how alike its own, or all of them, is to the question.

        What the headings around the own one say is said of all below them: "Toegangsprijzen", and then "Kinderen".
        """
        query, passage, own, above = self.query, place.passage, place.heading, place.above
        shown = own if passage.heading != passage.title else _NOTHING
        alike = likeness(query, own)
        if not above:
            return query.meanings.matches(shown), alike
        rows = [query.meanings.matches(one) for one in (shown, above)]
        whole = likeness(
            query, {term: max(own.get(term, 0.0), above.get(term, 0.0)) for term in {*own, *above}}
        )
        return highest(rows, self.size), max(alike, whole)

    def levels(self, number: int, place: Place) -> tuple[Matches, ...]:
        """The levels from "paragraph" to "article" of a passage."""
        key = place.passage.section
        return (
            self.paragraph[number],
            self._headings[key][0],
            self._sections[key],
            self._titles[key[0]],
            self._articles[key[0]],
        )

    def alike(self, place: Place) -> float:
        """How alike the headings are to the question."""
        return self._headings[place.passage.section][1]

    def repeats(self, place: Place) -> list[float]:
        """How often the article says each word, units counted."""
        return self._counts[place.passage.article_id]


def candidates(
    evidence: Evidence,
    around: Around,
    scorer: Scorer,
    number: int,
    place: Place,
    nearness: tuple[float, ...],
) -> list[Candidate]:
    """The units of passage `number` as candidates; `nearness` are its values of paragraph, section and article."""
    query, levels = around.query, around.levels(number, place)
    top_ask = around.alike(place) * (1.0 if place.passage.id.endswith(".1") else 0.7)
    fields = tuple(evidence.fields[name].get(number, 0.0) for name in FIELDS)
    found, asking, nothing = [], None, query.meanings.matches(_NOTHING)
    rows = zip(place.units, around.said[number], place.traits, strict=True)
    for at, (unit, own, traits) in enumerate(rows):
        known = unit.asked or evidence.asked.get((number, at))
        by_aliases = query.meanings.matches(known) if known else nothing
        before = levels if asking is None else _below(levels, asking)
        values = (
            *fields,
            *(_best(scores, unit) if scores else 0.0 for scores in (evidence.alias, evidence.likeness)),
            top_ask if at == 0 else top_ask * 0.9,
            *nearness,
            *_text(query, evidence, place.passage, unit, own, traits, at == 0),
        )
        logs = scorer.logs(own, by_aliases, scorer.context(before))
        found.append(Candidate(unit, (own, *before, by_aliases), logs, values))
        asking = own if "question" in traits.has else None
    return found


def _below(levels: tuple[Matches, ...], asking: Matches) -> tuple[Matches, ...]:
    """The levels of a unit after one that asks, which is to it as a heading is."""
    return levels[0], highest([levels[1], asking], len(asking)), *levels[2:]


def _text(
    query: Query,
    evidence: Evidence,
    passage: Passage,
    unit: Unit,
    own: Matches,
    traits: Traits,
    first: bool,
) -> tuple[float, ...]:
    """The values of the text of a unit, from "letters" on; `own` says how well it meets each word."""
    is_list = unit.last > unit.first
    return (
        _letters(evidence.letters, traits.trigrams),
        min(1.0, sum(own) / max(traits.own, 1)),
        *_kinds(query.kinds, traits.has, is_list),
        *_types(query.types, traits.has),
        *(_bounds(query, passage, unit) if query.amounts else _NO_BOUNDS),
        *_counts(query, passage, unit),
        *_years(query, passage, unit),
        *_shape(traits.has, traits.size, first, is_list),
    )


def _best(scores: Mapping[tuple[int, int], float], unit: Unit) -> float:
    if unit.first == unit.last:
        return scores.get((unit.passage, unit.first), 0.0)
    return max(scores.get((unit.passage, sentence), 0.0) for sentence in range(unit.first, unit.last + 1))


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
def _types(types: frozenset[str], has: frozenset[str]) -> tuple[float, ...]:
    """For each type of answer that is looked for: is its form there, is it lacking?"""
    return tuple(
        float(name in types and (f"a_{name}" in has) == there) for name in TYPES for there in (True, False)
    )


def _bounds(query: Query, passage: Passage, unit: Unit) -> tuple[float, float]:
    """Does the text state a condition that a number of the question meets, or one of its kind that none does?"""
    if not query.amounts:
        # What few questions have is looked for in no text of the others.
        return 0.0, 0.0
    text = _verbatim(passage, unit)
    kinds = {amount.unit for amount in query.amounts}
    stated = [one for one in conditions(text) if one.unit in kinds]
    fits = any(one.holds(amount) for one in stated for amount in query.amounts)
    return float(fits), float(bool(stated) and not fits)


def _verbatim(passage: Passage, unit: Unit) -> str:
    """The text of a unit as it stands in its source."""
    return passage.slice(passage.sentences[unit.first].start, passage.sentences[unit.last].end)


def _counts(query: Query, passage: Passage, unit: Unit) -> tuple[float, float]:
    """Does the text give a number of the things whose number is asked for?"""
    if not query.counted:
        return 0.0, 0.0
    text = _verbatim(passage, unit)
    found = numbered(text, query.counted)
    return float(found), float(not found)


def _years(query: Query, passage: Passage, unit: Unit) -> tuple[float, float]:
    """Does the text, one of its headings or its title name a year of the question?"""
    if not query.years:
        return 0.0, 0.0
    text = _verbatim(passage, unit)
    found = not query.years.isdisjoint(
        years(" ".join((passage.title, *passage.above, passage.heading, text)))
    )
    return float(found), float(not found)


@lru_cache(maxsize=4096)
def _shape(has: frozenset[str], size: int, first: bool, is_list: bool) -> tuple[float, ...]:
    return (
        float("points_back" in has),
        float(size < 40),
        min(1.0, size / 300),
        float(first),
        float(is_list),
        float("first_person" in has),
        float("question" in has),
    )
