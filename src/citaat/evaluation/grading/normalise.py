"""Dutch answers compared by value: "1,5 mg" is not "15 mg", and "220-260" is a range."""

import re
from collections import Counter
from decimal import Decimal
from functools import lru_cache

from citaat.evaluation.grading.matching import fold

_ARTICLES = frozenset(("de", "het", "een", "'t", "’t"))
_COUNTED = ["twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"]
_SMALL = {word: number for number, word in enumerate(_COUNTED, 2)}
# Unit -> (base unit, how many of the base unit it is).
_UNITS: dict[str, tuple[str, Decimal]] = {
    name: (base, Decimal(factor))
    for base, factor, names in (
        ("mg", "1", "mg milligram milligrammen"),
        ("mg", "1000", "g gr gram grammen"),
        ("mg", "1000000", "kg kilo kilogram"),
        ("mg", "0.001", "mcg µg μg ug microgram"),
        ("ml", "1", "ml milliliter"),
        ("ml", "10", "cl centiliter"),
        ("ml", "100", "dl deciliter"),
        ("ml", "1000", "l liter"),
        ("%", "1", "% procent"),
        ("s", "1", "s sec seconde seconden"),
        ("s", "60", "min minuut minuten"),
        ("s", "3600", "u uur uren"),
    )
    for name in names.split()
}
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_SIDE = rf"(?:{_NUMBER}|{'|'.join(_SMALL)})"
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?:(?P<compare>[<>≤≥]=?|minder dan|meer dan|minstens|minimaal|ten minste|hoogstens|maximaal)\s*)?"
    rf"(?<![\w.,])(?P<low>{_SIDE})(?:\s*(?P<first>{_UNIT}))?"
    rf"(?:\s*(?:[-–—]|tot|à)\s*(?P<high>{_SIDE}))?"
    rf"(?:\s*(?P<unit>{_UNIT})(?!\w))?(?![\w])",
)
_BETWEEN = re.compile(rf"tussen (?:de )?({_SIDE}(?: ?(?:{_UNIT}))?) en ({_SIDE})(?!\w)")
_SIGNS = {
    "minder dan": "<",
    "meer dan": ">",
    "minstens": ">=",
    "minimaal": ">=",
    "ten minste": ">=",
    "hoogstens": "<=",
    "maximaal": "<=",
    "≤": "<=",
    "≥": ">=",
}
_WORD = re.compile(r"\x00\d+\x00|['’]?[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+")


def value(number: str) -> Decimal:
    """The value of a Dutch number: a comma is decimal, and so is a full stop unless it groups thousands."""
    if number in _SMALL:
        return Decimal(_SMALL[number])
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "")
    return Decimal(number.replace(",", "."))


@lru_cache(maxsize=4096)
def normal(text: str) -> tuple[str, ...]:
    """The words of a text without articles and punctuation; numbers, units and ranges as values."""
    quantities: list[str] = []

    def keep(match: re.Match[str]) -> str:
        quantities.append(_quantity(match))
        return f" \x00{len(quantities) - 1}\x00 "

    found = _WORD.findall(_QUANTITY.sub(keep, _BETWEEN.sub(r"\1 - \2", fold(text))))
    tokens = (quantities[int(word[1:-1])] if word[0] == "\x00" else word for word in found)
    return tuple(token for token in tokens if token not in _ARTICLES)


def _quantity(match: re.Match[str]) -> str:
    first, last = match["first"], match["unit"]
    unit, factor = _UNITS.get(last or first or "", ("", Decimal(1)))
    _, low_factor = _UNITS.get(first or last or "", ("", Decimal(1)))
    low = _plain(value(match["low"]) * low_factor)
    high = f"..{_plain(value(match['high']) * factor)}" if match["high"] else ""
    compare = match["compare"] or ""
    return f"{_SIGNS.get(compare, compare)}{low}{high}{unit}"


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")


# Number words are values too: "drie" is not in "drieënveertig", nor "een keer" in "geen keer".
_WORDS = re.compile(
    r"(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|\w+tien|\w*tig|honderd|duizend|half|halve)$"
)
_DIGIT_BEFORE = re.compile(r"(?:\d|\d[.,:/]|(?<!\w)[-−–]|[<>≤≥±] ?)$")
_DIGIT_AFTER = re.compile(r"^(?:\d|[.,:/]\d|[½¼¾])")
_LETTERS = re.compile(r"^[^\W\d_]+")


def holds(text: str, wanted: str) -> bool:
    """Whether the text says this, whatever the case and white space, with numbers as values.

    "30 minuten" does not hold "0 minuten", nor "1,5 mg" "5 mg", nor "5 mg" "5 m".
    """
    shown, needle = fold(text), fold(wanted)
    at = shown.find(needle)
    while at >= 0:
        if _same_value(shown[:at], needle, shown[at + len(needle) :]):
            return True
        at = shown.find(needle, at + 1)
    return False


def _same_value(before: str, needle: str, after: str) -> bool:
    """Whether the first and last number of the needle, if it begins or ends with one, are whole where it stands."""
    parts = needle.split(" ")
    if (needle[0].isdigit() and _DIGIT_BEFORE.search(before[-3:])) or (
        needle[-1].isdigit() and _DIGIT_AFTER.search(after)
    ):
        return False
    if (_WORDS.match(parts[0]) and before[-1:].isalpha()) or (
        _WORDS.match(parts[-1]) and after[:1].isalpha()
    ):
        return False
    return _same_unit(needle, after)


def _same_unit(needle: str, after: str) -> bool:
    """A unit that goes on must stay the same one: "30 min" is in "30 minuten", and "5 m" is not in "5 mg"."""
    found = re.search(r"\d ?([^\W\d_]+|%)$", needle)
    rest = _LETTERS.match(after)
    if not found or not rest:
        return True
    longer = _UNITS.get(found[1] + rest.group())
    return longer == _UNITS.get(found[1]) if longer or len(found[1]) == 1 else True


def token_f1(answer: str, gold: str) -> float:
    """Harmonic mean of precision and recall over normal tokens, as in SQuAD but with numbers as values."""
    given, wanted = Counter(normal(answer)), Counter(normal(gold))
    shared = sum((given & wanted).values())
    return 2 * shared / (given.total() + wanted.total()) if shared else 0.0
