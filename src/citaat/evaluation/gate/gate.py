"""The gate: one judgement for the real system and for the planted bad ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from citaat.evaluation.gate.floors import Floor
from citaat.evaluation.gate.known_failures import Drift
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.grading.promises import PROMISES
from citaat.evaluation.measures.measures import SHARE, measure
from citaat.evaluation.measures.pool import POOL, members, named
from citaat.evaluation.measures.scores import Score, Slice, estimate
from citaat.evaluation.trials.trials import TRIALS

# What the contract promises of every outcome: these need no floor to be demanded.
INVARIANTS = ("outcomes", "citation_validity", "whole_quotes", "grounding")


@dataclass(frozen=True, slots=True)
class Breach:
    """One reason why the gate fails; `ids` names the questions that show it."""

    kind: str
    where: str
    message: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The graded questions of every set, and the scores of the trials (None: there were none)."""

    sets: Mapping[str, Sequence[Graded]]
    trials: Mapping[Slice, Mapping[str, Score]] | None = None

    def inside(self, where: Slice) -> list[Graded]:
        """The questions of a slice; those of all sites together are called SET:ID."""
        found: list[Graded] = []
        for name in members(where.set, self.sets):
            own = [
                one
                for one in self.sets[name]
                if one.question.split == where.split and (not where.tag or where.tag in one.question.tags)
            ]
            found += named(name, own) if where.set == POOL else own
        return found


def judge(judged: Judged, floors: Iterable[Floor]) -> list[Breach]:
    """Every invariant and floor that does not hold, invariants first.

    A planted system is outcomes without trials; the floors on trials pass it by.
    """
    return [*invariants(judged), *under(judged, floors)]


def under(judged: Judged, floors: Iterable[Floor]) -> Iterator[Breach]:
    """Every floor that is not met, in order."""
    for floor in floors:
        if floor.measure in TRIALS:
            if judged.trials is not None:
                yield from _trial(floor, judged.trials.get(floor.where, {}).get(floor.measure))
        else:
            inside = judged.inside(floor.where)
            n, value = estimate(measure(floor.measure), inside)
            if not floor.holds(n, value):
                yield _below(floor, n, value, failing(floor.measure, inside))


def failing(name: str, graded: Iterable[Graded]) -> tuple[str, ...]:
    """The ids of the questions that a share counts against the system, sorted."""
    wanted = measure(name)
    if wanted.kind != SHARE:
        return ()
    bad = 1.0 if wanted.lower_is_better else 0.0
    return tuple(
        sorted(one.question.id for one in graded if wanted.applies(one.question) and wanted.value(one) == bad)
    )


def invariants(judged: Judged) -> Iterator[Breach]:
    """Every promise of the contract that some outcome breaks, set by set."""
    for name, graded in judged.sets.items():
        for promise in INVARIANTS:
            ids = failing(promise, graded)
            if ids:
                yield Breach(
                    "invariant", name, f"{promise} must hold for every outcome and fails for {len(ids)}", ids
                )
        yield from _broken(name, graded)


def _broken(name: str, graded: Sequence[Graded]) -> Iterator[Breach]:
    """A breach for each promise of the contract that an outcome breaks, with the first example."""
    found: dict[str, list[tuple[str, str]]] = {}
    for one in graded:
        for promise, what in one.broken:
            found.setdefault(promise, []).append((one.question.id, what))
    for promise in PROMISES:
        if promise in found:
            ids = tuple(sorted(key for key, _ in found[promise]))
            message = (
                f"{promise} must hold for every outcome and fails for {len(ids)}: {found[promise][0][1]}"
            )
            yield Breach("invariant", name, message, ids)


def _trial(floor: Floor, score: Score | None) -> Iterator[Breach]:
    n, value = (score.n, score.value) if score else (0, 0.0)
    if not floor.holds(n, value):
        yield _below(floor, n, value, ())


def _below(floor: Floor, n: int, value: float, ids: tuple[str, ...]) -> Breach:
    if not n:
        return Breach(
            "floor", str(floor.where), f"{floor.measure}: nothing to measure, floor {floor.limit:.3f}"
        )
    bound = "above the most allowed" if floor.maximum else "below the floor"
    return Breach(
        "floor", str(floor.where), f"{floor.measure} {value:.3f} is {bound}, {floor.limit:.3f} (n = {n})", ids
    )


def drift_breaches(drifts: Iterable[Drift]) -> Iterator[Breach]:
    """Failures that are not on record, and records that no longer fail."""
    for one in drifts:
        if one.broken:
            told = "; ".join(f"{key} ({checks})" for key, checks in one.broken)
            yield Breach(
                "new failure", str(one.where), f"not on record: {told}", tuple(key for key, _ in one.broken)
            )
        if one.mended:
            told = "; ".join(f"{key} ({checks})" for key, checks in one.mended)
            message = f"on record, but no longer failing (bless it): {told}"
            yield Breach("unrecorded repair", str(one.where), message, tuple(key for key, _ in one.mended))
