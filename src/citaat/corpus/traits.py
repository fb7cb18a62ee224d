"""Reading the traits off a text: amounts, times, causes, verdicts and what else an answer may have to hold."""

import re

from citaat.corpus.units import Unit
from citaat.dutch.traits import Traits, trigrams

# Words any of which is enough, in lower case.
_WORDS = {
    name: frozenset(words.split())
    for name, words in (
        (
            "time",
            "ochtend middag avond nacht voor na tijdens wanneer zodra eerst daarna vlak "
            "jan feb mrt apr mei jun jul aug sep okt nov dec",
        ),
        ("cause", "omdat want gezien doordat daardoor zodat waardoor door daarom reden oorzaak komt"),
        (
            "advice",
            "moet kan kun mag zorg ga raden belangrijk best beste nodig altijd probeer neem verstandig liever",
        ),
        ("negation", "niet geen nooit zonder onmogelijk nee weinig"),
        ("definition", "betekent"),
        ("first_person", "ik mijn"),
    )
}
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
_NUMBER = (
    r"(?:\d{1,9}|een|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|veertien|twintig|dertig|veertig|"
    r"vijftig|honderd|half|halve|anderhalf|paar|enkele)"
)
_CALENDAR = (
    "januari|februari|maart|april|juni|juli|augustus|september|oktober|november|december|maandag|dinsdag|woensdag|"
    "donderdag|vrijdag|zaterdag|zondag|ochtend|avond|middag|nacht|weekend|zomer|winter|voor|vóór|na|zodra|vanaf|"
    "tijdens|uur"
)
# The form of an answer, by the type of question that looks for it (`dutch.question_type.TYPES`).
_ANSWERS = tuple(
    (f"a_{name}", re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("money", r"€|\beuro|\bcent\b|gratis|kosteloos|betaal"),
        (
            "duration",
            _NUMBER
            + r"\s*(?:tot\s*\w+\s*)?(?:seconde|minu|uur|uren|dag|week|weken|werkdag|maand|jaar|jaren|nacht)",
        ),
        ("moment", rf"\b(?:{_CALENDAR})\b|\d\d[.:]\d\d"),
        (
            "frequency",
            r"\bkeer\b|\bmaal\b|\bper (?:dag|week|maand|jaar|uur|nacht)\b|\belke?\b|\biedere?\b|lijks\b|\beens\b|om de",
        ),
        ("count", rf"\b{_NUMBER}\b|\d"),
        ("age", r"\bjaar\b|\bjarige|\bleeftijd|\bmaanden\b|\bweken\b"),
        ("measure", r"\d\s*(?:graden|°|%|procent|gram|g\b|kg|kilo|mg|ml|liter|cm|mm|meter|m\b|km|kilometer)"),
        ("cause", r"\b(?:omdat|want|doordat|daardoor|zodat|daarom|anders|waardoor|door|komt|dus)\b"),
        (
            "person",
            r"\b(?:je|de|een|onze|het|jouw|uw)\s+\w+(?:er|arts|ist|eur|ster|meester|ouder|ing|dienst|kantoor|gemeente|"
            r"winkel|balie|school)\b|\bzelf\b|\bals enige\b",
        ),
        (
            "place",
            r"\b(?:in|op|bij|aan|naar|via|achter|naast|onder)\s+(?:de|het|een|je|uw|onze)\b|straat|plein|balie|website|app\b",
        ),
        ("price", r"€\s*\d|\d\s*euro\b|\bgratis\b|kosteloos|\bcent\b"),
        ("clock", r"\b\d{1,2}[.:]\d\d\b|\b\d{1,2} uur\b"),
        ("degrees", r"\d\s*(?:graden|°)"),
        ("percent", r"%|\bprocent"),
        ("reason", r"\b(?:omdat|want|doordat|daardoor|zodat|daarom|vanwege|wegens|reden|zodoende)\b"),
        ("name", r"(?-i:[a-zà-ÿ,:] [A-Z][a-zà-ÿ]+)"),
        ("mail", r"@"),
        ("phone", r"\b0\d{1,3}[ /-]?\d[\d .-]{4,}|\b(?:11[23]|144|1813|0800|0900)\b"),
        ("year", r"\b(?:19|20)\d\d\b"),
        (
            "weekday",
            r"\b(?:maan|dins|woens|donder|vrij|zater|zon)dag|\bweekend|\bwerkdag|\bdagelijks|\bdoordeweeks",
        ),
        (
            "verdict",
            r"^\W*(?:ja|nee|klopt|zeker|niet|jawel|liever|helaas|dat (?:mag|kan|hoeft))\b|"
            r"\b(?:mag|mogen|niet|geen|wel|hoef|hoeft|kan|kun|moet|verplicht|alleen|nooit|altijd)\b",
        ),
    )
)
_ASKS = re.compile(r"\?[\s*_\"”’)]*\Z")
_AMOUNT = re.compile(r"\d\s*(?:mg|gram|g|ml|liter|kcal|microgram|µg|iu)\b", re.IGNORECASE)
# These tell of how a text begins.
_OPENING = frozenset({"verdict", "points_back"})
_WORD = re.compile(r"\w+")
# Letters that are the same as a plain one but for their case.
_ODD = str.maketrans("ſKİı", "skii")


def traits(unit: Unit, text: str) -> Traits:
    """The traits of a unit with this text."""
    own = len(unit.says)
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
    found.update(name for name, pattern in _ANSWERS if pattern.search(text))
    if _ASKS.search(text):
        found.add("question")
    return frozenset(found)
