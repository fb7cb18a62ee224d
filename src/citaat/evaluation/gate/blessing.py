"""Blessing: this run becomes the baseline, unless a critical question was lost or the gate shrank unseen."""

from dataclasses import replace

from citaat.evaluation.gate.baseline import Baseline
from citaat.evaluation.gate.gate import Breach
from citaat.evaluation.gate.known_failures import failures
from citaat.evaluation.grading.criteria import Sources
from citaat.evaluation.suite import Report

# What a new record settles. A lost critical question, a floor and a promise it cannot settle.
_SETTLED = ("new failure", "unrecorded repair", "regress", "rule", "flip")


def bless(report: Report, sources: Sources, reason: str, allow_shrink: bool = False) -> Report:
    """Record the run and return what is left to complain of.

    A lost critical question forbids it; what shrank (`report.shrunk`) and what became worse beyond chance do,
    unless it is allowed.
    """
    if any(one.kind == "critical" for one in report.breaches):
        return _refused(report, "it would lose critical questions; mend them, or change their gold")
    if report.shrunk and not allow_shrink:
        return _refused(report, "the gate would shrink (the list is above); if that is right: --allow-shrink")
    if any(one.kind == "regress" for one in report.breaches) and not allow_shrink:
        return _refused(
            report, "it is worse beyond chance (the list is above); if that is right: --allow-shrink"
        )
    if sources.forgotten() and not allow_shrink:
        return _refused(
            report, "known failures are on record and the baseline is gone; bring it back, or: --allow-shrink"
        )
    failing = {
        where: rows for name, run in report.runs.items() for where, rows in failures(run.graded, name).items()
    }
    sources.bless(Baseline(reason, report.records, report.gate), failing)
    left = tuple(one for one in report.breaches if one.kind not in _SETTLED)
    return replace(report, breaches=left, incomparable="", shrunk=(), blessed=True)


def _refused(report: Report, why: str) -> Report:
    return replace(report, breaches=(*report.breaches, Breach("not blessed", "baseline", why)))
