"""Of whom a text speaks: how old they are, and of which animals.

A dose for one is none for another: "een baby van 3 tot 12 maanden" is met by neither "volwassenen" nor "vanaf 4 jaar".
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from citaat.dutch.conditions import Condition, amounts, conditions
from citaat.light import IGNORE_CASE, Pattern

_ENDLESS = float("inf")
# Whole words, with the years that they may mean.
_STAGES = {
    "baby baby's babys baby'tje zuigeling zuigelingen pasgeborene pasgeborenen": (0.0, 1.9),
    "dreumes dreumesen peuter peuters": (1.0, 3.9),
    "kleuter kleuters": (3.0, 5.9),
    "kind kinderen kindje kindjes kids zoon zoontje dochter dochtertje kleinkind kleinzoon kleindochter": (0.0, 17.9),
    "tiener tieners puber pubers jongere jongeren": (12.0, 19.0),
    "volwassene volwassenen volwassen grote mensen": (18.0, _ENDLESS),
    "ouderen oudere bejaarden bejaarde senioren 65-plussers": (60.0, _ENDLESS),
}  # fmt: skip
_YEARS = {word: bounds for words, bounds in _STAGES.items() for word in words.split()}
_CHILD_UNTIL = 18.0
_ANIMALS = {
    word: name
    for name, words in {
        "hond": "hond honden hondje hondjes pup pups puppy puppy's reu teef",
        "kat": "kat katten katje poes poezen kitten kittens kater katers",
        "konijn": "konijn konijnen konijntje",
        "paard": "paard paarden pony pony's veulen merrie",
        "knaagdier": "cavia cavia's hamster hamsters rat ratten muis muizen",
        "fret": "fret fretten",
        "vogel": "vogel vogels papegaai papegaaien parkiet parkieten kip kippen duif duiven",
        "vee": "koe koeien rund runderen schaap schapen geit geiten varken varkens",
        "*": "dier dieren huisdier huisdieren",
    }.items()
    for word in words.split()
}
ANY_ANIMAL = "*"
# What stands for meat, where another animal is named.
_EATEN = frozenset("kip konijn koe rund schaap geit varken".split())
_WORD = Pattern(r"\w+(?:[-'’]\w+)*")
# Whose age a bound is: without one of these "tot 2 jaar" is how long something lasts.
_BOUNDED = Pattern(
    r"\b(?:ouder|jonger|leeftijd|mensen|mannen|vrouwen|jongens?|meisjes?|personen|iemand"
    r"|(?:vanaf|onder|boven|tot|t/m|tussen) (?:de )?\d{1,3}(?:[\s-]+(?:tot|t/m|en|tot en met|à)?\s*\d{1,3})?[\s-]*jaar"
    r"|\d{1,2}\s*(?:tot|t/m|en|tot en met|à|-|–)\s*\d{1,3}[\s-]*(?:jaar|jarigen?))\b",
    IGNORE_CASE,
)
# A number is an age with its unit, or behind whoever has it.
_PERSON = (
    r"(?:kind(?:je|eren)?|baby|peuter|kleuter|zoon(?:tje)?|dochter(?:tje)?|jongen|meisje|moeder|vader|oma|opa|man|vrouw"
    r"|vriend|vriendin|zus|broer|nicht|neef|iemand|leeftijd)"
)
_AGE = Pattern(
    rf"\b(?:(?:van|is|ben|bent|was|wordt|leeftijd|kind|kindje|baby|peuter|kleuter|zoontje|dochtertje)(?: nu| al| net| pas| bijna)? \d+(?:[.,]\d+)?[\s-]*(?:jaar|maanden|maand|mnd|weken|week)"
    rf"|(?:{_PERSON}|ik) (?:van|is|ben|wordt)(?: nu| al| net| pas| bijna)? \d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?[\s-]*(?:jarigen?|(?:jaar|maanden|weken) oud))\b",
    IGNORE_CASE,
)
# Whoever expects a child, or was one, asks for a grown-up.
_EXPECTING = Pattern(
    r"\bzwanger|\bborstvoed|\bkind(?:eren)?\s+(?:wil|krijg|verwacht)|\bkinderwens|\bbevall|\bals kind\b",
    IGNORE_CASE,
)
_OPEN = Pattern(
    r"(?<![\w,.])(?P<plus>\d{1,2})(?:\+(?!\w)|-?plus(?:ser(?:s)?)?\b)|\bonder de (?P<under>\d{1,2})(?![\w%.,]| ?(?:kilo|kg|km|graden|euro))"
    r"|\b(?:boven|vanaf) de (?P<over>\d{1,2})(?![\w%.,]| ?(?:kilo|kg|km|graden|euro))",
    IGNORE_CASE,
)
_LIKE = Pattern(r"\bals een \w+", IGNORE_CASE)
_PARTS = {"jaar": 1.0, "maand": 12.0, "week": 52.0}


def animals(text: str) -> frozenset[str]:
    """The animals that a text names, `ANY_ANIMAL` among them where it speaks of animals; none in "moe als een hond"."""
    return frozenset(_ANIMALS[word] for word in _words(_LIKE.compiled.sub(" ", text)) if word in _ANIMALS)


def asked_animals(question: str) -> frozenset[str]:
    """The animals that a question is about: "mag mijn kat kip" asks of no bird."""
    named = {word for word in _words(_LIKE.compiled.sub(" ", question)) if word in _ANIMALS}
    return frozenset(_ANIMALS[word] for word in named - _EATEN or named) - {ANY_ANIMAL}


def asked_ages(question: str) -> tuple[Condition, ...]:
    """Of which ages a question asks, in years; none where it does not, or asks for whoever is expecting."""
    return () if _EXPECTING.compiled.search(question) else ages(question)


def ages(text: str) -> tuple[Condition, ...]:
    """Of which ages a text speaks, in years: as numbers where it tells some."""
    stages = [_YEARS[word] for word in _words(text) if word in _YEARS]
    bounded = stages or _BOUNDED.compiled.search(text)
    told = (*(_ranges(text) if bounded else ()), *_open(text)) or _exact(text)
    if told and stages:
        stages = [bounds for bounds in stages if bounds[0] >= _CHILD_UNTIL]
    return (*told, *(Condition(least, most, "jaar") for least, most in stages))


def are_children(asked: tuple[Condition, ...]) -> bool:
    """Whether none of these is grown up."""
    return bool(asked) and all(one.most < _CHILD_UNTIL for one in asked)


def are_mixed(told: tuple[Condition, ...]) -> bool:
    """Whether some of these are only of children, and others only of grown-ups."""
    children = [one for one in told if are_children((one,))]
    return bool(children) and any(one.least >= _CHILD_UNTIL for one in told)


def overlap(some: tuple[Condition, ...], others: tuple[Condition, ...]) -> bool:
    """Whether somebody may be of both."""
    return any(one.least <= other.most and other.least <= one.most for one in some for other in others)


def _ranges(text: str) -> tuple[Condition, ...]:
    """The bounds that a text states; where a range ends is no bound of its own."""
    found = tuple(_in_years(conditions(text)))
    ends = {one.most for one in found if one.least > -_ENDLESS}
    return tuple(one for one in found if one.least > -_ENDLESS or one.most not in ends)


def _open(text: str) -> Iterator[Condition]:
    """The bounds that are told without the word for years: "12+", "65-plus", "boven de 60"."""
    for match in _OPEN.compiled.finditer(text):
        if match["under"]:
            yield Condition(-_ENDLESS, float(match["under"]), "jaar")
        else:
            yield Condition(float(match["over"] or match["plus"]), _ENDLESS, "jaar")


def _exact(text: str) -> tuple[Condition, ...]:
    """The ages that a text tells as one number: "een kleuter van 4 jaar", not "de eerste 3 maanden"."""
    aged = (amounts(text[match.start() :])[:1] for match in _AGE.compiled.finditer(text))
    return tuple(_in_years(Condition(one.number, one.number, one.unit) for one in chain(*aged)))


def _in_years(found: Iterable[Condition]) -> Iterator[Condition]:
    for one in found:
        if one.unit in _PARTS:
            parts = _PARTS[one.unit]
            yield Condition(one.least / parts, one.most / parts, "jaar")


def _words(text: str) -> Iterator[str]:
    return (match.group().lower().replace("’", "'") for match in _WORD.compiled.finditer(text))
