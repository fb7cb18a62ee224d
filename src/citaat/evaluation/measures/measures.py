"""Measures as values: `measure("nDCG@10")` is a thing that can be scored, printed and put in floors.toml."""

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from citaat.errors import UsageError
from citaat.evaluation.gold.records import CAVEATS, Question
from citaat.evaluation.grading.grading import Graded, broke_down
from citaat.evaluation.measures import ranking, selective
from citaat.evaluation.measures.statistics import Floats
from citaat.records import EMERGENCY, MAX_ANSWER, Abstained, Answered

SHARE, MEAN, POOLED = "share", "mean", "pooled"
Value = Callable[[Graded], float | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure. `applies` tells from the gold alone whether a question is in its population.

    `value` gives a graded question's own value (0 or 1 for a share), or None when the
    outcome leaves it out, as an answer is left out of the precision of abstentions. A
    pooled measure has no value of its own for a question: `columns` and `pool` give it, and
    `counts` which questions it is about (None: all).
    """

    name: str
    kind: str
    applies: Callable[[Question], bool]
    value: Value
    lower_is_better: bool = False
    columns: Callable[[Sequence[Graded]], Floats] | None = None
    pool: Callable[[Floats], float] | None = None
    counts: Callable[[Graded], bool] | None = None


def _labelled(question: Question) -> bool:
    return question.answerable is not None


def _answerable(question: Question) -> bool:
    return question.answerable is True


def _unanswerable(question: Question) -> bool:
    return question.answerable is False


def _every(_: Question) -> bool:
    return True


def _decided(graded: Graded) -> bool:
    return graded.outcome is not None and not broke_down(graded.outcome)


def _abstained(graded: Graded) -> bool:
    return _decided(graded) and not graded.answered


def _answered(graded: Graded) -> bool:
    return graded.answered


def _when(condition: Callable[[Graded], bool], value: Value) -> Value:
    return lambda graded: value(graded) if condition(graded) else None


def _quoting(graded: Graded) -> bool:
    return graded.answered or (
        graded.outcome is not None and any(one.citations for one in graded.outcome.caveats)
    )


def _share(
    name: str, applies: Callable[[Question], bool], value: Value, lower_is_better: bool = False
) -> Measure:
    return Measure(name, SHARE, applies, value, lower_is_better)


def _right(graded: Graded) -> float:
    return float(graded.right is True)


def _answers() -> list[Measure]:
    """How often the right thing is said, and how well it is found."""
    return [
        _share("accuracy", _labelled, _right),
        _share("answer_accuracy", _answerable, _right),
        _share("evidence@1", _answerable, lambda graded: float(graded.evidence_rank == 1)),
    ]


def _silences() -> list[Measure]:
    """How often it is right to say nothing, and how often nothing is said where that is right."""
    unanswerable: Value = lambda graded: float(graded.question.answerable is False)  # noqa: E731
    return [
        _share("abstention_precision", _labelled, _when(_abstained, unanswerable)),
        _share("abstention_recall", _unanswerable, lambda graded: float(_abstained(graded))),
    ]


def _promises() -> list[Measure]:
    """What every outcome should keep, and what an answer should not make a reader wade through."""
    clean: Value = lambda graded: _right(graded) * (2 * graded.cost.evident >= graded.cost.shown)  # noqa: E731
    return [
        _share("outcomes", _every, lambda graded: float(_decided(graded))),
        _share("citation_validity", _every, _when(_quoting, lambda graded: float(not graded.citation_fault))),
        _share("whole_quotes", _every, _when(_quoting, lambda graded: float(graded.quotes_whole))),
        _share("grounding", _every, _when(_answered, lambda graded: float(graded.answer_grounded))),
        _share("promises", _every, lambda graded: float(graded.outcome is not None and not graded.broken)),
        _share("clean_accuracy", _answerable, clean),
        _share(
            "useless_citations",
            _answerable,
            _when(_answered, lambda graded: float(graded.cost.useless > 0)),
            True,
        ),
    ]


def _warnings() -> list[Measure]:
    """Whether the caveats that are owed are given, and no others."""
    alarm: Value = lambda graded: float(bool(graded.unwanted) or graded.outcome is None)  # noqa: E731
    nagging: Value = lambda graded: float(bool(graded.given) or graded.outcome is None)  # noqa: E731
    return [
        _share("critical", lambda question: question.critical, lambda graded: float(not graded.failures)),
        _share(
            "caveat_recall",
            lambda question: bool(question.required),
            lambda graded: float(not graded.missing),
        ),
        _share("caveat_false_alarm", lambda question: bool(question.forbidden), alarm, True),
        _share("nagging", lambda question: len(question.forbidden) == len(CAVEATS), nagging, True),
    ]


def _unlabelled() -> list[Measure]:
    """Shares of what no label is about, and a reader bears all the same: compared with the baseline, by question."""

    def every_caveat(question: Question) -> bool:
        return len(question.required) + len(question.forbidden) == len(CAVEATS)

    def extra(graded: Graded) -> float:
        return float(bool(set(graded.given) - {*graded.question.required, *graded.question.forbidden}))

    def guided(graded: Graded) -> float | None:
        """Whether an abstention helps to ask a better question; in an emergency it must not."""
        if not isinstance(graded.outcome, Abstained) or graded.outcome.abstention.code == EMERGENCY:
            return None
        told = graded.outcome.abstention
        return float(bool(told.suggestions) + bool(told.unmatched or told.code == "known_gap")) / 2

    def pointed(graded: Graded) -> float | None:
        """Whether an abstention from what has an answer suggests the heading where it stands."""
        return None if graded.pointed is None else float(graded.pointed)

    return [
        Measure("unasked_caveats", SHARE, lambda question: not every_caveat(question), extra, True),
        Measure("guidance", MEAN, _every, guided),
        Measure("suggestion_hit", SHARE, _answerable, pointed),
    ]


def _caveat(base: str, caveat: str) -> Measure:
    if base == "caveat_recall":
        value: Value = lambda graded: float(caveat in graded.given)  # noqa: E731
        return Measure(f"{base}:{caveat}", SHARE, lambda question: caveat in question.required, value)
    alarm: Value = lambda graded: float(caveat in graded.given or graded.outcome is None)  # noqa: E731
    return Measure(f"{base}:{caveat}", SHARE, lambda question: caveat in question.forbidden, alarm, True)


def _confidence_columns(graded: Sequence[Graded]) -> Floats:
    return np.array(
        [(one.confidence, one.right is not True, one.answered) for one in graded], dtype=np.float64
    )


def _of_answers(function: Callable[[Floats, Floats], float]) -> Callable[[Floats], float]:
    """A function of (confidence, right) over the answers that were given."""

    def value(columns: Floats) -> float:
        given = columns[columns[:, 2] > 0]
        return function(given[:, 0], 1 - given[:, 1])

    return value


def _brier(graded: Graded) -> float | None:
    """Squared distance between the confidence of an answer given and what it was worth (Brier 1950)."""
    return (graded.confidence - float(graded.right is True)) ** 2 if graded.answered else None


def _brier_unanswerable(graded: Graded) -> float | None:
    """As `_brier` where nothing is right, answered or not: the confidence of an abstention counts as well.

    In an emergency silence is for another reason than doubt.
    """
    outcome = graded.outcome
    if outcome is None or (isinstance(outcome, Abstained) and outcome.abstention.code == EMERGENCY):
        return None
    return outcome.confidence**2


def _evidence_share(graded: Graded) -> float | None:
    return graded.cost.evident / graded.cost.shown if graded.cost.shown else None


def _length(graded: Graded) -> float | None:
    """Of the 700 characters that an answer may have, the share that it takes."""
    return len(graded.outcome.answer) / MAX_ANSWER if isinstance(graded.outcome, Answered) else None


def _means() -> list[Measure]:
    return [
        Measure("token_F1", MEAN, _answerable, lambda graded: graded.f1),
        Measure("Brier", MEAN, _labelled, _brier, True),
        Measure("Brier:unanswerable", MEAN, _unanswerable, _brier_unanswerable, True),
        Measure("evidence_share", MEAN, _answerable, _evidence_share),
        Measure("answer_length", MEAN, _answerable, _length, True),
    ]


def _pooled() -> list[Measure]:
    """What only a whole set has: each a function of columns."""

    def pooled(
        name: str, lower_is_better: bool, pool: Callable[[Floats], float], answered: bool = True
    ) -> Measure:
        counts = _answered if answered else None
        columns = _confidence_columns
        return Measure(name, POOLED, _labelled, lambda _: None, lower_is_better, columns, pool, counts)

    ece, auroc = selective.expected_calibration_error, selective.auroc
    return [
        pooled("AURC", True, lambda rows: selective.aurc(rows[:, 0], rows[:, 1]), answered=False),
        pooled("ECE", True, _of_answers(ece)),
        pooled("AUROC", False, _of_answers(auroc)),
    ]


def _ranking_measure(name: str) -> Measure | None:
    function = ranking.named(name)
    if function is None:
        return None

    def value(graded: Graded) -> float:
        return function(graded.passages, dict.fromkeys(graded.relevant, 1))

    return Measure(name, SHARE if name.startswith("hit") else MEAN, _answerable, value)


def _catalogue() -> dict[str, Measure]:
    known = [*_answers(), *_silences(), *_promises(), *_warnings(), *_means(), *_unlabelled(), *_pooled()]
    known += [_caveat(base, caveat) for base in ("caveat_recall", "caveat_false_alarm") for caveat in CAVEATS]
    return {one.name: one for one in known}


CATALOGUE = _catalogue()
RANKING = ("hit@1", "MRR", "nDCG@10")


def measure(name: str) -> Measure:
    """The measure of that name; UsageError proposes the nearest one when there is none."""
    found = CATALOGUE.get(name) or _ranking_measure(name)
    if found is None:
        near = difflib.get_close_matches(name, [*CATALOGUE, *RANKING], 1, 0.5)
        fix = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join([*CATALOGUE, *RANKING])}"
        raise UsageError(f"there is no measure {name!r}", fix=fix)
    return found
