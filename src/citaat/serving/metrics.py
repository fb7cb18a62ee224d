"""Counts of what was served, in the text format of Prometheus. Nothing of a question is in them."""

import resource
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping

from citaat.version import __version__

# Seconds: an answer from a few articles takes some milliseconds, one from a million passages some tens.
_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_HELP = {
    "requests": "Requests by route and status.",
    "outcomes": "Outcomes by status, and by code where there is no answer.",
    "caveats": "Caveats that were shown, by id.",
    "refusals": "Questions that got warnings alone, by reason.",
    "log_errors": "Questions that could not be written to the log.",
}


class Metrics:
    """Counters by name and labels, and how long requests took by route."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
        self._buckets: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}
        self.in_flight = 0

    def count(self, name: str, **labels: str) -> None:
        """One more of `name`, which stands in `_HELP`."""
        self._counts[name, tuple(labels.items())] += 1

    def took(self, route: str, seconds: float) -> None:
        """A request of `route` took so long."""
        buckets = self._buckets.setdefault(route, [0] * (len(_BOUNDS) + 1))
        buckets[bisect_left(_BOUNDS, seconds)] += 1
        self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def text(self, gauges: Mapping[str, float], corpus: str) -> str:
        """All of it; `gauges` are values of now."""
        return "\n".join([*self._counters(), *self._histogram(), *_gauges(gauges, corpus)]) + "\n"

    def _counters(self) -> Iterator[str]:
        for name, told in _HELP.items():
            yield f"# HELP citaat_{name}_total {told}"
            yield f"# TYPE citaat_{name}_total counter"
            for (which, labels), count in sorted(self._counts.items()):
                if which == name:
                    yield f"citaat_{name}_total{_labels(dict(labels))} {count}"

    def _histogram(self) -> Iterator[str]:
        yield "# HELP citaat_request_seconds How long requests took."
        yield "# TYPE citaat_request_seconds histogram"
        for route, buckets in sorted(self._buckets.items()):
            total = 0
            for bound, count in zip((*map(str, _BOUNDS), "+Inf"), buckets, strict=True):
                total += count
                yield f"citaat_request_seconds_bucket{_labels({'route': route, 'le': bound})} {total}"
            yield f"citaat_request_seconds_sum{_labels({'route': route})} {self._seconds[route]:.6f}"
            yield f"citaat_request_seconds_count{_labels({'route': route})} {total}"


def _gauges(gauges: Mapping[str, float], corpus: str) -> Iterator[str]:
    for name, value in gauges.items():
        yield f"# TYPE citaat_{name} gauge"
        yield f"citaat_{name} {value:g}"
    yield "# TYPE citaat_info gauge"
    yield f"citaat_info{_labels({'version': __version__, 'corpus': corpus})} 1"
    # Kilobytes everywhere but on a Mac.
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    yield "# HELP citaat_peak_memory_bytes The most memory that the process which takes requests has held."
    yield "# TYPE citaat_peak_memory_bytes gauge"
    yield f"citaat_peak_memory_bytes {peak}"


def _labels(labels: Mapping[str, str]) -> str:
    inside = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items())
    return f"{{{inside}}}" if inside else ""


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
