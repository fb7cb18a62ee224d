"""How questions of a log are worded: what they are about, which are about the same, and how they read without slips."""

from collections.abc import Iterable, Sequence

from citaat.dutch.analysis import fold
from citaat.engine import Engine
from citaat.tracing import Trace

# A topic is a few words: more is the whole question.
_MOST = 3


def topical(trace: Trace) -> tuple[str, ...]:
    """The lemmas that name what a question is about, in its order."""
    words = trace.query.words
    found = (word.token.lemma for word in words if word.kind != "minor" and not word.token.derived)
    return tuple(dict.fromkeys(found))


def alike(traces: Sequence[Trace], shared: str) -> list[list[int]]:
    """The places of questions by what they are about: each group has a topical word in common beside `shared`.

    A question that says nothing else stands with the first.
    """
    groups: list[tuple[set[str], list[int]]] = []
    for at, trace in enumerate(traces):
        others = set(topical(trace)) - {shared}
        for said, inside in groups:
            if not others or not said or others & said:
                said |= others
                inside.append(at)
                break
        else:
            groups.append((others, [at]))
    return [inside for _, inside in groups]


def topic(traces: Sequence[Trace], shared: str) -> str:
    """What these questions are about, in words of their own: those that most of them say, the shared one first."""
    counts: dict[str, int] = {}
    for trace in traces:
        for lemma in topical(trace):
            counts[lemma] = counts.get(lemma, 0) + 1
    wanted = [lemma for lemma in counts if lemma != shared and counts[lemma] * 2 > len(traces)]
    wanted.sort(key=lambda lemma: -counts[lemma])
    return " ".join([*([shared] if shared else []), *wanted][:_MOST])


def without_slips(engine: Engine, trace: Trace) -> str:
    """The question as it was meant: what was read as another word is written so, all else stays as typed.

    An entry of the lexicon that keeps the slips of one visitor is of use to nobody else.
    """
    text = trace.outcome.question
    meant: dict[tuple[int, int], str] = {}
    for token in engine.index.analyser.tokens(text):
        if not token.derived:
            place = token.start, token.end
            meant[place] = f"{meant[place]} {token.norm}" if place in meant else token.norm
    for word in trace.query.words:
        # Of other words the dictionary only guesses, and a name with a capital is a name as like as not.
        if word.corrected and word.kind == "corpus" and word.token.surface.islower():
            meant[word.token.start, word.token.end] = word.corrected
    for (start, end), standard in sorted(meant.items(), reverse=True):
        # A number in letters is no slip, and accents are kept.
        if fold(text[start:end]) != standard and not any(char.isdigit() for char in standard):
            text = text[:start] + standard + text[end:]
    return text[:1].upper() + text[1:] if trace.outcome.question[:1].isupper() else text


def once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts, those that differ in case alone once."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(" ".join(text.casefold().split()), text)
    return tuple(first.values())
