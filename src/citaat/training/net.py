"""Fitting the net under the caveat rules on labelled messages, with a support vector machine.

Run as ``python -m citaat.training.net`` (part of ``make fit``). It prints what rules
and net find of authors that the net has not seen, and writes caveat-net.toml and
caveat-net.jsonl. Test questions are never read.

A Gaussian kernel over the features: a linear model of the same features found .91 to .93 of the
emergencies of unseen authors where one message in a hundred is nagged, this .96.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from citaat.caveats import book as source
from citaat.caveats.net import source as net_source
from citaat.caveats.net.weighing import points
from citaat.caveats.records import CAVEATS, RuleBook
from citaat.checking.checks import check_corpus
from citaat.training.net_messages import FILES, OPEN_FILES, Message, read_messages

Vector = NDArray[np.float64]
# A feature counts when so many messages have it; width and strength were chosen on unseen authors.
FEWEST, GAMMA, STRENGTH = 3, 0.05, 3.0
_PROCESSES = 2
# Probes and gold questions were reviewed one by one: they weigh as much as so many messages.
REVIEWED = 5.0
# Of the messages of unseen authors that are owed nothing, the net may nag on so many: half of them are
# jokes and drama. Of the reviewed, which are everyday questions, on fewer. Where it is no nag, on so many.
ORDINARY = {"spoed": 0.0075, "overdosering": 0.006, "medicatie": 0.006, "risicogroep": 0.004}
NAGS = {"spoed": 0.045, "overdosering": 0.012, "medicatie": 0.012, "risicogroep": 0.012}
WRONG = {"spoed": 0.035, "overdosering": 0.07, "medicatie": 0.05, "risicogroep": 0.05}
# A rule that is not firm is overruled where the net is surer of a nag than for all but so few of those that
# are owed the caveat and that such rules alone found. The net that sees these messages too is surer of them.
DOUBTED = {"spoed": 0.002, "overdosering": 0.008, "medicatie": 0.008, "risicogroep": 0.008}


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of one caveat; see `citaat.caveats.model.NetSource`."""

    owed: float
    accompanied: float
    overruled: float


@dataclass(frozen=True, slots=True)
class Fitted:
    """One column: the messages that count (by place), their weights, and the bias."""

    places: NDArray[np.int64]
    weights: Vector
    bias: float


def matrix(messages: Sequence[Message], names: Sequence[str]) -> csr_matrix:
    """One row a message: the length of each feature that it has."""
    columns = {name: at for at, name in enumerate(names)}
    lengths = np.array([math.sqrt(points(name) / 100) for name in names])
    rows = [sorted(columns[name] for name in one.features if name in columns) for one in messages]
    starts = np.cumsum([0, *map(len, rows)])
    cells = np.array([at for row in rows for at in row], dtype=np.int64)
    return csr_matrix((lengths[cells], cells, starts), shape=(len(messages), len(names)))


def feature_names(messages: Sequence[Message]) -> list[str]:
    """The features that enough messages have, sorted."""
    counts = Counter(name for one in messages for name in one.features)
    return sorted(name for name, count in counts.items() if count >= FEWEST)


def fit(messages: Sequence[Message], names: Sequence[str], column: str) -> tuple[Any, Fitted]:
    """The machine of one column, and what is kept of it, rounded as it is stored."""
    from sklearn.svm import SVC

    known = np.array([at for at, one in enumerate(messages) if one.label(column) >= 0])
    chosen = [messages[at] for at in known]
    trust = [REVIEWED if one.reviewed else 1.0 for one in chosen]
    machine = SVC(C=STRENGTH, gamma=GAMMA, cache_size=500)
    machine.fit(matrix(chosen, names), [one.label(column) for one in chosen], sample_weight=trust)
    weights = np.round(machine.dual_coef_.toarray()[0], 3)
    return machine, Fitted(known[machine.support_], weights, round(float(machine.intercept_[0]), 3))


def out_of_fold(messages: Sequence[Message], column: str) -> Vector:
    """The score of every message by a net that has not seen its author."""
    scores = np.zeros(len(messages))
    for fold in sorted({one.fold for one in messages}):
        seen = [one for one in messages if one.fold != fold]
        names = feature_names(seen)
        machine, _ = fit(seen, names, column)
        held = [at for at, one in enumerate(messages) if one.fold == fold]
        scores[held] = machine.decision_function(matrix([messages[at] for at in held], names))
    return scores


def limits(messages: Sequence[Message], scores: Vector, caveat: str, soft: frozenset[str]) -> Limits:
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
        if one.label(caveat) == 1 and one.rules(caveat) and one.rules(caveat) <= soft
    ]
    doubt = round(sorted([*doubted, owed])[int(DOUBTED[caveat] * (len(doubted) + 1))], 2) + 0.0
    return Limits(owed, min(owed, _exceeded(calm, WRONG[caveat])), doubt)


def _company(one: Message, caveat: str) -> bool:
    """Whether the caveat would be no nag: see `NetSource.accompanied`."""
    return bool(set(one.question.required) - {caveat})


def _exceeded(scores: Sequence[float], share: float) -> float:
    """The threshold that no more than this share of the scores reaches."""
    return (
        round(sorted(scores, reverse=True)[int(share * len(scores))] + 0.01, 2) + 0.0 if scores else math.inf
    )


def cross_validate(messages: Sequence[Message], soft: frozenset[str]) -> dict[str, Limits]:
    """The thresholds of each caveat; prints the figures of unseen authors."""
    with ProcessPoolExecutor(_PROCESSES) as pool:
        columns = list(CAVEATS)
        scores = dict(zip(columns, pool.map(out_of_fold, [messages] * len(columns), columns), strict=True))
    found = {caveat: limits(messages, scores[caveat], caveat, soft) for caveat in CAVEATS}
    kept = [
        given(one, {caveat: float(scores[caveat][at]) for caveat in CAVEATS}, found, soft)
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
    one: Message, scores: Mapping[str, float], limits: Mapping[str, Limits], soft: frozenset[str]
) -> set[str]:
    """The caveats that rules and net give together, as `Rules.fire` does."""
    kept = {
        caveat
        for caveat in CAVEATS
        if one.rules(caveat) - (soft if scores[caveat] < limits[caveat].overruled else frozenset())
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


def fit_net(messages: Sequence[Message], found: Mapping[str, Limits]) -> tuple[str, str]:
    """The net on all messages, as the texts of its two files."""
    names = feature_names(messages)
    with ProcessPoolExecutor(_PROCESSES) as pool:
        size = len(net_source.COLUMNS)
        fitted = list(pool.map(_fitted, [messages] * size, [names] * size, net_source.COLUMNS))
    columns = dict(zip(net_source.COLUMNS, fitted, strict=True))
    return _limits_text(columns, found), _messages_text(messages, names, fitted)


def _fitted(messages: Sequence[Message], names: Sequence[str], column: str) -> Fitted:
    return fit(messages, names, column)[1]


def _limits_text(columns: Mapping[str, Fitted], found: Mapping[str, Limits]) -> str:
    lines = ["schema = 2", f"gamma = {GAMMA}", ""]
    for column, one in columns.items():
        lines += [f"[{column}]", f"bias = {one.bias}"]
        if column in found:
            lines += [f"{name} = {value}" for name, value in asdict(found[column]).items()]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def header(inputs: Sequence[Path]) -> str:
    """What made the net, of what and when: it can be made again, and is seen to be out of date."""
    lines = [
        "# Made by `python -m citaat.training.net` (make fit); do not edit by hand.",
        f"# On {date.today()}, of:",
    ]
    lines += [
        f"#   {file.parent.name}/{file.name} {sha256(file.read_bytes()).hexdigest()[:16]}" for file in inputs
    ]
    return "\n".join(lines) + "\n\n"


def _messages_text(messages: Sequence[Message], names: Sequence[str], fitted: Sequence[Fitted]) -> str:
    """The messages that count in any column: a weight for each column, and the features by number."""
    weights = np.zeros((len(messages), len(fitted)))
    for at, one in enumerate(fitted):
        weights[one.places, at] = one.weights
    numbers = {name: at for at, name in enumerate(names)}
    rows: list[object] = [{"features": list(names)}]
    rows += [
        [
            [value + 0.0 for value in row.tolist()],
            sorted(numbers[name] for name in one.features if name in numbers),
        ]
        for one, row in zip(messages, weights, strict=True)
        if row.any()
    ]
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)


def soft_rules(book: RuleBook) -> frozenset[str]:
    """The rules that the net may overrule."""
    return frozenset(rule.id for rule in book.rules if not rule.firm)


def main() -> None:
    """Fit the net of a checkout on its development messages."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--evals", type=Path, default=Path("evals"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--output", type=Path, default=net_source.DATA, help="the folder to write to")
    arguments = parser.parse_args()
    book = source.load(str(arguments.corpus / "caveats.toml"), net=False)
    analyser = check_corpus(arguments.corpus).analyser
    messages = read_messages(arguments.evals, book, analyser)
    found = cross_validate(messages, soft_rules(book))
    bounds, kept = fit_net(messages, found)
    inputs = [
        *(arguments.evals / file for file in (*FILES, *OPEN_FILES)),
        *sorted(arguments.output.glob("safety/*.toml")),
    ]
    (arguments.output / net_source.LIMITS_FILE).write_text(header(inputs) + bounds, encoding="utf-8")
    (arguments.output / net_source.MESSAGES).write_text(kept, encoding="utf-8")


if __name__ == "__main__":
    main()
