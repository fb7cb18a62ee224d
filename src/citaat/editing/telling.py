"""What an answer must hold at least: the number in the sentence that answers, else the few words that tell."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from citaat.dutch.analysis import Token
from citaat.dutch.numbers import number_words
from citaat.evaluation.grading.matching import NEGATIONS, fold
from citaat.evaluation.grading.normalise import holds

Groups = tuple[tuple[str, ...], ...]
Tokens = Callable[[str], Sequence[Token]]
_MOST = 2
_LEAST_LETTERS = 4
# "Een" is an article far more often than a number, and "half" and "paar" stand with one that is there too.
_WORDS = sorted((word for word in number_words() if len(word) > 3), key=lambda word: -len(word))
_NUMBER = rf"(?:€ ?)?\d+(?:[.,:/]\d+)*(?:,-)?|(?:één|{'|'.join(_WORDS)})(?!\w)"
_QUANTITY = re.compile(
    rf"(?<![\w.,:/-])(?:{_NUMBER})(?:(?: (?:tot|tot en met|à|en|of) | ?[-–] ?)(?:{_NUMBER}))?(?: ?(?:%|°C?)|(?: [^\W\d_]+)?)",
    re.IGNORECASE,
)
# Questions that a number answers; whoever asks whether something is allowed asks for a word.
_COUNTING = re.compile(
    r"\bhoe ?(?:veel|vaak|lang|groot|hoog|laat|ver|oud|warm|koud|duur|breed|diep|zwaar|snel|vroeg)\b|\bwanneer\b"
    r"|\bkost|\bprijs|\btarief|\bmaximaal\b|\bminimaal\b|\bhoogstens\b|\bvanaf\b|\bleeftijd|\bdatum\b|\btermijn\b"
)
_NO_UNITS = frozenset(
    "aan als bij dan dat de den der die dit door een en er het hij ik in is je jij kan mag met moet na naar nog of om "
    "onder op over per te tegen ten ter tot uit van ver via voor was wat we werd worden wordt zal ze zij zijn".split()
)
_OR = re.compile(r"\b(?:of|dan wel|respectievelijk)\b|/")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known around a sentence: `tokens` reads a text, `common` tells in how many passages a word stands,

    `topic` is what the article and its section are called. The rarest word tells most; one of the topic tells nothing.
    """

    tokens: Tokens
    common: Callable[[str], int]
    topic: str = ""


def telling(text: str, question: str, setting: Setting, row: bool = False) -> Groups:
    """Groups of texts for `must_contain`, from the plain text of the sentence (or `row`) that answers `question`.

    Empty where nothing tells.
    """
    asked = fold(question)
    numbers = [one for one in quantities(text) if not holds(asked, one)]
    counted = _grouped(_asked_for(numbers, asked)[:_MOST], text)
    if counted and (row or _COUNTING.search(asked)):
        return counted
    denied = _denied(text)
    if denied:
        return ((denied,),)
    best = _rarest(text, question, setting)
    return ((best,),) if best else counted


def _grouped(numbers: Sequence[str], text: str) -> Groups:
    """Each a demand of its own, unless the sentence gives them as alternatives: "15 euro of voor twee 25 euro"."""
    if len(numbers) == _MOST:
        first, last = (text.find(one) for one in numbers)
        if _OR.search(text[first + len(numbers[0]) : last]):
            return (tuple(numbers),)
    return tuple((one,) for one in numbers)


def _rarest(text: str, question: str, setting: Setting) -> str:
    """The word that tells most: not one of the question, before one that names what all of it is about.

    What is said of a thing comes after it, so that the first word of a sentence comes last, and the topic with it.
    """
    known = {key for token in setting.tokens(question) for key in (token.lemma, *token.parts)}
    topic = {key for token in setting.tokens(setting.topic) for key in (token.lemma, *token.parts)}
    words = [
        token
        for token in setting.tokens(text)
        if token.role == "content"
        and not token.derived
        and len(token.surface) >= _LEAST_LETTERS
        and not any(_kin(token.lemma, one) for one in known)
    ]
    first = min((token.start for token in setting.tokens(text)), default=0)

    def rank(token: Token) -> tuple[bool, int, int]:
        named = token.start == first or any(_kin(token.lemma, one) for one in topic)
        return named, setting.common(token.surface), -len(token.surface)

    return min(words, key=rank).surface if words else ""


def _kin(word: str, other: str) -> bool:
    """Whether two words are plainly of one family: "ziek" and "ziekte", "huur" and "huurprijs"."""
    size = min(len(word), len(other))
    return word == other or (size >= _LEAST_LETTERS and word[:size] == other[:size])


def quantities(text: str) -> list[str]:
    """The numbers of a text, each with what it counts: "zeven tot negen uur", "35 euro"."""
    found: dict[str, None] = {}
    for match in _QUANTITY.finditer(text):
        said = match.group().strip()
        first, _, unit = said.rpartition(" ")
        found[first if first and unit.lower() in _NO_UNITS else said] = None
    return list(found)


def _asked_for(numbers: Sequence[str], asked: str) -> Sequence[str]:
    """Those that count what the question names, where there are such."""
    named = [one for one in numbers if one.split()[-1].isalpha() and one.split()[-1].lower() in asked.split()]
    return named or numbers


def _denied(text: str) -> str:
    """The word that denies, with its neighbour: without it the answer would be the opposite."""
    words = list(_WORD.finditer(text))
    for at, word in enumerate(words):
        if word.group().lower() in NEGATIONS:
            after = words[at + 1 : at + 2]
            end = after[0].end() if after and text[word.end() : after[0].start()] == " " else word.end()
            return text[word.start() : end]
    return ""
