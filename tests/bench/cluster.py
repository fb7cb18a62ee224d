"""Building and asking by 1, 2 and 4 workers beside one process: `python tests/bench/cluster.py [--size N]`.

Every run is of the same made-up passages, on this one machine; outcomes must have the same bytes. Beside the time on
the clock stands the processor time of all processes together: on a busy machine, or with more workers than cores, the
clock says little, and what workers cost beyond one process shows in the other. Questions come one after the other,
so that more workers make one answer quicker or not at all.
"""

import argparse
import json
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import growth
import psutil
from support.dask.cluster import Workers, running

REPORT = Path("report/bench")
Row = dict[str, Any]


def spent(workers: Workers | None) -> float:
    """Seconds of processor time of this process, of its children that are done, and of all workers."""
    found = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        used = resource.getrusage(who)
        found += used.ru_utime + used.ru_stime
    processes = [*workers.workers, *([workers.scheduler] if workers.scheduler else [])] if workers else []
    for process in processes:
        times = psutil.Process(process.pid).cpu_times()
        found += times.user + times.system
    return found


def questions(corpus: Path, count: int) -> list[str]:
    """Questions of three to nine words of passages; every fourth has a common word too."""
    chance = random.Random(2)
    lines = corpus.read_text("utf-8").splitlines()
    asked = []
    for at in range(count):
        words = json.loads(chance.choice(lines))["text"].rstrip(".").split()
        asked.append(" ".join([*chance.sample(words, chance.randrange(3, 10)), *(["wat"] if at % 4 else [])]))
    return asked


def ask(engine: Any, asked: Sequence[str], workers: Workers | None) -> tuple[Row, list[Any]]:
    """What answering takes, and the outcomes."""
    engine.ask(asked[0])
    taken, outcomes, before, began = [], [], spent(workers), time.perf_counter()
    for question in asked:
        start = time.perf_counter()
        outcomes.append(engine.ask(question).to_dict())
        taken.append(1_000 * (time.perf_counter() - start))
    whole, cost = time.perf_counter() - began, spent(workers) - before
    ordered = sorted(taken)
    row = {
        "p50_ms": statistics.median(taken),
        "p99_ms": ordered[int(0.99 * (len(ordered) - 1))],
        "per_s": len(asked) / whole,
        "cpu_ms": 1_000 * cost / len(asked),
        "taken_ms": taken,
    }
    return row, outcomes


def one_process(corpus: Path, folder: Path, asked: Sequence[str]) -> tuple[Row, list[Any]]:
    """The same without workers."""
    from citaat.engine import open_corpus
    from citaat.index.building.builder import build

    before, began = spent(None), time.perf_counter()
    build(corpus, folder)
    built = {"build_s": time.perf_counter() - began, "build_cpu_s": spent(None) - before}
    row, outcomes = ask(open_corpus(str(corpus), str(folder)), asked, None)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return {"workers": 0, **built, **row, "bytes": size}, outcomes


def by_workers(count: int, corpus: Path, folder: Path, asked: Sequence[str]) -> tuple[Row, list[Any]]:
    """Built and asked by so many workers, their start not counted."""
    from citaat.distributed.building import Plan, build
    from citaat.distributed.cluster import Cluster
    from citaat.distributed.opening import open_cluster
    from citaat.distributed.stores import Store

    with running(folder / "dask", count, {}) as workers:
        cluster = Cluster(workers.address, patience=60.0)
        # Two segments for each of the most workers that are tried.
        size = corpus.stat().st_size // 8 + 1
        plan = Plan(str(corpus), Store(str(folder / "index")), size, lambda stage, done, total: None)
        before, began = spent(workers), time.perf_counter()
        manifest = build(cluster, plan)
        built = {"build_s": time.perf_counter() - began, "build_cpu_s": spent(workers) - before}
        began = time.perf_counter()
        engine = open_cluster(cluster, plan)
        built["open_s"] = time.perf_counter() - began
        row, outcomes = ask(engine, asked, workers)
        cluster.close()
    return {"workers": count, **built, **row, "bytes": manifest["bytes"]}, outcomes


def refused(outcome: Any) -> bool:
    """Whether workers could not be asked in time."""
    return bool(outcome["abstention"]) and outcome["abstention"]["code"] == "search_failed"


def table(rows: Sequence[Row]) -> str:
    """The rows for people."""
    heads = ("workers", "build_s", "build_cpu_s", "open_s", "p50_ms", "p99_ms", "per_s", "cpu_ms")
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for row in rows:
        cells = ("-" if head not in row else f"{row[head]:.4g}" for head in heads)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="citaat-cluster-") as home:
        corpus = Path(home) / "corpus.jsonl"
        growth.write(corpus, list(growth.passages(os.environ.get("CITAAT_BENCH_CORPUS"), options.size)))
        asked = questions(corpus, options.questions)
        first, wanted = one_process(corpus, Path(home) / "one", asked)
        rows = [first]
        print(table(rows), flush=True)
        for count in options.workers:
            row, outcomes = by_workers(count, corpus, Path(home) / f"by{count}", asked)
            # On a machine that is too busy some questions are refused, and none is answered otherwise.
            pairs = [pair for pair in zip(outcomes, wanted, strict=True) if not refused(pair[0])]
            row |= {
                "same": all(mine == theirs for mine, theirs in pairs),
                "refused": len(wanted) - len(pairs),
            }
            rows.append(row)
            told = f"the same bytes: {row['same']}, refused: {row['refused']}"
            print(table(rows[-1:]).splitlines()[-1], told, flush=True)
    REPORT.mkdir(parents=True, exist_ok=True)
    (REPORT / "cluster.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
