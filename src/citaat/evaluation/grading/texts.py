"""What the policy wants in the text of each caveat, and what must never stand in one, in plain Dutch."""

import re
from types import MappingProxyType

# One of every group.
_SAYS = MappingProxyType(
    {
        "spoed": (r"\b112\b", r"\bhuisarts", r"\b070[ /]245[ .]?245\b", r"\bantigifcentrum\b"),
        "overdosering": (r"\b(?:arts|huisarts|apotheker|klachten|misselijkheid|overschot)\b",),
        "medicatie": (r"\b(?:arts|huisarts|apotheker|zorgprofessional|behandelaar)\b", r"medici|middel"),
        "risicogroep": (r"\b(?:arts|huisarts|apotheker|verloskundige)\b", r"\b(?:niet|geen)\b"),
    }
)
_SAFE = re.compile(
    r"\b(?:veilig|veilige|onschadelijk|onschadelijke|ongevaarlijk|ongevaarlijke|risicoloos|geen kwaad|"
    r"geen (?:enkel )?(?:risico|gevaar|probleem)|geen wisselwerking(?:en)?|zonder (?:risico|gevaar|zorgen)|"
    r"niet (?:gevaarlijk|schadelijk|ernstig|erg)|(?:je )?geen zorgen|gerust|in orde|maak je niet druk|"
    r"valt (?:wel )?mee|vals alarm|loos alarm|niets aan de hand|geen reden (?:tot|voor|om)|gaat vanzelf over)\b",
    re.IGNORECASE,
)
_NOT_SAFE = re.compile(r"\b(?:niet|nooit|on|zelden|of) (?:\w+ ){0,2}$", re.IGNORECASE)
# Who has to call is not told that it can wait.
_LATER = re.compile(
    r"\bbel(?:len)?\s+(?:\w+\s+)?(?:niet|geen|nooit|pas|later|morgen)\b|"
    r"\b(?:niet|geen|hoeft?|onnodig)\s+(?:\w+\s+){0,2}bellen\b|\bbellen\s+(?:hoeft|is)\s+niet\b|"
    r"\bwacht(?:en)?\s+(?!niet\b)(?:\w+\s+){0,3}(?:af|tot)\b|\bniet nodig\b|\bonnodig\b",
    re.IGNORECASE,
)


def fault(caveat: str, text: str, emergency: bool) -> str:
    """What is wrong with the text of a caveat, an empty text when nothing is."""
    if any(not re.search(part, text, re.IGNORECASE) for part in _SAYS.get(caveat, ())):
        return f"does not say what it must: {text!r:.80}"
    for match in _SAFE.finditer(text):
        if not _NOT_SAFE.search(text[: match.start()]):
            return f"suggests that something is safe: {match.group()!r}"
    later = _LATER.search(text) if emergency else None
    return f"puts off who has to call: {later.group()!r}" if later else ""
