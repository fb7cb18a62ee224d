"""Workers: processes that hold a desk each, with a queue before them that is as long as anybody cares to wait.

A pool of `concurrent.futures` cannot end one task that takes too long; here its process is, and
another takes its place. Whoever finds the queue full is told so at once.
"""

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, Protocol

from citaat.serving.desk import Desk, Opener

_OPENING = 60.0


class Unavailable(Exception):  # noqa: N818 - it says what is the case
    """No worker could do a task: the queue was full, it took too long, or the worker died over it."""


class Worker(Protocol):
    """Does one task at a time."""

    def call(self, task: str, arguments: tuple[Any, ...], seconds: float) -> Any:
        """What method `task` of a desk gives. Raises Unavailable."""

    def stop(self) -> None:
        """End it."""


class ProcessWorker:
    """A desk in a process of its own, which is started again when it has died or takes too long."""

    def __init__(self, corpus: str, opener: Opener | None = None) -> None:
        self._corpus, self._opener = corpus, opener
        self._start()

    def _start(self) -> None:
        # A fork of a process with threads may take over a lock that nobody will ever let go of.
        spawn = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_work, args=(theirs, self._corpus, self._opener), daemon=True)
        self._process.start()
        theirs.close()

    def call(self, task: str, arguments: tuple[Any, ...], seconds: float) -> Any:
        """What method `task` of the desk gives. Raises Unavailable."""
        try:
            self._pipe.send((task, arguments))
            if not self._pipe.poll(seconds):
                raise Unavailable(f"{task} took longer than {seconds:g} s")
            done, value = self._pipe.recv()
        except (OSError, EOFError) as error:
            self._renew()
            raise Unavailable(f"the worker ended while it had to {task}") from error
        except Unavailable:
            self._renew()
            raise
        if not done:
            raise Unavailable(f"{task} failed: {value}")
        return value

    def _renew(self) -> None:
        self.stop()
        self._start()

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._pipe.close()
        self._process.kill()
        self._process.join()


def _work(pipe: Connection, corpus: str, opener: Opener | None) -> None:
    """Do tasks until the other end of the pipe is closed, which it also is when the server was killed."""
    # The server says when it is time to stop: what is being answered is answered.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    desk = Desk(corpus, opener)
    with suppress(EOFError, OSError):
        while True:
            task, arguments = pipe.recv()
            try:
                pipe.send((True, getattr(desk, task)(*arguments)))
            except Exception as error:
                # Without the text of the error, which may hold what somebody asked.
                pipe.send((False, type(error).__name__))


class Lane:
    """`size` workers and a queue of `waiting` tasks before them, each of which may take `seconds`."""

    def __init__(self, make: Callable[[], Worker], size: int, waiting: int, seconds: float) -> None:
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="lane")
        self._idle: list[Worker] = [make() for _ in range(size)]
        self._most, self._seconds = size + waiting, seconds
        self.busy = 0

    async def call(self, task: str, *arguments: Any) -> Any:
        """What `task` gives, by the first worker that is free. Raises Unavailable."""
        if self.busy >= self._most:
            raise Unavailable("too many are waiting")
        self.busy += 1
        # A caller who goes away leaves the task to its end: the worker is not free before.
        running = asyncio.get_running_loop().run_in_executor(
            self._threads, self._call, task, arguments, self._seconds
        )
        running.add_done_callback(self._done)
        return await asyncio.shield(running)

    async def prepare(self, task: str, *arguments: Any) -> None:
        """Let every worker do `task` once, before it is waited for. Only while nothing else is asked of them."""
        loop = asyncio.get_running_loop()
        calls = (
            loop.run_in_executor(self._threads, one.call, task, arguments, _OPENING) for one in self._idle
        )
        await asyncio.gather(*calls, return_exceptions=True)

    def _call(self, task: str, arguments: tuple[Any, ...], seconds: float) -> Any:
        # As many threads as workers: there is always one that is idle.
        worker = self._idle.pop()
        try:
            return worker.call(task, arguments, seconds)
        finally:
            self._idle.append(worker)

    def _done(self, future: "asyncio.Future[Any]") -> None:
        self.busy -= 1
        if not future.cancelled():
            # Nobody may be left to hear of it.
            future.exception()

    def close(self) -> None:
        """End the workers."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for worker in self._idle:
            worker.stop()
