"""The net under the rules: weights on the words and term sets of a question, added up for each caveat.

A logistic regression fitted by `citaat.evaluation.net_fitting`; here it is only applied. A
feature is a term set that occurs (`<adem>`), a word by its lemma (`plafond`), what a question
looks like (`#vraag`), or two word classes that occur together (`<bewustzijn> & <spel>`): a sign
weighs less in a film, and more after an intake.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from citaat.caveats.matching import Occurrence
from citaat.caveats.reading import Reading
from citaat.light import Any, dataclass

DESPAIR = "zelfdoding"
AND = " & "
_TELLING = 3
_FIRST = frozenset({"ik", "mij"})
_SECOND = frozenset({"je", "jij", "u", "jullie"})
_THIRD = frozenset({"hij", "zij", "ze", "hem", "haar"})
_OWN = frozenset({"mijn", "mn", "m'n", "onze", "ons", "me"})
_PARTICIPLE = re.compile(r"ge[a-z]{3,}(?:t|d|en)")
_NUMBERS = ((1, "<1"), (2, "1"), (3, "2"), (8, "3-7"), (20, "8-19"), (100, "20-99"), (1000, "100-999"))


@dataclass(frozen=True, slots=True)
class Weighed:
    """The score of a question for each caveat, and the places that weighed most for each."""

    scores: Mapping[str, float]
    telling: Mapping[str, list[Occurrence]]
    despair: bool


class Net:
    """The compiled weights. Raises KeyError or TypeError when they are not whole."""

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._columns: list[str] = compiled["columns"]
        self._paired: frozenset[str] = frozenset(compiled["paired"])
        self._bias: list[float] = compiled["bias"]
        self._weights: dict[str, list[float]] = compiled["weights"]
        self.owed: dict[str, float] = compiled["owed"]
        self._accompanied: dict[str, float] = compiled["accompanied"]
        self.overruled: dict[str, float] = compiled["overruled"]

    def limit(self, caveat: str, accompanied: bool) -> float:
        """The score from which `caveat` is owed without a rule."""
        return self._accompanied[caveat] if accompanied else self.owed[caveat]

    def weigh(self, reading: Reading, question: str, found: Mapping[str, Sequence[Occurrence]]) -> Weighed:
        """The scores of a question; `found` are its term sets."""
        places = features(reading, question, found, self._paired)
        known = [(self._weights[name], spans) for name, spans in places.items() if name in self._weights]
        scores, telling = {}, {}
        for at, column in enumerate(self._columns):
            scores[column] = self._bias[at] + sum(weights[at] for weights, _ in known)
            best = sorted((-weights[at], spans[0]) for weights, spans in known if spans and weights[at] > 0)
            telling[column] = [span for _, span in best[:_TELLING]]
        return Weighed(scores, telling, scores[DESPAIR] >= 0)


def features(
    reading: Reading,
    question: str,
    found: Mapping[str, Sequence[Occurrence]],
    paired: Container[str] = frozenset(),
) -> dict[str, Sequence[Occurrence]]:
    """Every feature of a question with the places where it stands; `paired` sets are weighed by two too."""
    places: dict[str, Sequence[Occurrence]] = {f"<{name}>": spans for name, spans in found.items()}
    for at, token in enumerate(reading.tokens):
        number = reading.numbers[at]
        word = token.lemma if number is None else f"#getal {_size(number)}"
        places.setdefault(word, [(at, at + 1)])
    together = sorted(f"<{name}>" for name in found if name in paired)
    pairs = (f"{one}{AND}{other}" for at, one in enumerate(together) for other in together[at + 1 :])
    return places | dict.fromkeys(_looks(reading, question), ()) | dict.fromkeys(pairs, ())


def _size(number: float) -> str:
    return next((name for below, name in _NUMBERS if number < below), "1000+")


def _looks(reading: Reading, question: str) -> Iterable[str]:
    """Features of the whole question: length, sentences, who speaks, how it ends."""
    words = {token.norm for token in reading.tokens}
    yield f"#lengte {min(6, len(reading).bit_length())}"
    yield f"#zinnen {min(4, len(reading.starts))}"
    asked = question.rstrip().endswith("?")
    looks = {
        "#vraagteken": "?" in question,
        "#vraag": asked,
        "#uitroep": "!" in question,
        "#hoofdletters": question == question.upper() and bool(words),
        "#ik": not words.isdisjoint(_FIRST),
        "#jij": not words.isdisjoint(_SECOND),
        "#hij": not words.isdisjoint(_THIRD),
        "#mijn": not words.isdisjoint(_OWN),
        "#deelwoord": any(_PARTICIPLE.fullmatch(word) for word in words),
    }
    yield from (name for name, holds in looks.items() if holds)
