"""Blessing: this run becomes the baseline, unless a critical question was lost or the gate shrank unseen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from citaat.evaluation.gate import comparison
from citaat.evaluation.gate.baseline import Baseline
from citaat.evaluation.gate.gate import Breach
from citaat.evaluation.gate.known_failures import failures
from citaat.evaluation.gate.waivers import Waiver
from citaat.evaluation.grading.criteria import Sources
from citaat.evaluation.suite import Report

# What a new record settles. A lost critical question, a floor and a promise it cannot settle.
_SETTLED = ("new failure", "unrecorded repair", "regress", "rule", "flip")


def bless(report: Report, sources: Sources, reason: str, allow_shrink: bool = False) -> Report:
    """Record the run and return what is left to complain of.

    A lost critical question forbids it; what shrank (`report.shrunk`) and what became worse beyond chance do,
    unless it is allowed: then it is told in a waiver, with the reason.
    """
    if any(one.kind == "critical" for one in report.breaches):
        return _refused(report, "it would lose critical questions; mend them, or change their gold")
    lost = list(_lost(report, sources))
    if lost and not allow_shrink:
        return _refused(report, lost[0][0])
    failing = {
        where: rows for name, run in report.runs.items() for where, rows in failures(run.graded, name).items()
    }
    waiver = Waiver(reason, tuple(what for _, own in lost for what in own))
    sources.bless(Baseline(reason, report.records, report.gate), failing, waiver)
    left = tuple(one for one in report.breaches if one.kind not in _SETTLED)
    return replace(report, breaches=left, incomparable="", shrunk=(), blessed=True)


def _lost(report: Report, sources: Sources) -> Iterator[tuple[str, Sequence[str]]]:
    """Why it is not recorded unless that is allowed, and what would be let go."""
    if report.shrunk:
        yield "the gate would shrink (the list is above); if that is right: --allow-shrink", report.shrunk
    worse = [f"{one.where}: {one.message}" for one in report.breaches if one.kind == "regress"]
    if worse:
        yield "it is worse beyond chance (the list is above); if that is right: --allow-shrink", worse
    unseen = [f"{one.where}: {one.message}" for one in _unseen(report)]
    if unseen:
        told = f"it is worse beyond chance on other articles or with another analyser: {unseen[0]}"
        yield f"{told}; if that is right: --allow-shrink", unseen
    if sources.forgotten():
        gone = "known failures are on record and the baseline is gone"
        yield f"{gone}; bring it back, or: --allow-shrink", [gone]
    damaged = sources.damaged(report.criteria)
    if damaged:
        yield f"{damaged}; bring back what was blessed, or: --allow-shrink", [damaged]


def _unseen(report: Report) -> Iterator[Breach]:
    """What became worse in slices that are not compared: articles that changed are no cover for a worse system."""
    baseline = report.criteria.baseline
    if baseline is None or report.criteria.foreign:
        return
    before = baseline.records
    other = {
        where: own
        for where, own in report.records.items()
        if where in before and own.key != before[where].key and own.key.grading == before[where].key.grading
    }
    found = (*comparison.breaches(comparison.compare(other, before)), *comparison.ratchet(other, before))
    yield from (one for one in found if one.kind in ("regress", "critical"))


def _refused(report: Report, why: str) -> Report:
    return replace(report, breaches=(*report.breaches, Breach("not blessed", "baseline", why)))
