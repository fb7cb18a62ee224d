"""Whether a rule holds for a message: where its term sets stand, and which words as typed those are."""

from collections.abc import Mapping, Sequence

from citaat.caveats.elements import SAVE
from citaat.caveats.matching.nearest import Near
from citaat.caveats.matching.phrases import Occurrence
from citaat.dutch.analysis import Token
from citaat.light import Any


def occurring(
    rule: Mapping[str, Any], found: Mapping[str, Sequence[Occurrence]], words: int
) -> list[Occurrence] | None:
    """One occurrence for each group of the rule, closest together; None when it does not hold."""
    if rule["most"] and words > rule["most"]:
        return None
    doubtful = any(name in found for name in rule["doubt"])
    if any(_ruled_out(name, found) for name in rule["unless"]) or (
        doubtful and not any(name in found for name in rule["certain"])
    ):
        return None
    groups = [[place for name in group for place in found.get(name, ())] for group in rule["all"]]
    if not all(groups):
        return None
    others = [Near(group) for group in groups[1:]]
    best: list[Occurrence] | None = None
    for first in groups[0]:
        chosen = [first, *(other.to(first) for other in others)]
        if best is None or _width(chosen) < _width(best):
            best = chosen
    return best if best is not None and (not rule["near"] or _width(best) <= rule["near"]) else None


def _ruled_out(name: str, found: Mapping[str, Sequence[Occurrence]]) -> bool:
    """Whether a set of `unless` is there; of "film^person" not where the second one is too."""
    set_, _, save = name.partition(SAVE)
    return set_ in found and (not save or save not in found)


def _width(places: list[Occurrence]) -> int:
    return max(end for _, end in places) - min(start for start, _ in places)


def trigger_of(question: str, spans: list[Token], places: list[Occurrence]) -> str:
    """The words as typed, with … between those that stand apart; of a glued or misspelt word all of it."""
    pieces: list[tuple[int, int, int]] = []
    for at in sorted({at for start, end in places for at in range(start, end)}):
        start, end = _typed(question, spans[at].start, spans[at].end)
        if pieces and (at == pieces[-1][2] + 1 or start < pieces[-1][1]):
            start = pieces.pop()[0]
        pieces.append((start, end, at))
    return " … ".join(question[start:end] for start, end, _ in pieces)


def _typed(question: str, start: int, end: int) -> tuple[int, int]:
    """The whole word around a part of it."""
    while start and question[start - 1].isalnum():
        start -= 1
    while end < len(question) and question[end].isalnum():
        end += 1
    return start, end
