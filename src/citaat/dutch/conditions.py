"""Numbers with their units, and the conditions on them that a text states: "vanaf 70 jaar", "5 t/m 11 jaar", "onder € 300".

What somebody asks about herself ("mijn moeder van 74") is met by a range more often than by a number.
"""

from collections.abc import Iterator
from functools import lru_cache

from citaat.dutch.numbers import value
from citaat.light import IGNORE_CASE, Pattern, dataclass

_WORDS = {
    word: float(number)
    for number, word in enumerate(
        "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
        "achttien negentien twintig".split()
    )
    if number != 1
}
_UNITS = {
    unit: name
    for name, units in {
        "jaar": "jaar jaren jarig jarige jarigen",
        "maand": "maand maanden mnd",
        "week": "week weken",
        "dag": "dag dagen",
        "uur": "uur uren",
        "minuut": "minuut minuten min",
        "euro": "euro eur",
        "kg": "kg kilo kilo's kilogram",
        "g": "g gram",
        "mg": "mg milligram",
        "km": "km kilometer kilometers",
        "m": "m meter meters",
        "cm": "cm centimeter centimeters",
        "liter": "l liter liters",
        "graad": "graden graad °c °",
        "procent": "procent %",
        "keer": "keer maal x",
        "persoon": "persoon personen mensen deelnemers kinderen leerlingen",
    }.items()
    for unit in units.split()
}
_NUMBER = rf"(?:\d+(?:[.,]\d+)*|{'|'.join(_WORDS)})"
_UNIT = "|".join(unit.replace("'", "['’]") for unit in sorted(_UNITS, key=lambda unit: (-len(unit), unit)))
_AMOUNT = Pattern(
    rf"(?P<euro>€\s*)?\b(?P<number>{_NUMBER})(?:[\s-]?(?P<unit>{_UNIT})(?![\w’']))?", IGNORE_CASE
)
# Between two numbers of a range; before and after a number that is a bound.
_RANGE = Pattern(r"\s*(?:tot en met|t/m|tot|en|à|–|-)\s*(?:de\s+)?", IGNORE_CASE)
_LEAST = Pattern(
    r"(?:vanaf|boven|meer dan|minstens|minimaal|ten minste|tenminste|ouder dan|langer dan|hoger dan|groter dan|zwaarder dan"
    r"|na)(?: de| het| een leeftijd van)?\s*$",
    IGNORE_CASE,
)
_MOST = Pattern(
    r"(?:tot|t/m|tot en met|onder|minder dan|jonger dan|hoogstens|maximaal|hooguit|ten hoogste|korter dan|lager dan"
    r"|kleiner dan|lichter dan|binnen)(?: de| het| een leeftijd van)?\s*$",
    IGNORE_CASE,
)
_AND_MORE = Pattern(r"\s*(?:of|en)\s+(?:ouder|meer|langer|hoger|zwaarder|groter)\b", IGNORE_CASE)
_AND_LESS = Pattern(r"\s*(?:of|en)\s+(?:jonger|minder|korter|lager|lichter|kleiner)\b", IGNORE_CASE)
# Whose age a number without a unit tells.
_AGED = Pattern(
    r"\b(?:van|is|ben|bent|was|word|wordt|nu|leeftijd|oud)(?: nu| al| net| pas| bijna)?\s*$", IGNORE_CASE
)
_OLDEST = 110
# How many of these are in a year.
_A_YEAR = {"jaar": 1.0, "maand": 12.0, "week": 52.0, "dag": 365.0}
_BEFORE = 24
_ENDLESS = float("inf")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the name of its unit, "" when it has none."""

    number: float
    unit: str


@dataclass(frozen=True, slots=True)
class Condition:
    """From `least` to `most`, both included, of a unit."""

    least: float
    most: float
    unit: str

    def holds(self, amount: Amount) -> bool:
        """Whether the amount is of this unit and within the bounds."""
        return amount.unit == self.unit and self.least <= amount.number <= self.most


@dataclass(frozen=True, slots=True)
class _Found:
    number: float
    unit: str
    start: int
    end: int


def amounts(question: str) -> tuple[Amount, ...]:
    """The amounts that a question tells; a bare number that tells how old somebody is counts as years."""
    found = []
    for one in _numbers(question):
        aged = not one.unit and 0 < one.number < _OLDEST and _AGED.compiled.search(question[: one.start])
        found.append(Amount(one.number, "jaar" if aged else one.unit))
    return tuple(amount for amount in found if amount.unit)


def conditions(text: str) -> tuple[Condition, ...]:
    """The ranges and bounds that a text states; a number that is no bound is none."""
    found, numbers, end = list[Condition](), list(_numbers(text)), -1
    for at, one in enumerate(numbers):
        if at == end:
            # Where a range ends is no bound of its own: "4 tot 6 jaar".
            continue
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        if following is not None and _RANGE.compiled.fullmatch(text, one.end, following.start):
            unit = following.unit or one.unit
            least = _in_unit(one, unit)
            if least is not None and least < following.number:
                found.append(Condition(least, following.number, unit))
                end = at + 1
                continue
        before = text[max(0, one.start - _BEFORE) : one.start]
        if _LEAST.compiled.search(before) or _AND_MORE.compiled.match(text, one.end):
            found.append(Condition(one.number, _ENDLESS, one.unit))
        elif _MOST.compiled.search(before) or _AND_LESS.compiled.match(text, one.end):
            found.append(Condition(-_ENDLESS, one.number, one.unit))
    return tuple(condition for condition in found if condition.unit)


def _in_unit(one: _Found, unit: str) -> float | None:
    """The number in another unit ("3 maanden tot 1 jaar"), None where it is of something else."""
    if one.unit in ("", unit):
        return one.number
    if one.unit in _A_YEAR and unit in _A_YEAR:
        return one.number * _A_YEAR[unit] / _A_YEAR[one.unit]
    return None


def _numbers(text: str) -> Iterator[_Found]:
    if text.isascii() and not _may_count(text.lower()):
        return
    for match in _AMOUNT.compiled.finditer(text):
        word = match["number"].lower()
        number = value(word, _WORDS)
        if number is not None:
            unit = (
                "euro" if match["euro"] else _UNITS.get((match["unit"] or "").lower().replace("’", "'"), "")
            )
            yield _Found(number, unit, match.start(), match.end())


def _may_count(lower: str) -> bool:
    """Whether a text in ASCII holds a digit or a word for a number: most questions do not, and need no pattern."""
    return any(map(str.isdigit, lower)) or any(word in lower for word in _WORDS)


_TENS = "dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend|enkele|paar|geen|een|één"
_NUMBERED = rf"\b(?:\d+|{'|'.join(_WORDS)}|{_TENS})\W+(?:\w+\W+){{0,2}}?"


def numbered(text: str, beginning: str) -> bool:
    """Whether a text gives a number of the things whose name begins so: "plaats voor veertien fietsen"."""
    lower = text.lower()
    return beginning in lower and _numbered(beginning).found(lower)


@lru_cache(maxsize=256)
def _numbered(beginning: str) -> Pattern:
    return Pattern(_NUMBERED + beginning)
