"""How a Dutch question is worded: what kind of answer it wants, where in it the asking stands."""

from collections.abc import Sequence

from citaat.dutch.analysis import Token
from citaat.light import Pattern

# Words that only English has and that name no topic: two of them make a question English.
ENGLISH_WORDS = frozenset(
    [
        "the",
        "to",
        "you",
        "your",
        "my",
        "it",
        "its",
        "and",
        "of",
        "for",
        "with",
        "does",
        "do",
        "did",
        "what",
        "how",
        "why",
        "can",
        "could",
        "should",
        "which",
        "who",
        "when",
        "where",
        "are",
        "have",
        "has",
        "i",
        "me",
        "much",
        "many",
        "any",
        "at",
        "from",
        "by",
        "not",
        "if",
        "or",
        "that",
        "this",
        "there",
        "take",
        "taking",
        "get",
        "getting",
        "too",
        "than",
        "be",
    ]
)

# Words that turn or bound a statement: they may never be stopped, but they name no topic.
POLAR_WORDS = frozenset(
    [
        "niet",
        "geen",
        "nooit",
        "niets",
        "niemand",
        "nergens",
        "noch",
        "zonder",
        "tegen",
        "wel",
        "moeten",
        "mogen",
        "veel",
        "weinig",
        "te",
        "alleen",
        "alle",
        "altijd",
        "behalve",
        "maar",
        "na",
        "voor",
        "zoveel",
        "genoeg",
        "teveel",
        "laag",
        "hoog",
        "groot",
        "klein",
        "goed",
        "slecht",
        "zin",
        "lang",
        "kort",
        "vaak",
    ]
)

_KINDS = {
    "number": r"\bhoe ?(veel|vaak|lang|hoog|groot|oud|zwaar|ver|laat)\b|\b(aantal|percentage|procent|dosis|dosering|mg|gram|maximum|minimum|maximaal|minimaal|hoeveelheid)\b",
    "when": r"\b(wanneer|moment|hoe laat|tijdstip|ochtend|avond|overdag|vooraf|achteraf|datum|sinds)\b",
    "why": r"\b(waarom|waardoor|hoe ?komt|hoezo|reden|oorza\w+)\b",
    "who": r"\b(wie|door wie|van wie|schrijver|auteur)\b",
    "list": r"\b(welke|noem|wat zijn|voorbeeld\w*|lijst\w*|opsomming|signalen|tekenen|symptomen|klachten|bijwerkingen|waar zit|waarin|functies|soorten)\b",
    "define": r"\b(wat (is|zijn|betekent|houdt|doet)|betekenis|uitleg|definitie)\b",
    "how": r"\bhoe\b(?! (veel|vaak|lang|laat))",
    "negated": r"\b(niet|geen|nooit|zonder|vermijd\w*|afrad\w*|slecht\w*|fout)\b",
}

_SENTENCE_END = Pattern(r"[.!?]+(?=\s)|\n")

# Words one of which a question of the kind holds, where these are few.
_CUES = {
    "number": "hoe aantal percentage procent dos mg gram maxim minim hoeveelheid",
    "when": "wanneer moment laat tijdstip ochtend avond overdag vooraf achteraf datum sinds",
    "why": "waarom waardoor hoe reden oorza",
    "who": "wie schrijver auteur",
    "list": "welke noem wat voorbeeld lijst opsomming signalen tekenen symptomen klachten bijwerkingen waar functies soorten",
    "define": "wat betekenis uitleg definitie",
    "how": "hoe",
    "negated": "niet geen nooit zonder vermijd afrad slecht fout",
}
_KIND_PATTERNS = {kind: Pattern(pattern, cues=tuple(_CUES[kind].split())) for kind, pattern in _KINDS.items()}
# Two kinds are known by single words: those anywhere, and those that a question begins with.
_ADVICE = frozenset(
    "moet mag kan kun kunt best beste beter slim verstandig raad tip tips advies aanrader helpt doen".split()
)
_YESNO = frozenset(
    "is zijn was ben heeft heb hebben kan kun kunnen kunt mag mogen moet moeten helpt helpen werkt werken wordt worden "
    "krijg krijgt zit zitten gaat doet maakt bestaat klopt zal zou does can do should are lost raak bevat slaat hoort".split()
)


# What a question looks for, each with a form of answer of its own (`corpus.traits` has the same names).
_TYPES = {
    "money": r"\b(?:kost|kosten|kostprijs|prijs|prijzen|duur|tarief|euro|euros|betaal|betalen|betaald|geld|bedrag|vergoeding|boete|korting|gratis|goedkoop|toeslag)\b",
    "duration": r"\bhoe ?lang\b|\bhoeveel (?:tijd|dag|dagen|week|weken|maand|maanden|jaar|uur|uren|minuten)\b|\btermijn\b|\bduurt\b|\bduren\b",
    "moment": r"\bwanneer\b|\bhoe laat\b|\bwelke (?:dag|dagen|maand|datum)\b|\bdatum\b|\btijdstip\b|\bmoment\b|\bopeningstijd|\bopen\b",
    "frequency": r"\bhoe ?vaak\b|\bhoeveel keer\b",
    "count": r"\bhoeveel\b|\baantal\b|\bhoe veel\b",
    "age": r"\bhoe oud\b|\bleeftijd\b|\bhoe jong\b",
    "measure": r"\bhoe (?:groot|hoog|zwaar|diep|warm|koud|ver|dik|breed|snel|heet|sterk)\b|\bhoeveel (?:gram|graden|liter|kilo|cm|meter|mg|ml|procent|water)\b|\btemperatuur\b|\bpercentage\b",
    "cause": r"\bwaarom\b|\bwaardoor\b|\bhoe ?komt\b|\bhoezo\b|\breden\b|\boorzaak\b",
    "person": r"\bwie\b|\bbij wie\b|\bwelke instantie\b",
    "place": r"\bwaar\b(?! om)|\bwaarheen\b|\badres\b",
    # Narrower ones: what they look for has a form that is hard to mistake.
    "price": r"\b(?:wat|hoeveel) (?:\w+ )?(?:kost|kosten|betaal|betaalt|betalen)\b|\bprijs|\bprijzen\b|\btarie[fv]|\bhoe duur\b|\bboete\b",
    "clock": r"\bhoe laat\b|\bopeningstijd|\bopeningsu[ur]",
    "degrees": r"\btemperatuur\b|\bhoeveel graden\b|\bhoe (?:warm|koud|heet)\b",
    "percent": r"\bprocent\b|\bpercentage\b",
    "reason": r"\bwaarom\b|\bwaardoor\b|\bhoe ?komt\b|\bhoezo\b|\breden\b",
    "name": r"\bhoe heet|\bheten\b|\bmerk(?:en)?\b|\bnaam\b|\bwie is\b|\bwelke? (?:arts|dokter|bedrijf|app|winkel|firma|organisatie|instantie)\b",
    "mail": r"\be.?mail\w*|\bmail\w*",
    "phone": r"\btelefoonnummer|\btelefonisch|\bbellen\b|\bbel ik\b|\bopbellen\b|\bnummer\b",
    "year": r"\bwelk jaar\b|\bsinds wanneer\b",
    "weekday": r"\bwelke dag(?:en)?\b|\bop \w+dag\b",
}
# Words one of which a question of the type holds: most questions hold none, and no pattern has to be compiled for them.
_TYPE_CUES = {
    "money": "kost prijs prijzen duur tarief euro betaal betalen geld bedrag vergoeding boete korting gratis goedkoop toeslag",
    "duration": "lang hoeveel termijn duur",
    "moment": "wanneer laat welke datum tijdstip moment open",
    "frequency": "vaak hoeveel",
    "count": "hoeveel aantal veel",
    "age": "oud leeftijd jong",
    "measure": "hoe temperatuur percentage",
    "cause": "waar hoe reden oorzaak",
    "person": "wie instantie",
    "place": "waar adres",
    "price": "kost betaal prijs prijzen tarie duur boete",
    "clock": "laat opening",
    "degrees": "temperatuur graden warm koud heet",
    "percent": "procent percentage",
    "reason": "waar hoe reden",
    "name": "heet heten merk naam wie welk",
    "mail": "mail",
    "phone": "telefoon bel nummer",
    "year": "jaar sinds",
    "weekday": "dag",
}
_TYPE_PATTERNS = {
    name: Pattern(pattern, cues=tuple(_TYPE_CUES[name].split())) for name, pattern in _TYPES.items()
}
# A question that begins with one of these wants a yes or a no.
_OPENERS = frozenset(
    "is zijn was ben bent heeft heb hebben kan kun kunnen kunt mag mogen moet moeten helpt helpen werkt wordt worden krijg "
    "krijgt zit gaat doet maakt klopt bestaat zal hoef hoeft geldt telt komt vallen valt betaal betaalt krijgen blijft "
    "vergoed vergoedt vergoeden geef geeft lost bevat neem".split()
)
_BEFORE = frozenset("en maar dus".split())
TYPES = (*_TYPES, "verdict")


def types_of(plain: str) -> frozenset[str]:
    """What a question looks for, from its plain text: names of TYPES."""
    found = {name for name, pattern in _TYPE_PATTERNS.items() if pattern.found(plain)}
    return frozenset(found | {"verdict"} if _opening(plain) in _OPENERS else found)


def _opening(plain: str) -> str:
    """The word that a question begins with."""
    words = plain.split(None, 2)
    return next(iter(words[1:2] if words and words[0] in _BEFORE else words), "")


# What is counted by a unit of its own is no thing whose number is asked for.
_UNITS = frozenset(
    "tijd geld euro euros dag dagen week weken maand maanden jaar jaren uur uren minuut minuten seconden keer maal procent "
    "gram kilo liter graden meter centimeter cm km mg ml meer minder te is het kost kan mag moet ik je we er van".split()
)
_COUNTED = Pattern(r"\bhoeveel (\w{4,})", cues=("hoeveel",))


def counted(plain: str) -> str:
    """How the name of the things begins whose number a question asks for ("hoeveel fietsen" begins as "fiets"), or ""."""
    found = _COUNTED.compiled.search(plain) if _COUNTED.found(plain) else None
    return "" if found is None or found[1] in _UNITS else found[1][: max(4, len(found[1]) - 2)]


_YEAR = Pattern(r"\b(?:19|20)\d\d\b")


def years(text: str) -> frozenset[str]:
    """The years that a text names."""
    return frozenset(_YEAR.compiled.findall(text))


def plain_text(tokens: Sequence[Token]) -> str:
    """The words of a text in standard forms, lower case, without punctuation."""
    return " ".join(token.norm for token in tokens if not token.derived)


def kinds_of(plain: str) -> frozenset[str]:
    """What kinds of answer a question wants, from its plain text."""
    found = {kind for kind, pattern in _KIND_PATTERNS.items() if pattern.found(plain)}
    if not _ADVICE.isdisjoint(plain.split()):
        found.add("advice")
    if _opening(plain) in _YESNO or " of niet " in f" {plain} ":
        found.add("yesno")
    return frozenset(found)


def asking_part(question: str) -> range:
    """Where in the text the question itself stands: its last sentence with a question mark, else all of it."""
    ends = [match.end() for match in _SENTENCE_END.compiled.finditer(question)]
    starts = [0, *ends]
    pieces = [
        (start, end)
        for start, end in zip(starts, [*ends, len(question)], strict=True)
        if question[start:end].strip()
    ]
    asked = [piece for piece in pieces if "?" in question[piece[0] : piece[1]]]
    if len(pieces) < 2 or not asked:
        return range(len(question) + 1)
    return range(asked[0][0], asked[-1][1] + 1)
