"""Questions a second, of ourselves and the peers in turn: a table of ratios, JSON and a plot.

Processor time of one thread, the index in memory, ten results; medians over rounds in which everyone
has a turn, with the lowest and highest ratio of a round.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from rivals import SLOW, Search, rivals
from texts import Text, questions, texts

REPORT = Path("report/bench")
Seconds = dict[str, list[float]]


def seconds_each(searches: Mapping[str, Search], asked: list[Text], rounds: int) -> Seconds:
    """Seconds for one question, by name, round after round; one round before them warms up."""
    taken: Seconds = {name: [] for name in searches}
    for number in range(rounds + 1):
        for name, search in searches.items():
            share = asked[: SLOW.get(name, len(asked))]
            start = time.process_time()
            search(share)
            if number:
                taken[name].append((time.process_time() - start) / len(share))
    return taken


def ratios(taken: Seconds, ours: str, peer: str) -> tuple[float, float, float]:
    """How many times as fast we are: by medians, and in our worst and best round."""
    each = [theirs / own for own, theirs in zip(taken[ours], taken[peer], strict=True)]
    return median(taken[peer]) / median(taken[ours]), min(each), max(each)


def table(taken: Seconds) -> str:
    """Markdown: questions a second, and us against each peer."""
    own = [name for name in taken if name.startswith("citaat")]
    lines = ["| | questions/s | " + " | ".join(f"{name} is … x as fast" for name in own) + " |"]
    lines.append("|---" * (len(own) + 2) + "|")
    for name, seconds in taken.items():
        against = ("{:.2f} ({:.2f}-{:.2f})".format(*ratios(taken, one, name)) for one in own)
        lines.append(f"| {name} | {1 / median(seconds):.0f} | " + " | ".join(against) + " |")
    return "\n".join(lines)


def plot(measured: Mapping[str, Seconds], path: Path) -> None:
    """Questions a second, one group of bars for each size."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(len(measured), 1, figsize=(7, 3 * len(measured)), squeeze=False)
    for axis, (size, taken) in zip(axes[:, 0], measured.items(), strict=True):
        axis.barh(list(taken), [1 / median(seconds) for seconds in taken.values()])
        axis.set(xscale="log", title=size, xlabel="questions a second")
    figure.tight_layout()
    figure.savefig(path)


def measure(size: int, rounds: int, count: int) -> tuple[str, Seconds]:
    """One size: passages up to 200,000, beyond that sentences."""
    sentences = size > 200_000
    sources = texts(size, sentences)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_until:
        searches = dict(rivals(sources, folder, open_until))
        return f"{len(sources)} {'sentences' if sentences else 'passages'}", seconds_each(
            searches, questions(sources, count), rounds
        )


def main() -> None:
    """Measure, print, and write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--questions", type=int, default=1000)
    options = parser.parse_args()
    measured: dict[str, Seconds] = {}
    REPORT.mkdir(parents=True, exist_ok=True)
    for size in options.sizes:
        name, taken = measure(size, options.rounds, options.questions)
        measured[name] = taken
        print(f"\n{name}\n\n{table(taken)}", flush=True)
        (REPORT / "retrieval.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    plot(measured, REPORT / "retrieval.svg")


if __name__ == "__main__":
    main()
