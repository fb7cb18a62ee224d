"""The service: warnings come out on every path, and a question waits for an article that was just changed."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.serving import DeskWorker, NoWorker, lane, service

from citaat.engine import Engine
from citaat.questions import Asked
from citaat.records import Abstained, Abstention
from citaat.serving.building import Indexed
from citaat.serving.desk import Reply
from citaat.serving.service import NOTICE, Served, Service, etag, matches
from citaat.serving.watch import Watch

DANGER = Asked("Mijn dochtertje heeft een heel potje magnesium leeggegeten", 7)
PLAIN = Asked("Waar zit magnesium in?")
Make = Callable[..., Service]


@pytest.fixture
def make(corpus_path: Path, index_path: Path) -> Make:
    """Makes services on the real corpus."""
    return lambda **options: service(corpus_path, index_path, **options)


def answered(made: Service, *asked: Asked, address: str = "192.0.2.1") -> list[Served]:
    async def run() -> list[Served]:
        return [await made.answer(one, address) for one in asked]

    found = asyncio.run(run())
    made.close()
    return found


def test_an_answer_is_that_of_the_engine(make: Make, engine: Engine) -> None:
    (served,) = answered(make(), PLAIN)
    assert (served.status, served.outcome, served.notice) == (200, engine.ask(PLAIN.text), "")
    assert served.record() == engine.ask(PLAIN.text).to_dict()


def test_too_many_questions_get_their_warnings(make: Make) -> None:
    found = answered(make(rate=1), *[DANGER] * 7)
    assert [one.status for one in found] == [200] * 5 + [429] * 2
    assert {tuple(caveat.id for caveat in one.outcome.caveats) for one in found} == {
        ("spoed", "overdosering", "medicatie", "risicogroep")
    }
    last = found[-1].outcome
    assert isinstance(last, Abstained)
    assert (last.abstention.code, last.id, found[-1].etag) == ("search_failed", 7, "")


def test_without_workers_warnings_come_out_and_without_those_a_number(make: Make) -> None:
    (served,) = answered(make(answering=lane(NoWorker)), DANGER)
    assert (served.status, served.outcome.caveats[0].id, served.notice) == (503, "spoed", "")
    (served,) = answered(make(answering=lane(NoWorker), warning=lane(NoWorker)), DANGER)
    assert (served.status, served.outcome.caveats, served.notice) == (503, (), NOTICE)
    assert served.record()["notice"] == NOTICE
    assert "112" in NOTICE


def test_without_an_index_warnings_come_out(corpus_path: Path, tmp_path: Path) -> None:
    made = service(corpus_path, tmp_path / "weg")
    (served,) = answered(made, DANGER)
    assert (served.status, served.outcome.caveats[0].id) == (503, "spoed")


class Changing(DeskWorker):
    """A worker whose first answer leans on a quote that is gone."""

    failed = False

    def call(self, task: str, arguments: tuple[Any, ...], seconds: float) -> Any:
        reply = super().call(task, arguments, seconds)
        if task == "answer" and not self.failed:
            self.failed = True
            gap = Abstention("search_failed", (), ())
            outcome = Abstained(arguments[1], 0.0, gap, reply.outcome.caveats)
            return Reply(outcome, reply.fingerprint, "a quote does not stand in its source")
        return reply


def test_a_question_waits_for_an_index_that_is_being_renewed(
    make: Make, corpus_path: Path, index_path: Path, tmp_path: Path
) -> None:
    watched = tmp_path / "corpus"
    watched.mkdir()
    first = Indexed(str(index_path), "een", 40)
    made = replace(
        make(answering=lane(lambda: Changing(str(corpus_path)))),
        watch=Watch(str(watched), first, lambda: replace(first, fingerprint="twee"), print, settled=0.0),
    )
    (watched / "nieuw.md").write_text("nieuw", encoding="utf-8")
    (served,) = answered(made, PLAIN)
    assert (served.status, served.outcome.to_dict()["status"]) == (200, "answered")
    assert made.watch.generation == 1


def test_a_quote_that_stays_gone_is_a_failure_with_warnings(make: Make, corpus_path: Path) -> None:
    (served,) = answered(make(answering=lane(lambda: Changing(str(corpus_path)))), DANGER)
    assert (served.status, served.etag, served.outcome.caveats[0].id) == (503, "", "spoed")


def test_a_full_disk_costs_a_line_in_the_log_and_no_answer(make: Make, tmp_path: Path) -> None:
    told: list[str] = []
    log = tmp_path / "log"
    made = make(log=log, tell=told.append)
    log.mkdir()
    assert [one.status for one in answered(made, PLAIN, PLAIN)] == [200, 200]
    assert told == [f"the log cannot be written ({os.strerror(21)})"]


def test_names_in_a_cache_differ_by_all_that_matters() -> None:
    names = {
        etag(*told)
        for told in (("a", "q", None), ("b", "q", None), ("a", "r", None), ("a", "q", "1"), ("a", "q", 1))
    }
    assert len(names) == 5
    assert matches('W/"x", "y"', '"x"')
    assert matches('"x"', 'W/"x"')
    assert not matches('"x"', '"y"')
    assert not matches("", "")
    assert not matches("*", "")
