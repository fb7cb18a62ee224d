"""What people asked in vain: grouped by the word that the articles do not know, with entries that may help."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from citaat.editing.entries import Entry, alias, concept, gap
from citaat.editing.nearest import Vocabulary
from citaat.engine import Engine, Trace
from citaat.records import EMERGENCY, Abstained

_KNOWN = ("corpus", "minor")
_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class Missed:
    """A question without an answer, and how often it was asked."""

    question: str
    times: int
    trace: Trace


@dataclass(frozen=True, slots=True)
class Group:
    """Questions missed for one reason: `word` is unknown, or (`word` is "") they come nearest to `heading`."""

    word: str
    heading: str
    times: int
    questions: tuple[tuple[str, int], ...]
    entries: tuple[Entry, ...]


def missed(engine: Engine, questions: Iterable[tuple[str, int]]) -> list[Missed]:
    """Those that get no answer. Where help has to be called, an answer is not what is missing."""
    asked = (Missed(text, times, engine.trace(text)) for text, times in questions)
    return [
        one
        for one in asked
        if isinstance(one.trace.outcome, Abstained)
        and not any(caveat.severity == EMERGENCY for caveat in one.trace.outcome.caveats)
    ]


def groups(engine: Engine, questions: Sequence[Missed]) -> list[Group]:
    """The questions by the unknown word that most of them share, the most frequent first."""
    common = Counter[str]()
    for one in questions:
        for word in _unknown(one.trace):
            common[word] += one.times
    found: dict[tuple[str, str], list[Missed]] = {}
    for one in questions:
        word = max(_unknown(one.trace), key=lambda word: (common[word], word), default="")
        found.setdefault((word, "" if word else _heading(engine, one.trace)), []).append(one)
    vocabulary = Vocabulary.of(engine)
    made = [_group(engine, vocabulary, key, inside) for key, inside in found.items()]
    return sorted(made, key=lambda group: (-group.times, group.word, group.heading))


def _unknown(trace: Trace) -> list[str]:
    """The topical words of the question that the articles do not say."""
    words = trace.query.words
    return list(
        dict.fromkeys(word.token.lemma for word in words if word.kind not in _KNOWN and not word.corrected)
    )


def _heading(engine: Engine, trace: Trace) -> str:
    return engine.passages[trace.ranked[0].candidate.unit.passage].heading if trace.ranked else ""


def _group(engine: Engine, vocabulary: Vocabulary, key: tuple[str, str], inside: Sequence[Missed]) -> Group:
    word, heading = key
    ordered = sorted(inside, key=lambda one: -one.times)
    asks = tuple(one.question for one in ordered)
    entries = (
        [concept(word, term, relation, why) for term, relation, why in vocabulary.near(word)] if word else []
    )
    entries += [alias(article, quote, asks) for article, quote in _sentences(engine, ordered)]
    entries.append(gap(word or heading or asks[0], asks))
    times = sum(one.times for one in inside)
    return Group(word, heading, times, tuple((one.question, one.times) for one in ordered), tuple(entries))


def _sentences(engine: Engine, questions: Sequence[Missed]) -> list[tuple[str, str]]:
    """The sentences that come nearest to these questions together, as (article, quote)."""
    votes: dict[tuple[str, str], float] = {}
    for one in questions:
        for rank, entry in enumerate(one.trace.ranked[:_SENTENCES], 1):
            place = _place(engine, entry.candidate.unit.passage, entry.candidate.unit.first)
            votes[place] = votes.get(place, 0.0) + one.times / rank
    return sorted(votes, key=lambda place: -votes[place])[:_SENTENCES]


def _place(engine: Engine, number: int, sentence: int) -> tuple[str, str]:
    passage = engine.passages[number]
    at = passage.sentences[sentence]
    return passage.article_id, passage.slice(at.start, at.end)


def numbered(found: Sequence[Group]) -> Mapping[int, Entry]:
    """Every proposed entry by the number it is accepted with."""
    return dict(enumerate((entry for group in found for entry in group.entries), 1))
