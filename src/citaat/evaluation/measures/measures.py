"""Measures as values: `measure("nDCG@10")` is a thing that can be scored, printed and put in floors.toml."""

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from citaat.errors import UsageError
from citaat.evaluation.gold.records import CAVEATS, Question
from citaat.evaluation.grading.grading import Graded
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


def _abstained(graded: Graded) -> bool:
    return graded.outcome is not None and not graded.answered


def _answered(graded: Graded) -> bool:
    return graded.answered


def _when(condition: Callable[[Graded], bool], value: Value) -> Value:
    return lambda graded: value(graded) if condition(graded) else None


def _evidence_at(k: int) -> Value:
    return lambda graded: float(0 < graded.evidence_rank <= k)


def _quoting(graded: Graded) -> bool:
    return graded.answered or (
        graded.outcome is not None and any(one.citations for one in graded.outcome.caveats)
    )


def _shares() -> list[Measure]:
    def share(name: str, applies: Callable[[Question], bool], value: Value, lower: bool = False) -> Measure:
        return Measure(name, SHARE, applies, value, lower)

    right: Value = lambda graded: float(graded.right is True)  # noqa: E731
    return [
        share("accuracy", _labelled, right),
        share("answer_accuracy", _answerable, right),
        share("evidence@1", _answerable, _evidence_at(1)),
        share("evidence@3", _answerable, _evidence_at(3)),
        share("exact_match", _answerable, lambda graded: float(graded.exact)),
        share("answer_precision", _labelled, _when(lambda graded: graded.answered, right)),
        share("abstention_precision", _labelled,
              _when(_abstained, lambda graded: float(graded.question.answerable is False))),
        share("abstention_recall", _unanswerable, lambda graded: float(_abstained(graded))),
        share("outcomes", _every, lambda graded: float(graded.outcome is not None)),
        share("citation_validity", _every, _when(_quoting, lambda graded: float(not graded.citation_fault))),
        share("whole_quotes", _every, _when(_quoting, lambda graded: float(graded.quotes_whole))),
        share("grounding", _every,
              _when(lambda graded: graded.answered, lambda graded: float(graded.answer_grounded))),
        share("promises", _every, lambda graded: float(graded.outcome is not None and not graded.broken)),
        share("clean_accuracy", _answerable,
              lambda graded: float(graded.right is True and 2 * graded.cost.evident >= graded.cost.shown)),
        share("useless_citations", _answerable,
              _when(lambda graded: graded.answered, lambda graded: float(graded.cost.useless > 0)), True),
        share("critical", lambda question: question.critical, lambda graded: float(not graded.failures)),
        share("caveat_recall", lambda question: bool(question.required),
              lambda graded: float(not graded.missing)),
        share("caveat_false_alarm", lambda question: bool(question.forbidden),
              lambda graded: float(bool(graded.unwanted) or graded.outcome is None), True),
        share("nagging", lambda question: len(question.forbidden) == len(CAVEATS),
              lambda graded: float(bool(graded.given) or graded.outcome is None), True),
    ]  # fmt: skip


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

    return [
        Measure("unasked_caveats", SHARE, lambda question: not every_caveat(question), extra, True),
        Measure("guidance", MEAN, _every, guided),
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


def _abstention_columns(graded: Sequence[Graded]) -> Floats:
    rows = [(_abstained(one), one.question.answerable is False) for one in graded]
    return np.array(rows, dtype=np.float64)


def _of_answers(function: Callable[[Floats, Floats], float]) -> Callable[[Floats], float]:
    """A function of (confidence, right) over the answers that were given."""

    def value(columns: Floats) -> float:
        given = columns[columns[:, 2] > 0]
        return function(given[:, 0], 1 - given[:, 1])

    return value


def _brier(graded: Graded) -> float | None:
    """Squared distance between the confidence of an answer given and what it was worth (Brier 1950)."""
    return (graded.confidence - float(graded.right is True)) ** 2 if graded.answered else None


def _evidence_share(graded: Graded) -> float | None:
    return graded.cost.evident / graded.cost.shown if graded.cost.shown else None


def _length(graded: Graded) -> float | None:
    """Of the 700 characters that an answer may have, the share that it takes."""
    return len(graded.outcome.answer) / MAX_ANSWER if isinstance(graded.outcome, Answered) else None


def _means() -> list[Measure]:
    return [
        Measure("token_F1", MEAN, _answerable, lambda graded: graded.f1),
        Measure("Brier", MEAN, _labelled, _brier, True),
        Measure("evidence_share", MEAN, _answerable, _evidence_share),
        Measure("answer_length", MEAN, _answerable, _length, True),
    ]


def _pooled() -> list[Measure]:
    none: Value = lambda graded: None  # noqa: E731
    return [
        Measure("abstention_F1", POOLED, _labelled, none, False, _abstention_columns,
                lambda columns: selective.abstention_f1(columns[:, 0], columns[:, 1])),
        Measure("AURC", POOLED, _labelled, none, True, _confidence_columns,
                lambda columns: selective.aurc(columns[:, 0], columns[:, 1])),
        Measure("ECE", POOLED, _labelled, none, True, _confidence_columns,
                _of_answers(selective.expected_calibration_error), _answered),
        Measure("AUROC", POOLED, _labelled, none, False, _confidence_columns,
                _of_answers(selective.auroc), _answered),
    ]  # fmt: skip


Ranked = Callable[[Sequence[str], ranking.Grades, int | None], float]
_CUT: dict[str, Callable[[Sequence[str], ranking.Grades, int], float]] = {
    "hit": ranking.hit, "P": ranking.precision, "R": ranking.recall,
    "nDCG": ranking.ndcg, "MRR": ranking.reciprocal_rank, "MAP": ranking.average_precision,
}  # fmt: skip
_WHOLE: dict[str, Callable[[Sequence[str], ranking.Grades], float]] = {
    "nDCG": ranking.ndcg, "MRR": ranking.reciprocal_rank, "MAP": ranking.average_precision,
}  # fmt: skip
_RANKING = re.compile(r"(hit|P|R|nDCG|MRR|MAP)(?:@([1-9]\d{0,3}))?")


def ranked_value(name: str) -> Callable[[Sequence[str], ranking.Grades], float] | None:
    """The function of a ranking measure such as "P@5" or "MAP"; None when `name` is no such measure."""
    match = _RANKING.fullmatch(name)
    if not match:
        return None
    base, cut = match.groups()
    if cut is None:
        return _WHOLE.get(base)
    return lambda ranked, grades: _CUT[base](ranked, grades, int(cut))


def _ranking_measure(name: str) -> Measure | None:
    function = ranked_value(name)
    if function is None:
        return None

    def value(graded: Graded) -> float:
        return function(graded.passages, dict.fromkeys(graded.relevant, 1))

    return Measure(name, SHARE if name.startswith("hit") else MEAN, _answerable, value)


def _catalogue() -> dict[str, Measure]:
    known = [*_shares(), *_means(), *_unlabelled(), *_pooled()]
    known += [_caveat(base, caveat) for base in ("caveat_recall", "caveat_false_alarm") for caveat in CAVEATS]
    return {one.name: one for one in known}


CATALOGUE = _catalogue()
RANKING = ("hit@1", "hit@5", "MRR", "nDCG@10", "MAP", "P@5", "R@10")


def measure(name: str) -> Measure:
    """The measure of that name; UsageError proposes the nearest one when there is none."""
    found = CATALOGUE.get(name) or _ranking_measure(name)
    if found is None:
        near = difflib.get_close_matches(name, [*CATALOGUE, *RANKING], 1, 0.5)
        fix = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join([*CATALOGUE, *RANKING])}"
        raise UsageError(f"there is no measure {name!r}", fix=fix)
    return found
