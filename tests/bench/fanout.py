"""What the slowest of many workers costs a question: `python tests/bench/fanout.py`, up to 1,000 of them.

Every question waits for every group of segments. Where one answers within x in a share F(x) of all cases, n that do
not know of each other all do in F(x)^n: the p-quantile of the slowest is F^-1(p^(1/n)) (Dean and Barroso 2013). A
second try elsewhere after h makes of 1 - F(x) the product (1 - F(x)) (1 - F(x - h)). Beside this model stands a
simulation with what it leaves out: questions that come as they like (Poisson) and queue at each worker.

Answers of one worker are log-normal with the median and the 99th percentile that were measured, and in one of some
thousand cases a worker stands still for a while (a collection of garbage, a page from a disk).

The last table is what a corpus of 10^6 to 10^10 passages costs, from constants that were measured (`Costs`).
"""

import argparse
import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

SIZES = (1, 4, 16, 64, 256, 1_000)
_QUESTIONS = 4_000
_STEPS = 200
# Of made-up passages of 22 words: bytes by tests/bench/growth.py, of a million; processor time of a build and the share
# of postings that a question touches by tests/bench/cluster.py, of 100,000; what a posting takes from the growth of
# an answer between the two. `question_ms` is an answer without its postings.
MEASURED = {
    "bytes_passage": 445.0,
    "build_us": 100.0,
    "postings_share": 1.39,
    "posting_ns": 9.5,
    "question_ms": 10.5,
}
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answers:
    """How long one worker takes, in ms: `median`, `high` (its 99th percentile), and a share `stall` that takes `long` more."""

    median: float
    high: float
    stall: float
    long: float

    @property
    def _sigma(self) -> float:
        return math.log(self.high / self.median) / NormalDist().inv_cdf(0.99)

    def drawn(self, random: np.random.Generator, *shape: int) -> Array:
        """So many answers."""
        found: Array = self.median * np.exp(self._sigma * random.standard_normal(shape))
        found += np.where(random.random(shape) < self.stall, self.long, 0.0)
        return found

    def within(self, time: float) -> float:
        """The share of answers that take no longer than `time`."""
        return (1 - self.stall) * self._plain(time) + self.stall * self._plain(time - self.long)

    def _plain(self, time: float) -> float:
        return NormalDist().cdf(math.log(time / self.median) / self._sigma) if time > 0 else 0.0


def hedged(answers: Answers, time: float, after: float) -> float:
    """The share within `time` where a second worker is asked `after` so long."""
    return 1 - (1 - answers.within(time)) * (1 - answers.within(time - after))


def modelled(answers: Answers, count: int, share: float, after: float = math.inf) -> float:
    """The time in which all of `count` workers have answered in this share of cases, by halving."""
    low, high, wanted = 0.0, 1e6, share ** (1 / count)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if hedged(answers, middle, after) < wanted else (low, middle)
    return high


def simulated(answers: Answers, count: int, load: float, after: float = math.inf, seed: int = 1) -> Array:
    """The time that each of many questions takes, sorted; workers are busy for a share `load` of the time.

    Each worker answers one question after the other. Only an idle one is asked a second time: with `load` there
    is no second try here.
    """
    random = np.random.default_rng(seed)
    drawn = answers.drawn(random, _QUESTIONS, count)
    if math.isfinite(after):
        again = after + answers.drawn(random, _QUESTIONS, count)
        drawn = np.minimum(drawn, again)
    if load:
        drawn = drawn + _queued(drawn, random.exponential(float(drawn.mean()) / load, _QUESTIONS))
    found: Array = np.sort(drawn.max(axis=1))
    return found


def _queued(service: Array, gaps: Array) -> Array:
    """How long each question waits at each worker for those before it (Lindley's recursion)."""
    waiting = np.zeros_like(service)
    for at in range(1, len(service)):
        waiting[at] = np.maximum(0.0, waiting[at - 1] + service[at - 1] - gaps[at])
    return waiting


@dataclass(frozen=True, slots=True)
class Costs:
    """Measured on passages of 22 words: see the README for how."""

    bytes_passage: float
    build_us: float
    postings_share: float
    posting_ns: float
    question_ms: float
    workers: Answers
    held: float


def cost(costs: Costs, passages: float) -> tuple[float, ...]:
    """Gigabytes of index, processor hours of a build, workers, milliseconds of a question: at the median, and at p99."""
    groups = max(1, math.ceil(passages / costs.held))
    inside = passages / groups * costs.postings_share * costs.posting_ns / 1e6
    tail = modelled(costs.workers, groups, 0.99) - costs.workers.median
    middle = modelled(costs.workers, groups, 0.5) - costs.workers.median
    size, hours = passages * costs.bytes_passage / 1e9, passages * costs.build_us / 3.6e9
    return size, hours, groups, costs.question_ms + inside + middle, costs.question_ms + inside + tail


def tails(answers: Answers, after: float) -> str:
    """The table of what the slowest of many takes: the model beside the simulation."""
    lines = [
        "| workers | model p50 | p99 | simulated p50 | p99 | asked twice: model p99 | simulated p99 | busy .5: simulated p50 | p99 |",
        "|" + "---|" * 9,
    ]
    for count in SIZES:
        idle, busy = simulated(answers, count, 0.0), simulated(answers, count, 0.5)
        twice = simulated(answers, count, 0.0, after)
        cells = (
            modelled(answers, count, 0.5),
            modelled(answers, count, 0.99),
            *_middle_and_high(idle),
            modelled(answers, count, 0.99, after),
            _middle_and_high(twice)[1],
            *_middle_and_high(busy),
        )
        lines.append(f"| {count} | " + " | ".join(f"{cell:.1f}" for cell in cells) + " |")
    return "\n".join(lines)


def _middle_and_high(found: Array) -> tuple[float, float]:
    return float(np.quantile(found, 0.5)), float(np.quantile(found, 0.99))


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--median", type=float, default=4.0, help="ms of one worker's answer")
    parser.add_argument("--high", type=float, default=12.0, help="its 99th percentile")
    parser.add_argument("--stall", type=float, default=0.001, help="share of answers that stand still")
    parser.add_argument("--long", type=float, default=100.0, help="and for how many ms")
    parser.add_argument("--held", type=float, default=5e6, help="passages that one worker holds")
    options = parser.parse_args()
    answers = Answers(options.median, options.high, options.stall, options.long)
    print(tails(answers, after=options.high))
    costs = Costs(**MEASURED, workers=answers, held=options.held)
    print(
        "\n| passages | index GB | build, processor hours | workers | question p50 ms | p99 ms |\n"
        + "|---" * 6
        + "|"
    )
    for power in range(6, 11):
        size, hours, groups, middle, tail = cost(costs, 10.0**power)
        print(f"| 10^{power} | {size:,.1f} | {hours:,.2f} | {groups:,.0f} | {middle:,.0f} | {tail:,.0f} |")


if __name__ == "__main__":
    main()
