"""Scoring a retrieval set: rank every query, measure, and lay it out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from citaat.evaluation.measures.ranking import named
from citaat.evaluation.measures.scores import Score, share
from citaat.evaluation.measures.statistics import bootstrap_mean, mcnemar, permutation
from citaat.evaluation.retrieval.beir import RetrievalSet
from citaat.evaluation.retrieval.peers_models import PEERS, Scorer, ranking
from citaat.evaluation.retrieval.trec import Scored, qrels_lines, run_lines
from citaat.records import Passage
from citaat.terminal import json_text

MEASURES = ("hit@1", "hit@5", "hit@10", "MRR", "nDCG@10", "MAP", "P@5", "R@10", "R@100")
DEPTH = 1000
SCHEMA = "citaat.retrieval/1"
_NOTE = "-a +b: queries on which citaat, and on which the peer ranks better; p: McNemar for hit@k, else a permutation"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class RetrievalReport:
    """The rankings of a set and their scores."""

    set: RetrievalSet
    analyser: str
    runs: Mapping[str, Scored]
    scores: Mapping[str, Score]


def score_set(
    retrieval: RetrievalSet, rank: Callable[[str, int], Scored], analyser: str, progress: Progress
) -> RetrievalReport:
    """Rank every query to DEPTH and score; a query that finds nothing scores 0, it is not left out."""
    runs: dict[str, Scored] = {}
    for done, (key, text) in enumerate(retrieval.queries.items(), 1):
        runs[key] = rank(text, DEPTH)
        progress("queries", done, len(retrieval.queries))
    scores = {name: _score(name, retrieval, runs) for name in MEASURES}
    return RetrievalReport(retrieval, analyser, runs, scores)


def _score(name: str, retrieval: RetrievalSet, runs: Mapping[str, Scored]) -> Score:
    values = _values(name, retrieval, runs)
    if name.startswith("hit"):
        return share(name, [value > 0 for value in values])
    low, high = bootstrap_mean(values)
    return Score(name, len(values), None, sum(values) / len(values), low, high, False)


def _values(name: str, retrieval: RetrievalSet, runs: Mapping[str, Scored]) -> list[float]:
    function = named(name)
    assert function is not None
    return [
        function([document for document, _ in runs.get(query, ())], grades)
        for query, grades in retrieval.qrels.items()
    ]


def peer_reports(
    retrieval: RetrievalSet, passages: Sequence[Passage], progress: Progress
) -> list[RetrievalReport]:
    """The peers that are installed on the same queries and passages; `analyser` holds the peer's name."""
    reports = []
    for kind in PEERS:
        if not kind.missing:
            scorer = kind.fit(passages)

            def rank(query: str, k: int, scorer: Scorer = scorer) -> Scored:
                return [(passages[at].id, score) for at, score in ranking(scorer(query), k)]

            reports.append(score_set(retrieval, rank, kind.name, progress))
    return reports


def text(report: RetrievalReport, peers: Sequence[RetrievalReport] = ()) -> str:
    """The scores as a table; those of peers below it."""
    lines = [f"{report.set.name}: {len(report.set.queries)} queries, analyser {report.analyser}"]
    lines += map(_line, report.scores.values())
    for peer in peers:
        lines += ["", peer.analyser]
        lines += [f"{_line(score)}{_apart(report, peer, name)}" for name, score in peer.scores.items()]
    if peers:
        lines.append(_NOTE)
        lines += [f"not installed, left out: {kind.name}" for kind in PEERS if kind.missing]
    return "\n".join(lines)


def _line(score: Score) -> str:
    counted = f"{score.k}/{score.n}" if score.k is not None else f"n={score.n}"
    return f"  {score.measure:<8} {score.value:.4f} [{score.low:.3f} {score.high:.3f}]  {counted}"


def _apart(report: RetrievalReport, peer: RetrievalReport, name: str) -> str:
    ours, theirs, p = _paired(report, peer, name)
    return f"  -{ours} +{theirs} p={p:.4f}"


def _paired(report: RetrievalReport, peer: RetrievalReport, name: str) -> tuple[int, int, float]:
    """The queries on which ours, and on which the peer's ranking is better, and p of the difference."""
    ours, theirs = (_values(name, report.set, one.runs) for one in (report, peer))
    better = sum(a > b for a, b in zip(ours, theirs, strict=True))
    worse = sum(a < b for a, b in zip(ours, theirs, strict=True))
    return better, worse, mcnemar(better, worse) if name.startswith("hit") else permutation(theirs, ours)


def data(report: RetrievalReport, peers: Sequence[RetrievalReport] = ()) -> str:
    """The scores as JSON."""
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "set": report.set.name,
        "queries": len(report.set.queries),
        "analyser": report.analyser,
        "scores": {name: asdict(score) for name, score in report.scores.items()},
    }
    columns = {name: _values(name, report.set, report.runs) for name in MEASURES}
    told["by_query"] = {
        query: {name: round(own[at], 6) for name, own in columns.items()}
        for at, query in enumerate(report.set.qrels)
    }
    if peers:
        told["peers"] = {
            peer.analyser: {name: asdict(score) for name, score in peer.scores.items()} for peer in peers
        }
    return json_text(told, indent=1)


def write(report: RetrievalReport, folder: Path) -> None:
    """Write the scores, and the run and qrels as trec_eval reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.trec").write_text(run_lines(report.runs), encoding="utf-8")
    (folder / "qrels.trec").write_text(qrels_lines(report.set.qrels), encoding="utf-8")
    (folder / "report.json").write_text(data(report) + "\n", encoding="utf-8")
