"""What an answer must hold at least: the number in the sentence that answers, else the few words that tell."""

import re
from collections.abc import Callable, Sequence

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
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def telling(
    text: str, question: str, tokens: Tokens, common: Callable[[str], int], row: bool = False
) -> Groups:
    """Groups of texts for `must_contain`, from the plain text of the sentence (or `row`) that answers `question`.

    `common` tells in how many passages a word stands: the rarest word tells most. Empty where nothing tells.
    """
    asked = fold(question)
    numbers = [one for one in quantities(text) if not holds(asked, one)]
    counted = tuple((one,) for one in _asked_for(numbers, asked)[:_MOST])
    if counted and (row or _COUNTING.search(asked)):
        return counted
    denied = _denied(text)
    if denied:
        return ((denied,),)
    known = {token.lemma for token in tokens(question)}
    words = {
        token.surface: None
        for token in tokens(text)
        if token.role == "content"
        and not token.derived
        and token.lemma not in known
        and len(token.surface) >= _LEAST_LETTERS
    }
    best = sorted(words, key=lambda word: (common(word), -len(word)))
    return ((best[0],),) if best else counted


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
