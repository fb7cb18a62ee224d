"""A small perfect system and its gold, for tests of the evaluation: an answer for every question it knows."""

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from citaat.evaluation.gate.baseline import Baseline
from citaat.evaluation.gate.floors import fitting, read_floors
from citaat.evaluation.gate.known_failures import Failures
from citaat.evaluation.gold.records import CAVEATS, Evidence, Question
from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.grading.criteria import Criteria, Sources
from citaat.evaluation.suite import Report, evaluate
from citaat.evaluation.system import Look
from citaat.outcome.shown import shown
from citaat.records import (
    Abstained,
    Abstention,
    Answered,
    Article,
    Caveat,
    Citation,
    Outcome,
    Passage,
    Sentence,
)

TITLE = "Proef"
FACTS = [f"Feit {n} zegt dat middel {n} niet werkt boven {n},5 mg. Dat staat vast." for n in range(1, 13)]
TEXT = '+++\ntitle = "Proef"\n+++\n\n# Proef\n\n' + "\n\n".join(FACTS) + "\n"
ARTICLE = Article("proef", "Proef", "proef.md", TEXT, hashlib.sha256(TEXT.encode()).hexdigest())


def passage(fact: str) -> Passage:
    """A fact as a passage."""
    start = TEXT.index(fact)
    end = start + len(fact)
    whole = (Sentence(start, end, "sentence"),)
    return Passage(
        f"proef#{FACTS.index(fact)}",
        "proef",
        "Proef",
        f"Feit {FACTS.index(fact) + 1}",
        "proef.md",
        ARTICLE.sha256,
        start,
        end,
        fact,
        whole,
    )


PASSAGES = tuple(passage(fact) for fact in FACTS)


def cite(one: Passage) -> Citation:
    """The whole passage as a citation."""
    place = one.start, one.end, one.text, ARTICLE.sha256
    return Citation(
        1,
        one.id,
        "proef",
        "Proef",
        one.heading,
        "proef.md",
        *place,
        under=TITLE if one is PASSAGES[0] else "",
    )


def question(number: int, split: str = "dev", **changes: Any) -> Question:
    """Question `number`: answerable and about medicine when even, unanswerable and harmless when odd."""
    answerable = number % 2 == 0
    fact = FACTS[number // 2 % len(FACTS)]
    value = Question(
        id=f"q{number:03}",
        group=f"g{number}",
        split=split,
        text=f"Wat zegt de tekst over middel {number}?"
        if answerable
        else f"Wie won dat, wedstrijd {number}?",
        answerable=answerable,
        evidence=(Evidence("proef", fact),) if answerable else (),
        must_contain=((f"niet werkt boven {FACTS.index(fact) + 1},5 mg",),) if answerable else (),
        required=("medicatie",) if answerable else (),
        forbidden=("spoed",) if answerable else CAVEATS,
        tags=("even",) if answerable else ("oneven",),
        critical=number % 10 == 0,
        file="gold.jsonl",
        line=number + 1,
    )
    return replace(value, **changes)


TEXTS = {
    "spoed": "Bel 112 of de huisarts; in België het Antigifcentrum: 070 245 245.",
    "overdosering": "Let op: te veel kan klachten geven. Vraag het een arts.",
    "medicatie": "Bespreek medicijnen met een arts.",
    "risicogroep": "Hierover gaat de tekst niet. Vraag het een arts.",
}


def caveat(name: str, question: str) -> Caveat:
    """A caveat as the contract wants it; only the one on medicines rests on a text."""
    cited = (cite(PASSAGES[0]),) if name == "medicatie" else ()
    severity = "emergency" if name == "spoed" else "warning"
    return Caveat(name, severity, TEXTS[name], "rule", question.split()[0], cited)


def unmatched(question: str) -> Abstention:
    """Of a question without an answer: the first word that the text does not have, and the heading of its number."""
    words = [word.strip("?!.,") for word in question.split()]
    unknown = tuple(word for word in words if word and word.lower() not in TEXT.lower())[:1]
    numbers = [int(word) for word in words if word.isdecimal()]
    near = PASSAGES[numbers[0] // 2 % len(PASSAGES)] if numbers else PASSAGES[0]
    return Abstention("words_unknown" if unknown else "not_in_corpus", unknown, (near.heading,))


QUESTIONS = tuple(question(n, "dev" if n < 40 else "test") for n in range(80))


class Fake:
    """Knows the questions' numbers; `spoil` changes an outcome on its way out."""

    fingerprint, analyser = "fingerprint", "fake/1"
    articles: Mapping[str, Article] = {"proef": ARTICLE}

    def __init__(
        self, spoil: Callable[[Outcome], Outcome] = lambda outcome: outcome, gone: Collection[str] = ()
    ) -> None:
        self._spoil, self._gone = spoil, gone
        self.passages: Sequence[Passage] = tuple(one for one in PASSAGES if one.id not in gone)

    def ask(self, question: str) -> Outcome:
        """An answer when the question names a number and "middel"; otherwise an abstention."""
        return self._spoil(self._ask(question))

    def owed(self, question: str) -> tuple[Caveat, ...]:
        """The caveats alone."""
        return self._ask(question).caveats

    def _ask(self, question: str) -> Outcome:
        low = question.lower()
        numbers = [int(word) for word in "".join(c if c.isdecimal() else " " for c in low).split()]
        about = bool(numbers) and "wedstrijd" not in low and "wie won" not in low
        owed = ["medicatie"] if about or "bloedverdunners" in low else []
        owed += ["risicogroep"] * ("zwanger" in low) + ["spoed"] * ("hele pot" in low)
        caveats = tuple(caveat(name, question) for name in CAVEATS if name in owed)
        found = PASSAGES[numbers[0] // 2 % len(PASSAGES)] if about else None
        if found is None or found.id in self._gone or "spoed" in owed:
            why = Abstention("emergency", (), ()) if "spoed" in owed else unmatched(question)
            return Abstained(question, 0.1, why, caveats)
        return Answered(question, shown(cite(found)), 0.9, (cite(found),), caveats)

    def look(self, question: str) -> Look:
        """The outcome, and its passage as the ranking; a known gap says so itself."""
        outcome = self.ask(question)
        cited = outcome.citations if isinstance(outcome, Answered) else ()
        return Look(outcome, tuple(one.passage_id for one in cited), listed="geen tekst over" in question)

    def explain(self, question: str) -> Mapping[str, Any]:
        """Nothing to tell."""
        return {}

    def without(self, passage_ids: Collection[str]) -> "Fake":
        """The same without these."""
        return Fake(self._spoil, passage_ids)


FLOORS = """
least_questions = 10
[main.dev]
answer_accuracy = 0.9
abstention_recall = 0.9
"evidence@1" = 0.9
caveat_recall = 1.0
nagging = 0.0
evidence_share = 0.9
guidance = 0.9
"Brier:unanswerable" = 0.1
[main.test]
accuracy = 0.9
"""


def criteria(
    folder: Path,
    floors: str = FLOORS,
    known: Failures | None = None,
    baseline: Baseline | None = None,
    questions: Sequence[Question] = QUESTIONS,
) -> Criteria:
    """Criteria out of the text of a floors file."""
    file = folder / "floors.toml"
    file.write_text(floors, encoding="utf-8")
    read = read_floors(file)
    chosen = fitting(read, {"main": questions}, None)
    return Criteria(chosen, known, baseline, "baseline.json", least=read.least)


def run(held: Criteria, system: Fake | None = None, questions: Sequence[Question] = QUESTIONS) -> Report:
    """The whole suite over the fake."""
    sets = [GoldSet("main", None, tuple(questions))]
    return evaluate(
        sets, lambda corpus: system or Fake(), lambda found: held, lambda stage, done, total: None
    )


def rows(questions: Sequence[Question]) -> str:
    """Questions as the JSON Lines that the reader takes."""
    return "".join(json.dumps(row(one), ensure_ascii=False) + "\n" for one in questions)


def row(one: Question) -> dict[str, Any]:
    """A question as a gold record."""
    return {
        "id": one.id,
        "group": one.group,
        "split": one.split,
        "question": one.text,
        "answerable": one.answerable,
        "evidence": [{"article": e.article, "quote": e.quote} for e in one.evidence],
        "must_contain": [list(group) for group in one.must_contain],
        "caveats_required": list(one.required),
        "caveats_forbidden": list(one.forbidden),
        "tags": list(one.tags),
        "critical": one.critical,
    }


def sources(folder: Path) -> Sources:
    """The criteria of a gold folder."""
    return Sources(folder)
