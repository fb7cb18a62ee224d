"""General Dutch as bridges: which words and phrases of a question stand for which words of an article.

The lists (data/dutch/lists/*.txt) hold one entry a line:

    = a, b, c              interchangeable
    > term: a, b           people say a or b, articles say term
    < term: a, b           kinds, brands or instances of term
    ~ term: a, b           a sign that the matter is term
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from citaat.errors import RulesError
from citaat.light import TYPE_CHECKING, dataclass

if TYPE_CHECKING:
    from pathlib import Path

# How one phrase stands for another; the order is that of the letters in a compiled table.
SAME, SAY, SAID, UP, DOWN, SIGN, FAR = KINDS = ("same", "say", "said", "up", "down", "sign", "far")
_SIGNS = "=><~"
MAX_PHRASE = 6

Phrase = tuple[str, ...]
Bridges = dict[Phrase, dict[Phrase, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: `sign` is one of "=><~"; `term` is empty for "="."""

    sign: str
    term: str
    words: tuple[str, ...]


def read_entries(path: "Path") -> Iterator[Entry]:
    """The entries of one list. Raises RulesError with the line that is none."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        sign, rest = text[0], text[1:].strip()
        term, colon, words = rest.partition(":") if sign != "=" else ("", ":", rest)
        found = tuple(word.strip() for word in words.split(",") if word.strip())
        if sign not in _SIGNS or not colon or len(found) < (2 if sign == "=" else 1):
            raise RulesError(
                "is no entry of a word list",
                file=str(path),
                line=number,
                fix="write: = a, b  or  > term: a  or  < term: a  or  ~ term: a",
            )
        yield Entry(sign, term.strip(), found)


def compiled(entries: Iterable[Entry], phrase_of: Callable[[str], Phrase]) -> Bridges:
    """From each phrase (its lemmas, stop words left out) to the phrases it may stand for, with the kind of each."""
    bridges: Bridges = {}

    def add(asked: Phrase, told: Phrase, kind: str) -> None:
        if asked and told and asked != told and max(len(asked), len(told)) <= MAX_PHRASE:
            found = bridges.setdefault(asked, {})
            if told not in found or KINDS.index(kind) < KINDS.index(found[told]):
                found[told] = kind

    for entry in entries:
        words = [phrase_of(word) for word in entry.words]
        term = phrase_of(entry.term) if entry.term else ()
        if entry.sign == "=":
            for asked in words:
                for told in words:
                    add(asked, told, SAME)
        forth, back = {"=": ("", ""), ">": (SAY, SAID), "<": (UP, DOWN), "~": (SIGN, "")}[entry.sign]
        for word in words if forth else ():
            add(word, term, forth)
            if back:
                add(term, word, back)
    return bridges


def key(asked: Phrase) -> str:
    """What a phrase of a question is looked up by: Dutch moves verbs about, so that its order is none of it."""
    return f"ask:{' '.join(sorted(asked))}"


def encoded(found: Mapping[Phrase, str]) -> str:
    """What a phrase may stand for, as kept in a table: the number of the kind and the lemmas, "|" between."""
    return "|".join(f"{KINDS.index(kind)}{' '.join(told)}" for told, kind in found.items())


def decoded(entry: str | None) -> list[tuple[Phrase, str]]:
    """What `encoded` wrote."""
    if not entry:
        return []
    return [(tuple(item[1:].split(" ")), KINDS[int(item[0])]) for item in entry.split("|")]


def joined(entry: str, other: str | None) -> str:
    """Both of two entries of a table; of a phrase in both the nearer kind."""
    if not other:
        return entry
    found: dict[Phrase, str] = {}
    for told, kind in (*decoded(entry), *decoded(other)):
        if told not in found or KINDS.index(kind) < KINDS.index(found[told]):
            found[told] = kind
    return encoded(found)
