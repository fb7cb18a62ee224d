"""The best documents of a large field, with NumPy: every sum is the plain one, to the last bit."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

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

Best = list[tuple[int, float]]


class Postings:
    """The postings of a field as arrays. A posting that names no document raises `damaged(it)`."""

    def __init__(self, pointers: Any, documents: Any, values: Any, size: int,
                 damaged: Callable[[int], "IndexDamaged"]) -> None:  # fmt: skip
        self.pointers: NDArray[np.int64] = np.asarray(pointers)
        self.documents: NDArray[np.int32] = np.asarray(documents)
        self.values: NDArray[np.float64] = np.asarray(values)
        self.size, self._damaged = size, damaged
        self._sound: dict[int, tuple[int, int]] = {}
        self._asked = 0
        self._fast: Fast | None = None

    def sums(self, weights: Mapping[int, float], room: int) -> "NDArray[np.float64]":
        """The score of every document, with zeros up to `room`; rows are added up in the order given."""
        spans = [self.span(row) for row in weights]
        total = sum(end - start for start, end in spans)
        documents, products = np.empty(total, np.int64), np.empty(total)
        at = 0
        for (start, end), weight in zip(spans, weights.values(), strict=True):
            to = at + end - start
            documents[at:to] = self.documents[start:end]
            np.multiply(self.values[start:end], weight, out=products[at:to])
            at = to
        sums: NDArray[np.float64] = np.bincount(documents, products, room)  # type: ignore[assignment]
        return sums

    def scores(self, weights: Mapping[int, float]) -> dict[int, float]:
        """The score of every document that has one."""
        sums = self.sums(weights, self.size)
        found = sums.nonzero()[0]
        return dict(zip(found.tolist(), sums[found].tolist(), strict=True))

    def top(self, weights: Mapping[int, float], k: int) -> Best:
        """The best `k` documents with a score above 0: highest score first, then lowest number."""
        if k <= _FEW and self.size >= _MANY:
            self._asked += 1
            if self._asked == _PATIENCE:
                self._fast = fast(self)
            if self._fast is not None:
                return self._fast.top(weights, k)
        return strongest(self.sums(weights, room(self.size)), k)

    def span(self, row: int) -> tuple[int, int]:
        """Where the postings of a row are; looked through once in a process, for damage."""
        found = self._sound.get(row)
        if found is None:
            found = int(self.pointers[row]), int(self.pointers[row + 1])
            documents = self.documents[found[0] : found[1]]
            outside = documents[(documents < 0) | (documents >= self.size)]
            if len(outside) or not 0 <= found[0] <= found[1] <= len(self.documents):
                raise self._damaged(int(outside[0]) if len(outside) else -1)
            self._sound[row] = found
        return found


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
    """The search of `kernels`, with the heads of the terms that were asked for so far."""

    def __init__(self, postings: Postings) -> None:
        from citaat.index import kernels

        self._kernels, self._postings, count = kernels, postings, len(postings.pointers) - 1
        long = int(np.count_nonzero(np.diff(postings.pointers) > kernels.HEAD))
        # Memory that is never written to is never taken.
        self._bounds, self._slots = np.zeros((count, 2)), np.zeros(count, np.int32)
        self._documents = np.empty(long * kernels.HEAD, np.int32)
        self._values = np.empty(long * kernels.HEAD)
        self._known: set[int] = set()
        self._heads = 0
        self._sums = np.zeros(kernels.WINDOW)
        self._crossed = np.empty(kernels.WINDOW, np.int64)

    def top(self, weights: Mapping[int, float], k: int) -> Best:
        """As `Postings.top`, for `k` of at most ten."""
        for row in weights:
            if row not in self._known:
                self._learn(row)
        postings, best, scores = self._postings, np.empty(k, np.int64), np.empty(k)
        count = len(weights)
        found = self._kernels.search(
            np.fromiter(weights, np.int64, count), np.fromiter(weights.values(), np.float64, count),
            postings.documents, postings.values, postings.pointers, self._bounds, self._slots,
            self._documents, self._values, postings.size, self._sums, self._crossed, best, scores,
        )  # fmt: skip
        if found < 0:
            self._sums.fill(0.0)
            raise postings._damaged(-1)
        return list(zip(best[:found].tolist(), scores[:found].tolist(), strict=True))

    def _learn(self, row: int) -> None:
        """What the best documents of a term reach, and its head: the strongest postings by what they are above the rest."""
        start, end = self._postings.span(row)
        values, head = self._postings.values[start:end], self._kernels.HEAD
        self._slots[row] = -1
        if len(values) >= _FEW:
            self._bounds[row, 0] = np.partition(values, len(values) - _FEW)[len(values) - _FEW]
        if len(values) > head:
            order = np.argpartition(values, len(values) - head - 1)
            rest = values[order[len(values) - head - 1]]
            strong = np.sort(order[len(values) - head :])
            at = self._heads * head
            self._documents[at : at + head] = self._postings.documents[start:end][strong]
            self._values[at : at + head] = values[strong] - rest
            self._bounds[row, 1], self._slots[row] = rest, self._heads
            self._heads += 1
        self._known.add(row)


def fast(postings: Postings) -> Fast | None:
    """The compiled search where Numba is installed."""
    from citaat.index import kernels

    return Fast(postings) if kernels.COMPILED else None
