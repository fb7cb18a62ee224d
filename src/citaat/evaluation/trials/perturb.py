"""The perturbation suite: does the same question, typed differently, get the same treatment?"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from zlib import crc32

from citaat.evaluation.gold.records import SPLITS, Question
from citaat.evaluation.grading.case import Corpus
from citaat.evaluation.grading.grading import Graded, grade
from citaat.evaluation.measures.scores import Score, share
from citaat.evaluation.parallel import Team
from citaat.evaluation.system import System, outcome
from citaat.evaluation.trials.perturbations import DIRECTIONS, PERTURBATIONS, perturbed
from citaat.evaluation.trials.trials import LOWER
from citaat.records import Outcome

# Questions for each kind and split; the suite must stay something one waits for.
MOST = 15
# Of a site fewer: all sites together say how typing matters, and each costs an index to open.
OF_SITE = 4
# One in this many questions is asked again with a sentence that calls for a caveat.
_OF_SO_MANY = 7
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Flip:
    """A changed question that fared worse than the original: `lost` is "answer" or a caveat id."""

    kind: str
    question: Question
    changed: str
    lost: str


@dataclass(frozen=True, slots=True)
class _Trial:
    kind: str
    original: Graded
    changed: str
    adds: str = ""


def perturb(
    system: System, graded: Sequence[Graded], team: Team, progress: Progress, most: int = MOST
) -> tuple[dict[str, dict[str, Score]], tuple[Flip, ...]]:
    """By split, the flip rate and caveat survival for each kind, and the directional tests; and each flip."""
    by_split = ([one for one in graded if one.question.split == split] for split in SPLITS)
    trials = [one for own in by_split for one in _trials(own, most)]
    corpus = Corpus.of(system.articles, system.passages)
    flags: dict[str, dict[str, list[bool]]] = {}
    flips: list[Flip] = []
    # What two kinds of change both make of a question is asked once, and a question of the gold not again.
    asked: dict[str, Outcome | None] = {one.question.text: one.outcome for one in graded}
    changed = [text for text in dict.fromkeys(trial.changed for trial in trials) if text not in asked]
    for done, (text, found) in enumerate(zip(changed, team.each(system, outcome, changed), strict=True), 1):
        asked[text] = found
        progress("perturbations", done, len(changed))
    for trial in trials:
        own = flags.setdefault(trial.original.question.split, {})
        flips.extend(_judge(trial, asked[trial.changed], corpus, own))
    scores = {
        split: {name: share(name, found, name in LOWER) for name, found in sorted(own.items())}
        for split, own in flags.items()
    }
    return scores, tuple(flips)


def _trials(graded: Sequence[Graded], most: int) -> list[_Trial]:
    """A bounded, fixed choice: rightly answered and caveated questions in turn, for every kind."""
    trials: list[_Trial] = []
    telling = _choice(graded)
    for kind in PERTURBATIONS:
        changed = ((one, perturbed(kind, one.question.text, one.question.id)) for one in telling)
        found = [_Trial(kind.name, one, text) for one, text in changed if text is not None]
        trials.extend(found[:most])
    for name, sentence, caveat in DIRECTIONS if _has_caveats(graded) else ():
        some = _by_name(one for one in graded if caveat not in one.question.required)
        trials.extend(_Trial(name, one, f"{one.question.text} {sentence}", caveat) for one in some[:most])
    return trials


def _by_name(graded: Iterable[Graded]) -> list[Graded]:
    """One in so many, one at least, chosen by their names: a question more or less leaves the others as they were."""
    ordered = sorted(
        (crc32(one.question.id.encode()) % _OF_SO_MANY, at, one) for at, one in enumerate(graded)
    )
    return [one for rest, at, one in ordered if rest == 0 or at == ordered[0][1]]


def _has_caveats(graded: Sequence[Graded]) -> bool:
    """A gold set that requires no caveat at all says nothing on whether its corpus has rules."""
    return any(one.question.required for one in graded)


def _choice(graded: Sequence[Graded]) -> list[Graded]:
    """Questions that have something to lose: right answers, right abstentions and given caveats by turns."""
    answers = [one for one in graded if one.right and one.answered]
    silent = [one for one in graded if one.right and not one.answered]
    caveats = [one for one in graded if set(one.question.required) & set(one.given)]
    chosen = [one for turn in zip_longest(answers, silent, caveats) for one in turn if one is not None]
    return list({one.question.id: one for one in chosen}.values())


def _judge(trial: _Trial, found: Outcome | None, corpus: Corpus, flags: dict[str, list[bool]]) -> list[Flip]:
    """Book the trial under its measures and tell what was lost."""
    if trial.adds:
        there = found is not None and trial.adds in {one.id for one in found.caveats}
        flags.setdefault(f"direction/{trial.kind}", []).append(there)
        return [] if there else [Flip(trial.kind, trial.original.question, trial.changed, trial.adds)]
    now = grade(trial.original.question, found, corpus)
    lost = []
    if trial.original.right:
        _book(flags, "flip", trial.kind, not now.right)
        lost += [] if now.right else ["answer"]
    owed = set(trial.original.question.required) & set(trial.original.given)
    if owed:
        _book(flags, "caveat_survival", trial.kind, owed <= set(now.given))
        lost += sorted(owed - set(now.given))
    return [Flip(trial.kind, trial.original.question, trial.changed, one) for one in lost]


def _book(flags: dict[str, list[bool]], base: str, kind: str, flag: bool) -> None:
    for name in (base, f"{base}/{kind}"):
        flags.setdefault(name, []).append(flag)
