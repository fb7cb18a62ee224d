"""citaat eval: score the gold questions, judge them, and tell why."""

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from citaat.cli.progress import progress_bar
from citaat.errors import UsageError

if TYPE_CHECKING:
    from citaat.evaluation.system import System

EVALS = "evals"


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


def run(arguments: Namespace) -> int:
    """0 when the gate passes, 1 when it fails, 4 when the baseline is of another kind."""
    from citaat.evaluation.blessing import bless
    from citaat.evaluation.criteria import Sources
    from citaat.evaluation.reports.write import render, write_reports
    from citaat.evaluation.sets import read_sets
    from citaat.evaluation.suite import evaluate
    from citaat.evaluation.system import open_system

    if arguments.bless and not (arguments.reason or "").strip():
        raise UsageError("a baseline needs a reason", fix='say it: --bless --reason "…"')
    gold = Path(arguments.gold or EVALS)
    sets = read_sets(gold, arguments.split)
    folder = gold if gold.is_dir() else None
    sources = Sources(folder, _path(arguments.floors), _path(arguments.baseline), arguments.split)
    progress = progress_bar() or (lambda stage, done, total: None)

    def opener(corpus: str | None) -> "System":
        index = None if corpus else arguments.index
        return open_system(corpus or arguments.corpus, index, progress)

    report = evaluate(sets, opener, sources.read, progress)
    if arguments.bless:
        report = bless(report, sources, arguments.reason)
    print(render(report, arguments.format, sys.stdout))
    write_reports(report, arguments.report, os.environ.get("GITHUB_STEP_SUMMARY"))
    return report.exit_code


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None
