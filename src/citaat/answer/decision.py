"""Whether to answer: a few signals, judged by the additive model whose curves are in model.toml."""

from collections.abc import Callable, Mapping, Sequence
from math import log
from operator import mul

from citaat.answer.compose import Span, quote
from citaat.answer.confidence import Confidence
from citaat.index.store import Index, Passages
from citaat.light import IGNORE_CASE, Any, Pattern, dataclass
from citaat.search.features import NAMES as FEATURES
from citaat.search.query import Reading, Word
from citaat.search.ranking import Gap, Ranked

WORD_KINDS = ("corpus", "kind", "listed", "compound", "dictionary", "nowhere")
NAMES = (
    "score", "margin", "share", "covered", "said", "asked", "asking_covered", "asking_worst", "missing",
    *(f"missing_{kind}" for kind in WORD_KINDS),
    "alias_text", "alias", "gap", "gap_ahead", "leaning", "heading_ask", "heading_cover", "letters", "rarest_hit",
    "cover_context", "topics", "dimension_lacks", "intent_lacks", "number_lacks", "story", "anchor",
    "familiar_best", "familiar", "meant_best", "meant",
)  # fmt: skip
# Matched less than this anywhere in the corpus, a word is unknown to it.
REACHED = 0.3
# How familiar a part of a compound and a corrected word make a question, against a word as typed.
PART, CORRECTED = 0.9, 0.8

# What is asked for, and what a text that answers it holds.
_DIMENSIONS = tuple(
    (Pattern(asks, cues=cues), Pattern(holds, IGNORE_CASE))
    for cues, asks, holds in (
        (
            ("lang", "hoeveel", "duurt"),
            r"\bhoe ?lang\b|\bhoeveel (?:uur|uren|minuten|dag|dagen|week|weken|maanden|jaar|tijd)\b|\bduurt\b|\b(?:na|binnen) hoeveel\b",
            r"\b(?:uur|uren|minu\w+|dag(?:en)?|week|weken|maand(?:en)?|jaar|seconden|nacht(?:en)?)\b",
        ),
        (
            ("hoeveel", "dosis", "dosering", "mg"),
            r"\bhoeveel (?:mg|milli\w*|gram|g|micro\w*|kilo|liter|ml)\b|\bdosis\b|\bdosering\b|\bmg\b",
            r"\d\s*(?:mg|milli\w*|gram|g|micro\w*|kilo\w*|liter|ml)\b|uitspraken",
        ),
        (
            ("procent", "percentage"),
            r"\bprocent\b|\bpercentage\b",
            r"%|procent",
        ),
        (
            ("kost", "prijs", "euro", "betaal"),
            r"\b(?:kost|kosten|prijs|euro|betaal\w*)\b",
            r"€|euro|goedkoop|prijs|\bkost\b",
        ),
        (
            ("vaak", "hoeveel"),
            r"\bhoe ?vaak\b|\bhoeveel keer\b",
            r"\bkeer\b|\bper (?:dag|week|uur|nacht|maand)\b|\belke?\b|\w+lijks|iedere",
        ),
        (
            ("wanneer", "hoe laat", "welk moment", "tijdstip", "ochtend of"),
            r"\bwanneer\b|\bhoe laat\b|\bwelk moment\b|\btijdstip\b|\bochtend of\b",
            r"\b(?:ochtend|avond|voor|na|tijdens|wanneer|zodra|nacht|dag|20\d\d|week|weken|uur|als)\b",
        ),
        (
            ("hoeveel", "aantal"),
            r"\bhoeveel\b|\baantal\b",
            r"\d|\b(?:twee|drie|vier|vijf|zes|acht|tien|half|dubbel\w*)\b|uitspraken|te weinig",
        ),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to show the answer, and how often such answers are right."""

    answer: bool
    confidence: float
    values: tuple[float, ...]
    unmatched: tuple[str, ...]
    gap: str


class Judge:
    """Applies the model. `familiar` tells of a term how common it is in what the corpus is about, 0..1."""

    def __init__(self, model: Mapping[str, Any], rarest: float, passages: Passages,
                 familiar: Callable[[str], float]) -> None:  # fmt: skip
        self._confidence = Confidence(model, NAMES)
        self.threshold = self._confidence.threshold
        self._rarest, self._passages, self._familiar = rarest, passages, familiar

    def decide(self, reading: Reading, ranked: Sequence[Ranked], spans: Sequence[Span], gap: Gap) -> Decision:
        """Judge the answer made of `spans`."""
        unmatched = unmatched_words(reading, ranked)
        if not ranked or not spans:
            return Decision(False, 0.0, (0.0,) * len(NAMES), unmatched, gap.topic)
        values = self.signals(reading, ranked, spans, gap)
        confidence = self._confidence.of(values)
        ahead = gap.topic if gap.likeness > values[NAMES.index("alias_text")] else ""
        return Decision(confidence >= self.threshold, confidence, values, unmatched, ahead)

    def signals(
        self, reading: Reading, ranked: Sequence[Ranked], spans: Sequence[Span], gap: Gap
    ) -> tuple[float, ...]:
        """The values of NAMES for an answer."""
        top = dict(zip(FEATURES, ranked[0].candidate.values, strict=True))
        shown = [entry.candidate for entry in ranked if _shown(entry, spans)]
        context = _highest([candidate.context for candidate in shown], reading)
        said = _highest([candidate.matches for candidate in shown], reading)
        asked = _highest([candidate.asked for candidate in shown], reading)
        text = "\n".join(quote(span, self._passages[span.passage]) for span in spans)
        others = [entry.score for entry in ranked[1:4]]
        asking = [(word, match) for word, match in zip(reading.words, asked, strict=True) if word.asked]
        return (
            ranked[0].score,
            ranked[0].score - sum(others) / len(others) if others else 0.0,
            ranked[0].probability,
            reading.coverage(context),
            reading.coverage(said),
            reading.coverage(asked),
            _coverage(asking),
            max((self._loss(word, match) for word, match in asking), default=0.0),
            sum(self._loss(word, match) for word, match in zip(reading.words, context, strict=True)),
            *(self._missing(kind, reading.words, asked) for kind in WORD_KINDS),
            top["alias_text"],
            top["alias"],
            gap.likeness,
            max(0.0, gap.likeness - top["alias_text"]),
            gap.leaning,
            top["heading_ask"],
            top["heading_cover"],
            top["letters"],
            top["rarest_hit"],
            top["cover_context"],
            log(1 + sum(word.kind != "minor" for word in reading.words)),
            float(dimension_lacks(reading, text)),
            float(_intent_lacks(reading, asked)),
            top["number_lacks"],
            float(any(not word.asked for word in reading.words)),
            self._anchor(reading, ranked[0].candidate.unit.passage),
            *self._familiarity(reading),
        )

    def _familiarity(self, reading: Reading) -> tuple[float, float, float, float]:
        """How familiar the best word and the words together are: as said, then as meant."""
        words = [word for word in reading.words if word.kind != "minor" or word.token.role == "content"]
        said, meant = [], []
        for word in words:
            certain = CORRECTED if word.corrected else 1.0
            parts = max((PART * self._familiar(part) for part in word.token.parts), default=0.0)
            said.append(certain * max(self._familiar(word.token.lemma), parts))
            terms = max((share * self._familiar(term) for term, share in word.whole.items()), default=0.0)
            meant.append(certain * max(terms, parts))
        weights = [word.weight for word in words]
        total = sum(weights) or 1.0
        together = [sum(map(mul, weights, values)) / total for values in (said, meant)]
        return max(said, default=0.0), together[0], max(meant, default=0.0), together[1]

    def _anchor(self, reading: Reading, number: int) -> float:
        """How well title and heading of the passage match any one topical word of the question."""
        matches = reading.meanings.matches(self._passages.place(number).head)
        return max(
            (
                match
                for word, match in zip(reading.words, matches, strict=True)
                if word.kind != "minor" or word.token.role == "content"
            ),
            default=0.0,
        )

    def _loss(self, word: Word, match: float) -> float:
        return word.weight * (1 - match) / self._rarest

    def _missing(self, kind: str, words: Sequence[Word], matches: Sequence[float]) -> float:
        """The heaviest word of this kind that the answer misses."""
        pairs = zip(words, matches, strict=True)
        return max((self._loss(word, match) for word, match in pairs if word.kind == kind), default=0.0)


def familiarity(index: Index) -> Callable[[str], float]:
    """How common a term is among known questions, or in the texts where there are none: 1 in all, 0 in none.

    A question that shares only rare words with the corpus is about something else.
    """
    field = index.fields["alias"] if len(index.asks) else index.fields["parts"]

    def familiar(term: str) -> float:
        idf = field.idf(term)
        return 0.0 if idf is None else 1.0 - (idf - 1.0) / (field.rarest - 1.0)

    return familiar


def dimension_lacks(reading: Reading, text: str) -> bool:
    """Whether the question asks for a quantity of some kind and the text holds none of that kind."""
    return any(asks.found(reading.plain) and not holds.found(text) for asks, holds in _DIMENSIONS)


def _intent_lacks(reading: Reading, matches: Sequence[float]) -> bool:
    """Whether a word that tells what the question is after (a price, a shop) is not met."""
    return any(
        match < REACHED and any(term[:1] == "i" and term[1:].isdigit() for term in word.whole)
        for word, match in zip(reading.words, matches, strict=True)
    )


def unmatched_words(reading: Reading, ranked: Sequence[Ranked]) -> tuple[str, ...]:
    """The weighty words of the question that nothing in the corpus covers, as typed, in order."""
    reach = _highest([entry.candidate.context for entry in ranked], reading)
    lost = [
        word.token.surface
        for word, best in zip(reading.words, reach, strict=True)
        if best < REACHED and word.kind != "minor"
    ]
    return tuple(dict.fromkeys(lost))


def _highest(rows: Sequence[Sequence[float]], reading: Reading) -> list[float]:
    return [max(column) for column in zip(*rows, strict=True)] if rows else [0.0] * len(reading.words)


def _coverage(pairs: Sequence[tuple[Word, float]]) -> float:
    total = sum(word.weight for word, _ in pairs)
    return sum(word.weight * match for word, match in pairs) / total if total else 0.0


def _shown(entry: Ranked, spans: Sequence[Span]) -> bool:
    unit = entry.candidate.unit
    return any(
        span.passage == unit.passage and span.first <= unit.first and unit.last <= span.last for span in spans
    )
