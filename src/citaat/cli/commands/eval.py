"""citaat eval: score the gold questions, judge them, and tell why."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from citaat.cli import patience
from citaat.cli.cluster import add_scheduler, opened
from citaat.cli.commands.check import everything
from citaat.cli.fitting import fitted
from citaat.cli.opening import corpus_of
from citaat.cli.progress import heartbeat
from citaat.errors import UsageError
from citaat.locations import default_corpus
from citaat.terminal import inert

if TYPE_CHECKING:
    from citaat.engine import Engine
    from citaat.evaluation.gold.selection import Selection
    from citaat.evaluation.gold.sets import GoldSet
    from citaat.evaluation.grading.criteria import Sources
    from citaat.evaluation.suite import Plan
    from citaat.evaluation.system import Opener, System
    from citaat.index.freshness import Progress

EVALS = "evals"
_SELECTING = ("only", "failing", "limit", "outcomes", "against", "no_gate", "allow_shrink")


EXAMPLES = (
    "citaat eval",
    "citaat eval --split dev --report report",
    'citaat eval --bless --reason "kortere passages"',
)


def add_arguments(parser: ArgumentParser) -> None:
    """What to score, what to hold it against, and where to report."""
    add_scheduler(parser)
    _add_standards(parser)
    _add_selection(parser)
    parser.add_argument(
        "--report", metavar="DIR", help="write HTML, JSON, JUnit and (for a retrieval set) TREC files there"
    )
    parser.add_argument(
        "--thorough", action="store_true", help="test the removal of every right answer, and not of a sample"
    )
    parser.add_argument(
        "--peers", action="store_true", help="only compare with scikit-learn and bm25s on the same questions"
    )


def _add_standards(parser: ArgumentParser) -> None:
    """The questions, the floors and the baseline."""
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
    parser.add_argument(
        "--allow-shrink", action="store_true", help="bless also what is less or worse than on record"
    )
    parser.add_argument("--reason", help="why the new baseline is right; goes with --bless")
    parser.add_argument("--no-gate", action="store_true", help="measure only: no floors, no baseline")


def _add_selection(parser: ArgumentParser) -> None:
    """Which questions, or whose outcomes."""
    parser.add_argument(
        "--only", nargs="+", metavar="ID", default=[], help="these questions alone (ID, or SET:ID)"
    )
    parser.add_argument("--failing", action="store_true", help="the questions alone that fail on record")
    parser.add_argument("--limit", type=int, metavar="N", help="so many questions of each set")
    parser.add_argument(
        "--outcomes", metavar="FILE", help="score these saved outcomes, of any system, with the same gate"
    )
    parser.add_argument("--against", metavar="FILE", help="tell what changed since this report.json")


def run(arguments: Namespace) -> int:
    """0 when the gate passes, 1 when it fails, 2 without a gate, 4 when it is not that of the baseline."""
    if arguments.bless and not (arguments.reason or "").strip():
        raise UsageError("a baseline needs a reason", fix='say it: --bless --reason "…"')
    if arguments.dir:
        return _retrieval(arguments)
    if arguments.peers:
        return _peers(arguments)
    return _gated(arguments)


def _gated(arguments: Namespace) -> int:
    from citaat.evaluation.gate.blessing import bless
    from citaat.evaluation.gold.sets import read_sets
    from citaat.evaluation.reports.changes import read_report
    from citaat.evaluation.reports.write import annotate, render, write_reports
    from citaat.evaluation.suite import evaluate

    gold = Path(arguments.gold or EVALS)
    sets = read_sets(gold, arguments.split)
    selection = _selection(arguments, gold)
    _demand_selection(arguments, bool(selection))
    if selection:
        _refuse(arguments, ("bless", "outcomes", "floors", "baseline"), "a selection of questions")
        sets = selection.of(sets)
    if arguments.outcomes:
        _refuse(arguments, ("bless", "thorough"), "saved outcomes")
    sources = _sources(arguments, gold, bool(selection))
    before = read_report(Path(arguments.against)) if arguments.against else None
    # One for all stages: each short index by itself would never be silent for long enough to give a sign.
    progress = heartbeat()
    plan = _plan(arguments, gold, bool(selection))
    report = evaluate(sets, _asked(arguments, sets, progress), sources.read, progress, plan)
    if arguments.bless:
        report = bless(report, sources, arguments.reason, arguments.allow_shrink)
    told = render(report, arguments.format, sys.stdout, before)
    patience.end()
    print(inert(fitted(told) if arguments.format == "text" else told))
    annotate(report, os.environ, sys.stderr)
    write_reports(report, arguments.report, os.environ.get("GITHUB_STEP_SUMMARY"), before)
    return report.exit_code


def _plan(arguments: Namespace, gold: Path, selected: bool) -> "Plan":
    from citaat.evaluation.suite import Plan

    whole = not selected and not arguments.outcomes
    # Of both splits, whichever is asked: a test question that was told is told in either.
    check = whole and not arguments.no_gate and gold.is_dir()
    findings = partial(everything, arguments.corpus or default_corpus(), str(gold)) if check else None
    return Plan(whole, arguments.thorough, selected, findings)


def _demand_selection(arguments: Namespace, selected: bool) -> None:
    """Raise UsageError where workers would have to do without an answer."""
    if arguments.scheduler and not selected:
        what = "taking answers out of a corpus needs all of it on one machine"
        fix = "choose questions, which are asked as they are: --limit N, --only ID, --failing"
        raise UsageError(what, fix=fix)


def _selection(arguments: Namespace, gold: Path) -> "Selection":
    from citaat.evaluation.gate.known_failures import read_known
    from citaat.evaluation.gold.selection import Selection
    from citaat.evaluation.grading.criteria import KNOWN

    if arguments.limit is not None and arguments.limit < 1:
        raise UsageError("--limit is less than 1", fix="give how many questions of each set to ask")
    failing = None
    if arguments.failing:
        known = read_known(gold / KNOWN) if gold.is_dir() else {}
        failing = {(where.set, where.split): tuple(rows) for where, rows in known.items()}
    return Selection(arguments.only, failing, arguments.limit)


def _sources(arguments: Namespace, gold: Path, selected: bool) -> "Sources":
    from citaat.evaluation.grading.criteria import Sources

    ungated = bool(arguments.no_gate or selected)
    folder = gold if gold.is_dir() and not ungated else None
    floors, baseline = (None if ungated else _path(one) for one in (arguments.floors, arguments.baseline))
    return Sources(folder, floors, baseline, arguments.split, ungated, bool(arguments.outcomes))


def _asked(arguments: Namespace, sets: "Sequence[GoldSet]", progress: "Progress") -> "Opener":
    """How the system is opened that answers: the engine, or what it once answered."""
    from citaat.evaluation.saved import Saved, SavedSystem
    from citaat.evaluation.system import EngineSystem

    saved = Saved(Path(arguments.outcomes)) if arguments.outcomes else None
    ids = {one.text: one.id for gold in sets for one in gold.questions}

    def opener(corpus: str | None) -> "System":
        # What workers hold is asked from this process alone.
        stored = bool(corpus) or not arguments.scheduler
        system = EngineSystem(_opener(arguments, progress)(corpus), stored=stored)
        return SavedSystem(saved, system, ids) if saved else system

    return opener


def _peers(arguments: Namespace) -> int:
    """The table of peers, on gold questions; it gates nothing."""
    from citaat.evaluation.gold.sets import read_sets
    from citaat.evaluation.reports import peers
    from citaat.evaluation.retrieval.peers import measure_peers

    _refuse(arguments, ("floors", "baseline", "bless", "report", "thorough", *_SELECTING), "the peers")
    progress = heartbeat()
    sets = read_sets(Path(arguments.gold or EVALS), arguments.split)
    report = measure_peers(sets, _opener(arguments, progress), progress)
    print(inert(peers.text(report) if arguments.format == "text" else peers.data(report)))
    return 0


def _opener(
    arguments: Namespace, progress: "Callable[[str, int, int], None]"
) -> "Callable[[str | None], Engine]":
    """How a set's corpus is opened: the configured one, or its own, which is small."""
    from citaat.engine import open_corpus

    def opener(corpus: str | None) -> "Engine":
        if arguments.scheduler and not corpus:
            return opened(arguments, corpus_of(arguments), progress)
        return open_corpus(corpus or arguments.corpus, None if corpus else arguments.index, progress)

    return opener


def _refuse(arguments: Namespace, names: Sequence[str], company: str) -> None:
    wrong = [name for name in names if getattr(arguments, name)]
    if wrong:
        raise UsageError(f"--{wrong[0].replace('_', '-')} does not go with {company}", fix="leave it out")


def _retrieval(arguments: Namespace) -> int:
    from citaat.engine import open_corpus
    from citaat.evaluation.retrieval import retrieval
    from citaat.evaluation.retrieval.beir import read_retrieval_set
    from citaat.evaluation.retrieval.retrieval import peer_reports

    only_gold = ("gold", "split", "floors", "baseline", "bless", "corpus", "thorough", *_SELECTING)
    _refuse(arguments, only_gold, "a retrieval set")
    found = read_retrieval_set(Path(arguments.dir))
    progress = heartbeat()
    engine = (
        opened(arguments, found.corpus, progress)
        if arguments.scheduler
        else open_corpus(found.corpus, arguments.index, progress)
    )

    def rank(query: str, k: int) -> list[tuple[str, float]]:
        # A passage file has one passage a document, under the document's own id.
        return [(hit.passage_id, hit.score) for hit in engine.rank(query, k)]

    report = retrieval.score_set(found, rank, engine.analyser, progress)
    others = peer_reports(found, engine.passages, progress) if arguments.peers else []
    print(
        inert(
            retrieval.text(report, others) if arguments.format == "text" else retrieval.data(report, others)
        )
    )
    if arguments.report:
        retrieval.write(report, Path(arguments.report))
    return 0


def _path(given: str | None) -> Path | None:
    return Path(given) if given else None
