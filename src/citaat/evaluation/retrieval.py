"""Scoring a retrieval set: rank every query, measure, and lay it out."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from citaat.evaluation.beir import RetrievalSet
from citaat.evaluation.measures import ranked_value
from citaat.evaluation.scores import Score, share
from citaat.evaluation.stats import bootstrap_mean
from citaat.evaluation.trec import Scored, qrels_lines, run_lines
from citaat.safe import json_text

MEASURES = ("hit@1", "hit@5", "hit@10", "MRR", "nDCG@10", "MAP", "P@5", "R@10", "R@100")
DEPTH = 1000
SCHEMA = "citaat.retrieval/1"
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
    function = ranked_value(name)
    assert function is not None
    values = [
        function([document for document, _ in runs.get(query, ())], grades)
        for query, grades in retrieval.qrels.items()
    ]
    if name.startswith("hit"):
        return share(name, [value > 0 for value in values])
    low, high = bootstrap_mean(values)
    return Score(name, len(values), None, sum(values) / len(values), low, high, False)


def text(report: RetrievalReport) -> str:
    """The scores as a table."""
    lines = [f"{report.set.name}: {len(report.set.queries)} queries, analyser {report.analyser}"]
    for name, score in report.scores.items():
        counted = f"{score.k}/{score.n}" if score.k is not None else f"n={score.n}"
        lines.append(f"  {name:<8} {score.value:.4f} [{score.low:.3f} {score.high:.3f}]  {counted}")
    return "\n".join(lines)


def data(report: RetrievalReport) -> str:
    """The scores as JSON."""
    told = {
        "schema": SCHEMA,
        "set": report.set.name,
        "queries": len(report.set.queries),
        "analyser": report.analyser,
        "scores": {name: asdict(score) for name, score in report.scores.items()},
    }
    return json_text(told, indent=1)


def write(report: RetrievalReport, folder: Path) -> None:
    """Write the scores, and the run and qrels as trec_eval reads them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.trec").write_text(run_lines(report.runs), encoding="utf-8")
    (folder / "qrels.trec").write_text(qrels_lines(report.set.qrels), encoding="utf-8")
    (folder / "report.json").write_text(data(report) + "\n", encoding="utf-8")
