"""How building and asking grow with the corpus: `python tests/bench/growth.py [--most N] [--report DIR]`.

Builds an index of 1,000 passages, 3,162, 10,000 and so on, each in a process of its own, and measures
the time, the most memory of any process, the size on disk, and the median time of a ranking and of a
whole answer. The exponent is the slope of the straight line through the larger half on logarithmic
axes: 1 is linear. CITAAT_BENCH_CORPUS names a passage file; without it passages are made up, their
words spread as in real text (Zipf).
"""

import argparse
import gzip
import json
import math
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[2] / "src"
QUESTIONS = 50
COLUMNS = ("build_s", "memory_mb", "index_mb", "rank_ms", "ask_ms", "again_s")
HEADS = ("passages", "build s", "memory MB", "index MB", "rank ms", "ask ms", "1 in 1,000 changed, s")
Row = dict[str, float]


def made_up(count: int, seed: int = 1) -> Iterator[str]:
    """Passages of 22 words from a vocabulary that grows as that of real text does (Heaps)."""
    chance = random.Random(seed)
    letters = "bdfgklmnprstv"
    for number in range(count):
        size = 2_000 + int(30 * (number + 1) ** 0.6)
        ranks = (int(size ** chance.random()) for _ in range(22))
        words = (_word(rank, letters) for rank in ranks)
        yield json.dumps({"_id": str(number), "title": f"Deel {number // 50}", "text": " ".join(words) + "."})


def _word(rank: int, letters: str) -> str:
    word = ""
    while rank or not word:
        rank, at = divmod(rank, 65)
        word += letters[at % 13] + "aeiou"[at // 13]
    return word


def passages(path: str | None, count: int) -> Iterator[str]:
    """The first `count` lines of the corpus, or as many made-up ones."""
    if path is None:
        yield from made_up(count)
        return
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.endswith(".gz")
        else open(path, encoding="utf-8") as file
    ):
        yield from (line.rstrip("\n") for line in islice(file, count))


def write(path: Path, lines: Sequence[str]) -> None:
    """A passage file of these lines."""
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def changed(lines: Sequence[str]) -> list[str]:
    """`lines` with a word more in one of each thousand."""
    found = list(lines)
    for at in range(500 % len(found), len(found), 1_000):
        record = json.loads(found[at])
        record["text"] += " Gewijzigd."
        found[at] = json.dumps(record, ensure_ascii=False)
    return found


def measure(corpus: str, folder: str) -> Row:
    """Build the index and ask it; run in a process of its own, so that the memory is that of this one."""
    started = time.perf_counter()
    from citaat.index.building.builder import build

    build(Path(corpus), Path(folder))
    spent = time.perf_counter() - started
    most = max(memory(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3)
    size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file()) / 1e6
    return {"build_s": spent, "memory_mb": most, "index_mb": size}


def memory(kind: str = "VmHWM") -> float:
    """The most megabytes that this process had, mapped files included; with "RssAnon" what it has of its own now.

    The usage that the system keeps of a process counts what the one that started it had before.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return float(status.split(f"{kind}:")[1].split()[0]) / 1e3
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def ask(corpus: str, folder: str) -> Row:
    """Median times of ranking and of answering, warm; questions are words of passages."""
    from citaat.engine import open_corpus

    engine, chance = open_corpus(corpus, folder), random.Random(2)
    found = [engine.passages[chance.randrange(len(engine.passages))] for _ in range(QUESTIONS)]
    texts = [
        " ".join(chance.sample(words, min(6, len(words)))) for one in found if (words := one.text.split())
    ]
    engine.ask(texts[0])

    def median(call: Callable[[str], object]) -> float:
        return statistics.median(_timed(lambda text=text: call(text)) for text in texts) * 1e3  # type: ignore[misc]

    terms = {text: engine.index.analyser.lemmas(text) for text in texts}
    return {
        "rank_ms": median(lambda text: engine.index.fields["lemma"].top(terms[text], 10)),
        "ask_ms": median(engine.ask),
    }


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def again(corpus: str, folder: str) -> Row:
    """The time of a rebuild after a change, libraries loaded before: what a waiting editor would notice."""
    import sklearn.feature_extraction.text  # noqa: F401

    from citaat.index.building.builder import build

    return {"again_s": _timed(lambda: build(Path(corpus), Path(folder)))}


def rows(path: str | None, most: int) -> Iterator[Row]:
    """One row of figures for each size."""
    sizes = [round(10 ** (half / 2)) for half in range(6, 13)]
    with tempfile.TemporaryDirectory(prefix="citaat-growth-") as home:
        corpus, folder = Path(home) / "corpus.jsonl", str(Path(home) / "index")
        for size in (size for size in sizes if size <= most):
            lines = list(passages(path, size))
            if len(lines) < size:
                return
            write(corpus, lines)
            row: Row = {
                "passages": size,
                **_apart("measure", corpus, folder),
                **_apart("ask", corpus, folder),
            }
            write(corpus, changed(lines))
            yield row | _apart("again", corpus, folder)


def _apart(name: str, corpus: Path, folder: str) -> Row:
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import growth, json; "
    code += f"print(json.dumps(growth.{name}(*sys.argv[1:])))"
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(corpus), folder],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        check=True,
    )
    found: Row = json.loads(done.stdout)
    return found


def exponent(table: Sequence[Row], column: str) -> float:
    """The slope on logarithmic axes over the larger half of the sizes."""
    chosen = table[len(table) // 2 :] if len(table) > 2 else table
    xs, ys = [math.log(row["passages"]) for row in chosen], [math.log(row[column]) for row in chosen]
    return statistics.linear_regression(xs, ys).slope if len(chosen) > 1 else math.nan


def markdown(table: Sequence[Row]) -> str:
    """The table as it stands in the README."""
    lines = ["| " + " | ".join(HEADS) + " |", "|" + "---:|" * len(HEADS)]
    for row in table:
        figures = [
            f"{row[column]:,.1f}" if row[column] < 100 else f"{row[column]:,.0f}" for column in COLUMNS
        ]
        lines.append("| " + " | ".join([f"{row['passages']:,.0f}", *figures]) + " |")
    slopes = [f"{exponent(table, column):.2f}" for column in COLUMNS]
    return "\n".join([*lines, "| " + " | ".join(["exponent", *slopes]) + " |"])


def draw(table: Sequence[Row], path: Path) -> None:
    """The same as lines on logarithmic axes."""
    import matplotlib

    matplotlib.use("svg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5))
    for column, head in zip(COLUMNS, HEADS[1:], strict=True):
        label = f"{head} (^{exponent(table, column):.2f})"
        axes.loglog([row["passages"] for row in table], [row[column] for row in table], "o-", label=label)
    axes.set_xlabel("passages")
    axes.grid(True, which="major", alpha=0.3)
    axes.legend(fontsize="small", loc="upper center", bbox_to_anchor=(0.5, -0.12), ncol=3)
    figure.tight_layout()
    figure.savefig(path, metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))


def main() -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1_000_000, help="the largest number of passages")
    parser.add_argument("--report", type=Path, default=Path("report"), help="where table and plot go")
    options = parser.parse_args()
    table = []
    for row in rows(os.environ.get("CITAAT_BENCH_CORPUS"), options.most):
        table.append(row)
        print(json.dumps({key: round(value, 3) for key, value in row.items()}), file=sys.stderr, flush=True)
    options.report.mkdir(parents=True, exist_ok=True)
    (options.report / "growth.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    print(markdown(table))
    try:
        draw(table, options.report / "growth.svg")
    except ImportError:
        print("no plot: matplotlib is not installed", file=sys.stderr)


if __name__ == "__main__":
    main()
