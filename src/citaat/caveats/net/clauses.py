"""The sentences and clauses of a short message, weighed by themselves: a question beside an emergency makes it no smaller."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from citaat.caveats.net.parts import Part, Places
from citaat.caveats.net.weighing import Net, features
from citaat.caveats.reading import Reading
from citaat.dutch.analysis import Token
from citaat.light import Pattern

Clause = tuple[str, Part, Places]
_MARK = Pattern(r"[,:()\n…–—]|(?<!\S)-+(?!\S)")
# Words that a clause begins with, and how many it has at least: fewer say too little by themselves.
_JOINING = frozenset({"en", "maar", "want", "dus", "omdat", "terwijl"})
_FEWEST = 3
# What is supposed may be what is seen: it is weighed without these words too.
_SUPPOSING = ["stel", "dat"]
# A clause is less sure than a message: lent as much as it has, one everyday question in a hundred more cried for help.
_DOUBT = 0.25


def clauses(question: str, reading: Reading, found: Places) -> Iterator[Clause]:
    """Each sentence and each clause with its text and term sets; nothing of a message that is one clause."""
    ends = [0, *sorted(reading.starts), len(reading)]
    cuts = sorted({*ends, *_cuts(question, reading.tokens)})
    spans = {*pairwise(ends), *pairwise(cuts)}
    spans |= {(first + len(_SUPPOSING), end) for first, end in spans if _supposes(reading, first)}
    for first, end in sorted(spans - {(0, len(reading))}):
        if end - first >= _FEWEST:
            yield _clause(question, reading, found, first, end)


def _cuts(question: str, tokens: Sequence[Token]) -> Iterator[int]:
    """Where a clause begins: behind a comma or a dash, and at a word that joins."""
    for at, (left, right) in enumerate(pairwise(tokens), 1):
        between = question[left.end : right.start]
        if right.norm in _JOINING or (len(between) > 1 and _MARK.compiled.search(between)):
            yield at


def _supposes(reading: Reading, first: int) -> bool:
    return [token.norm for token in reading.tokens[first : first + len(_SUPPOSING)]] == _SUPPOSING


def _clause(question: str, reading: Reading, found: Places, first: int, end: int) -> Clause:
    own = reading.tokens[first:end]
    inside = {
        name: [(start - first, stop - first) for start, stop in spans if first <= start and stop <= end]
        for name, spans in found.items()
    }
    starts = [at - first for at in reading.starts if first < at < end]
    # The mark behind it belongs to it: a question is known by that.
    text = question[own[0].start : own[-1].end + 1]
    return (
        text,
        Part(own, reading.numbers[first:end], starts),
        {name: at for name, at in inside.items() if at},
    )


def lent(
    net: Net,
    scores: Mapping[str, float],
    names: Sequence[str],
    heard: Iterable[Clause],
    quiet: Callable[[str, Places, int], bool],
) -> dict[str, float]:
    """For each of the caveats `names` the mean of its score and that of its clearest clause, less a doubt, if that is more.

    The whole speaks for what surrounds a clause: "he fainted" may be the end of a joke. `quiet` tells of a caveat, the
    term sets of a clause and its number of words whether a rule holds there that keeps the net from giving it.
    """
    found = list(heard)
    each = net.each([features(part, text, at) for text, part, at in found])
    means = {}
    for name in names:
        loud = [
            own[name]
            for own, (_, part, at) in zip(each, found, strict=True)
            if own[name] > scores[name] + 2 * _DOUBT and not quiet(name, at, len(part))
        ]
        if loud:
            means[name] = (scores[name] + max(loud)) / 2 - _DOUBT
    return means
