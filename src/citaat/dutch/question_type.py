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
    "advice": r"\b(moet|mag|kan|kun|kunt|beste?|beter|slim|verstandig|raad|tips?|advies|aanrader|helpt|doen)\b",
    "yesno": r"^\W*(en |maar |dus )?(is|zijn|was|ben|heeft|heb|hebben|kan|kun|kunnen|kunt|mag|mogen|moet|moeten|helpt|helpen|werkt|werken|wordt|worden|krijg|krijgt|zit|zitten|gaat|doet|maakt|bestaat|klopt|zal|zou|does|can|do|should|are|lost|raak|bevat|slaat|hoort|heeft)\b|\bof niet\b|, (toch|klopt dat|he)\b",
    "negated": r"\b(niet|geen|nooit|zonder|vermijd\w*|afrad\w*|slecht\w*|fout)\b",
}  # fmt: skip

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
_KIND_PATTERNS = {
    kind: Pattern(pattern, cues=tuple(_CUES.get(kind, "").split())) for kind, pattern in _KINDS.items()
}


def plain_text(tokens: Sequence[Token]) -> str:
    """The words of a text in standard forms, lower case, without punctuation."""
    return " ".join(token.norm for token in tokens if not token.derived)


def kinds_of(plain: str) -> frozenset[str]:
    """What kinds of answer a question wants, from its plain text."""
    return frozenset(kind for kind, pattern in _KIND_PATTERNS.items() if pattern.found(plain))


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
