"""Answers a question by way of the workers; whatever stands in the way, its caveats come out."""

import asyncio
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from citaat.questions import Asked
from citaat.records import Abstained, Abstention, Caveat, Id, Outcome
from citaat.serving.desk import Reply
from citaat.serving.metrics import Metrics
from citaat.serving.question_log import QuestionLog
from citaat.serving.rates import Rates
from citaat.serving.watch import Watch
from citaat.serving.workers import Lane, Unavailable
from citaat.tracing import Suggested
from citaat.version import __version__

OK, TOO_MANY, UNAVAILABLE = 200, 429, 503
# How long a question may wait for an index that is being renewed.
_RENEWING = 60.0
# What is said when a part of what was sent could not be looked at.
NOTICE_PARTLY = (
    "Niet alles wat je schreef kon worden bekeken, dus er kan een waarschuwing ontbreken. "
    "Is er iemand in nood, bel dan 112 (Nederland en België)."
)
# What is said when not even the rules could be asked: nobody may be left without a number to call.
NOTICE = "De vraag kon niet worden bekeken. Is er iemand in nood, bel dan 112 (Nederland en België)."


@dataclass(frozen=True, slots=True)
class Served:
    """What a question got: the HTTP status, the outcome, and what to call it in a cache ("" for not at all).

    `notice` is said in place of the caveats when these could not be worked out; `suggested` is where to read on.
    """

    status: int
    outcome: Outcome
    etag: str = ""
    notice: str = ""
    suggested: tuple[Suggested, ...] = ()

    def record(self) -> dict[str, Any]:
        """The JSON object of the contract, with `notice` when there is one."""
        return self.outcome.to_dict() | ({"notice": self.notice} if self.notice else {})


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that a request needs. `warning` is a lane that is never behind a queue of answers."""

    answering: Lane
    warning: Lane
    watch: Watch
    rates: Rates
    metrics: Metrics
    log: QuestionLog | None
    tell: Callable[[str], None]
    stop_building: Callable[[], None]

    async def answer(self, asked: Asked, address: str | None, logged: bool = True) -> Served:
        """The outcome of a question that may be asked; never an error. Without an address it is never too many.

        `logged`: it goes into the log where there is one; not where the same answer is only shown again.
        """
        if address is not None and not self.rates.admits(address):
            return await self._refused(asked, TOO_MANY, "rate")
        try:
            reply = await self._replied(asked)
        except Unavailable:
            return await self._refused(asked, UNAVAILABLE, "unavailable")
        self._counted(reply.outcome)
        if logged:
            self._kept(reply.outcome)
        if reply.failure:
            self.metrics.count("refusals", reason="search_failed")
            return Served(UNAVAILABLE, reply.outcome)
        name = etag(reply.fingerprint, asked.text, asked.id)
        return Served(OK, reply.outcome, name, suggested=reply.suggested)

    async def owed(self, text: str) -> tuple[Caveat, ...] | None:
        """The caveats of a text that cannot be asked; None when they could not be worked out."""
        if not any(char.isalnum() for char in text):
            return ()
        try:
            found: tuple[Caveat, ...] = await self.warning.call("owed", self.watch.state, text)
            return found
        except Unavailable:
            return None

    async def look_up(self, address: str, task: str, *arguments: Any) -> Any:
        """What is read of the articles without a question. Raises Unavailable, also when this address asks too much."""
        if not self.rates.admits(address):
            raise Unavailable("too many requests")
        return await self.answering.call(task, self.watch.state, *arguments)

    def name(self, asked: Asked) -> str:
        """What the outcome of this question is called in a cache as long as nothing changes; "" where it must be asked.

        A question that goes into the log is answered each time.
        """
        now = self.watch.indexed.fingerprint
        return etag(now, asked.text, asked.id) if now and self.log is None else ""

    def close(self) -> None:
        """End the workers, and a build that is under way, when nobody is waiting for them any more."""
        self.stop_building()
        self.answering.close()
        self.warning.close()

    async def _replied(self, asked: Asked) -> Reply:
        """The reply of a worker. An article may just have been changed: then the index is waited for. Raises Unavailable."""
        state = self.watch.state
        reply: Reply = await self.answering.call("answer", state, asked.text, asked.id)
        if reply.failure:
            try:
                async with asyncio.timeout(_RENEWING):
                    newer = await self.watch.newer(state.generation)
            except TimeoutError:
                newer = False
            if newer:
                reply = await self.answering.call("answer", self.watch.state, asked.text, asked.id)
        return reply

    async def _refused(self, asked: Asked, status: int, reason: str) -> Served:
        self.metrics.count("refusals", reason=reason)
        owed = await self.owed(asked.text)
        outcome = Abstained(asked.text, 0.0, Abstention("search_failed", (), ()), owed or (), asked.id)
        self._counted(outcome)
        return Served(status, outcome, notice=NOTICE if owed is None else "")

    def _kept(self, outcome: Outcome) -> None:
        if self.log is None:
            return
        try:
            self.log.write(outcome)
            self.log.failing = False
        except OSError as error:
            self.metrics.count("log_errors")
            if not self.log.failing:
                self.tell(f"the log cannot be written ({error.strerror})")
            self.log.failing = True

    def _counted(self, outcome: Outcome) -> None:
        code = outcome.abstention.code if isinstance(outcome, Abstained) else ""
        self.metrics.count("outcomes", status="abstained" if code else "answered", code=code)
        for caveat in outcome.caveats:
            self.metrics.count("caveats", id=caveat.id)


def matches(known: str, etag: str) -> bool:
    """Whether `etag` is among those that an If-None-Match names."""
    return bool(etag) and etag.removeprefix("W/") in [
        one.strip().removeprefix("W/") for one in known.split(",")
    ]


def etag(fingerprint: str, question: str, id: Id) -> str:
    """The name of an outcome in a cache: the same corpus, analyser and question give the same bytes."""
    named = "\0".join((__version__, fingerprint, question, type(id).__name__, str(id)))
    return f'"{hashlib.sha256(named.encode()).hexdigest()[:32]}"'
