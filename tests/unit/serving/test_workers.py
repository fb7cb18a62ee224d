"""Workers: a queue that ends somewhere, and processes that are replaced when they fail."""

import asyncio
import os
import signal
import threading
from pathlib import Path
from typing import Any

import pytest

from citaat.serving.desk import State
from citaat.serving.workers import Lane, ProcessWorker, Unavailable


class Slow:
    """A worker that waits to be told."""

    def __init__(self) -> None:
        self.go, self.stopped = threading.Event(), False

    def call(self, task: str, arguments: tuple[Any, ...], seconds: float) -> Any:
        if task == "fail":
            raise Unavailable(task)
        assert self.go.wait(5)
        return task, arguments

    def stop(self) -> None:
        self.stopped = True


def test_the_queue_ends_and_is_emptied_again() -> None:
    worker = Slow()

    async def run() -> list[Any]:
        lane = Lane(lambda: worker, 1, 2, 5.0)
        running = [asyncio.create_task(lane.call("answer", number)) for number in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(Unavailable, match="too many"):
            await lane.call("answer", 4)
        # Who goes away makes no room: the task is still there.
        running[1].cancel()
        await asyncio.sleep(0)
        assert lane.busy == 3
        worker.go.set()
        found = await asyncio.gather(*running, return_exceptions=True)
        with pytest.raises(Unavailable, match="fail"):
            await lane.call("fail")
        assert await lane.call("owed") == ("owed", ())
        assert lane.busy == 0
        lane.close()
        return found

    first, second, third = asyncio.run(run())
    assert (first, third) == (("answer", (0,)), ("answer", (2,)))
    assert isinstance(second, asyncio.CancelledError)
    assert worker.stopped


def test_a_process_answers_refuses_and_comes_back(corpus_path: Path, index_path: Path) -> None:
    worker = ProcessWorker(str(corpus_path))
    state = State(str(index_path), 0)
    try:
        reply = worker.call("answer", (state, "Waar zit magnesium in?", 7), 60)
        assert (reply.outcome.to_dict()["status"], reply.outcome.id, reply.failure) == ("answered", 7, "")
        with pytest.raises(Unavailable, match="failed: AttributeError"):
            worker.call("geen", (), 60)
        first = worker._process.pid
        assert first is not None
        os.kill(first, signal.SIGTERM)
        assert worker.call("opens", (state,), 60) == ""
        os.kill(first, signal.SIGKILL)
        with pytest.raises(Unavailable, match="ended"):
            worker.call("opens", (state,), 60)
        assert worker.call("opens", (state,), 60) == ""
        second = worker._process.pid
        with pytest.raises(Unavailable, match="longer than"):
            # So long a question that its answer cannot be there at once.
            worker.call("answer", (state, "magnesium " * 1_500, None), 0.0)
        assert len({first, second, worker._process.pid}) == 3
    finally:
        worker.stop()
    assert worker._process.exitcode is not None
