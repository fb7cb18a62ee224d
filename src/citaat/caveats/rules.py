"""Which caveats a question is owed, by which rule and on which of its words."""

from collections.abc import Container, Mapping

from citaat.analysis import Token, fold
from citaat.caveats.matching import Matcher, Occurrence
from citaat.caveats.reading import Reading, Speller
from citaat.light import Any, dataclass


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule that holds for a question; `trigger` are the words of the question as typed."""

    rule: str
    caveat: str
    severity: str
    trigger: str
    situation: str


class Rules:
    """The compiled rules. `known` holds the words of the dictionary: they are no misspellings."""

    def __init__(self, compiled: Mapping[str, Any], known: Container[str] = frozenset()) -> None:
        self.texts: list[dict[str, Any]] = compiled["texts"]
        self._rules: list[dict[str, Any]] = compiled["rules"]
        self._numbers: dict[str, float] = compiled["numbers"]
        self._protected: str = f" {compiled['protected']} "
        self._speller, self._matcher = Speller(compiled, known), Matcher(compiled)

    def fire(self, question: str, tokens: list[Token]) -> tuple[Firing, ...]:
        """Every rule that holds, in the order of the rules (most severe caveat first)."""
        found = self.occurrences(question, tokens)
        spans = [token for token in tokens if not token.derived]
        firings = []
        for rule in self._rules:
            places = _places(rule, found)
            if places is not None:
                trigger = _trigger(question, spans, places)
                firings.append(
                    Firing(rule["id"], rule["caveat"], rule["severity"], trigger, rule["situation"])
                )
        return tuple(firings)

    def occurrences(self, question: str, tokens: list[Token]) -> dict[str, list[Occurrence]]:
        """The places of every term set in the question, by name; harmless spans left out."""
        return self._matcher.find(Reading(question, tokens, self._speller, self._numbers))

    def protected(self, word: str) -> bool:
        """Whether `word` is the name of a medicine, misspelt too: no other word may replace it."""
        plain = fold(word)
        return any(f" {one} " in self._protected for one in (plain, *self._speller.readings(plain)))


def _places(rule: Mapping[str, Any], found: dict[str, list[Occurrence]]) -> list[Occurrence] | None:
    """One occurrence for each group of the rule, closest together; None when it does not hold."""
    doubtful = any(name in found for name in rule["doubt"])
    if any(name in found for name in rule["unless"]) or (
        doubtful and not any(name in found for name in rule["certain"])
    ):
        return None
    groups = [[place for name in group for place in found.get(name, ())] for group in rule["all"]]
    if not all(groups):
        return None
    best: list[Occurrence] | None = None
    for first in groups[0]:
        chosen = [first]
        for group in groups[1:]:
            chosen.append(min(group, key=lambda place: (_gap(first, place), place)))
        if best is None or _width(chosen) < _width(best):
            best = chosen
    return best if best is not None and (not rule["near"] or _width(best) <= rule["near"]) else None


def _gap(left: Occurrence, right: Occurrence) -> int:
    return max(right[0] - left[1], left[0] - right[1], -1)


def _width(places: list[Occurrence]) -> int:
    return max(end for _, end in places) - min(start for start, _ in places)


def _trigger(question: str, spans: list[Token], places: list[Occurrence]) -> str:
    """The words as typed, with … between those that stand apart."""
    wanted = sorted({at for start, end in places for at in range(start, end)})
    pieces: list[str] = []
    for before, at in zip([-2, *wanted], wanted, strict=False):
        if at == before + 1:
            start = pieces.pop()
            pieces.append(start + question[spans[before].end : spans[at].end])
        else:
            pieces.append(question[spans[at].start : spans[at].end])
    return " … ".join(pieces)
