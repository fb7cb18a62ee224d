"""What the policy wants in the text of each caveat, and what must never stand in one, in plain Dutch."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

# One of every group, or a word that begins so.
_SAYS: Mapping[str, Sequence[tuple[str, ...]]] = MappingProxyType(
    {
        "spoed": (("112",), ("huisarts",), ("070 245 245",), ("antigifcentrum",)),
        "overdosering": (("arts", "huisarts", "apotheker", "klachten", "misselijkheid", "overschot"),),
        "medicatie": (
            ("arts", "huisarts", "apotheker", "zorgprofessional", "behandelaar"),
            ("medicijn", "medicatie", "medicinaal", "middel", "geneesmiddel"),
        ),
        # Not to do it, or to ask first.
        "risicogroep": (
            ("arts", "huisarts", "apotheker", "verloskundige"),
            ("niet", "geen", "eerst", "voordat"),
        ),
    }
)
_DIGITS_APART = str.maketrans("/.", "  ")
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
    plain = text.translate(_DIGITS_APART)
    for words in _SAYS.get(caveat, ()):
        if not any(re.search(rf"\b{word}", plain, re.IGNORECASE) for word in words):
            return f"holds none of the words {', '.join(words)}: {text!r:.200}"
    for match in _SAFE.finditer(text):
        if not _NOT_SAFE.search(text[: match.start()]):
            return f"suggests that something is safe: {match.group()!r}"
    later = _LATER.search(text) if emergency else None
    return f"puts off who has to call: {later.group()!r}" if later else ""
