"""Commands with --scheduler: the corpus and its index by URL, the workers by the address of their scheduler."""

import os
from argparse import ArgumentParser, ArgumentTypeError

from citaat import locations
from citaat.errors import UsageError
from citaat.light import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from citaat.distributed.building import Plan, Progress
    from citaat.distributed.cluster import Cluster
    from citaat.engine import Engine

_NEEDED = ("dask", "distributed", "fsspec")
_MEGABYTE = 1_000_000


def add_scheduler(parser: ArgumentParser) -> None:
    """The option that lets Dask's workers do it."""
    told = "let the workers of this Dask scheduler do it (tcp://HOST:8786); corpus and index may be URLs, as s3://…"
    parser.add_argument("--scheduler", metavar="ADDRESS", help=told)
    told = "with --scheduler: seconds that it and its workers may take to answer (default: 5)"
    parser.add_argument("--patience", type=_seconds, default=5.0, metavar="SECONDS", help=told)


def add_size(parser: ArgumentParser) -> None:
    """How large a segment is."""
    told = "with --scheduler: megabytes of a passage file in one segment (default: 32)"
    parser.add_argument("--segment-mb", type=_megabytes, default=32 * _MEGABYTE, metavar="N", help=told)


def connected(arguments: Any) -> "Cluster":
    """The connection to the scheduler. Raises UsageError where the extra is missing, and ClusterError."""
    _demand_extra()
    from citaat.distributed.cluster import Cluster

    return Cluster(arguments.scheduler, arguments.patience)


def _demand_extra() -> None:
    from importlib.util import find_spec

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        fix = 'install them with: pip install "citaat[distributed]"'
        raise UsageError(f"--scheduler needs {' and '.join(missing)}", fix=fix)


def plan(arguments: Any, corpus: str, progress: "Progress") -> "Plan":
    """What is to be built or opened."""
    from citaat.distributed.building import SIZE, Plan
    from citaat.distributed.stores import Store

    corpus = corpus if "://" in corpus else os.path.realpath(corpus)
    index = arguments.index or f"{locations.default_index(corpus)}-cluster"
    index = index if "://" in index else os.path.realpath(index)
    return Plan(corpus, Store(index), getattr(arguments, "segment_mb", SIZE), progress)


def opened(arguments: Any, corpus: str, progress: "Progress") -> "Engine":
    """The engine whose segments workers hold. Raises CitaatError."""
    cluster = connected(arguments)
    try:
        from citaat.distributed.opening import open_cluster

        return open_cluster(cluster, plan(arguments, corpus, progress))
    except BaseException:
        cluster.close()
        raise


def held_elsewhere(arguments: Any, corpus: str) -> "tuple[str, Callable[[str, str], Engine]]":
    """Where the index is, and how another process opens an engine on what workers hold. Raises UsageError."""
    _demand_extra()
    from citaat.distributed.opening import Opener

    if "://" in corpus:
        fix = "mount it, and give the path"
        raise UsageError("the page shows articles as they are on this machine", file=corpus, fix=fix)
    return plan(arguments, corpus, _silent).index.url, Opener(arguments.scheduler, arguments.patience)


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody is told how far it is."""


def _megabytes(text: str) -> int:
    return int(_number(text, 0.001, 4_096) * _MEGABYTE)


def _seconds(text: str) -> float:
    return _number(text, 0.1, 600)


def _number(text: str, least: float, most: float) -> float:
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not least <= found <= most:
        raise ArgumentTypeError(f"{text!r} is no number from {least:g} to {most:g}")
    return found
