"""What people asked in vain: grouped by what they are about and the word the articles lack, with entries that may help."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from citaat.corpus.units import Unit
from citaat.editing.entries import Entry, alias, concept, gap
from citaat.editing.nearest import Vocabulary
from citaat.editing.wording import alike, once, topic, without_slips
from citaat.engine import Engine
from citaat.records import EMERGENCY, KNOWN_GAP, Abstained, Answered
from citaat.search.ranking import Ranked
from citaat.tracing import Trace

_KNOWN = ("corpus", "minor")
_SENTENCES = 2
# Measured on the unanswered questions of two sites: below this likelihood that the articles hold an answer, or with no
# word in common and a score below this, stood none of the 9 right sentences, and 31 of 63 where there was no right one.
_LEAST_THERE, _HIGH = 0.2, 0.0
# An answer that is right less often than this should be read.
_SURE = 0.5


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


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of the questions of a log.

    `missed` got no answer; `silent` so many got none because the lexicon says that the articles are silent on them;
    `doubtful` were answered with little confidence, the least first: an editor reads these answers.
    """

    missed: tuple[Missed, ...]
    silent: int
    doubtful: tuple[Missed, ...]


def heard(engine: Engine, questions: Iterable[tuple[str, int]]) -> Heard:
    """Ask them all. Where help has to be called, an answer is not what is missing."""
    asked = [Missed(text, times, engine.trace(text)) for text, times in questions]
    calm = [
        (one, one.trace.outcome)
        for one in asked
        if not any(caveat.severity == EMERGENCY for caveat in one.trace.outcome.caveats)
    ]
    silent = [one for one, told in calm if isinstance(told, Abstained) and told.abstention.code == KNOWN_GAP]
    lost = [one for one, told in calm if isinstance(told, Abstained) and told.abstention.code != KNOWN_GAP]
    unsure = [
        (told.confidence, at, one)
        for at, (one, told) in enumerate(calm)
        if isinstance(told, Answered) and told.confidence < _SURE
    ]
    return Heard(
        tuple(lost), len(silent), tuple(one for _, _, one in sorted(unsure, key=lambda row: row[:2]))
    )


def groups(engine: Engine, questions: Sequence[Missed]) -> list[Group]:
    """The questions by the unknown word that most of them share and by what else they are about, most frequent first."""
    vocabulary = Vocabulary.of(engine)
    common = Counter[str]()
    for one in questions:
        for word in _unknown(vocabulary, one.trace):
            common[word] += one.times
    found: dict[tuple[str, str], list[Missed]] = {}
    for one in questions:
        word = max(_unknown(vocabulary, one.trace), key=lambda word: (common[word], word), default="")
        found.setdefault((word, "" if word else _heading(engine, one.trace)), []).append(one)
    made = [
        _group(engine, vocabulary, key, [inside[at] for at in places])
        for key, inside in found.items()
        for places in alike([one.trace for one in inside], key[0])
    ]
    return sorted(made, key=lambda group: (-group.times, group.word, group.heading))


def _unknown(vocabulary: Vocabulary, trace: Trace) -> list[str]:
    """The topical words of the question that the articles do not say; a compound typed in two is one such word."""
    split = vocabulary.split_compounds(trace.outcome.question)
    parts = {part for pair in split for part in pair.split()}
    unknown = (
        word.token.lemma
        for word in trace.query.words
        if word.kind not in _KNOWN
        and not word.corrected
        and word.token.norm not in parts
        and not vocabulary.says(word.token.lemma)
        and not vocabulary.spells_otherwise(word.token.norm)
    )
    return list(dict.fromkeys([*split, *unknown]))


def _heading(engine: Engine, trace: Trace) -> str:
    return engine.passages[trace.ranked[0].candidate.unit.passage].heading if trace.ranked else ""


def _group(engine: Engine, vocabulary: Vocabulary, key: tuple[str, str], inside: Sequence[Missed]) -> Group:
    word, heading = key
    ordered = sorted(inside, key=lambda one: -one.times)
    asks = once(without_slips(engine, one.trace) for one in ordered)
    entries = (
        [concept(word, term, relation, why) for term, relation, why in vocabulary.near(word)] if word else []
    )
    aliases = [alias(article, quote, asks) for article, quote in _sentences(engine, ordered)]
    # A heading is what the articles do say something about.
    joined = " " in word
    about = word if joined else topic([one.trace for one in ordered], word) or asks[0]
    silent = [gap(about, asks)]
    entries += [*aliases, *silent] if joined or _is_there(ordered) else [*silent, *aliases]
    times = sum(one.times for one in inside)
    return Group(word, heading, times, tuple((one.question, one.times) for one in ordered), tuple(entries))


def _is_there(questions: Sequence[Missed]) -> bool:
    """Whether the articles answer these questions as likely as not: only then a sentence is worth proposing first."""
    there = sum(one.times * one.trace.decision.there for one in questions)
    return 2 * there >= sum(one.times for one in questions)


def _sentences(engine: Engine, questions: Sequence[Missed]) -> list[tuple[str, str]]:
    """The sentences that come nearest to these questions together, as (article, quote); none where none is near."""
    votes: dict[tuple[str, str], float] = {}
    for one in questions:
        for rank, entry in enumerate(one.trace.ranked[:_SENTENCES], 1):
            if not _is_near(engine, one.trace, entry):
                continue
            place = _place(engine, entry.candidate.unit)
            votes[place] = votes.get(place, 0.0) + one.times / rank
    return sorted(votes, key=lambda place: -votes[place])[:_SENTENCES]


def _is_near(engine: Engine, trace: Trace, entry: Ranked) -> bool:
    """Whether a sentence may be what was meant: it ranks first anyway, also for "faxnummer" where nothing is like it.

    It says a word of the question, be it in its heading or title, or was scored as high as what is answered.
    """
    if trace.decision.there < _LEAST_THERE:
        return False
    passage = engine.passages[entry.candidate.unit.passage]
    _, quote = _place(engine, entry.candidate.unit)
    text = f"{passage.title}\n{passage.heading}\n{quote}"
    said = {token.lemma for token in engine.index.analyser.tokens(text) if token.role != "stop"}
    topical = (word for word in trace.query.words if word.kind != "minor")
    words = (
        {word.token.lemma, *word.token.parts, *([word.corrected] if word.corrected else [])}
        for word in topical
    )
    return entry.score >= _HIGH or any(said & one for one in words)


def _place(engine: Engine, unit: Unit) -> tuple[str, str]:
    passage = engine.passages[unit.passage]
    first = passage.sentences[unit.first]
    # The head of a table says nothing without a row.
    at = passage.sentences[unit.last] if first.kind == "head" else first
    return passage.article_id, passage.slice(at.start, at.end)


def numbered(found: Sequence[Group]) -> Mapping[int, Entry]:
    """Every proposed entry by the number it is accepted with."""
    return dict(enumerate((entry for group in found for entry in group.entries), 1))
