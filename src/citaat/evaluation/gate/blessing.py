"""Blessing: this run becomes the baseline, unless a critical question was lost."""

from dataclasses import replace

from citaat.evaluation.gate.baseline import Baseline
from citaat.evaluation.gate.gate import Breach
from citaat.evaluation.gate.known_failures import failures
from citaat.evaluation.grading.criteria import Sources
from citaat.evaluation.suite import Report

# What a new record settles. A lost critical question, a floor and a promise it cannot settle.
_SETTLED = ("new failure", "unrecorded repair", "regress", "rule")


def bless(report: Report, sources: Sources, reason: str) -> Report:
    """Record the run and return what is left to complain of. A lost critical question forbids it."""
    if any(one.kind == "critical" for one in report.breaches):
        refusal = Breach(
            "not blessed", "baseline", "it would lose critical questions; mend them, or change their gold"
        )
        return replace(report, breaches=(*report.breaches, refusal))
    failing = {
        where: rows for name, run in report.runs.items() for where, rows in failures(run.graded, name).items()
    }
    sources.bless(Baseline(reason, report.records), failing)
    left = tuple(one for one in report.breaches if one.kind not in _SETTLED)
    return replace(report, breaches=left, incomparable="")
