"""The ablation ledger: what each part of the system is worth on development questions, by taking it out.

Every question is asked once of the whole system; a part that is only a weight is taken out by
scoring the same candidates again. The decision is judged twice: with its shipped coefficients
(the part's signals at their mean), and fitted anew in five folds, whole and without alike.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path
from typing import Any

from citaat.answer import compose as answers
from citaat.answer.confidence import Confidence
from citaat.answer.decision import NAMES as SIGNALS
from citaat.answer.decision import Judge, familiarity
from citaat.engine import Engine, Trace
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.sets import GoldSet, quotes_present
from citaat.evaluation.grading.grading import grade
from citaat.evaluation.grading.promises import Corpus
from citaat.evaluation.measures.statistics import bootstrap_mean, holm, mcnemar
from citaat.index.store import Passages
from citaat.records import EMERGENCY, Answered
from citaat.search.features import NAMES as FEATURES
from citaat.search.ranking import Gap, Ranked
from citaat.training import decision as deciding
from citaat.training.ledger_parts import BUILT, READ, WEIGHED, Part, built_without

MEASURES = ("answers right", "overall", "overall, decision refitted")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Tried:
    """A question put to a variant: the signals of its answer, and whether that answer would be right.

    `silent`: there is no answer whatever the decision says (nothing found, or an emergency).
    """

    question: Question
    signals: tuple[float, ...]
    right: bool
    silent: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One measure without a part, against the whole: `lost` and `won` count the questions that changed.

    `low` and `high` bound the difference (whole minus without; a seeded paired bootstrap, 95 %);
    `p` is McNemar's exact one, `holm` the same adjusted for all parts of the set.
    """

    without: float
    lost: int
    won: int
    low: float
    high: float
    p: float
    holm: float


@dataclass(frozen=True, slots=True)
class Entry:
    """What a part adds, in the order of MEASURES."""

    part: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A set's parts; `whole` holds the figures of the whole system in the order of MEASURES."""

    set: str
    answerable: int
    questions: int
    whole: tuple[float, ...]
    entries: tuple[Entry, ...]


def ledger(gold: GoldSet, engine: Engine, progress: Progress) -> Ledger:
    """The ledger of one set, from its labelled development questions."""
    asked = [one for one in gold.questions if one.answerable is not None and one.split == "dev"]
    quotes_present(gold, engine.articles)
    table = dict(_tried(gold.name, asked, engine, progress))
    weights = engine.weights["decision"]
    flags = {part: _flags(rows, weights, _signals(part)) for part, rows in table.items()}
    whole = flags.pop("")
    entries = tuple(_entries(whole, flags))
    means = tuple(sum(column) / max(1, len(column)) for column in whole)
    return Ledger(gold.name, len(whole[0]), len(asked), means, entries)


def _signals(part: str) -> tuple[str, ...]:
    return next((one.signals for one in WEIGHED if one.name == part), ())


def _tried(
    name: str, asked: Sequence[Question], engine: Engine, progress: Progress
) -> Iterator[tuple[str, list[Tried]]]:
    """The rows of every variant, the whole system's first, under an empty name."""
    corpus = Corpus.of(engine.articles)
    yield from _weighed(name, asked, engine, corpus, progress).items()
    for part, alter in READ.items():
        yield part, _asked(f"{name}: {part}", asked, alter(engine), corpus, progress)
    if (Path(engine.corpus) / "lexicon.toml").is_file():
        for part, tables in BUILT.items():
            with built_without(engine.corpus, tables) as poorer:
                yield part, _asked(f"{name}: {part}", asked, poorer, corpus, progress)


def _weighed(
    name: str, asked: Sequence[Question], engine: Engine, corpus: Corpus, progress: Progress
) -> dict[str, list[Tried]]:
    """The whole system, and every part that is a matter of weights, from one asking of each question."""
    rankers = {part.name: _zeroed(engine.weights["ranking"], part) for part in WEIGHED}
    rarest = engine.index.fields["parts"].rarest
    judge = Judge({}, rarest, engine.index.passages, familiarity(engine.index))
    passages = engine.index.passages
    rows: dict[str, list[Tried]] = {"": [], **{part: [] for part in rankers}}
    for done, question in enumerate(asked, 1):
        trace = engine.trace(question.text)
        rows[""].append(_from_trace(question, trace, passages, corpus))
        for part, weights in rankers.items():
            same = not next(one.features for one in WEIGHED if one.name == part)
            row = rows[""][-1] if same else _rescored(question, trace, weights, judge, passages, corpus)
            rows[part].append(row)
        progress(f"{name}: ledger", done, len(asked))
    return rows


def _zeroed(weights: Mapping[str, float], part: Part) -> tuple[float, ...]:
    return tuple(0.0 if name in part.features else weights.get(name, 0.0) for name in FEATURES)


def _asked(
    stage: str, asked: Sequence[Question], engine: Engine, corpus: Corpus, progress: Progress
) -> list[Tried]:
    passages = engine.index.passages
    rows: list[Tried] = []
    for done, question in enumerate(asked, 1):
        rows.append(_from_trace(question, engine.trace(question.text), passages, corpus))
        progress(stage, done, len(asked))
    return rows


def _from_trace(question: Question, trace: Trace, passages: Passages, corpus: Corpus) -> Tried:
    right = _right(question, trace.spans, passages, corpus)
    return Tried(question, trace.decision.values, right, _silent(trace))


def _silent(trace: Trace) -> bool:
    return not trace.spans or any(one.severity == EMERGENCY for one in trace.outcome.caveats)


def _rescored(question: Question, trace: Trace, weights: tuple[float, ...], judge: Judge,
              passages: Passages, corpus: Corpus) -> Tried:  # fmt: skip
    """The same candidates with other weights, as `Ranker.rank` orders them."""
    if not trace.spans:
        return Tried(question, trace.decision.values, False, True)
    found = [(sum(map(mul, weights, one.candidate.values)), one.candidate) for one in trace.ranked]
    found.sort(key=lambda pair: (-pair[0], pair[1].unit.passage, pair[1].unit.first))
    shares = [math.exp(score - found[0][0]) for score, _ in found]
    total = sum(shares)
    ranked = [
        Ranked(candidate, score, share / total)
        for (score, candidate), share in zip(found, shares, strict=True)
    ]
    spans = answers.compose(trace.reading, ranked, passages)
    told = dict(zip(SIGNALS, trace.decision.values, strict=True))
    gap = Gap("", told["gap"], told["leaning"])
    signals = judge.signals(trace.reading, ranked, spans, gap)
    return Tried(question, signals, _right(question, spans, passages, corpus), _silent(trace))


def _right(question: Question, spans: Sequence[answers.Span], passages: Passages, corpus: Corpus) -> bool:
    """Whether the answer made of these spans, if shown, counts as right."""
    if not spans or not question.answerable:
        return False
    cited = tuple(answers.citation(span, passages[span.passage], n) for n, span in enumerate(spans, 1))
    shown = "\n".join(answers.shown_text(one.quote) for one in cited)
    return grade(question, Answered(question.text, shown, 1.0, cited, ()), corpus).right is True


def _flags(
    rows: Sequence[Tried], weights: Mapping[str, Any], held: tuple[str, ...]
) -> tuple[list[bool], ...]:
    """Right or wrong by question, for each of MEASURES."""
    steady = [_held(one.signals, _means(rows), held) for one in rows]
    model = Confidence(weights, SIGNALS)
    shipped = [model.of(values) >= model.threshold for values in steady]
    refitted = _refitted(rows, held, model.threshold)
    return (
        [one.right and not one.silent for one in rows if one.question.answerable],
        [_settled(one, answer) for one, answer in zip(rows, shipped, strict=True)],
        [_settled(one, answer) for one, answer in zip(rows, refitted, strict=True)],
    )


def _settled(row: Tried, answer: bool) -> bool:
    return row.right if answer and not row.silent else row.question.answerable is False


def _means(rows: Sequence[Tried]) -> list[float]:
    spoken = [one.signals for one in rows if not one.silent] or [(0.0,) * len(SIGNALS)]
    return [sum(column) / len(spoken) for column in zip(*spoken, strict=True)]


def _held(signals: tuple[float, ...], means: Sequence[float], held: tuple[str, ...]) -> tuple[float, ...]:
    named = zip(SIGNALS, signals, means, strict=True)
    return tuple(mean if name in held else value for name, value, mean in named)


def _refitted(rows: Sequence[Tried], held: tuple[str, ...], threshold: float) -> list[bool]:
    """Whether to answer, by a decision fitted on the other folds without the signals that are held."""
    folds = _folds([one.question for one in rows])
    chosen = [
        deciding.Judged(
            tuple(value for name, value in zip(SIGNALS, one.signals, strict=True) if name not in held),
            one.right, one.question.answerable is True, folds[one.question.group], 1.0,
        )
        for one in rows
    ]  # fmt: skip
    if any(len({one.right for one in chosen if one.fold != fold}) < 2 for fold in range(deciding.FOLDS)):
        return [True] * len(rows)
    sure, order = deciding.cross_validated(chosen, deciding.SHAPES["lexicon"])
    by_row = dict(zip(map(id, order), sure, strict=True))
    return [bool(by_row[id(one)] >= threshold) for one in chosen]


def _folds(questions: Sequence[Question]) -> dict[str, int]:
    """A fold for each group of questions, the largest group first, each into the emptiest fold."""
    sizes = Counter(one.group for one in questions)
    filled = [0] * deciding.FOLDS
    folds: dict[str, int] = {}
    for group in sorted(sizes, key=lambda name: (-sizes[name], name)):
        folds[group] = filled.index(min(filled))
        filled[folds[group]] += sizes[group]
    return folds


def _entries(
    whole: Sequence[Sequence[bool]], flags: Mapping[str, Sequence[Sequence[bool]]]
) -> Iterator[Entry]:
    columns = []
    for at in range(len(MEASURES)):
        raw = {part: mcnemar(*_moved(whole[at], own[at])) for part, own in flags.items()}
        adjusted = holm(raw)
        columns.append(
            {part: _change(whole[at], own[at], raw[part], adjusted[part]) for part, own in flags.items()}
        )
    for part in flags:
        yield Entry(part, tuple(column[part] for column in columns))


def _moved(before: Sequence[bool], after: Sequence[bool]) -> tuple[int, int]:
    pairs = list(zip(before, after, strict=True))
    return sum(a and not b for a, b in pairs), sum(b and not a for a, b in pairs)


def _change(before: Sequence[bool], after: Sequence[bool], p: float, adjusted: float) -> Change:
    low, high = bootstrap_mean([float(a) - float(b) for a, b in zip(before, after, strict=True)])
    return Change(sum(after) / max(1, len(after)), *_moved(before, after), low, high, p, adjusted)
