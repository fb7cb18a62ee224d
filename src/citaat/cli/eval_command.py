"""citaat eval: score the gold questions, judge them, and tell why."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from citaat.cli.progress import progress_bar
from citaat.errors import UsageError

if TYPE_CHECKING:
    from citaat.engine import Engine
    from citaat.evaluation.system import System

EVALS = "evals"


EXAMPLES = (
    "citaat eval",
    "citaat eval --split dev --report report",
    'citaat eval --bless --reason "kortere passages"',
)


def add_arguments(parser: ArgumentParser) -> None:
    """What to score, what to hold it against, and where to report."""
    parser.add_argument(
        "dir", nargs="?", help="a retrieval set in BEIR layout (default: the gold questions of evals/)"
    )
    parser.add_argument(
        "--gold", metavar="PATH", help="a gold file, or a folder of them with its floors (default: evals)"
    )
    parser.add_argument(
        "--split", choices=("dev", "test"), help="this split alone (default: both, reported apart)"
    )
    parser.add_argument(
        "--floors", metavar="PATH", help="the floors to meet (default: floors.toml of the gold folder)"
    )
    parser.add_argument(
        "--baseline", metavar="PATH", help="compare with this run (default: baseline.json of the gold folder)"
    )
    parser.add_argument(
        "--bless", action="store_true", help="record this run as the baseline, and its failures as known"
    )
    parser.add_argument("--reason", help="why the new baseline is right; goes with --bless")
    parser.add_argument(
        "--report", metavar="DIR", help="write HTML, JSON, JUnit and (for a retrieval set) TREC files there"
    )
    parser.add_argument(
        "--thorough", action="store_true", help="test the removal of every right answer, and not of a sample"
    )
    parser.add_argument(
        "--peers", action="store_true", help="only compare with scikit-learn and bm25s on the same questions"
    )


def run(arguments: Namespace) -> int:
    """0 when the gate passes, 1 when it fails, 4 when the baseline is of another kind."""
    from citaat.evaluation.gate.blessing import bless
    from citaat.evaluation.gold.sets import read_sets
    from citaat.evaluation.grading.criteria import Sources
    from citaat.evaluation.reports.write import render, write_reports
    from citaat.evaluation.suite import evaluate
    from citaat.evaluation.system import open_system

    if arguments.bless and not (arguments.reason or "").strip():
        raise UsageError("a baseline needs a reason", fix='say it: --bless --reason "…"')
    if arguments.dir:
        return _retrieval(arguments)
    if arguments.peers:
        return _peers(arguments)
    gold = Path(arguments.gold or EVALS)
    sets = read_sets(gold, arguments.split)
    folder = gold if gold.is_dir() else None
    sources = Sources(folder, _path(arguments.floors), _path(arguments.baseline), arguments.split)
    progress = progress_bar()

    def opener(corpus: str | None) -> "System":
        index = None if corpus else arguments.index
        return open_system(corpus or arguments.corpus, index, progress)

    report = evaluate(sets, opener, sources.read, progress, arguments.thorough)
    if arguments.bless:
        report = bless(report, sources, arguments.reason)
    print(render(report, arguments.format, sys.stdout))
    write_reports(report, arguments.report, os.environ.get("GITHUB_STEP_SUMMARY"))
    return report.exit_code


def _peers(arguments: Namespace) -> int:
    """The table of peers, on gold questions; it gates nothing."""
    from citaat.evaluation.gold.sets import read_sets
    from citaat.evaluation.reports import peers
    from citaat.evaluation.retrieval.peers import measure_peers

    _refuse(arguments, ("floors", "baseline", "bless", "report", "thorough"), "the peers")
    progress = progress_bar()
    sets = read_sets(Path(arguments.gold or EVALS), arguments.split)
    report = measure_peers(sets, _opener(arguments, progress), progress)
    print(peers.text(report) if arguments.format == "text" else peers.data(report))
    return 0


def _opener(
    arguments: Namespace, progress: "Callable[[str, int, int], None]"
) -> "Callable[[str | None], Engine]":
    """How a set's corpus is opened: the configured one, or its own."""
    from citaat.engine import open_corpus

    def opener(corpus: str | None) -> "Engine":
        return open_corpus(corpus or arguments.corpus, None if corpus else arguments.index, progress)

    return opener


def _refuse(arguments: Namespace, names: Sequence[str], company: str) -> None:
    wrong = [name for name in names if getattr(arguments, name)]
    if wrong:
        raise UsageError(f"--{wrong[0]} does not go with {company}", fix="leave it out")


def _retrieval(arguments: Namespace) -> int:
    from citaat.engine import open_corpus
    from citaat.evaluation.retrieval import retrieval
    from citaat.evaluation.retrieval.beir import read_retrieval_set
    from citaat.evaluation.retrieval.retrieval import peer_reports

    only_gold = ("gold", "split", "floors", "baseline", "bless", "corpus", "thorough")
    _refuse(arguments, only_gold, "a retrieval set")
    found = read_retrieval_set(Path(arguments.dir))
    progress = progress_bar()
    engine = open_corpus(found.corpus, arguments.index, progress)

    def rank(query: str, k: int) -> list[tuple[str, float]]:
        # A passage file has one passage a document, under the document's own id.
        return [(hit.passage_id, hit.score) for hit in engine.rank(query, k)]

    report = retrieval.score_set(found, rank, engine.analyser, progress)
    others = peer_reports(found, engine.passages, progress) if arguments.peers else []
    print(retrieval.text(report, others) if arguments.format == "text" else retrieval.data(report, others))
    if arguments.report:
        retrieval.write(report, Path(arguments.report))
    return 0


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None
