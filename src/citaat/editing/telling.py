"""What an answer must hold at least: the value that was asked for, and nothing where no value was.

A value is what a reader takes along: a number with what it counts, an hour, a day, a name, an address. Any other word
of the sentence says nothing that the sentence itself, which is the evidence, does not say better.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from citaat.dutch.numbers import number_words
from citaat.evaluation.grading.matching import fold
from citaat.evaluation.grading.normalise import holds

Groups = tuple[tuple[str, ...], ...]
_MOST = 2
# "Een" is an article far more often than a number, and "half" and "paar" stand with one that is there too.
_WORDS = sorted((word for word in number_words() if len(word) > 3), key=lambda word: -len(word))
_NUMBER = rf"(?:€ ?)?\d+(?:[.,:/]\d+)*(?:,-)?|(?:één|{'|'.join(_WORDS)})(?!\w)"
_QUANTITY = re.compile(
    rf"(?<![\w.,:/-])(?:{_NUMBER})(?:(?: (?:tot|tot en met|à|en|of) | ?[-–] ?)(?:{_NUMBER}))?(?: ?(?:%|°C?)|(?: [^\W\d_]+)?)",
    re.IGNORECASE,
)
_NO_UNITS = frozenset(
    "aan als bij dan dat de den der die dit door een en er het hij ik in is je jij kan mag met moet na naar nog of om "
    "onder op over per te tegen ten ter tot uit van ver via voor was wat we werd worden wordt zal ze zij zijn".split()
)
# A number that says something without a unit: an hour, a year.
_ALONE = re.compile(r"\d{1,2}[.:]\d\d|(?:19|20)\d\d")
_DAY = re.compile(
    r"\b(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:en|s)?|feestdag(?:en)?|weekend(?:en)?"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[^\s,;)]*[\w/]|(?<![\w-])0\d{1,3}[- ]?\d{3}[ ]?\d{3,5}(?!\w)"
)
_BEGINS = r"(?:^|[.!?:;|]\s|[\n\"“‘(]|- )"
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]+"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:(?:van|de|den|der|het|in|ter|ten|aan) ){{0,3}}{_CAPITAL})*")
_OPENING = re.compile(rf"{_BEGINS}$", re.MULTILINE)
# What each kind of question asks for, of all that a sentence holds.
_YES_NO = re.compile(
    r"(?:mag|mogen|kan|kun|kunnen|moet|moeten|is|zijn|ben|heb|hebt|heeft|hebben|krijg|krijgt|krijgen|word|wordt|worden"
    r"|wil|zal|zit|zitten|doe|doet|geef|geeft|geven|bestaat|bestaan|hoef|hoeft|hoeven|klopt|staat|staan|geldt|gelden)\b"
)
_COUNTING = re.compile(
    r"\bhoe ?(?:veel|vaak|lang|groot|hoog|laat|ver|oud|warm|koud|duur|breed|diep|zwaar|snel|vroeg)\b|\bwanneer\b"
    r"|\bkost|\bprij[sz]|\btarie|\bmaximaal\b|\bminimaal\b|\bhoogstens\b|\bvanaf\b|\bleeftijd|\bdatum\b|\btermijn\b"
)
_WHEN = re.compile(r"\bwanneer\b|\bdag(?:en)?\b|\bhoe ?laat\b|\bopen|\btijd|\bdatum\b|\bmaand\b")
_WHO = re.compile(
    r"\bwie\b|\bwaar\b|\bwelke?\b|\bnaam\b|\badres|\be?-?mail|\btelefoon|\bnummer\b|\bbel\b|\bcontact"
)
_PLACE = re.compile(r"\bwie\b|\bwaar\b")
_MONEY = re.compile(
    r"\bkost|\bprij[sz]|\btarie|\bhoe ?duur\b|\bbetaal|\bbedrag|\bborg\b|\bhuurprijs|\bgeld\b"
)
_LASTING = re.compile(r"\bhoe ?lang\b|\bduurt\b|\btermijn\b")
_OF_MONEY = re.compile(r"€|,-|\b(?:euro|cent|procent)\b|%", re.IGNORECASE)
_OF_TIME = re.compile(
    r"\b(?:seconden?|min|minuten|minuut|kwartier|uur|uren|dag(?:en)?|week|weken|maand(?:en)?|jaar|jaren)\b",
    re.IGNORECASE,
)
# Units that a question may ask for itself, each in its forms; "uur" and "uren" are not "dagen".
_UNITS = tuple(
    frozenset(forms.split())
    for forms in (
        "seconde seconden",
        "minuut minuten min",
        "kwartier kwartieren",
        "uur uren uurtje uurtjes",
        "dag dagen",
        "nacht nachten",
        "week weken",
        "maand maanden",
        "jaar jaren",
        "euro euros euro's eur",
        "procent % percentage",
        "graden graad °c °",
        "milligram mg",
        "microgram µg mcg",
        "gram g",
        "kilo kilogram kg",
        "milliliter ml",
        "liter liters l",
        "keer maal",
    )
)
_UNIT_ASKED = re.compile("|".join(re.escape(form) for forms in _UNITS for form in sorted(forms)))
_HOW_MANY = re.compile(r"\bhoe ?veel ([^\s?.,]+)")
_AGE = re.compile(r"\bleeftijd|\bhoe ?oud\b|\bjaar\b")
_OR = re.compile(r"\b(?:of|dan wel|respectievelijk)\b|/")


def telling(text: str, question: str, row: bool = False) -> Groups:
    """Groups of texts for `must_contain`, from the plain text of the sentence (or `row`) that answers `question`.

    Empty where no value is asked for, or none is told.
    """
    asked = fold(question)
    found: list[str] = []
    for one in _wanted(text, asked, row):
        said_before = holds(asked, one) or any(holds(other, one) or holds(one, other) for other in found)
        found += [] if said_before else [one]
    return _grouped(found[:_MOST], text)


def _wanted(text: str, asked: str, row: bool) -> Iterator[str]:
    """The values that a question of its kind asks for, the likeliest first."""
    counting, yes_no = bool(_COUNTING.search(asked)), bool(_YES_NO.match(asked))
    if _WHEN.search(asked) and not yes_no and not _HOW_MANY.search(asked):
        yield from (match.group() for match in _DAY.finditer(text))
    if counting or (row and not yes_no and not _PLACE.search(asked)):
        yield from _fitting(
            [one for one in quantities(text) if _counts(one) and not holds(asked, one)], asked
        )
    if _WHO.search(asked):
        yield from (match.group() for match in _CONTACT.finditer(text))
        yield from names(text)


def _fitting(numbers: Sequence[str], asked: str) -> Sequence[str]:
    """Those of the kind that is asked for; of "hoeveel dagen" those that count days, of "hoeveel zout" no age or time."""
    counted = _HOW_MANY.search(asked)
    if counted is not None and _UNIT_ASKED.fullmatch(counted[1]):
        return [one for one in numbers if _same_unit(one, counted[1])]
    for question, unit in ((_MONEY, _OF_MONEY), (_LASTING, _OF_TIME)):
        fitting = [one for one in numbers if unit.search(one)]
        if question.search(asked) and fitting:
            return fitting
    named = _named(numbers, asked)
    if named or counted is None:
        return named or numbers
    asks_age = _AGE.search(asked) is not None
    return [one for one in numbers if asks_age or not _OF_TIME.search(one)]


def _named(numbers: Sequence[str], asked: str) -> list[str]:
    """Those that count what the question names."""
    return [one for one in numbers if one.split()[-1].isalpha() and one.split()[-1].lower() in asked.split()]


def _same_unit(number: str, unit: str) -> bool:
    """Whether a number counts in the unit asked for, be it one or more of it: "dag" and "dagen"."""
    said = number.split()[-1].lower()
    return any(said in forms and unit in forms for forms in _UNITS)


def _counts(number: str) -> bool:
    """Whether a number says what it counts, or is an hour or a year, which need not."""
    return not number.replace(" ", "").replace(",", "").isdecimal() or bool(_ALONE.fullmatch(number))


def _grouped(values: Sequence[str], text: str) -> Groups:
    """Each a demand of its own, unless the sentence gives them as alternatives: "15 euro of voor twee 25 euro"."""
    if len(values) == _MOST:
        first, last = (text.find(one) for one in values)
        if first < last and _OR.search(text[first + len(values[0]) : last]):
            return (tuple(values),)
    return tuple((one,) for one in values)


def quantities(text: str) -> list[str]:
    """The numbers of a text, each with what it counts: "zeven tot negen uur", "35 euro"."""
    found: dict[str, None] = {}
    for match in _QUANTITY.finditer(text):
        said = match.group().strip()
        first, _, unit = said.rpartition(" ")
        bare = first and (
            unit.lower() in _NO_UNITS or bool(_ALONE.fullmatch(first) and unit.lower() != "uur")
        )
        found[first if bare else said] = None
    return list(found)


def names(text: str) -> list[str]:
    """The names of a text: words with a capital where no sentence or cell begins, or several such words together."""
    return list(dict.fromkeys(_names(_NAME.finditer(text), text)))


def _names(found: Iterable[re.Match[str]], text: str) -> Iterator[str]:
    for match in found:
        name = match.group()
        if _OPENING.search(text[: match.start()]) and not re.search(rf" {_CAPITAL}$", name):
            continue
        if not _DAY.fullmatch(name):
            yield name
