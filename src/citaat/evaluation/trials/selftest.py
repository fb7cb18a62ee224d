"""The gate tested on bad systems: each must be refused, by a floor or by the promise that it breaks."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from citaat.evaluation.gate.floors import Floor
from citaat.evaluation.gate.gate import Breach, Judged, invariants, under
from citaat.evaluation.grading.case import Case, Corpus
from citaat.evaluation.grading.grading import Graded, grade
from citaat.evaluation.grading.promises import PROMISES
from citaat.evaluation.measures.measures import measure
from citaat.evaluation.measures.scores import Slice, estimate, slices
from citaat.evaluation.trials.planted import PLANTED, Planted
from citaat.evaluation.trials.spoilt import SPOILT, Spoilt
from citaat.records import KNOWN_GAP, Abstained, Caveat, Outcome, Passage

# Of the reasons to refuse a bad system so many are looked for and told.
SHOWN = 3
# Nearer than this to the run itself, a bad system leaves no room for a floor between them.
_APART = 0.004
# The measure that compares right answers with wrong ones: on a handful of either it is chance.
_RANKS = "AUROC"


class Run(Protocol):
    """What a set's run has to offer: the graded outcomes, and what they were checked against."""

    @property
    def graded(self) -> Sequence[Graded]: ...
    @property
    def passages(self) -> Sequence[Passage]: ...
    @property
    def corpus(self) -> Corpus: ...


@dataclass(frozen=True, slots=True)
class SelfTest:
    """A bad system: how many outcomes it changed (at least), and why the gate refused it (SHOWN reasons at most).

    `untestable` says why this gold cannot show it; `advice` what would stop a system that passed.
    """

    name: str
    changed: int
    breaches: tuple[Breach, ...]
    untestable: str = ""
    advice: str = ""

    @property
    def passed(self) -> bool:
        """Whether the gate let a bad system through."""
        return not self.breaches and not self.untestable


def self_tests(
    runs: Mapping[str, Run], floors: Iterable[Floor], least: int, progress: Callable[[str, int, int], None]
) -> Iterator[SelfTest]:
    """Every bad system, judged on all sets at once."""
    chosen = tuple(floors)
    bad_ones: list[Planted | Spoilt] = [*(one for one in PLANTED if chosen or one.promise), *SPOILT]
    for done, bad in enumerate(bad_ones):
        progress("planted bad systems", done, len(bad_ones))
        yield _planted(bad, runs, chosen, least) if isinstance(bad, Planted) else _spoilt(bad, runs)


def _planted(planted: Planted, runs: Mapping[str, Run], floors: Sequence[Floor], least: int) -> SelfTest:
    false = _Planting(planted, runs)
    found = tuple(islice(_reasons(planted, Judged(false), floors), SHOWN))
    if found or not false.changed:
        return SelfTest(planted.name, false.changed, found, "" if found else "it changes no outcome here")
    if planted.promise:
        return SelfTest(
            planted.name, false.changed, (), advice=f"the promise {planted.promise} does not see it"
        )
    untestable, advice = _advice(planted, runs, false, floors, least)
    return SelfTest(planted.name, false.changed, (), untestable, advice)


def _reasons(planted: Planted, judged: Judged, floors: Sequence[Floor]) -> Iterator[Breach]:
    """Why it is refused for its own sake: one that is bad on the whole must be seen by a floor that is about it, not
    by another or by a promise that it happens to break."""
    if not planted.promise:
        return under(judged, (one for one in floors if one.measure in planted.floors))
    return (one for one in invariants(judged) if one.message.startswith(planted.promise))


class _Planting(Mapping[str, tuple[Graded, ...]]):
    """What becomes of each set, graded when it is first looked at: the first few reasons are enough to refuse a system.

    `changed` is how many outcomes are not the true ones.
    """

    def __init__(self, planted: Planted, runs: Mapping[str, Run]) -> None:
        self._runs, self._promise = runs, bool(planted.promise)
        self._false = {name: _false(planted, run) for name, run in runs.items()}
        self._graded: dict[str, tuple[Graded, ...]] = {}
        self.changed = sum(
            not _same(ours, theirs)
            for name, run in runs.items()
            for ours, theirs in zip(run.graded, self._false[name], strict=True)
        )

    def __getitem__(self, name: str) -> tuple[Graded, ...]:
        if name not in self._graded:
            # Which promises it breaks besides is not asked of a system that a floor must see.
            self._graded[name] = _regraded(self._runs[name], self._false[name], self._promise)
        return self._graded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._runs)

    def __len__(self) -> int:
        return len(self._runs)


def _advice(
    planted: Planted,
    runs: Mapping[str, Run],
    sets: Mapping[str, Sequence[Graded]],
    floors: Sequence[Floor],
    least: int,
) -> tuple[str, str]:
    """(why it cannot be tested, what would stop it): one of the two is empty."""
    if not any(_worse(name, run.graded, sets[key]) for key, run in runs.items() for name in planted.floors):
        return "on these questions it does no worse than the system itself", ""
    met = [_met(one, runs, sets) for one in floors if one.measure in planted.floors and not one.where.tag]
    if met:
        return "", max(met)[1]
    wanted = [_room(name, runs, sets) for name in planted.floors]
    n, told = max(wanted, key=lambda one: one[0] >= least)
    if n >= least:
        return "", told
    name, n = planted.floors[0], wanted[0][0]
    if name == _RANKS:
        return f"a floor on {name} needs {least} right and as many wrong answers, and there are {n}", ""
    return f"a floor on {name} needs {least} questions, and there are {n}", ""


def _met(floor: Floor, runs: Mapping[str, Run], sets: Mapping[str, Sequence[Graded]]) -> tuple[float, str]:
    """By how much the planted system is worse than the run itself, and what to do about the floor that it meets.

    The first is 0 where it is not worse: then no value of this floor would stop it.
    """
    ours = {name: tuple(run.graded) for name, run in runs.items()}
    (_, good), (_, bad) = (
        estimate(measure(floor.measure), Judged(one).inside(floor.where)) for one in (ours, sets)
    )
    told = f"it meets the floor {floor.measure} = {floor.limit} of [{floor.where}] with {bad:.3f}"
    apart = bad - good if floor.maximum else good - bad
    if apart < _APART:
        return 0.0, told
    move = "lower" if floor.maximum else "raise"
    return apart, f"{told}; this run has {good:.3f}, so {move} that floor to {(good + bad) / 2:.3f}"


def _worse(name: str, ours: Sequence[Graded], theirs: Sequence[Graded]) -> bool:
    """Whether the planted system loses anything that this measure sees."""
    wanted = measure(name)
    (_, good), (n, bad) = estimate(wanted, ours), estimate(wanted, theirs)
    return n > 0 and (bad > good if wanted.lower_is_better else bad < good)


def _room(name: str, runs: Mapping[str, Run], sets: Mapping[str, Sequence[Graded]]) -> tuple[int, str]:
    """How many questions a floor on this measure could stand on, and where to put it."""
    best, told = 0, ""
    for key, run in runs.items():
        for where, graded in slices(key, run.graded).items():
            if where.tag:
                continue
            n = _told_apart(graded) if name == _RANKS else _measured(name, graded)
            if n > best:
                best, told = n, _floor(name, where, graded, Judged(sets).inside(where))
    return best, told


def _measured(name: str, graded: Sequence[Graded]) -> int:
    """How many questions the measure is about and has a value for: a suggestion is none where an answer is given."""
    asked = sum(measure(name).applies(one.question) for one in graded)
    return min(asked, estimate(measure(name), graded)[0])


def _told_apart(graded: Sequence[Graded]) -> int:
    """How many answers there are of the kind, right or wrong, that there are fewest of: the rest has nothing to outrank."""
    right = [one.right is True for one in graded if one.answered]
    return min(sum(right), len(right) - sum(right))


def _floor(name: str, where: Slice, ours: Sequence[Graded], theirs: Sequence[Graded]) -> str:
    good, bad = (estimate(measure(name), one)[1] for one in (ours, theirs))
    return f'a floor on "{name}" in [{where}] would stop it: {bad:.3f} where this run has {good:.3f}'


def planted_grades(planted: Planted, run: Run) -> tuple[Graded, ...]:
    """How the planted system does; what it left as it was keeps the grade it has, the very same one."""
    return _regraded(run, _false(planted, run), True)


def _false(planted: Planted, run: Run) -> list[Outcome | None]:
    return planted.plant([one.outcome for one in run.graded], run.passages)


def _same(ours: Graded, theirs: Outcome | None) -> bool:
    return ours.outcome is theirs or ours.outcome == theirs


def _regraded(run: Run, false: Sequence[Outcome | None], promises: bool) -> tuple[Graded, ...]:
    return tuple(
        ours if _same(ours, theirs) else _regrade(ours, theirs, run.corpus, promises)
        for ours, theirs in zip(run.graded, false, strict=True)
    )


def _owed(ours: Graded) -> tuple[Caveat, ...]:
    return ours.outcome.caveats if ours.outcome else ()


def _listed(ours: Graded) -> bool:
    """Whether the corpus lists the question as a known gap: the true outcome says so."""
    return isinstance(ours.outcome, Abstained) and ours.outcome.abstention.code == KNOWN_GAP


def _regrade(ours: Graded, theirs: Outcome | None, corpus: Corpus, promises: bool) -> Graded:
    """The ranking is still the true one: a floor on rankings does not refuse what changed none."""
    graded = grade(ours.question, theirs, corpus, _owed(ours), promises, _listed(ours))
    return replace(graded, passages=ours.passages, relevant=ours.relevant)


def _spoilt(spoilt: Spoilt, runs: Mapping[str, Run]) -> SelfTest:
    """The first outcome that has something to spoil must be refused, by the name of the promise."""
    for name, run in runs.items():
        for ours, theirs in _spoilings(spoilt, run):
            what = _seen(spoilt, ours, theirs, run.corpus)
            told = f"{spoilt.promise} must hold for every outcome: {what}"
            breach = Breach("invariant", name, told, (ours.question.id,))
            advice = "" if what else f"the promise {spoilt.promise} does not see it ({ours.question.id})"
            return SelfTest(spoilt.name, 1, (breach,) if what else (), advice=advice)
    return SelfTest(spoilt.name, 0, (), "no outcome here has anything to spoil")


def _spoilings(spoilt: Spoilt, run: Run) -> Iterator[tuple[Graded, Outcome]]:
    for ours in run.graded:
        if ours.outcome is not None and not ours.broken:
            theirs = spoilt.spoil(ours.outcome, run.passages)
            if theirs != ours.outcome:
                yield ours, theirs


def _seen(spoilt: Spoilt, ours: Graded, theirs: Outcome, corpus: Corpus) -> str:
    """What is wrong by this promise, an empty text when nothing is."""
    check = PROMISES.get(spoilt.promise)
    if check is not None:
        return check(Case(ours.question.text, theirs, _owed(ours), corpus, _listed(ours)))
    graded = grade(ours.question, theirs, corpus, _owed(ours))
    told = {
        "citation_validity": graded.citation_fault,
        "grounding": "it says more than its quotes",
        "outcomes": graded.why,
    }
    return told[spoilt.promise] if measure(spoilt.promise).value(graded) == 0 else ""
