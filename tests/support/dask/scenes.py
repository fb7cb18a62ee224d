"""A cluster of machines, and what may happen to it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support.dask import machines
from support.dask.cluster import Workers, running

# Bytes a second. To start, to build and to answer a worker reads some hundreds of times as much.
_SLOW = 200_000


@dataclass(frozen=True, slots=True)
class Scene:
    """Workers, the index they make or hold, whether the last one is at the end of a cable, and what makes a disk slow."""

    workers: Workers
    index: Path
    cable: bool
    slow: tuple[str, ...] | None


Fault = Callable[[Scene], None]


def kill(scene: Scene) -> None:
    """A worker is gone."""
    scene.workers.kill_worker(-1)


def stop(scene: Scene) -> None:
    """A worker is there and does nothing."""
    scene.workers.workers[-1].send_signal(signal.SIGSTOP)


def restart(scene: Scene) -> None:
    """Another scheduler stands where the first one was."""
    scene.workers.kill_scheduler()
    scene.workers.start_scheduler()


def vanish(scene: Scene) -> None:
    """The scheduler is gone."""
    scene.workers.kill_scheduler()


def pull(scene: Scene) -> None:
    """The cable to a worker is cut: nobody says that it is gone."""
    machines.pull_cable()


def slow(scene: Scene) -> None:
    """A worker is gone, and the one in its place has a slow disk."""
    scene.workers.kill_worker(-1)
    machines.forget(scene.index)
    scene.workers.start_worker(within=scene.slow or ())


def possible(fault: Fault, scene: Scene) -> bool:
    """Whether this machine has what the fault needs."""
    return scene.cable if fault is pull else scene.slow is not None if fault is slow else True


@contextmanager
def staged(home: Path) -> Iterator[Scene]:
    """Two workers, and where a network may be made a third in one of its own."""
    home.mkdir(parents=True, exist_ok=True)
    with (
        machines.namespace() as cable,
        machines.slow_disk(home, _SLOW) as disk,
        running(home, 2, {}, machines.OURS if cable else "127.0.0.1") as workers,
    ):
        if cable:
            workers.start_worker("--host", machines.THEIRS, within=machines.WITHIN)
            workers.wait(3)
        yield Scene(workers, home / "many", cable, disk)


def mend(workers: Workers) -> None:
    """All as it should be: a scheduler, and workers that work."""
    machines.plug_cable()
    for process in workers.workers:
        if process.poll() is None:
            process.send_signal(signal.SIGCONT)
    workers.revive(2)
