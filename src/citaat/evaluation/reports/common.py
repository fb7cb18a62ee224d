"""What every report shares: what may be shown, which measures come first, which questions are worst."""

from collections.abc import Iterable, Sequence

from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.sets import MAIN
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.measures.pool import POOL
from citaat.evaluation.suite import Report
from citaat.evaluation.trials.removal import Sample

SUMMARY = (
    "accuracy",
    "answer_accuracy",
    "abstention_recall",
    "abstention_precision",
    "guidance",
    "suggestion_hit",
    "evidence@1",
    "citation_validity",
    "clean_accuracy",
    "evidence_share",
    "useless_citations",
    "answer_length",
    "promises",
    "Brier",
    "Brier:unanswerable",
    "AUROC",
    "ECE",
    "AURC",
    "caveat_recall",
    "caveat_recall:spoed",
    "nagging",
    "hit@1",
    "MRR",
    "nDCG@10",
    "flip",
    "caveat_survival",
    "removal_abstention",
)
HELD_OUT = "(achtergehouden; te zien met --split test)"


def revealed(report: Report) -> frozenset[str]:
    """The splits whose questions may be read: the test split only when it was asked for by itself.

    Who reads test questions while working on the system tunes on them.
    """
    splits = {one.question.split for run in report.runs.values() for one in run.graded}
    return frozenset(splits if splits == {"test"} else splits - {"test"})


def text_of(question: Question, shown: Iterable[str]) -> str:
    """The question, or a note that it is held out."""
    return question.text if question.split in shown else HELD_OUT


def removal_told(sample: Sample) -> str:
    """How much the removal test covered."""
    more = "" if sample.answers == sample.of_answers else "; alle: --thorough"
    return (
        f"antwoord weggehaald: {sample.passages} van de {sample.of_passages} passages, "
        f"beproefd op {sample.answers} van de {sample.of_answers} goede antwoorden{more}"
    )


def unheld(name: str, report: Report) -> str:
    """In Dutch: which splits of a set no floor is about, and whether the floors on all sites together hold them."""
    held = {(one.where.set, one.where.split) for one in report.criteria.floors}
    splits = {one.question.split for one in report.runs[name].graded}
    bare = sorted(split for split in splits if (name, split) not in held)
    if not held or not bare:
        return ""
    which = f" ({', '.join(bare)})" if len(splits) > 1 else ""
    if name != MAIN and all((POOL, split) in held for split in bare):
        return f"geen eigen ondergrens{which}; telt mee in de groep"
    here = " of ".join(f"[{one}.{bare[0]}]" for one in (name, *([POOL] if name != MAIN else [])))
    return f"geen ondergrens{which}; zet er een in {here}"


def number(value: float) -> str:
    """Three decimals, always the same width."""
    return f"{value:.3f}"


def reasons(graded: Graded) -> list[str]:
    """Everything that is wrong with an outcome, in words."""
    found = [graded.why] if graded.why else []
    found += [f"caveat missing: {', '.join(graded.missing)}"] if graded.missing else []
    found += [f"caveat not wanted: {', '.join(graded.unwanted)}"] if graded.unwanted else []
    found += [graded.citation_fault] if graded.citation_fault else []
    found += [what for _, what in graded.broken]
    found += [] if graded.quotes_whole else ["a quote stops inside a sentence"]
    found += [] if graded.answer_grounded else ["the answer says more than its quotes, or only a part of one"]
    return found


def worst(report: Report, most: int) -> Sequence[tuple[str, Graded]]:
    """The failing questions that matter most and may be shown: critical, unsafe, then surest."""
    shown = revealed(report)
    failing = [
        (name, one)
        for name, run in report.runs.items()
        for one in run.graded
        if one.failures and one.question.split in shown
    ]
    return sorted(failing, key=_badness)[:most]


def _badness(entry: tuple[str, Graded]) -> tuple[bool, bool, bool, float, str, str]:
    name, one = entry
    quote = bool(one.citation_fault) or not one.answer_grounded or not one.quotes_whole
    return (
        not one.question.critical,
        not quote,
        "spoed" not in one.missing,
        -one.confidence,
        name,
        one.question.id,
    )
