"""The best documents of a field with many postings, with NumPy: every sum is the plain one, to the last bit."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from citaat.index.segment_field import B, K, SegmentField, Span, Vector

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citaat.errors import IndexDamaged
    from citaat.index.fast import Fast

# The documents are cut into this many lanes to find where the best ones are.
_LANES = 64
# The compiled search is for the few best of so many documents.
_FEW = 10
_MANY = 20_000
# It takes a quarter of a second to import: that is for whoever has many questions.
_PATIENCE = 256
# So many weights are remembered.
_REMEMBERED = 4_000_000

Best = list[tuple[int, float]]


class Postings:
    """The postings of a `fields.Field` as arrays. A posting that names no document raises `damaged(it)`."""

    def __init__(
        self,
        parts: Sequence[SegmentField],
        numbers: Any,
        written: int,
        norms: Any,
        mean: float | None,
        damaged: Callable[[int], "IndexDamaged"],
    ) -> None:
        self.parts, self.written, self._damaged = parts, written, damaged
        self._columns = [(np.asarray(part.documents), np.asarray(part.counts)) for part in parts]
        self._ends = [*(part.first for part in parts[1:]), written]
        self.norms = None if norms is None else np.asarray(norms)
        self._numbers = None if numbers is None else np.asarray(numbers)
        self._gone = None if self._numbers is None else np.flatnonzero(self._numbers < 0)
        self._slowness = None if mean is None else _slowness(parts, mean)
        self._known: dict[Span, tuple[Any, Any]] = {}
        self._room = _REMEMBERED
        self._asked = 0
        self._fast: Fast | None = None

    def scores(self, vector: Vector) -> dict[int, float]:
        """The score of every document that has one."""
        sums = self._sums(vector)
        found = sums.nonzero()[0]
        numbers = found if self._numbers is None else self._numbers[found]
        return dict(zip(numbers.tolist(), sums[found].tolist(), strict=True))

    def top(self, vector: Vector, k: int) -> Best:
        """The best `k` documents with a score above 0: highest score first, then lowest number."""
        if k <= _FEW and self.written >= _MANY and self._numbers is None and self.norms is not None:
            self._asked += 1
            if self._asked == _PATIENCE:
                from citaat.index.fast import fast

                self._fast = fast(self)
            if self._fast is not None:
                return self._fast.top(vector, k)
        return strongest(self._sums(vector), k, self._numbers)

    def span(self, span: Span) -> tuple[Any, Any]:
        """Documents and counts of a run of postings, looked through for damage."""
        at, start, end = span
        documents, counts = (column[start:end] for column in self._columns[at])
        outside = documents[(documents < 0) | (documents >= self._ends[at] - self.parts[at].first)]
        if len(outside) or not 0 <= start <= end <= len(self._columns[at][0]):
            raise self._damaged(int(outside[0]) if len(outside) else -1)
        return documents, counts

    def damaged(self) -> "IndexDamaged":
        """The error for postings that are no postings."""
        return self._damaged(-1)

    def _sums(self, vector: Vector) -> "NDArray[np.float64]":
        """The score of every document, by the number under which it was written, with zeros up to `room`."""
        runs = [(weight, *self.weighed(term.idf, span)) for weight, term in vector for span in term.spans]
        total = sum([len(found) for _, found, _ in runs])
        documents, gains = np.empty(total, np.int64), np.empty(total)
        filled = 0
        for weight, found, values in runs:
            chosen = slice(filled, filled + len(found))
            documents[chosen] = found
            np.multiply(values, weight, out=gains[chosen])
            filled = chosen.stop
        sums = np.bincount(documents, gains, room(self.written)).astype(np.float64, copy=False)
        if self._gone is not None:
            sums[self._gone] = 0.0
        return sums

    def weighed(self, idf: float, span: Span) -> "tuple[NDArray[np.int32], NDArray[np.float64]]":
        """The documents of a run of postings and what they weigh: remembered, for questions share their words."""
        known = self._known.get(span)
        if known is None:
            found, counts = self.span(span)
            documents = found + self.parts[span[0]].first if span[0] else found
            known = documents, self._weights(documents, counts, idf)
            self._room -= len(found)
            if self._room < 0:
                self._known.clear()
                self._room = _REMEMBERED - len(found)
            self._known[span] = known
        return known

    def _weights(self, documents: Any, counts: Any, idf: float) -> "NDArray[np.float64]":
        """What a term weighs in each of its documents, as `Field` has it."""
        if self._slowness is None:
            weights: NDArray[np.float64] = counts * idf
            weights /= self.norms[documents]  # type: ignore[index]
            return weights
        weights = counts + self._slowness[documents]
        np.divide(K + 1, weights, out=weights)
        weights *= counts
        weights *= idf
        return weights


def _slowness(parts: Sequence[SegmentField], mean: float) -> "NDArray[np.float64]":
    """What saturation adds to the term frequency in its divisor, for each document."""
    lengths = np.concatenate([np.asarray(part.lengths) for part in parts])
    slowness: NDArray[np.float64] = K * (1 - B + B * lengths / mean)
    return slowness


def room(size: int) -> int:
    """The documents that `strongest` wants sums of, for `size` of them: a whole number of lanes."""
    return -(-size // _LANES) * _LANES


def strongest(sums: "NDArray[np.float64]", k: int, numbers: "NDArray[np.int32] | None" = None) -> Best:
    """The best `k` documents with a score above 0: highest score first, then lowest number.

    `sums` has the score of each in `room`; `numbers` the number of each, where that is not its place.
    """
    lanes = sums.reshape(_LANES, -1)
    width = lanes.shape[1]
    # The k-th highest peak is reached by k documents: no other needs a look.
    peaks = lanes.max(axis=0) if width else np.zeros(0)
    cut = np.partition(peaks, width - k)[width - k] if width > k else 0.0
    columns = (peaks >= cut).nonzero()[0]
    few = lanes[:, columns]
    lane, column = ((few >= cut) & (few > 0)).nonzero()
    documents, scores = lane * width + columns[column], few[lane, column]
    if len(scores) > k:
        strong = scores >= np.partition(scores, len(scores) - k)[len(scores) - k]
        documents, scores = documents[strong], scores[strong]
    if numbers is not None:
        documents = numbers[documents]
    order = np.lexsort((documents, -scores))[:k]
    return list(zip(documents[order].tolist(), scores[order].tolist(), strict=True))
