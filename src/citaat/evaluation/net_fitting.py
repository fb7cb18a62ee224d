"""Fitting the net under the caveat rules on labelled messages, by logistic regression.

Run as ``python -m citaat.evaluation.net_fitting`` (part of ``make fit``). It prints what rules
and net find of authors that the net has not seen, and writes caveat-net.toml. Test questions
are never read.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from citaat.caveats import net_source, source
from citaat.caveats.model import CAVEATS, RuleBook
from citaat.caveats.weighing import AND, DESPAIR
from citaat.checking import check_corpus
from citaat.evaluation.net_messages import EMERGENCY, Message, read_messages

Vector = NDArray[np.float64]
# A feature counts when so many messages have it; strength and scale were chosen on unseen authors.
FEWEST, INVERSE_STRENGTH, WORD_SCALE = 4, 0.6, 0.7
# Pairs of word classes help to tell an emergency from a manner of speaking; of the warnings they tell nothing.
FEWEST_PAIRS, PAIRED = 12, (EMERGENCY, DESPAIR)
# Probes and gold questions were reviewed one by one: they weigh as much as so many messages.
REVIEWED = 5.0
# Of the messages of unseen authors that are owed nothing, the net may nag on so many: half of them are
# jokes and drama. Of the reviewed, which are everyday questions, on fewer. Where it is no nag, on so many.
ORDINARY = {"spoed": 0.0075, "overdosering": 0.003, "medicatie": 0.003, "risicogroep": 0.002}
NAGS = {"spoed": 0.045, "overdosering": 0.008, "medicatie": 0.006, "risicogroep": 0.008}
WRONG = {"spoed": 0.035, "overdosering": 0.07, "medicatie": 0.05, "risicogroep": 0.05}
# A weak rule is overruled where the net is surer of a nag than for all but so few of those that are owed
# it and that weak rules alone found; the nets that see these messages too are surer of them by far.
DOUBTED, MARGIN = 0.006, 0.3


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of one caveat; see `citaat.caveats.model.NetSource`."""

    owed: float
    accompanied: float
    overruled: float


def matrix(messages: Sequence[Message], names: Sequence[str]) -> csr_matrix:
    """One row a message: the scale of each feature that it has."""
    columns = {name: at for at, name in enumerate(names)}
    rows = [sorted(columns[name] for name in one.features if name in columns) for one in messages]
    starts = np.cumsum([0, *map(len, rows)])
    cells = np.array([at for row in rows for at in row], dtype=np.int64)
    return csr_matrix((_scales(names)[cells], cells, starts), shape=(len(messages), len(names)))


def _scales(names: Sequence[str]) -> Vector:
    return np.array([1.0 if name.startswith("<") else WORD_SCALE for name in names])


def feature_names(messages: Sequence[Message]) -> list[str]:
    """The features that enough messages have, sorted."""
    counts = Counter(name for one in messages for name in one.features)
    return sorted(
        name for name, count in counts.items() if count >= (FEWEST_PAIRS if AND in name else FEWEST)
    )


def fit(messages: Sequence[Message], names: Sequence[str], column: str) -> tuple[Vector, float]:
    """Weights of the plain features, and the bias, of one column; rounded as they are stored."""
    from sklearn.linear_model import LogisticRegression

    known = [one for one in messages if one.label(column) >= 0]
    model = LogisticRegression(
        C=INVERSE_STRENGTH, solver="liblinear", max_iter=5000, tol=1e-6, random_state=0
    )
    trust = [REVIEWED if one.reviewed else 1.0 for one in known]
    used = [at for at, name in enumerate(names) if column in PAIRED or AND not in name]
    rows = matrix(known, [names[at] for at in used])
    model.fit(rows, [one.label(column) for one in known], sample_weight=trust)
    weights = np.zeros(len(names))
    weights[used] = np.round(model.coef_[0] * _scales(names)[used], 2)
    return weights, round(float(model.intercept_[0]), 2)


def out_of_fold(messages: Sequence[Message], column: str) -> Vector:
    """The score of every message by a net that has not seen its author."""
    scores = np.zeros(len(messages))
    for fold in sorted({one.fold for one in messages}):
        seen = [one for one in messages if one.fold != fold]
        names = feature_names(seen)
        weights, bias = fit(seen, names, column)
        held = [at for at, one in enumerate(messages) if one.fold == fold]
        plain = matrix([messages[at] for at in held], names)
        plain.data[:] = 1.0
        scores[held] = plain @ weights + bias
    return scores


def limits(messages: Sequence[Message], scores: Vector, caveat: str, weak: frozenset[str]) -> Limits:
    """Thresholds for scores of nets that have not seen the author."""
    pairs = list(zip(messages, scores.tolist(), strict=True))
    nags = [score for one, score in pairs if one.benign and not one.reviewed]
    ordinary = [score for one, score in pairs if one.benign and one.reviewed]
    calm = [score for one, score in pairs if _company(one, caveat) and one.label(caveat) == 0]
    bounds = [_exceeded(nags, NAGS[caveat]), _exceeded(ordinary, ORDINARY[caveat])]
    owed = max((one for one in bounds if one < math.inf), default=math.inf)
    doubted = [
        score
        for one, score in pairs
        if one.label(caveat) == 1 and one.rules(caveat) and one.rules(caveat) <= weak
    ]
    return Limits(owed, min(owed, _exceeded(calm, WRONG[caveat])), _overruled([*doubted, owed]))


def _overruled(scores: Sequence[float]) -> float:
    return round(sorted(scores)[int(DOUBTED * len(scores))] - MARGIN, 2)


def _company(one: Message, caveat: str) -> bool:
    """Whether the caveat would be no nag: see `NetSource.accompanied`."""
    return bool(set(one.question.required) - {caveat})


def _exceeded(scores: Sequence[float], share: float) -> float:
    """The threshold that no more than this share of the scores reaches."""
    return round(sorted(scores, reverse=True)[int(share * len(scores))] + 0.01, 2) if scores else math.inf


def cross_validate(messages: Sequence[Message], weak: frozenset[str]) -> dict[str, Limits]:
    """The thresholds of each caveat; prints the figures of unseen authors."""
    scores = {caveat: out_of_fold(messages, caveat) for caveat in CAVEATS}
    found = {caveat: limits(messages, scores[caveat], caveat, weak) for caveat in CAVEATS}
    kept = [
        given(one, {caveat: float(scores[caveat][at]) for caveat in CAVEATS}, found, weak)
        for at, one in enumerate(messages)
    ]
    for caveat in CAVEATS:
        print("\n".join(figures(messages, [caveat in got for got in kept], caveat)))
    benign = [(one, got) for one, got in zip(messages, kept, strict=True) if one.benign]
    for author in sorted({one.author for one, _ in benign}):
        own = [(one, got) for one, got in benign if one.author == author]
        rules = sum(bool(one.firings) for one, _ in own)
        print(
            f"  {author:<12} any caveat on benign: rules {rules}, with the net {sum(bool(got) for _, got in own)}/{len(own)}"
        )
    return found


def given(
    one: Message, scores: Mapping[str, float], limits: Mapping[str, Limits], weak: frozenset[str]
) -> set[str]:
    """The caveats that rules and net give together, as `Rules.fire` does."""
    kept = {
        caveat
        for caveat in CAVEATS
        if one.rules(caveat) - (weak if scores[caveat] < limits[caveat].overruled else frozenset())
        or scores[caveat] >= limits[caveat].owed
    }
    for caveat in CAVEATS:
        if kept - {caveat} and scores[caveat] >= limits[caveat].accompanied:
            kept.add(caveat)
    return kept


def figures(messages: Sequence[Message], kept: Sequence[bool], caveat: str) -> Iterator[str]:
    """What is found and what is wrongly given, author by author."""
    for author in sorted({one.author for one in messages}):
        own = [(one, hit) for one, hit in zip(messages, kept, strict=True) if one.author == author]
        owed = [hit for one, hit in own if one.label(caveat) == 1]
        ruled = [bool(one.rules(caveat)) for one, _ in own if one.label(caveat) == 1]
        nags = [hit for one, hit in own if one.benign]
        calm = [hit for one, hit in own if one.label(caveat) == 0 and not one.benign]
        yield (
            f"  {author:<12} {caveat:<13} found {sum(owed)}/{len(owed)} (rules {sum(ruled)}), "
            f"on benign {sum(nags)}/{len(nags)}, wrongly on others {sum(calm)}/{len(calm)}"
        )


def fit_net(messages: Sequence[Message], found: Mapping[str, Limits]) -> str:
    """The net on all messages, as the text of its file: one feature a line."""
    names = feature_names(messages)
    columns = {column: fit(messages, names, column) for column in net_source.COLUMNS}
    lines = ["# Fitted by citaat.evaluation.net_fitting on development messages; do not edit by hand."]
    lines += ["# Weights in the order of the tables: " + ", ".join(columns) + ".", "", "schema = 1", ""]
    for column, (_, bias) in columns.items():
        lines += [f"[{column}]", f"bias = {bias}"]
        if column in found:
            lines += [f"{name} = {value}" for name, value in asdict(found[column]).items()]
        lines.append("")
    lines.append("[weights]")
    rows = np.stack([weights for weights, _ in columns.values()], axis=1)
    lines += [
        f"{json.dumps(name, ensure_ascii=False)} = {json.dumps([round(value, 2) + 0.0 for value in row.tolist()])}"
        for name, row in zip(names, rows, strict=True)
        if row.any()
    ]
    return "\n".join(lines) + "\n"


def weak_rules(book: RuleBook) -> frozenset[str]:
    """The rules that the net may overrule."""
    return frozenset(rule.id for rule in book.rules if rule.weak)


def main() -> None:
    """Fit the net of a checkout on its development messages."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--evals", type=Path, default=Path("evals"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--output", type=Path, default=net_source.DATA / net_source.WEIGHTS)
    arguments = parser.parse_args()
    book = source.load(str(arguments.corpus / "caveats.toml"), net=False)
    analyser = check_corpus(arguments.corpus).analyser
    messages = read_messages(arguments.evals, book, analyser)
    found = cross_validate(messages, weak_rules(book))
    arguments.output.write_text(fit_net(messages, found), encoding="utf-8")


if __name__ == "__main__":
    main()
