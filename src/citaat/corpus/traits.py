"""Reading the traits off a text: amounts, times, causes, verdicts and what else an answer may have to hold."""

import re

from citaat.corpus.units import Unit
from citaat.dutch.traits import Traits, is_concept, trigrams

# Words any of which is enough, in lower case.
_WORDS = {
    name: frozenset(words.split())
    for name, words in (
        ("time", "ochtend middag avond nacht voor na tijdens wanneer zodra eerst daarna vlak "
                 "jan feb mrt apr mei jun jul aug sep okt nov dec"),
        ("cause", "omdat want gezien doordat daardoor zodat waardoor door daarom reden oorzaak komt"),
        ("advice", "moet kan kun mag zorg ga raden belangrijk best beste nodig altijd probeer neem verstandig liever"),
        ("negation", "niet geen nooit zonder onmogelijk nee weinig"),
        ("definition", "betekent"),
        ("first_person", "ik mijn"),
    )
}  # fmt: skip
# What else shows a trait, and what a text must hold in lower case to be worth searching for it (nothing: any text is).
_PATTERNS = tuple(
    (name, needed, re.compile(pattern, re.IGNORECASE))
    for name, needed, pattern in (
        ("number", (), r"\d"),
        (
            "span",
            ("uur", "uren", "minuten", "dag", "weken", "week", "maand", "jaar"),
            r"\b(?:\d+|een|twee|drie|vier|vijf|zes|acht|tien|paar)\s*"
            r"(?:uur|uren|minuten|dagen|dag|weken|week|maanden|maand|jaar)\b",
        ),
        ("percent", ("%", "procent"), r"\d\s*(?:%|procent)"),
        ("time", ("20",), r"\b20\d\d\b"),
        ("verdict", (), r"\W*(?:ja|nee|absoluut|zeker|niet|klopt|jazeker|helaas|uiteraard)\b"),
        ("advice", ("vermijd", "goed idee"), r"\b(?:vermijd|goed idee\b)"),
        ("negation", ("vermijd",), r"\bvermijd"),
        ("definition", ("is ", "zijn "), r"\b(?:is|zijn) (?:een|de|het|belangrijke?)\b"),
        (
            "points_back",
            (),
            r"\W*(?:dit|dat|zo|daarbij|deze|die|daarom|om deze|hiervan|hierdoor|hij|zij|ze|het|verder|later|ook)\b",
        ),
    )
)
_AMOUNT = re.compile(r"\d\s*(?:mg|gram|g|ml|liter|kcal|microgram|µg|iu)\b", re.IGNORECASE)
# These tell of how a text begins.
_OPENING = frozenset({"verdict", "points_back"})
_WORD = re.compile(r"\w+")
# Letters that are the same as a plain one but for their case.
_ODD = str.maketrans("ſKİı", "skii")


def traits(unit: Unit, text: str) -> Traits:
    """The traits of a unit with this text."""
    own = sum(1 for term in unit.says if not is_concept(term))
    return Traits(trigrams(text), own, len(text), noticed(text))


def noticed(text: str) -> frozenset[str]:
    """The names of the traits that a text shows."""
    lower = (text if text.isascii() else text.translate(_ODD)).lower()
    words = set(_WORD.findall(lower))
    found = {name for name, enough in _WORDS.items() if not enough.isdisjoint(words)}
    for name, needed, pattern in _PATTERNS:
        if name not in found and (not needed or any(sign in lower for sign in needed)):
            search = pattern.match if name in _OPENING else pattern.search
            if search(text):
                found.add(name)
    if "number" in found and _AMOUNT.search(text):
        found.add("amount")
    return frozenset(found)
