"""This run against the baseline, question by question: better, worse, or too few to tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citaat.evaluation.gate.baseline import ALSO, PAIRED, Record, is_share
from citaat.evaluation.gate.gate import Breach
from citaat.evaluation.measures.scores import Slice
from citaat.evaluation.measures.statistics import holm, mcnemar, permutation, smallest_seen

ALPHA = 0.05
SAME, BETTER, REGRESS, UNSURE = "pass (unchanged)", "pass (better)", "regress", "too few to tell"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure against the baseline; `p` is Holm's over all measures and slices compared.

    `smallest` is the smallest net loss, as a share of the questions, that could have been seen.
    """

    where: Slice
    measure: str
    n: int
    before: float
    after: float
    losses: int
    gains: int
    p: float
    verdict: str
    smallest: float


@dataclass(frozen=True, slots=True)
class _Pairs:
    where: Slice
    measure: str
    before: Sequence[float]
    after: Sequence[float]


def compare(now: Mapping[Slice, Record], before: Mapping[Slice, Record]) -> list[Comparison]:
    """All paired measures of all comparable slices on both records, sorted; questions that changed are left out."""
    pairs = [
        one for where in sorted(now) if where in before for one in _pairs(where, now[where], before[where])
    ]
    raw = {f"{one.where} {one.measure}": _p(one) for one in pairs}
    adjusted = holm(raw)
    return [_comparison(one, adjusted[f"{one.where} {one.measure}"], len(pairs)) for one in pairs]


def _pairs(where: Slice, now: Record, before: Record) -> Iterator[_Pairs]:
    for column, name in enumerate(PAIRED):
        both = [
            (old[column], new[column])
            for key, new in sorted(now.rows.items())
            if (old := before.rows.get(key)) is not None and now.questions[key] == before.questions[key]
        ]
        kept = [(old, new) for old, new in both if old is not None and new is not None]
        if kept:
            yield _Pairs(where, name, [old for old, _ in kept], [new for _, new in kept])


def _changes(pairs: _Pairs) -> tuple[int, int]:
    both = list(zip(pairs.before, pairs.after, strict=True))
    return sum(new < old for old, new in both), sum(new > old for old, new in both)


def _p(pairs: _Pairs) -> float:
    return mcnemar(*_changes(pairs)) if is_share(pairs.measure) else permutation(pairs.before, pairs.after)


def _comparison(pairs: _Pairs, p: float, tests: int) -> Comparison:
    losses, gains = _changes(pairs)
    n = len(pairs.before)
    before, after = sum(pairs.before) / n, sum(pairs.after) / n
    if not losses and not gains:
        verdict = SAME
    elif p > ALPHA:
        verdict = UNSURE
    else:
        verdict = BETTER if after > before else REGRESS
    smallest = smallest_seen(n, tests, ALPHA)
    return Comparison(pairs.where, pairs.measure, n, before, after, losses, gains, p, verdict, smallest)


def breaches(comparisons: Sequence[Comparison]) -> Iterator[Breach]:
    """The measures that became worse beyond chance; where none did, those that became better.

    A record that says less than what was reached would hide a loss that comes after it.
    """
    worse = [one for one in comparisons if one.verdict == REGRESS]
    for one in worse or [one for one in comparisons if one.verdict == BETTER]:
        told = f"{one.measure} went from {one.before:.3f} to {one.after:.3f} (p = {one.p:.4f}, n = {one.n})"
        kind, cure = ("regress", "") if worse else ("unrecorded repair", "; bless it")
        yield Breach(kind, str(one.where), told + cure)


def ratchet(now: Mapping[Slice, Record], before: Mapping[Slice, Record]) -> Iterator[Breach]:
    """Critical questions that passed in the baseline and fail now, and caveats that another rule gives now, or that
    are lost now when a question is typed otherwise.

    A rule that was lost may leave its caveats standing, because another one or the net under them gives
    them too; and who reads why a warning was given reads another reason.
    """
    for where in sorted(set(now) & set(before)):
        yield from _other_rules(where, now[where], before[where])
        yield from _lost_caveats(where, now[where], before[where])
        # A question that is gone or has other labels is told of as such: it may have been mended.
        asked = {key for key, one in now[where].questions.items() if one == before[where].questions.get(key)}
        lost = tuple(sorted(asked.intersection(before[where].critical) - set(now[where].critical)))
        if lost:
            yield Breach(
                "critical", str(where), f"critical questions that passed now fail: {', '.join(lost)}", lost
            )


def _lost_caveats(where: Slice, now: Record, before: Record) -> Iterator[Breach]:
    """Caveats that are lost now when a question is typed otherwise, and were not on record."""
    new = [one for one in now.flips or () if one not in (before.flips or ())]
    if new and before.flips is not None:
        told = f"typed otherwise (kind, question, caveat), these lose a caveat: {'; '.join(new)}"
        yield Breach("flip", str(where), told, tuple(dict.fromkeys(one.split()[1] for one in new)))


def _gone(entry: str, now: Sequence[str]) -> bool:
    """Whether a caveat is no longer as on record; one that no label asks for may go, but not be worded otherwise."""
    # What the record does not tell of is not compared: one of before has no digest of the trigger.
    own = [one if " @" in entry else one.partition(" @")[0] for one in now]
    if not entry.startswith(ALSO):
        return entry not in own
    head = entry.partition("#")[0]
    return any(one != entry and one.startswith(head) for one in own)


def _other_rules(where: Slice, now: Record, before: Record) -> Iterator[Breach]:
    told, ids = [], []
    for key, rules in sorted(before.rules.items()):
        gone = [one for one in rules if _gone(one, now.rules.get(key, ()))]
        if gone and key in now.rows:
            told.append(f"{key} ({', '.join(gone)})")
            ids.append(key)
    if told:
        message = f"no longer given by the rule, with the text, or for the words, on record (bless it if that is right): {'; '.join(told)}"
        yield Breach("rule", str(where), message, tuple(ids))
