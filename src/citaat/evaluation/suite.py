"""The suite: every question asked once, then everything that can be learnt from the outcomes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from citaat.errors import IncomparableError, UsageError
from citaat.evaluation.asking import Progress, SetRun, ask_sets
from citaat.evaluation.clock import Clock
from citaat.evaluation.gate import comparison
from citaat.evaluation.gate import known_failures as known
from citaat.evaluation.gate.baseline import BLESS, Gate, Record, incomparable, record
from citaat.evaluation.gate.comparison import Comparison
from citaat.evaluation.gate.gate import Breach, Judged, drift_breaches, judge
from citaat.evaluation.gate.shrinkage import gate_of, shrunk
from citaat.evaluation.gate.unrecorded import unrecorded
from citaat.evaluation.gold.sets import GoldSet, quotes_present
from citaat.evaluation.grading.criteria import Criteria
from citaat.evaluation.grading.grading import Graded
from citaat.evaluation.measures.pool import pooled_scores, pooled_trials
from citaat.evaluation.measures.scores import Score, Slice, scoreboard, slices
from citaat.evaluation.parallel import Team
from citaat.evaluation.system import Opener, System, explained
from citaat.evaluation.trials.alone import alone
from citaat.evaluation.trials.perturb import OF_SITE as TYPED
from citaat.evaluation.trials.perturb import perturb
from citaat.evaluation.trials.removal import OF_SITE as TAKEN
from citaat.evaluation.trials.removal import remove
from citaat.evaluation.trials.repeat import OF_SITE as AGAIN
from citaat.evaluation.trials.repeat import repeat
from citaat.evaluation.trials.selftest import SelfTest, self_tests
from citaat.findings import Finding

# So few questions, with all that is made of them, are asked sooner than a second process starts.
_FEW = 100
PASSED, FAILED, UNGATED, UNCOMPARED = "passed", "failed", "not gated", "not comparable"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a run found out; the reports only lay it out."""

    runs: Mapping[str, SetRun]
    board: Mapping[Slice, Mapping[str, Score]]
    criteria: Criteria
    breaches: tuple[Breach, ...]
    planted: tuple[SelfTest, ...]
    comparisons: tuple[Comparison, ...]
    incomparable: str
    shrunk: tuple[str, ...]
    records: Mapping[Slice, Record]
    gate: Gate
    timings: dict[str, float] = field(default_factory=dict, compare=False)
    # Whether this run was recorded as the baseline.
    blessed: bool = False

    @property
    def verdict(self) -> str:
        """One word for the whole, which says what the exit code says."""
        if any(one.kind != "not blessed" for one in self.breaches):
            return FAILED
        if self.incomparable or self.shrunk:
            return UNCOMPARED
        if self.breaches:
            return FAILED
        return PASSED if self.criteria.floors else UNGATED

    @property
    def exit_code(self) -> int:
        """1 for a failed gate, else 4 when it cannot be compared with the baseline's or is less than that.

        Without floors nothing was gated, which is wrong usage unless it was asked for.
        """
        if self.verdict == UNGATED:
            return 0 if self.criteria.ungated else UsageError.exit_code
        return {PASSED: 0, FAILED: 1, UNCOMPARED: IncomparableError.exit_code}[self.verdict]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is done: `trials` asks changed questions and corpora too, `thorough` takes out every answer.

    `findings`, when given, is importable by name and checks the gold meanwhile. `selected`: only some
    of the questions are asked, and each of them must pass.
    """

    trials: bool = True
    thorough: bool = False
    selected: bool = False
    findings: Callable[[], Sequence[Finding]] | None = None


def evaluate(
    sets: Sequence[GoldSet],
    opener: Opener,
    criteria: Callable[[Mapping[str, GoldSet]], Criteria],
    progress: Progress,
    plan: Plan = Plan(),
) -> Report:
    """Run everything. `criteria` is called with the sets read, before the first question is asked."""
    clock = Clock()
    held = criteria({gold.name: gold for gold in sets})
    opened = _opened(sets, opener)
    clock.lap("opening")
    runs: dict[str, SetRun] = {}
    board: dict[Slice, dict[str, Score]] = {}
    trials: dict[Slice, dict[str, Score]] = {}
    with Team(1 if sum(len(gold.questions) for gold in sets) < _FEW else None) as team:
        findings = team.aside(plan.findings) if plan.findings else None
        for run in ask_sets(opened, team, progress):
            name = run.gold.name
            clock.lap(f"{name}: questions")
            runs[name] = _tried(run, team, progress, trials, clock, plan) if plan.trials else run
            # Here, because the next set is being asked meanwhile.
            board.update(scoreboard(name, run.graded))
            clock.lap("scores")
        found = team.awaited(findings, partial(progress, "check of the gold", 0, 1)) if findings else ()
        clock.lap("check of the gold")
    graded = _together(runs, board, trials)
    clock.lap("scores")
    judged = Judged(graded, trials if plan.trials else None)
    return _assess(runs, judged, board, held, clock, _beside(found, runs, plan), progress)


def _together(
    runs: Mapping[str, SetRun],
    board: dict[Slice, dict[str, Score]],
    trials: dict[Slice, dict[str, Score]],
) -> dict[str, Sequence[Graded]]:
    """The graded questions of every set; what all sites together score, and the trials, are put on the board."""
    graded: dict[str, Sequence[Graded]] = {name: run.graded for name, run in runs.items()}
    board.update(pooled_scores(graded))
    trials.update(pooled_trials(trials))
    for where, scores in trials.items():
        board[where] = {**board.get(where, {}), **scores}
    return graded


def _opened(sets: Sequence[GoldSet], opener: Opener) -> list[tuple[GoldSet, System]]:
    """Each set with its system; UsageError for a quote that is gone, before the first question is asked."""
    opened = [(gold, opener(gold.corpus)) for gold in sets]
    quotes_present((gold, system.articles) for gold, system in opened)
    return opened


def _tried(
    run: SetRun,
    team: Team,
    progress: Progress,
    trials: dict[Slice, dict[str, Score]],
    clock: Clock,
    plan: Plan,
) -> SetRun:
    """The run with what became of changed questions, of the same ones again, and of right answers once taken out."""
    name, site = run.gold.name, run.gold.corpus is not None
    unsteady = repeat(run.system, run.graded, team, progress, *((AGAIN,) if site else ()))
    if not site:
        unsteady = tuple(sorted({*unsteady, *alone(run.system, run.graded)}))
    found, flips = perturb(run.system, run.graded, team, progress, *((TYPED,) if site else ()))
    _merge(trials, name, found)
    clock.lap(f"{name}: perturbations")
    found, sample = remove(run.system, run.graded, team, progress, plan.thorough, *((TAKEN,) if site else ()))
    _merge(trials, name, found)
    clock.lap(f"{name}: answer removal")
    return replace(run, flips=flips, removal=sample, unsteady=unsteady)


def _unsteady(runs: Mapping[str, SetRun]) -> Iterator[Breach]:
    for name, run in runs.items():
        if run.unsteady:
            told = (
                f"the same question must get the same outcome; asked again, or by citaat ask, "
                f"{len(run.unsteady)} got another"
            )
            yield Breach("invariant", name, told, run.unsteady)


def _beside(findings: Sequence[Finding], runs: Mapping[str, SetRun], plan: Plan) -> tuple[Breach, ...]:
    """What is wrong whatever the floors and the baseline are."""
    return (*_checked(findings), *_selected(runs, plan), *_unsteady(runs))


def _checked(findings: Sequence[Finding]) -> Iterator[Breach]:
    """What `citaat check` says of the gold: a question that was told, or a label that no answer can meet."""
    for one in findings:
        yield Breach("check", f"{one.file}:{one.line}", f"{one.code}: {one.message}; {one.fix}")


def _selected(runs: Mapping[str, SetRun], plan: Plan) -> Iterator[Breach]:
    for name, run in runs.items() if plan.selected else ():
        ids = tuple(one.question.id for one in run.graded if one.failures)
        if ids:
            yield Breach("selection", name, f"{len(ids)} of {len(run.graded)} selected questions fail", ids)


def _merge(
    trials: dict[Slice, dict[str, Score]], name: str, found: Mapping[str, Mapping[str, Score]]
) -> None:
    for split, scores in found.items():
        trials.setdefault(Slice(name, split), {}).update(scores)


def _assess(
    runs: Mapping[str, SetRun],
    judged: Judged,
    board: Mapping[Slice, Mapping[str, Score]],
    held: Criteria,
    clock: Clock,
    beside: Sequence[Breach],
    progress: Progress,
) -> Report:
    # Without floors there is no gate to test: only the promises are.
    planted = tuple(self_tests(runs, held.floors, held.least, progress))
    clock.lap("planted systems")
    records, failing = _records(runs), _failing(runs)
    compared, lost, why_not = _compare(records, held)
    breaches = [*beside, *judge(judged, held.floors), *lost, *_drift(failing, held), *_trusted(planted, held)]
    clock.lap("comparison")
    gate = gate_of(held.floors, held.least, [run.gold for run in runs.values()], planted, failing)
    asked = (held.split, not held.foreign, held.known)
    less = shrunk(gate, records, held.baseline, *asked) if held.baseline else []
    why_not = "; ".join(filter(None, (why_not, _unrecorded(records, held))))
    scores, found, against = dict(sorted(board.items())), tuple(breaches), tuple(compared)
    return Report(
        runs, scores, held, found, planted, against, why_not, tuple(less), records, gate, clock.spent
    )


def _records(runs: Mapping[str, SetRun]) -> dict[Slice, Record]:
    return {
        where: record(graded, run.system.articles, run.system.analyser, _lost(run, where))
        for name, run in runs.items()
        for where, graded in slices(name, run.graded).items()
        if not where.tag
    }


def _lost(run: SetRun, where: Slice) -> list[str]:
    """The caveats of a split that a question typed otherwise lost."""
    return [
        f"{one.kind} {one.question.id} {one.lost}"
        for one in run.flips
        if one.question.split == where.split and one.lost != "answer"
    ]


def _compare(records: Mapping[Slice, Record], held: Criteria) -> tuple[list[Comparison], list[Breach], str]:
    if held.baseline is None or held.foreign:
        return [], [], held.incomparable
    before = held.baseline.records
    reasons = list(incomparable(records, before))
    same = {where: own for where, own in records.items() if where in before and own.key == before[where].key}
    compared = comparison.compare(same, before)
    told = f"{held.baseline_file}: {'; '.join(reasons)}" if reasons else ""
    told = "; ".join(filter(None, (held.incomparable, told)))
    return compared, [*comparison.breaches(compared), *comparison.ratchet(same, before)], told


def _unrecorded(records: Mapping[Slice, Record], held: Criteria) -> str:
    """What the baseline does not tell of; a baseline that another system is compared with tells of its own."""
    if held.baseline is None or held.foreign:
        return ""
    found = unrecorded(records, held.baseline, held.known)
    return f"{held.baseline_file}: {'; '.join(found)}; {BLESS}" if found else ""


def _failing(runs: Mapping[str, SetRun]) -> known.Failures:
    return {
        where: rows for name, run in runs.items() for where, rows in known.failures(run.graded, name).items()
    }


def _drift(failing: known.Failures, held: Criteria) -> list[Breach]:
    return [] if held.known is None else list(drift_breaches(known.drift(failing, held.known)))


def _trusted(planted: Iterable[SelfTest], held: Criteria) -> list[Breach]:
    """A planted system that passes makes the gate itself fail; without floors there is no gate to test."""
    if not held.floors:
        return []
    return [
        Breach("self-test", one.name, f"this bad system passes: {one.advice}")
        for one in planted
        if one.passed
    ]


def explanations(
    report: Report, wanted: Callable[[Graded], bool]
) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Why the outcome of each wanted question came out as it did, by set and question id."""
    told: dict[tuple[str, str], Mapping[str, Any]] = {}
    with Team() as team:
        for name, run in report.runs.items():
            asked = [one.question for one in run.graded if wanted(one) and one.outcome is not None]
            found = team.each(run.system, explained, [one.text for one in asked])
            told.update({(name, one.id): why for one, why in zip(asked, found, strict=True)})
    return told
