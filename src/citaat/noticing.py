"""Reading the traits off a text: amounts, times, causes, verdicts and what else an answer may have to hold."""

import re

from citaat.traits import Traits, is_concept, trigrams
from citaat.units import Unit

_PATTERNS = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in (
        ("number", r"\d"),
        ("amount", r"\d\s*(?:mg|gram|g|ml|liter|kcal|microgram|µg|iu)\b"),
        (
            "span",
            r"\b(?:\d+|een|twee|drie|vier|vijf|zes|acht|tien|paar)\s*"
            r"(?:uur|uren|minuten|dagen|dag|weken|week|maanden|maand|jaar)\b",
        ),
        ("percent", r"\d\s*(?:%|procent)"),
        (
            "time",
            r"\b(?:ochtend|middag|avond|nacht|voor|na|tijdens|wanneer|zodra|eerst|daarna|vlak|"
            r"jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec|20\d\d)\b",
        ),
        (
            "cause",
            r"\b(?:omdat|want|gezien|doordat|daardoor|zodat|waardoor|door|daarom|reden|oorzaak|komt)\b",
        ),
        ("verdict", r"^\W*(?:ja|nee|absoluut|zeker|niet|klopt|jazeker|helaas|uiteraard)\b"),
        (
            "advice",
            r"\b(?:moet|kan|kun|mag|zorg|ga|vermijd\w*|raden|belangrijk|beste?|nodig|altijd|probeer|neem|"
            r"goed idee|verstandig|liever)\b",
        ),
        ("negation", r"\b(?:niet|geen|nooit|zonder|vermijd\w*|onmogelijk|nee|weinig)\b"),
        ("definition", r"\b(?:is|zijn) (?:een|de|het|belangrijke?)\b|\bbetekent\b"),
        (
            "points_back",
            r"^\W*(?:dit|dat|zo|daarbij|deze|die|daarom|om deze|hiervan|hierdoor|hij|zij|ze|het|verder|later|ook)\b",
        ),
        ("first_person", r"\b(?:ik|mijn)\b"),
    )
}


def traits(unit: Unit, text: str) -> Traits:
    """The traits of a unit with this text."""
    own = sum(1 for term in unit.says if not is_concept(term))
    has = frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(text))
    return Traits(trigrams(text), own, len(text), has)
