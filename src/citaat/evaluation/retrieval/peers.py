"""The peers of the README's table: others' retrieval on the same questions and passages, beside our own."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from citaat.engine import Engine
from citaat.evaluation.gold.records import SPLITS, Question
from citaat.evaluation.gold.sets import GoldSet, quotes_present
from citaat.evaluation.grading.case import Corpus
from citaat.evaluation.grading.grading import grade, relevant_passages
from citaat.evaluation.measures.scores import Score, share
from citaat.evaluation.measures.statistics import holm, mcnemar
from citaat.evaluation.retrieval.peers_models import PEERS, Kind, ranking
from citaat.outcome.shown import shown
from citaat.records import MAX_ANSWER, Abstained, Abstention, Answered, Citation, Outcome, Passage

OURS = "citaat"
MEASURES = ("overall", "answers right", "evidence in top 3")
_TOP = 3
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One question put to one system, graded as if it always answered (`forced`).

    `sure` is how sure it was, on any scale; `settled` is whether it was right by its own
    decision, None for a peer, which has none: its threshold is chosen afterwards.
    """

    question: Question
    sure: float
    forced: bool
    found: bool
    settled: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A system on one split: its scores in the order of MEASURES, and for each what separates it from ours.

    `apart` holds (only ours right, only theirs right, Holm's p over the split); none for ours.
    """

    system: str
    scores: tuple[Score, ...]
    apart: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class PeerReport:
    """The lines of every set and split, ours first, and the peers that are not installed.

    `together`: all sites but the main set as one, each question settled at its own site's threshold.
    """

    tables: Mapping[tuple[str, str], tuple[Line, ...]]
    skipped: tuple[Kind, ...]
    together: tuple[Line, ...] = ()


def measure_peers(
    sets: Sequence[GoldSet], opener: Callable[[str | None], Engine], progress: Progress
) -> PeerReport:
    """Every peer and ours on every labelled question of every set, each split apart."""
    tables: dict[tuple[str, str], tuple[Line, ...]] = {}
    pooled: dict[str, list[list[bool]]] = {}
    for gold in sets:
        engine = opener(gold.corpus)
        quotes_present([(gold, engine.articles)])
        tried = try_all(gold, engine, progress)
        for split in SPLITS:
            chosen = {
                name: [one for one in own if one.question.split == split] for name, own in tried.items()
            }
            if chosen[OURS]:
                flags = {name: flags_of(own) for name, own in chosen.items()}
                tables[gold.name, split] = tuple(lines(flags))
                if gold.corpus is not None:
                    _pool(pooled, flags)
    together = tuple(lines(pooled)) if pooled else ()
    return PeerReport(tables, tuple(kind for kind in PEERS if kind.missing), together)


def _pool(pooled: dict[str, list[list[bool]]], flags: Mapping[str, Sequence[Sequence[bool]]]) -> None:
    """Add one site's flags, measure by measure."""
    for name, own in flags.items():
        columns = pooled.setdefault(name, [[] for _ in MEASURES])
        for column, more in zip(columns, own, strict=True):
            column.extend(more)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every system is asked about and graded with; `relevant` names the gold passages of each question."""

    corpus: Corpus
    passages: tuple[Passage, ...]
    relevant: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, engine: Engine, questions: Sequence[Question]) -> "_Ground":
        corpus, passages = Corpus.of(engine.articles), tuple(engine.passages)
        found = {one.id: frozenset(relevant_passages(one, passages, corpus.articles)) for one in questions}
        return cls(corpus, passages, found)

    def attempt(
        self, question: Question, sure: float, cited: tuple[Citation, ...], top: Iterable[int]
    ) -> Attempt:
        """The attempt that answers with these citations, from passages ranked like this."""
        shown = self.right(question, _outcome(question.text, cited))
        found = bool(self.relevant[question.id] & {self.passages[at].id for at in top})
        return Attempt(question, sure, shown, found)

    def right(self, question: Question, outcome: Outcome) -> bool:
        """Judged by the suite's own grading."""
        return grade(question, outcome, self.corpus).right is True


def try_all(gold: GoldSet, engine: Engine, progress: Progress) -> dict[str, list[Attempt]]:
    """The attempts of every system, ours first, question by question."""
    questions = [one for one in gold.questions if one.answerable is not None]
    ground = _Ground.of(engine, questions)
    systems = {OURS: _ours(engine, ground)}
    systems |= {kind.name: _peer(kind, ground) for kind in PEERS if not kind.missing}
    found: dict[str, list[Attempt]] = {}
    for name, ask in systems.items():
        found[name] = []
        for done, one in enumerate(questions, 1):
            found[name].append(ask(one))
            progress(f"{gold.name}: {name}", done, len(questions))
    return found


def _ours(engine: Engine, ground: _Ground) -> Callable[[Question], Attempt]:
    def ask(question: Question) -> Attempt:
        trace = engine.trace(question.text)
        top = list(dict.fromkeys(entry.candidate.unit.passage for entry in trace.ranked))[:_TOP]
        spans = enumerate(trace.spans, 1)
        cited = tuple(ground.passages[one.passage].citation(one.first, one.last, n) for n, one in spans)
        attempt = ground.attempt(question, trace.decision.confidence, cited, top)
        return replace(attempt, settled=ground.right(question, trace.outcome))

    return ask


def _peer(kind: Kind, ground: _Ground) -> Callable[[Question], Attempt]:
    scorer = kind.fit(ground.passages)

    def ask(question: Question) -> Attempt:
        best = ranking(scorer(question.text), _TOP)
        cited = (cut(ground.passages[best[0][0]]),) if best else ()
        return ground.attempt(question, best[0][1] if best else 0.0, cited, (at for at, _ in best))

    return ask


def cut(passage: Passage) -> Citation:
    """The passage's first whole sentences, as many as fit in an answer."""
    first = passage.sentences[0]
    last = [one for one in passage.sentences if one.end - first.start <= MAX_ANSWER][-1:] or [first]
    return passage.citation(0, passage.sentences.index(last[0]), 1)


def _outcome(question: str, cited: tuple[Citation, ...]) -> Outcome:
    """An answer made of these citations, an abstention when there is none."""
    if not cited:
        return Abstained(question, 0.0, Abstention("nothing_known", (), ()), ())
    return Answered(question, "\n".join(shown(one) for one in cited), 1.0, cited, ())


def settle(attempts: Sequence[Attempt]) -> list[bool]:
    """Right or wrong by question, at the threshold that suits these very attempts best.

    A peer answers from this threshold on and abstains below it; of equally good ones the lowest.
    """

    def at(threshold: float) -> list[bool]:
        return [one.forced if one.sure >= threshold else one.question.answerable is False for one in attempts]

    thresholds = sorted({0.0, *(one.sure for one in attempts), float("inf")})
    return at(max(thresholds, key=lambda value: (sum(at(value)), -value)))


def lines(flags: Mapping[str, Sequence[Sequence[bool]]]) -> Iterator[Line]:
    """A line for each system, ours first; `flags` tells right or wrong by question for each of MEASURES."""
    raw: dict[str, float] = {}
    moved: dict[str, list[tuple[int, int]]] = {}
    for name in flags:
        if name != OURS:
            pairs = zip(MEASURES, flags[OURS], flags[name], strict=True)
            moved[name] = [_moved(raw, f"{name} {measure}", a, b) for measure, a, b in pairs]
    adjusted = holm(raw)
    for name, own in flags.items():
        scores = tuple(share(measure, column) for measure, column in zip(MEASURES, own, strict=True))
        changes = zip(MEASURES, moved.get(name, ()), strict=False)
        yield Line(name, scores, tuple((*both, adjusted[f"{name} {what}"]) for what, both in changes))


def flags_of(attempts: Sequence[Attempt]) -> list[list[bool]]:
    """For each of MEASURES, right or wrong by question."""
    settled = [one.settled for one in attempts]
    decided = [one for one in settled if one is not None]
    asked = [one for one in attempts if one.question.answerable]
    return [
        decided if len(decided) == len(attempts) else settle(attempts),
        [one.forced for one in asked],
        [one.found for one in asked],
    ]


def _moved(raw: dict[str, float], key: str, ours: Sequence[bool], theirs: Sequence[bool]) -> tuple[int, int]:
    only_ours = sum(a and not b for a, b in zip(ours, theirs, strict=True))
    only_theirs = sum(b and not a for a, b in zip(ours, theirs, strict=True))
    raw[key] = mcnemar(only_ours, only_theirs)
    return only_ours, only_theirs
