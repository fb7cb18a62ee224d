"""Many questions, one after the other: a line that is wrong is told, and the rest is answered all the same."""

import gc
import os
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

from citaat.cli.guard import report
from citaat.cli.opening import opened_or_not
from citaat.cli.showing import owed, show, warn
from citaat.engine import Engine
from citaat.errors import DAMAGED, UsageError
from citaat.questions import Asked
from citaat.records import EMERGENCY, Abstained, Answered, Caveat, Outcome
from citaat.tracing import Trace
from citaat.unopened import Unopened

_ABOVE = "Zie de waarschuwing bij vraag {}."
_RULE = "─" * 40
_EVERY = 0.5
# An input may have no end.
_MOST_LOOKED_THROUGH = 1_000


def answer_all(asked: Iterator[Asked], arguments: Namespace, prompted: bool = False) -> int:
    """Answer every question in order: 0, or 2 when a line was wrong, or 3 when the search failed."""
    gc.enable()
    batch = _Batch(opened_or_not(arguments), arguments)
    try:
        if batch.array:
            print("[", end="")
        for one in asked:
            batch.answer(one)
    except OSError:
        if not prompted:
            batch.look_through(asked)
        raise
    finally:
        if batch.array:
            print("]")
    batch.progress.end()
    if not batch.asked and not batch.code and not prompted:
        raise UsageError("standard input holds no question", file="<stdin>", fix="write one question a line")
    return batch.code


class _Batch:
    """What was shown so far, and the code to leave with."""

    def __init__(self, engine: Engine | Unopened, arguments: Namespace) -> None:
        self._engine, self._arguments = engine, arguments
        self.array = arguments.format == "json"
        self.asked = self.code = 0
        self.progress = _Progress()
        self._warned: dict[tuple[str, str], int] = {}
        self._told: set[str] = set()

    def answer(self, one: Asked) -> None:
        if one.error is not None:
            self._refuse(one, one.error)
            return
        trace = self._engine.trace(one.text, one.id)
        try:
            self._show(trace)
        except BrokenPipeError:
            # The reader has had enough; whoever is in danger has not.
            warn([caveat for caveat in trace.outcome.caveats if caveat.severity == EMERGENCY])
            raise
        except OSError:
            warn(trace.outcome.caveats)
            raise
        self.asked += 1
        self.progress.step(self.asked)
        if trace.failure is not None:
            self._fail(trace.failure)

    def look_through(self, rest: Iterator[Asked]) -> None:
        """Tell of emergencies in the questions that are there already and that nobody will see an answer to."""
        told: set[str] = set()
        with _unawaited():
            for text in dict.fromkeys(one.text for one in islice(rest, _MOST_LOOKED_THROUGH)):
                urgent = [each for each in owed(self._engine, text) if each.severity == EMERGENCY]
                warn([each for each in urgent if each.text not in told])
                told |= {each.text for each in urgent}

    def _show(self, trace: Trace) -> None:
        form, outcome = self._arguments.format, trace.outcome
        if self.asked and form != "jsonl":
            print("," if self.array else f"\n{_RULE}")
        if form == "text":
            outcome = _referring(outcome, self._warned, self.asked + 1)
        show(self._engine, trace, outcome, self._arguments)
        sys.stdout.flush()

    def _refuse(self, one: Asked, error: UsageError) -> None:
        self.progress.end()
        self.code = max(self.code, report(error))
        if one.text:
            warn(owed(self._engine, one.text))

    def _fail(self, failure: Exception) -> None:
        """Told once: what is broken is broken for every question, and each still gets its caveats."""
        self.code = DAMAGED
        if str(failure) not in self._told:
            self.progress.end()
            self._told.add(str(failure))
            report(failure)


def _referring(outcome: Outcome, warned: dict[tuple[str, str], int], number: int) -> Outcome:
    """The outcome with warnings that refer to the question where the same words stand already; never an emergency.

    `warned` tells by kind and words of a warning the number of that question; those of this one are added.
    """
    caveats = tuple(
        one
        if one.severity == EMERGENCY or (one.id, one.text) not in warned
        else Caveat(one.id, one.severity, _ABOVE.format(warned[one.id, one.text]), one.rule, one.trigger, ())
        for one in outcome.caveats
    )
    for one in outcome.caveats:
        warned.setdefault((one.id, one.text), number)
    if isinstance(outcome, Answered):
        return Answered(
            outcome.question, outcome.answer, outcome.confidence, outcome.citations, caveats, outcome.id
        )
    return Abstained(outcome.question, outcome.confidence, outcome.abstention, caveats, outcome.id)


class _Progress:
    """How many were answered, on a terminal that does not show the answers themselves."""

    def __init__(self) -> None:
        self._wanted = sys.stderr.isatty() and not sys.stdout.isatty()
        self._began = self._drawn = time.monotonic()
        self._shown = False

    def step(self, done: int) -> None:
        now = time.monotonic()
        if self._wanted and now - self._began > 1 and now - self._drawn > _EVERY:
            self._drawn, self._shown = now, True
            rate = done / (now - self._began)
            print(f"\r\x1b[K{done} vragen, {rate:,.0f}/s", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Wipe the line, to make room for a message."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False


@contextmanager
def _unawaited() -> Iterator[None]:
    """Nobody waits for standard input here: what has not come is taken for the end of it."""
    try:
        number = sys.stdin.fileno()
        waited = os.get_blocking(number)
        os.set_blocking(number, False)
    except (OSError, ValueError, AttributeError):
        yield
        return
    try:
        yield
    finally:
        os.set_blocking(number, waited)
