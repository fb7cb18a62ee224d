"""Known questions that say nothing of their own: all their words stand in many passages, so that they catch much else."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from citaat.corpus.beside.askings import ALIAS, GAP, Asking
from citaat.dutch.analysis import Analyser
from citaat.findings import Finding
from citaat.outcome.shown import readable
from citaat.records import Passage

# From so many passages on, and from this share of them, a word tells nothing of what is missing ...
_FEW = 3
# ... or of which sentence is meant: for that it may stand in more, for an alias has a sentence to lean on.
_SHARE = {GAP: 0.05, ALIAS: 0.33}
_TOLD = {
    GAP: (
        "gap-common",
        "all the words of the gap {!r} stand in many passages: it silences what is answered there",
        "write the word that the articles do not have in it, or remove it",
    ),
    ALIAS: (
        "alias-common",
        "all the words of the alias {!r} stand in many passages: it draws other questions to its sentence",
        "write the word in it that belongs to this sentence alone",
    ),
}


def common(asks: Iterable[Asking], passages: Sequence[Passage], analyser: Analyser) -> Iterator[Finding]:
    """A notice for every alias and gap of which no word tells anything."""
    known = list(asks)
    counts = _counts(passages, analyser) if known else {}
    for one in known:
        most = max(_FEW, _SHARE[one.table] * len(passages))
        words = [
            token.lemma for token in analyser.tokens(one.ask) if token.role != "stop" and not token.derived
        ]
        if all(counts.get(word, 0) >= most for word in words):
            code, what, fix = _TOLD[one.table]
            yield Finding(code, one.file, one.line, what.format(one.ask), fix)


def _counts(passages: Sequence[Passage], analyser: Analyser) -> Mapping[str, int]:
    """In how many passages each lemma stands, what is above them and parts of compounds included."""
    counts = Counter[str]()
    for passage in passages:
        text = f"{passage.title}\n{passage.heading}\n{readable(passage.text, passage.source)}"
        counts.update(
            {
                key
                for token in analyser.tokens(text)
                if not token.derived
                for key in (token.lemma, *token.parts)
            }
        )
    return counts
