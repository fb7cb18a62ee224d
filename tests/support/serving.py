"""The server without processes and sockets: its workers are desks in this process."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from citaat.serving.app import make_app
from citaat.serving.building import Indexed
from citaat.serving.desk import Desk
from citaat.serving.metrics import Metrics
from citaat.serving.question_log import QuestionLog
from citaat.serving.rates import Rates
from citaat.serving.service import Service
from citaat.serving.watch import Watch
from citaat.serving.workers import Lane, Unavailable


class DeskWorker:
    """A worker in this process."""

    def __init__(self, corpus: str) -> None:
        self._desk = Desk(corpus)

    def call(self, task: str, arguments: tuple[Any, ...], seconds: float) -> Any:
        try:
            return getattr(self._desk, task)(*arguments)
        except Exception as error:
            raise Unavailable(type(error).__name__) from error

    def stop(self) -> None:
        pass


class NoWorker:
    """A worker that can do nothing."""

    def call(self, task: str, arguments: tuple[Any, ...], seconds: float) -> Any:
        raise Unavailable(task)

    def stop(self) -> None:
        pass


def lane(make: Callable[[], Any], waiting: int = 50) -> Lane:
    return Lane(make, 1, waiting, 5.0)


def service(
    corpus: Path,
    index: Path,
    *,
    answering: Lane | None = None,
    warning: Lane | None = None,
    rate: float = 0.0,
    log: Path | None = None,
    tell: Callable[[str], None] = lambda text: None,
) -> Service:
    """A service on an index that is there. Its clock stands still: on a busy machine no bucket fills meanwhile."""
    first = Indexed(str(index), "vingerafdruk", 40)
    return Service(
        answering or lane(lambda: DeskWorker(str(corpus))),
        warning or lane(lambda: DeskWorker(str(corpus))),
        Watch(str(corpus), first, lambda: first, tell, settled=0.0),
        Rates(rate, clock=lambda: 0.0),
        Metrics(),
        QuestionLog(str(log)) if log else None,
        tell,
        lambda: None,
    )


@contextmanager
def client(made: Service, ancestors: Sequence[str] = ()) -> Iterator[TestClient]:
    """A client of the application on `made`."""
    with TestClient(make_app(made, ancestors), raise_server_exceptions=False) as opened:
        yield opened
