"""The occurrence that is nearest to another, without looking at all of them: a long message has thousands."""

from collections.abc import Sequence

from citaat.caveats.matching.phrases import Occurrence

# So many are looked through faster than they are sorted.
_FEW = 32


class Near:
    """Occurrences, of which the nearest to a place is asked for."""

    def __init__(self, places: Sequence[Occurrence]) -> None:
        self._places = places
        self._longest = 0
        if len(places) > _FEW:
            self._places = sorted(places)
            self._longest = max(end - start for start, end in places)

    def to(self, first: Occurrence) -> Occurrence:
        """The nearest; of several the first, and of those the shortest."""
        if not self._longest:
            return _nearest(first, self._places)
        from bisect import bisect_left

        reach = 4
        while True:
            low = bisect_left(self._places, (first[0] - reach - self._longest, 0))
            high = bisect_left(self._places, (first[1] + reach + 1, 0))
            if low < high:
                best = _nearest(first, self._places[low:high])
                # Whatever lies outside of what was looked at is farther away than `reach`.
                if _gap(first, best) <= reach or high - low == len(self._places):
                    return best
            reach *= 4


def _nearest(first: Occurrence, places: Sequence[Occurrence]) -> Occurrence:
    return min(places, key=lambda place: (_gap(first, place), place))


def _gap(left: Occurrence, right: Occurrence) -> int:
    return max(right[0] - left[1], left[0] - right[1], -1)
