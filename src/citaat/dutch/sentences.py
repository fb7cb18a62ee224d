"""Where Dutch sentences end: plain rules over a list of abbreviations, in plain text and in Markdown."""

import re
from collections.abc import Container, Iterator

_BREAK = r"<br[ \t]*/?>"
# What may stand between the mark that ends a sentence and the blank after it: quotation marks and
# brackets, the end of bold, code, a link or a tag, marks of footnotes, and emoji.
_CLOSING = (
    r"(?:[\"'”’)»*_~`]|\](?:\((?:[^()\s]|\([^()\s]*\))*(?:[ \t]+\"[^\"\n]*\")?\)|\[[^\[\]\n]*\])?"
    r"|\[\^?[\w-]{1,30}\]|[¹²³⁰⁴-⁹]|<sup>[^\n]{1,80}?</sup>|</\w{1,20}>"
    r"|[ \t]*[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)*"
)
_END = re.compile(rf"(?<![.!?…])[.!?…]++{_CLOSING}(?=\s|{_BREAK}|\Z)|\n\s*\n")
_EDGE = re.compile(rf"(?:\s|{_BREAK})*")
_TAIL = re.compile(rf"{_BREAK}\Z")
_WORDS = re.compile(r"(?:(\S+)\s+)?(\S+)\Z")
# What may open the sentence that follows, before its first letter.
_OPENING = re.compile(r"(?:[\"“„(«\[\-–—•*_~`]|<\w{1,20}>|!\[)*")
_QUOTES = "'‘’"
_MARKS = "\"'“”‘’„()«»[]*_~`>-•"
# 's Avonds, 't Is, 'n Dure: what follows the small letter says where a sentence starts.
_CLIPPED = re.compile(r"['’‘`´](?:s|t|n|k|m)[ -](\w)")
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")
_INITIALS = re.compile(r"(?:[A-Z][a-z]?\.)*[A-Z]")
_TITLE = re.compile(r"(?:[A-Z][a-z]?\.)+|(?:dr|drs|ir|ing|mr|prof|dhr|mw|mevr|st|fam|lic)\.", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\w+")
# "J. De Smet": a particle and a name.
_NAME = re.compile(r"(?:De|Den|Der|Van|Ten|Ter|Vander|Vanden)\s+(?:[Dd]e[rn]?\s+)?[A-Z]")
# Abbreviations that often end a sentence: before a capital they do.
_ENDING = frozenset(
    "mg g gr kg µg mcg ml cl dl l mm cm m km kcal kj min sec u enz etc e.d jr v.chr n.chr a.s jl d.v e.v".split()
)
# Words that a letter belongs to: "vitamine D".
_LETTERED = frozenset(
    "vitamine vitaminen hepatitis groep bloedgroep plan type bijlage graden klasse gate blok route model optie lijst "
    "tabel fase categorie team figuur deel variant influenza zone niveau letter rubriek scenario rij kolom".split()
)
# Words that sentences start with and names do not.
_STARTING = frozenset(
    "aan alle alleen als anders bel bij binnen daar daarna daarom daardoor dan dat de deze die dit doe door drink dus "
    "een eet en er ga geen gebruik heb heeft het hier hij hoe hun ik in is ja je jij kan kijk kun lees let maar maak "
    "meer met na naar nee neem niet nu of om onder ons onze ook op over soms sommige te toch toen tot tussen u uit uw "
    "vaak van vanaf veel vervolgens via volgens voor vraag waar waarom wanneer want was wat we welke wie wij wilt "
    "wordt ze zie zij zo zoals zonder zorg".split()
)
# "Stap 1. Vul het formulier in.": a label, not a sentence.
_LABELLED = frozenset("stap dag week punt fase tip les regel vraag hoofdstuk".split())
# Behind a dash a sentence goes on in small letters, or after what was quoted: "Wat is rood?" -- "Dat is rood."
_DASH = re.compile(r"(?:--?|[–—])[ \t]+")
_QUOTED = re.compile(r"[\"'”’»]")
_LABEL = re.compile(r"[\"“„'‘«(]+\d+\Z")
# A bracket that closes further on, in a sentence that goes on after it.
_BRACKETED = re.compile(r"[^()\n]{0,200}\)[ \t]*[,;a-zà-ÿ]")
_BEFORE = 60
_LONGEST_BRACKET = 200
_LONGEST_BREAK = 12


def split_sentences(
    text: str, start: int, end: int, abbreviations: Container[str]
) -> Iterator[tuple[int, int]]:
    """The sentences of text[start:end] as offsets into `text`, white space and <br> trimmed off.

    A full stop ends a sentence unless its word is an abbreviation ("bijv."), an initial ("J.") or
    a label ("Stap 3."), or the next word starts in lower case.
    """
    at = start
    for match in _END.finditer(text, start, end):
        if _ends(text, at, match, end, abbreviations):
            yield from _trim(text, at, match.end())
            at = match.end()
    yield from _trim(text, at, end)


def _ends(text: str, start: int, match: re.Match[str], end: int, abbreviations: Container[str]) -> bool:
    mark = match.group()
    at = _edge(text, match.end(), end)
    if mark.isspace() or at >= end:
        return True
    opening = _OPENING.match(text, at, end)
    following = text[opening.end() if opening else at : min(end, at + _BEFORE)]
    if not _starts(following) or _goes_on(text, start, match, at):
        return False
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    found = _WORDS.search(text, max(start, match.start() - _BEFORE), match.start())
    if found is None:
        return True
    before, word = (found[1] or "").lstrip(_MARKS), found[2].strip(_MARKS)
    if word.isdigit():
        return before.lower() not in _LABELLED and not (mark == "." and _LABEL.match(found[2]))
    if _INITIALS.fullmatch(word):
        return _ends_with_letter(before, following)
    return _ends_with_word(before, word.lower(), following, abbreviations)


def _goes_on(text: str, start: int, match: re.Match[str], at: int) -> bool:
    """Whether what follows at `at` is of the same sentence though a capital may stand there."""
    dash = _DASH.match(text, at)
    if dash and text[match.end() : at].strip("\t ") == "":
        return text[dash.end() : dash.end() + 1].islower() or _QUOTED.search(match.group()) is not None
    before = text[max(start, match.start() - _LONGEST_BRACKET) : match.end()]
    opened = before.rfind("(") if before.count("(") > before.count(")") else 0
    return opened > 0 and _BRACKETED.match(text, match.end()) is not None


def _starts(following: str) -> bool:
    """Whether a sentence may start like this: not in lower case, but for "'s Avonds" and "pH"."""
    clipped = _CLIPPED.match(following)
    if clipped:
        return not clipped[1].islower()
    plain = following.lstrip(_QUOTES)
    return not plain[:1].islower() or _CAMEL.match(plain) is not None


def _ends_with_letter(before: str, following: str) -> bool:
    """Whether "… D." ends a sentence: after "vitamine", or before a word that is no name."""
    if _TITLE.fullmatch(before):
        return False
    if before.lower() in _LETTERED:
        return True
    first = _FIRST_WORD.match(following.lstrip(_QUOTES))
    return first is not None and first.group().lower() in _STARTING and not _NAME.match(following)


def _ends_with_word(before: str, word: str, following: str, abbreviations: Container[str]) -> bool:
    if len(word) == 1 and word.isalpha():
        return word in _ENDING and before[-1:].isdigit()
    if word.endswith("str") and following[:1].isdigit():
        return False
    return word in _ENDING or word + "." not in abbreviations


def _edge(text: str, at: int, end: int) -> int:
    found = _EDGE.match(text, at, end)
    return found.end() if found else at


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start = _edge(text, start, end)
    while start < end:
        if text[end - 1].isspace():
            end -= 1
        elif text[end - 1] == ">" and (tail := _TAIL.search(text, max(start, end - _LONGEST_BREAK), end)):
            end = tail.start()
        else:
            yield start, end
            return
