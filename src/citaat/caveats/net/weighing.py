"""The net under the rules: how like a question is to messages that people have labelled.

A support vector machine with a Gaussian kernel, fitted by `citaat.training.net`; here it
is only applied. Each message of `caveat-messages.jsonl` has a weight for each caveat, and counts
the more, the more features it shares with the question. A feature is a term set that occurs
(`<adem>`), a word by its lemma (`plafond`), or what a question looks like (`#vraag`).
"""

import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import exp, inf, isfinite
from operator import mul

from citaat.caveats.matching.phrases import Occurrence
from citaat.caveats.net.batch import Batch
from citaat.dutch.analysis import Token
from citaat.errors import RulesError
from citaat.light import Any, Pattern, Protocol, dataclass

DESPAIR = "zelfdoding"
# What sharing a feature is worth, in hundredths of a squared length: a word tells less than a term set.
SET_POINTS, WORD_POINTS = 100, 49
_TELLING = 3
# Of two Dutch messages in a hundred the net knows fewer of the words.
_KNOWN = 0.6
# Sums are rounded to so many digits: they are the same whatever adds them up.
_DIGITS = 9
_FIRST = frozenset({"ik", "mij"})
_SECOND = frozenset({"je", "jij", "u", "jullie"})
_THIRD = frozenset({"hij", "zij", "ze", "hem", "haar"})
_OWN = frozenset({"mijn", "mn", "m'n", "onze", "ons", "me"})
_PARTICIPLE = Pattern(r"ge[a-z]{3,}(?:t|d|en)")
_NUMBERS = ((1, "<1"), (2, "1"), (3, "2"), (8, "3-7"), (20, "8-19"), (100, "20-99"), (1000, "100-999"))


class Read(Protocol):
    """What the net looks at of words that were read."""

    @property
    def tokens(self) -> Sequence[Token]: ...
    @property
    def numbers(self) -> Sequence[float | None]: ...
    @property
    def starts(self) -> Collection[int]: ...
    def __len__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Weighed:
    """The score of a question for each caveat, and the places that weighed most for each.

    `strange`: too few of its words are in any fitted message for a low score to mean much (English, dialect).
    """

    scores: Mapping[str, float]
    telling: "Callable[[str], list[Occurrence]]"
    despair: bool
    strange: bool


class Net:
    """The compiled messages. Raises RulesError when they cannot be weighed with.

    `rows` gives the number of a feature; the messages that have it are
    `messages[pointers[number] : pointers[number + 1]]`. `weights` holds a weight for each
    message, column by column, the part of the kernel that is the message's own included.
    """

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        try:
            self._read(compiled)
            limits = (self.owed, self._accompanied, self.overruled)
            numbers = (*self._bias, self._gamma, *(one for table in limits for one in table.values()))
            # One that is no number makes the sum none.
            whole = all(map(isfinite, (*numbers, sum(self._weights))))
            whole = whole and self._size > 0 and self._size * len(self._columns) == len(self._weights)
        except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            raise RulesError(f"the stored net is damaged ({error!r})", fix="run: citaat index") from error
        if not whole:
            raise RulesError(
                "the stored net is empty, or weighs with what is no number", fix="run: citaat index"
            )

    def _read(self, compiled: Mapping[str, Any]) -> None:
        self._columns: list[str] = compiled["columns"]
        self._bias: list[float] = compiled["bias"]
        self._rows: Mapping[str, str] = compiled["rows"]
        self._pointers: Sequence[int] = compiled["pointers"]
        self._messages: Any = compiled["messages"]
        self._weights: Any = compiled["weights"]
        self._size = len(self._weights) // len(self._columns)
        self._gamma: float = compiled["gamma"]
        self._growth: dict[int, float] = {}
        self._batch: Batch | None = None
        self._having: dict[str, Any] = {}
        self.owed: dict[str, float] = compiled["owed"]
        self._accompanied: dict[str, float] = compiled["accompanied"]
        self.overruled: dict[str, float] = compiled["overruled"]

    def limit(self, caveat: str, accompanied: bool) -> float:
        """The score from which `caveat` is owed without a rule."""
        return self._accompanied[caveat] if accompanied else self.owed[caveat]

    def least(self, caveat: str) -> float:
        """The score below which `caveat` is never owed without a rule."""
        return min(self.owed[caveat], self._accompanied[caveat])

    def alone(self, caveat: str, scores: Mapping[str, float]) -> float:
        """The score of `caveat` where these scores of a message are enough for it, without any rule; else minus infinity."""
        company = any(scores[other] >= limit for other, limit in self.owed.items() if other != caveat)
        return scores[caveat] if scores[caveat] >= self.limit(caveat, company) else -inf

    def weigh(self, reading: Read, question: str, found: Mapping[str, Sequence[Occurrence]]) -> Weighed:
        """The scores of a question; `found` are its term sets."""
        places = features(reading, question, found)
        known, alike, scores = self._scored(places)

        def telling(column: str) -> list[Occurrence]:
            weights = self._column(self._columns.index(column))
            shares = (
                (-_share(weights, alike, messages), places[name][0])
                for name, messages in known.items()
                if places[name]
            )
            return [place for share, place in sorted(shares)[:_TELLING] if share < 0]

        words = [name for name in places if name[0] not in "<#"]
        strange = sum(name in known for name in words) < _KNOWN * len(words)
        return Weighed(scores, telling, scores[DESPAIR] >= 0, strange)

    def each(self, messages: Sequence[Collection[str]]) -> list[dict[str, float]]:
        """The scores of many messages that are given by their features."""
        if "numpy" not in sys.modules:
            return [self._scored(names)[2] for names in messages]
        return [self._biased(totals) for totals in self._take_arrays().totals(messages)]

    def _of(self, name: str) -> Any:
        """The numbers of the messages that have a feature; None when there are none."""
        found = self._having.get(name)
        if found is None and (row := self._rows.get(name)) is not None:
            at = int(row)
            found = self._having[name] = self._messages[self._pointers[at] : self._pointers[at + 1]]
        return found

    def _biased(self, totals: Sequence[float]) -> dict[str, float]:
        columns = enumerate(zip(self._columns, totals, strict=True))
        return {name: round(self._bias[at] + total, _DIGITS) for at, (name, total) in columns}

    def _scored(self, places: Iterable[str]) -> tuple[dict[str, Any], Any, dict[str, float]]:
        """The messages that have each feature, how much every message counts, and the scores."""
        numeric = "numpy" in sys.modules
        if numeric:
            self._take_arrays()
        known = {name: found for name in places if (found := self._of(name)) is not None}
        alike, totals = self._by_numpy(known) if numeric else self._plainly(known)
        return known, alike, self._biased(totals)

    def _take_arrays(self) -> Batch:
        """Hold messages and weights as arrays: free where they are mapped, and paid for once where they are lists."""
        import numpy as np

        if self._batch is None:
            self._messages, self._weights = np.asarray(self._messages), np.asarray(self._weights)
            columns = self._weights.reshape(len(self._columns), self._size)
            self._batch = Batch(self._of, points, columns, self._gamma)
        return self._batch

    def _column(self, at: int) -> "Any":
        return self._weights[at * self._size : (at + 1) * self._size]

    def _own(self, known: Iterable[str]) -> float:
        return exp(-self._gamma * sum(map(points, known)) / 100)

    def _plainly(self, known: Mapping[str, Sequence[int]]) -> tuple[Sequence[float], list[float]]:
        """How much each message counts, and the sum of each column.

        exp(-gamma |x - m|^2) = exp(-gamma |x|^2) exp(-gamma |m|^2) exp(2 gamma x.m), of which the
        second factor is in the weights already.
        """
        shared = [0] * self._size
        for name, messages in known.items():
            worth = points(name)
            for one in messages:
                shared[one] += worth
        own, growth = self._own(known), self._growth
        for each in set(shared):
            if each not in growth:
                growth[each] = exp(2 * self._gamma * each / 100)
        alike = [own * growth[each] for each in shared]
        return alike, [sum(map(mul, self._column(at), alike)) for at in range(len(self._columns))]

    def _by_numpy(self, known: Mapping[str, Any]) -> tuple[Any, list[float]]:
        """As `_plainly`, in a tenth of the time: worth it only where NumPy is imported anyway."""
        import numpy as np

        shared = np.zeros(self._size, np.int64)
        for worth in (SET_POINTS, WORD_POINTS):
            chosen = [one for name, one in known.items() if points(name) == worth]
            if chosen:
                shared += worth * np.bincount(np.concatenate(chosen).astype(np.int64), minlength=self._size)
        alike = self._own(known) * np.exp(2 * self._gamma / 100 * shared)
        columns = self._weights.reshape(len(self._columns), self._size)
        totals: list[float] = (columns @ alike).tolist()
        return alike, totals


def _share(weights: Any, alike: Any, messages: Any) -> float:
    """What the messages that have one feature add to a score."""
    if isinstance(alike, list):
        return float(sum(weights[one] * alike[one] for one in messages))
    return float(weights[messages] @ alike[messages])


def points(name: str) -> int:
    """What sharing a feature is worth."""
    return SET_POINTS if name[0] == "<" else WORD_POINTS


def features(
    reading: Read, question: str, found: Mapping[str, Sequence[Occurrence]]
) -> dict[str, Sequence[Occurrence]]:
    """Every feature of a question with the places where it stands."""
    places: dict[str, Sequence[Occurrence]] = {f"<{name}>": spans for name, spans in found.items()}
    for at, token in enumerate(reading.tokens):
        number = reading.numbers[at]
        word = token.lemma if number is None else f"#getal {_size(number)}"
        places.setdefault(word, [(at, at + 1)])
    return places | dict.fromkeys(_looks(reading, question), ())


def _size(number: float) -> str:
    return next((name for below, name in _NUMBERS if number < below), "1000+")


def _looks(reading: Read, question: str) -> Iterable[str]:
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
        "#deelwoord": any(word.startswith("ge") and _PARTICIPLE.compiled.fullmatch(word) for word in words),
    }
    yield from (name for name, holds in looks.items() if holds)
