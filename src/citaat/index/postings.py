"""The best documents of a field with many postings, with NumPy: every sum is the plain one, to the last bit."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from citaat.index.segment_field import B, K, SegmentField, Span, Vector

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citaat.errors import IndexDamaged

# The documents are cut into this many lanes to find where the best ones are.
_LANES = 64
# The compiled search is for the few best of many documents.
_FEW = 10
_MANY = 20_000
# It takes a quarter of a second to import: that is for whoever has many questions.
_PATIENCE = 256
# So many weights are remembered.
_REMEMBERED = 4_000_000

Best = list[tuple[int, float]]


class Postings:
    """The postings of a `fields.Field` as arrays. A posting that names no document raises `damaged(it)`."""

    def __init__(self, parts: Sequence[SegmentField], numbers: Any, written: int, norms: Any,
                 mean: float | None, damaged: Callable[[int], "IndexDamaged"]) -> None:  # fmt: skip
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
        runs = [(weight, *self._weighed(term.idf, span)) for weight, term in vector for span in term.spans]
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

    def _weighed(self, idf: float, span: Span) -> "tuple[NDArray[np.int32], NDArray[np.float64]]":
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


class Fast:
    """The search of `kernels` over one segment, with the weights of its postings and the heads of the terms so far."""

    def __init__(self, postings: Postings) -> None:
        from citaat.index import kernels

        self._kernels, self._postings, part = kernels, postings, postings.parts[0]
        self._pointers, self._documents = np.asarray(part.pointers), np.asarray(part.documents)
        self._values = _weights(part, postings.norms)
        count, long = len(part.idf), int(np.count_nonzero(np.diff(self._pointers) > kernels.HEAD))
        # Memory that is never written to is never taken.
        self._bounds, self._slots = np.zeros((count, 2)), np.zeros(count, np.int32)
        self._head_documents = np.empty(long * kernels.HEAD, np.int32)
        self._head_values = np.empty(long * kernels.HEAD)
        self._known: set[int] = set()
        self._heads = 0
        self._sums = np.zeros(kernels.WINDOW)
        self._crossed = np.empty(kernels.WINDOW, np.int64)

    def top(self, vector: Vector, k: int) -> Best:
        """As `Postings.top`, for `k` of at most ten."""
        for _, term in vector:
            if term.row not in self._known:
                self._learn(term.row, term.spans[0])
        best, scores = np.empty(k, np.int64), np.empty(k)
        rows = np.fromiter((term.row for _, term in vector), np.int64, len(vector))
        weights = np.fromiter((weight for weight, _ in vector), np.float64, len(vector))
        found = self._kernels.search(
            rows, weights, self._documents, self._values, self._pointers, self._bounds, self._slots,
            self._head_documents, self._head_values, self._postings.written, self._sums, self._crossed, best, scores,
        )  # fmt: skip
        if found < 0:
            self._sums.fill(0.0)
            raise self._postings.damaged()
        return list(zip(best[:found].tolist(), scores[:found].tolist(), strict=True))

    def _learn(self, row: int, span: Span) -> None:
        """What the best documents of a term reach, and its head: the strongest postings by what they are above the rest."""
        documents, _ = self._postings.span(span)
        values, head = self._values[span[1] : span[2]], self._kernels.HEAD
        self._slots[row] = -1
        if len(values) >= _FEW:
            self._bounds[row, 0] = np.partition(values, len(values) - _FEW)[len(values) - _FEW]
        if len(values) > head:
            order = np.argpartition(values, len(values) - head - 1)
            rest = values[order[len(values) - head - 1]]
            strong = np.sort(order[len(values) - head :])
            at = self._heads * head
            self._head_documents[at : at + head] = documents[strong]
            self._head_values[at : at + head] = values[strong] - rest
            self._bounds[row, 1], self._slots[row] = rest, self._heads
            self._heads += 1
        self._known.add(row)


def _weights(part: SegmentField, norms: Any) -> "NDArray[np.float64]":
    """The TF-IDF weight of every posting of a segment, so that rows have unit length."""
    documents = np.asarray(part.documents)
    if len(documents) and not 0 <= documents.min() <= documents.max() < len(norms):
        # Whoever asks for the term is told.
        documents = np.clip(documents, 0, len(norms) - 1)
    weights = np.repeat(np.asarray(part.idf), np.diff(np.asarray(part.pointers)))
    weights *= np.asarray(part.counts)
    weights /= norms[documents]
    return weights


def fast(postings: Postings) -> Fast | None:
    """The compiled search where Numba is installed."""
    from citaat.index import kernels

    return Fast(postings) if kernels.COMPILED else None
