"""What speaks for a unit as the answer to a question: a fixed list of named numbers."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from citaat.question import Reading, Word
from citaat.records import Passage
from citaat.units import Unit

ASKED, HEADED, BESIDE = 0.9, 0.75, 0.5

_NUMBER = re.compile(r"\d")
_AMOUNT = re.compile(r"\d\s*(?:mg|gram|g|ml|liter|kcal|microgram|µg|iu)\b", re.I)
_SPAN = re.compile(r"\b(?:\d+|een|twee|drie|vier|vijf|zes|acht|tien|paar)\s*(?:uur|uren|minuten|dagen|dag|weken|week|maanden|maand|jaar)\b", re.I)  # fmt: skip
_PERCENT = re.compile(r"\d\s*(?:%|procent)")
_TIME = re.compile(r"\b(?:ochtend|middag|avond|nacht|voor|na|tijdens|wanneer|zodra|eerst|daarna|vlak|jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec|20\d\d)\b", re.I)  # fmt: skip
_CAUSE = re.compile(
    r"\b(?:omdat|want|gezien|doordat|daardoor|zodat|waardoor|door|daarom|reden|oorzaak|komt)\b", re.I
)
_VERDICT = re.compile(r"^\W*(?:ja|nee|absoluut|zeker|niet|klopt|jazeker|helaas|uiteraard)\b", re.I)
_ADVICE = re.compile(r"\b(?:moet|kan|kun|mag|zorg|ga|vermijd\w*|raden|belangrijk|beste?|nodig|altijd|probeer|neem|goed idee|verstandig|liever)\b", re.I)  # fmt: skip
_NEGATION = re.compile(r"\b(?:niet|geen|nooit|zonder|vermijd\w*|onmogelijk|nee|weinig)\b", re.I)
_DEFINES = re.compile(r"\b(?:is|zijn) (?:een|de|het|belangrijke?)\b|\bbetekent\b", re.I)
_POINTS_BACK = re.compile(r"^\W*(?:dit|dat|zo|daarbij|deze|die|daarom|om deze|hiervan|hierdoor|hij|zij|ze|het|verder|later|ook)\b", re.I)  # fmt: skip
_SECOND_PERSON = re.compile(r"\b(?:ik|mijn)\b", re.I)

NAMES = (
    "cover", "cover_asks", "cover_context", "alias", "alias_text", "lemma", "chars", "heading", "heading_cover",
    "heading_ask", "letters", "density", "rarest_hit", "number_has", "number_lacks", "amount_has", "span_has", "percent_has",
    "when_has", "why_has", "yesno_verdict", "advice_has", "negated_has", "list_is", "list_lacks", "define_has",
    "who_has", "points_back", "short", "long", "first", "is_list", "chatty",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Passage-level scores for one question: cosines of the TF-IDF fields, and of each sentence its best alias.

    `alias` holds that alias' cosine, `likeness` how like the question it is.
    """

    lemma: Mapping[int, float]
    chars: Mapping[int, float]
    heading: Mapping[int, float]
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


def candidates(reading: Reading, evidence: Evidence, number: int, passage: Passage, units: Sequence[Unit],
               head: Mapping[str, float], heading: Mapping[str, float]) -> list[Candidate]:  # fmt: skip
    """The units of one passage as candidates."""
    said = [tuple(word.match(unit.says) for word in reading.words) for unit in units]
    top_ask = likeness(reading, heading)
    number_first = passage.id.endswith(".1")
    headed = tuple(word.match(head) for word in reading.words)
    found = []
    for at, unit in enumerate(units):
        asked = _asked(reading.words, said[at], unit)
        beside = [max(row[w] for row in said) for w in range(len(reading.words))]
        context = tuple(
            max(asks, HEADED * top, BESIDE * near)
            for asks, top, near in zip(asked, headed, beside, strict=True)
        )
        text = passage.slice(passage.sentences[unit.first].start, passage.sentences[unit.last].end)
        values = (
            reading.coverage(said[at]),
            reading.coverage(asked),
            reading.coverage(context),
            _best(evidence.alias, unit),
            _best(evidence.likeness, unit),
            evidence.lemma.get(number, 0.0),
            evidence.chars.get(number, 0.0),
            evidence.heading.get(number, 0.0),
            reading.coverage(headed),
            top_ask * (1.0 if number_first else 0.7) * (1.0 if at == 0 else 0.9),
            letters(reading.text, text),
            _density(said[at], unit),
            max((w.weight * m for w, m in zip(reading.words, said[at], strict=True)), default=0.0)
            / _rarest(reading),
            *_kinds(reading.kinds, text, unit),
            *_shape(text, at, unit),
        )
        found.append(Candidate(unit, said[at], asked, context, values))
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


def likeness(reading: Reading, ask: Mapping[str, float], idf: Callable[[str], float | None] | None = None) -> float:
    """How alike question and known question are: both ways of coverage, their harmonic mean.

    `idf` weighs the terms of `ask`; without it they all weigh the same.
    """
    forward = reading.coverage([word.match(ask) for word in reading.words])
    if not forward:
        return 0.0
    known = {term for word in reading.words for options in (word.whole, *word.parts) for term in options}
    total = found = 0.0
    for term, strength in ask.items():
        if strength == 1.0 and not _is_concept(term):
            weight = (idf(term) or 1.0) if idf else 1.0
            total += weight
            found += weight * (term in known)
    backward = found / total if total else forward
    return 2 * forward * backward / (forward + backward) if backward else 0.0


def _is_concept(term: str) -> bool:
    return term[:1] in "shkli" and term[1:].isdigit()


def _density(said: Sequence[float], unit: Unit) -> float:
    own = sum(1 for term in unit.says if not _is_concept(term))
    return min(1.0, sum(said) / max(own, 1))


def _rarest(reading: Reading) -> float:
    return max((word.weight for word in reading.words), default=1.0) or 1.0


def letters(question: str, text: str) -> float:
    """The share of the question's letter trigrams that `text` has too."""
    wanted, given = _trigrams(question), _trigrams(text)
    return len(wanted & given) / len(wanted) if wanted else 0.0


def _trigrams(text: str) -> set[str]:
    line = f" {' '.join(text.lower().split())} "
    return {line[at : at + 3] for at in range(len(line) - 2)}


def _kinds(kinds: frozenset[str], text: str, unit: Unit) -> tuple[float, ...]:
    """Does the text hold what this kind of question asks for?"""
    wants_number = "number" in kinds
    has_number = bool(_NUMBER.search(text))
    is_list = unit.last > unit.first
    return tuple(
        float(value)
        for value in (
            wants_number and has_number,
            wants_number and not has_number,
            wants_number and bool(_AMOUNT.search(text)),
            wants_number and bool(_SPAN.search(text)),
            wants_number and bool(_PERCENT.search(text)),
            "when" in kinds and bool(_TIME.search(text) or _SPAN.search(text)),
            "why" in kinds and bool(_CAUSE.search(text)),
            "yesno" in kinds and bool(_VERDICT.search(text)),
            "advice" in kinds and bool(_ADVICE.search(text)),
            "negated" in kinds and bool(_NEGATION.search(text)),
            "list" in kinds and is_list,
            "list" in kinds and not is_list,
            "define" in kinds and bool(_DEFINES.search(text)),
            "who" in kinds and bool(_SECOND_PERSON.search(text)),
        )
    )


def _shape(text: str, at: int, unit: Unit) -> tuple[float, ...]:
    return (
        float(bool(_POINTS_BACK.search(text))),
        float(len(text) < 40),
        min(1.0, len(text) / 300),
        float(at == 0),
        float(unit.last > unit.first),
        float(bool(_SECOND_PERSON.search(text))),
    )
