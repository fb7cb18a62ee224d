"""The Dutch of the HTML page: names of measures, kinds of breaches, and the messages that reports share."""

import re
from collections.abc import Sequence

from citaat.messages import in_dutch

VERDICTS = {
    "passed": "Geslaagd",
    "failed": "Gezakt",
    "not gated": "Niet getoetst: er zijn geen ondergrenzen opgegeven",
    "not comparable": "Niet te vergelijken met wat is vastgelegd",
}
SPLITS = {"dev": "ontwikkeling", "test": "toets"}
KINDS = {
    "invariant": "belofte geschonden",
    "floor": "ondergrens niet gehaald",
    "new failure": "gaat nu fout",
    "unrecorded repair": "gaat beter dan is vastgelegd",
    "regress": "slechter dan voorheen",
    "critical": "kritieke vraag ging goed en gaat nu fout",
    "self-test": "je grenzen laten een opzettelijk slecht systeem door",
    "not blessed": "niet vastgelegd",
    "rule": "waarschuwing door een andere regel, of met een andere tekst",
    "flip": "waarschuwing weg als de vraag anders getypt is",
    "check": "controle van de vragen",
    "selection": "gekozen vragen",
}
CHANGED = {
    "lost": "nu fout",
    "worse": "minder",
    "won": "nu goed",
    "better": "beter",
    "other": "anders",
}
COMPARED = {
    "pass (unchanged)": "gelijk",
    "pass (better)": "beter",
    "regress": "slechter",
    "too few to tell": "te weinig om te zeggen",
}
NAMES = {
    "accuracy": "Goed behandeld, alle vragen",
    "answer_accuracy": "Goed beantwoord",
    "ECE": "Afwijking van de zekerheid",
    "abstention_recall": "Terecht geen antwoord",
    "abstention_precision": "Geen antwoord was terecht",
    "guidance": "Zonder antwoord toch op weg geholpen",
    "suggestion_hit": "Voorgestelde kop heeft het antwoord",
    "evidence@1": "Eerste bron is bewijs",
    "citation_validity": "Bronnen kloppen letterlijk",
    "clean_accuracy": "Goed, en minstens half bewijs",
    "evidence_share": "Bewijs in wat getoond wordt",
    "useless_citations": "Antwoorden met een nutteloze tweede bron",
    "answer_length": "Lengte (1 is 700 tekens)",
    "promises": "Beloften gehouden",
    "Brier": "Zekerheid tegenover uitkomst (Brier)",
    "Brier:unanswerable": "Zekerheid waar geen antwoord is (Brier)",
    "AUROC": "Zekerheid scheidt goed van fout (AUROC)",
    "AURC": "Fouten, gemiddeld over de zekerheid",
    "caveat_recall": "Alle nodige waarschuwingen",
    "caveat_recall:spoed": "Spoed herkend",
    "nagging": "Onnodig gewaarschuwd",
    "hit@1": "Beste passage bovenaan",
    "MRR": "Plaats van het bewijs (MRR)",
    "nDCG@10": "Volgorde van passages (nDCG@10)",
    "flip": "Valt om bij een kleine wijziging",
    "caveat_survival": "Waarschuwing blijft na wijziging",
    "removal_abstention": "Zwijgt als het antwoord is weggehaald",
}
# A measure that fell or rose for one question, and what that means there: (fell for the worse, rose for the better).
MOVED = {
    "accuracy": ("niet meer goed behandeld", "goed behandeld"),
    "evidence@1": ("de eerste bron is niet meer het bewijs", "de eerste bron is nu het bewijs"),
    "caveat_recall": ("een nodige waarschuwing minder", "een nodige waarschuwing meer"),
    "caveat_false_alarm": ("een onterechte waarschuwing meer", "een onterechte waarschuwing minder"),
    "citation_validity": ("een bron klopt niet meer", "de bronnen kloppen nu"),
    "evidence_share": ("minder bewijs in wat getoond wordt", "meer bewijs in wat getoond wordt"),
    "unasked_caveats": (
        "een waarschuwing meer dan voorheen waar niet om gevraagd is",
        "een waarschuwing minder waar niet om gevraagd is",
    ),
    "guidance": ("minder op weg geholpen", "beter op weg geholpen"),
    "suggestion_hit": (
        "de voorgestelde kop heeft het antwoord niet meer",
        "de voorgestelde kop heeft nu het antwoord",
    ),
}


def moved(names: Sequence[str], better: bool) -> str:
    """What became better or worse for a question, by its measures."""
    return "; ".join(MOVED[name][better] for name in names if name in MOVED)


# English as the other reports have it -> Dutch; the longest first where one begins like another.
_SAID = tuple(
    (re.compile(english), dutch)
    for english, dutch in (
        (r"answered a question that the corpus does not answer", "beantwoordde wat de artikelen niet zeggen"),
        (r"no outcome: the (?:system|search) broke down", "er is geen uitkomst"),
        (r"abstained \((\w+)\)", r"gaf geen antwoord (\1)"),
        (r"the answer does not quote the evidence", "het antwoord bevat niet de zin die het bewijst"),
        (r"answer lacks:", "in het antwoord ontbreekt:"),
        (r"answer says what it must not:", "het antwoord zegt wat niet mag:"),
        (
            r"answer of (\d+) characters, at most (\d+) allowed",
            r"antwoord van \1 tekens, hoogstens \2 toegestaan",
        ),
        (r"caveat missing:", "waarschuwing gemist:"),
        (r"caveat not wanted:", "onterechte waarschuwing:"),
        (r"a quote stops inside a sentence", "een citaat houdt midden in een zin op"),
        (
            r"the answer says more than its quotes, or only a part of one",
            "het antwoord zegt iets anders dan zijn bronnen",
        ),
        (r"is below the floor,", "ligt onder de ondergrens"),
        (r"is above the most allowed,", "ligt boven de bovengrens"),
        (r"nothing to measure, floor", "er valt niets te meten, grens"),
        (
            r"must hold for every outcome and fails for (\d+)",
            r"geldt voor elke uitkomst en is \1 keer geschonden",
        ),
        (r"must hold for every outcome", "geldt voor elke uitkomst"),
        (r"on record, but no longer failing \(bless it\):", "staat als fout vast, en gaat nu goed:"),
        (r"(?<!are )not on record:", "niet als fout bekend:"),
        (r"went from ([\d.]+) to ([\d.]+)", r"ging van \1 naar \2"),
        (r"; bless it$", "; leg het vast"),
        (r"critical questions that passed now fail:", "kritieke vragen die goed gingen en nu fout:"),
        (
            r"no longer given by the rule, with the text, or for the words, on record \(bless it if that is right\):",
            "niet meer door de vastgelegde regel, met de vastgelegde tekst of om dezelfde woorden gegeven:",
        ),
        (
            r"the same question must get the same outcome; asked again, or by citaat ask, (\d+) got another",
            r"dezelfde vraag moet dezelfde uitkomst geven; opnieuw gesteld, of aan citaat ask, kregen er \1 een andere",
        ),
        (r"this bad system passes:", "dit slechte systeem wordt toegelaten:"),
        (
            r'a floor on "([^"]+)" in \[([^\]]+)\] would stop it: ([\d.]+) where this run has ([\d.]+)',
            r"een grens op \1 in [\2] houdt het tegen: \3 tegenover \4",
        ),
        (
            r"it meets the floor (\S+) = ([\d.]+) of \[([^\]]+)\] with ([\d.]+)",
            r"het haalt de grens \1 = \2 van [\3] met \4",
        ),
        (
            r"this run has ([\d.]+), so raise that floor to ([\d.]+)",
            r"je eigen antwoorden halen \1: verhoog die grens naar \2",
        ),
        (
            r"this run has ([\d.]+), so lower that floor to ([\d.]+)",
            r"je eigen antwoorden halen \1: verlaag die grens naar \2",
        ),
        (
            r"a floor on (\S+) needs (\d+) questions, and there are (\d+)",
            r"een grens op \1 vraagt \2 vragen, en er zijn er \3",
        ),
        (
            r"a floor on (\S+) needs (\d+) right and as many wrong answers, and there are (\d+)",
            r"een grens op \1 vraagt \2 goede en evenveel foute antwoorden, en van een van de twee zijn er maar \3",
        ),
        (r"it changes no outcome here", "het verandert hier geen uitkomst"),
        (r"no outcome here has anything to spoil", "hier is geen uitkomst om te bederven"),
        (r"(\d+) of (\d+) selected questions fail", r"\1 van de \2 gekozen vragen gaan fout"),
    )
)
_LIST = re.compile(r"(niet als fout bekend|staat als fout vast, en gaat nu goed|en nu fout): .*", re.DOTALL)
_LONGEST = 400


def message(text: str, listed: bool = False) -> str:
    """A message in Dutch; `listed`: the ids that it ends with stand beside it as links already."""
    for english, dutch in _SAID:
        text = english.sub(dutch, text)
    text = in_dutch(text)
    if listed:
        text = _LIST.sub(r"\1:", text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
