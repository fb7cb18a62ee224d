"""Which headings turn what stands below them, undo it, or say for whom and when it holds."""

from citaat.light import IGNORE_CASE, Pattern

# What is below is left out: negations, and words that shut out.
_EXCLUDES_WORDS = (
    r"niet|geen|nooit|nimmer|nergens|niemand|niets|noch|zonder|behalve|behoudens|buiten|exclusief|"
    r"verbod\w*|verboden|verbied\w*|taboes?|no[- ]go(?:['’]?s)?|don['’]?ts?|stop met|laat (?:thuis|staan|liggen)|"
    r"uitgesloten|uitsluit\w*|uitgezonderd\w*|uitzonder\w*|vermijd\w*|mijd|weiger\w*|geweigerd\w*|afgewezen|afgekeurd\w*|"
    r"weglaten|weggelaten|achterlaten|thuislaten|afgeraden|ontraden|afraders?|contra-?indicaties?|ongewenst\w*|ongeschikt\w*|"
    r"(?:voor )?eigen (?:kosten|rekening)|zelf betalen|bijbetal\w*|liever niet|beter niet|beter (?:laat|laten)|af te raden|"
    r"pas op|nadel(?:en|ig\w*)|nadeel|gevaar|gevaarlijk\w*|giftig\w*|schadelijk\w*"
)
# It is a good or a bad side of something, or holds with a reserve.
_SIDES = (
    r"wel|nee|toegestaan|toegelaten|vergoed\w*|inbegrepen|inclusief|alleen|enkel|uitsluitend|verplicht\w*|beperkte?|"
    r"voordel(?:en|ig\w*)|voordeel|bijwerking(?:en)?|risico(?:['’]s|s)?|liever|"
    r"gevaar\w*|ongezond\w*|onge(?!v(?:al|eer)|lu)\w+|onver\w+|onbe\w+|onveilig\w*|"
    r"onmogelijk\w*|on(?:toe|aan)\w+"
)
# It is no longer so, not yet, or never was.
_UNDONE_WORDS = (
    r"fabel\w*|mythes?|mythen|misverstand\w*|misvatting\w*|onwaar\w*|onzin|broodje aap|fout(?:en|ief|ieve)?|onjuist\w*|"
    r"verkeerd\w*|vergissing(?:en)?|valkuil(?:en)?|slechte? voorbeeld(?:en)?|voorbeeld(?:en)? van (?:een )?slechte?|klopt niet|"
    r"(?:niet|on)waar|(?:zo|hoe (?:het|je|u)?) ?niet|afgeschaft\w*|vervallen|verlopen|opgeheven|geschrapt\w*|ingetrokken|"
    r"verouderd\w*|vroeger\w*|voorheen|destijds|voormalig\w*|archief|historie|^(?:de |het )?(?:oude?|vorige?)|"
    r"gesloten|afgesloten|opgezegd\w*|beëindigd\w*|gestopt|gestaakt\w*|stopgezet\w*|uitverkocht\w*|volgeboekt\w*|"
    r"afgelast\w*|geannuleerd\w*|weggelaten|uitgesteld\w*|niet meer|buiten (?:bedrijf|dienst|gebruik|werking)|concept|"
    r"(?:tot(?: en met)?|t/m|vóór|voor) (?:1 \w+ )?(?:19|20)\d\d"
)
# Whom it holds for, when, and where.
_PERSONS = (
    r"kind(?:eren|je)?|baby(?:['’]s|s)?|peuters?|kleuters?|scholier\w*|leerling\w*|jongeren|jeugd|tieners?|volwassen\w*|"
    r"zwanger\w*|borstvoeding|ouderen|senior(?:en)?|gepensioneerd\w*|student(?:en)?|mannen|vrouwen|jongens|meisjes|"
    r"\d\d ?(?:-?plus\w*|\+(?:['’]?ers)?)|(?:niet-|ere|proef|gast)?(?:leden|lid)|abonnees?|donateurs?|vrienden|"
    r"particulier\w*|zakelijk\w*|bedrijven|ondernemers?|zzp\w*|stichtingen|verenigingen|scholen|inwoners?|bewoners?|"
    r"groep(?:en)?(?: \d)?|gezin(?:nen)?|alleenstaand\w*|samenwonend\w*|gehuwd\w*|minima|beginners?|gevorderden|"
    r"\w*(?:bouw|klas)|ouders?|\w{3,}(?:aars|eurs|isten|(?<!m)enten|anten|genoten|houders?|nemers?|gevers?|zoekers?|gangers|"
    r"landers|bezoekers?|huurders?|kopers?|starters?|roken|rokers?|patiënten|betal(?:ers|enden))|huurders?|kopers?|starters?|"
    r"rokers?|hond(?:en)?|kat(?:ten)?|konijn(?:en)?|pups?|kittens?|nederland|belgië|vlaanderen|buitenland"
)
_TIMES = (
    r"(?:zomer|winter|hoog|laag|voor|na|tussen|strand)\w*seizoen|zomer\w*|winter\w*|lente|herfst\w*|voorjaar\w*|najaar\w*|"
    r"\w*vakanties?|feestdag(?:en)?|weekend(?:en)?|doordeweeks\w*|werkdag(?:en)?|(?:maan|dins|woens|donder|vrij|zater|zon)dag\w*|"
    r"overdag|['’]s (?:nachts|avonds|morgens|ochtends|middags)|\w*(?:ochtend|middag|avond|nacht)|spits\w*|dal(?:uren|tarief)|"
    r"kerst\w*|pasen|pinksteren|ramadan|carnaval|jan(?:uari)?|feb(?:ruari)?|maart|april|mei|juni|juli|augustus|sept(?:ember)?|"
    r"okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|(?:19|20)\d\d|^(?:de |het )?nieuwe?|binnenkort|straks|tijdelijk\w*"
)
# How a word in each match of these patterns begins: most headings have none of it, and no pattern is compiled for them.
_EXCLUDES_CUES = tuple(
    "niet geen nooit nimmer nergens niemand niets noch zonder beha behou buiten exclu verb taboe no don stop laat uit vermijd mijd "
    "weiger geweiger afge afra weg achter thuis ontra contra onge eigen zelf bijbetal liever beter af pas nade gevaar giftig "
    "schadelijk".split()
)
_SIDES_CUES = tuple(
    "wel nee toe vergoed inb incl alleen enkel verplicht beperkt voorde bijwerking risico liever gevaar "
    "onge onve onbe onm onto ona uitsl".split()
)
_UNDONE_CUES = tuple(
    "fabel myth misver misva onwaar onzin broodje fout onjuist verkeerd vergissing valkuil slecht voorbeeld klopt niet zoniet "
    "afgeschaft vervallen verlopen opgeheven geschrapt ingetrokken verouderd vroeger voorheen destijds voormalig archief historie "
    "oud vorig gesloten afgesloten opgezegd beëindigd gestopt gestaakt stopgezet uitverkocht volgeboekt afgelast "
    "geannuleerd weggelaten uitgesteld buiten concept 19 20".split()
)
_NARROWS_CUES = tuple(
    "kind baby peuter kleuter schol leerling jong jeugd tiener volwassen zwanger borstv ouder senior pension student man vrouw "
    "meisje plus + lid leden abonn donateur vriend particulier zakelijk bedrij ondernem zzp sticht vereniging woner groep gezin "
    "alleenst samenw gehuwd minima beginner gevorderd bouw klas aars eurs isten enten anten genoten houder nemer gever zoeker "
    "ganger lander bezoek huurder koper starter rok patiënt betal hond kat konijn pup kitten nederland belgi vlaander buitenland "
    "seizoen zomer winter lente herfst jaar vakantie dag weekend doordeweeks nacht avond morgen ochtend spits dal kerst pasen "
    "pinkster ramadan carnaval jan feb maart april mei juni juli august sept okt nov dec 19 20 nieuw binnenkort straks "
    "tijdelijk".split()
)
_TURNS = Pattern(rf"\b(?:{_EXCLUDES_WORDS}|{_SIDES})\b", IGNORE_CASE, begins=_EXCLUDES_CUES + _SIDES_CUES)
# A heading of a few words that shuts out what is below is no clause of its own ("De paal doet het niet").
_EXCLUDES = Pattern(
    rf"(?:(?:wat|dit|deze|die|zo|hier|hoe|waar|wie|wij|we|welke|voor|bij|wanneer|mag|mogen|kan|doe|beter|liever|toch|zeker|vooral|echt) .*)?\b(?:{_EXCLUDES_WORDS})\b",
    IGNORE_CASE,
    begins=_EXCLUDES_CUES,
)
_UNDONE = Pattern(rf"\b(?:{_UNDONE_WORDS})\b", IGNORE_CASE, begins=_UNDONE_CUES)
_NARROWS = Pattern(rf"(?<!\w)(?:{_PERSONS}|{_TIMES})(?!\w)", IGNORE_CASE, _NARROWS_CUES)
# The day on which something was written: "11 juni 2024", not "tot 1 juni 2024".
_DATED = Pattern(
    r"(?<!tot )(?<!met )(?<!t/m )(?<!vanaf )(?<!per )(?<!sinds )(?<!voor )(?<!na )\b\d{1,2} [a-z]+ (?:19|20)\d\d",
    IGNORE_CASE,
)
_FIGURES = Pattern(r"\d|\b(?:gratis|kosteloos|euro|open|dicht|gesloten|uur)\b", IGNORE_CASE)
_WORD = Pattern(r"\w+")
# "kind" says "Kinderen".
_STEM = 4
_SMALL = frozenset(
    "de het een en of u je uw wij we ons onze in op van voor bij te er is zijn dit dat wat".split()
)


def turns(heading: str, text: str) -> bool:
    """Whether a heading says that what is below is so or is not, and the text has no such word of its own."""
    return _tells_more(_TURNS, heading, text)


def excludes(heading: str, text: str) -> bool:
    """Whether a heading leaves out what is below, and nothing in the text turns it."""
    lower = heading.lower()
    if not _EXCLUDES.found(lower):
        return False
    return _EXCLUDES.compiled.match(lower) is not None and not _TURNS.found(text.lower())


def undoes(heading: str, text: str) -> bool:
    """Whether a heading says that what is below was so, or never was: "Afgeschaft", "Fabels", "Tot 2023"."""
    return _tells_more(_UNDONE, _undated(heading), text)


def narrows(heading: str, text: str) -> bool:
    """Whether a heading says for whom, when or where it holds, and the text does not: "Kinderen", "Zomertijd", "65-plus"."""
    named = heading.lower()
    if not _NARROWS.found(named):
        return False
    lower = text.lower()
    return any(match.group()[:_STEM] not in lower for match in _NARROWS.compiled.finditer(_undated(named)))


def _undated(heading: str) -> str:
    """A heading without the day on which it was written: most have no number at all."""
    if not any(map(str.isdigit, heading)):
        return heading
    return _DATED.compiled.sub("", heading)


def has_figures(text: str) -> bool:
    """Whether a text tells amounts, prices or hours, which others may differ in."""
    return _FIGURES.compiled.search(text) is not None


def is_said(heading: str, text: str) -> bool:
    """Whether a text has all words of its heading that count."""
    lower = text.lower()
    told = [word for word in _WORD.compiled.findall(heading.lower()) if word not in _SMALL]
    return bool(told) and all(word in lower for word in told)


def _tells_more(words: Pattern, heading: str, text: str) -> bool:
    """Whether a heading has one of these words that the text has not: "zonder toezicht" does not say "Verboden"."""
    named = heading.lower()
    if not words.found(named):
        return False
    said = {match.group() for match in words.compiled.finditer(text.lower())}
    return any(match.group() not in said for match in words.compiled.finditer(named))
