"""The best documents of a field of counts, with NumPy: every sum is the plain one, to the last bit."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from citaat.index.counted import B, K, Layer
from citaat.index.postings import Best, room, strongest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citaat.errors import IndexDamaged


class CountedPostings:
    """The layers of a `counted.CountedField` as arrays. A posting that names no document raises `damaged(it)`."""

    def __init__(self, layers: Sequence[Layer], idf: Any, inverse: Any, numbers: Any, most: int,
                 mean: float | None, damaged: Callable[[int], "IndexDamaged"]) -> None:  # fmt: skip
        self._layers, self._idf, self._most, self._damaged = layers, idf, most, damaged
        self._columns = [(np.asarray(layer.documents), np.asarray(layer.counts)) for layer in layers]
        self._inverse = None if inverse is None else np.asarray(inverse)
        self._numbers = None if numbers is None else np.asarray(numbers)
        self._gone = None if self._numbers is None else np.flatnonzero(self._numbers < 0)
        self._slowness = None if mean is None else _slowness(layers, mean)
        self._sound: set[tuple[int, int]] = set()

    def scores(self, weights: Mapping[int, float]) -> dict[int, float]:
        """The score of every document that has one."""
        sums = self._sums(weights)
        found = sums.nonzero()[0]
        numbers = found if self._numbers is None else self._numbers[found]
        return dict(zip(numbers.tolist(), sums[found].tolist(), strict=True))

    def top(self, weights: Mapping[int, float], k: int) -> Best:
        """The best `k` documents with a score above 0: highest score first, then lowest number."""
        return strongest(self._sums(weights), k, self._numbers)

    def _sums(self, weights: Mapping[int, float]) -> "NDArray[np.float64]":
        """The score of every document, by the number under which it was written, with zeros up to `room`."""
        spans = [(row, at, *layer.span(row)) for row in weights for at, layer in enumerate(self._layers)]
        total = sum(end - start for _, _, start, end in spans)
        documents, gains = np.empty(total, np.int64), np.empty(total)
        filled = 0
        for row, at, start, end in spans:
            if start < end:
                chosen = slice(filled, filled + end - start)
                documents[chosen] = self._documents(row, at, start, end)
                self._gain(
                    documents[chosen], self._columns[at][1][start:end], row, weights[row], gains[chosen]
                )
                filled = chosen.stop
        sums = np.bincount(documents, gains, room(self._most)).astype(np.float64, copy=False)
        if self._inverse is not None:
            sums[: self._most] *= self._inverse
        if self._gone is not None:
            sums[self._gone] = 0.0
        return sums

    def _gain(self, documents: Any, counts: Any, row: int, weight: float, out: Any) -> None:
        """What a term adds to each of its documents, as `CountedField` has it."""
        idf = self._idf[row]
        if self._slowness is None:
            np.multiply(counts, weight * idf, out=out)
            return
        np.add(counts, self._slowness[documents], out=out)
        np.divide(K + 1, out, out=out)
        out *= counts
        out *= idf
        out *= weight

    def _documents(self, row: int, at: int, start: int, end: int) -> Any:
        """The documents of a row; looked through once in a process, for damage."""
        documents = self._columns[at][0][start:end]
        if (row, at) not in self._sound:
            outside = documents[(documents < 0) | (documents >= self._most)]
            if len(outside):
                raise self._damaged(int(outside[0]))
            self._sound.add((row, at))
        return documents


def _slowness(layers: Sequence[Layer], mean: float) -> "NDArray[np.float64]":
    """What saturation adds to the term frequency in its divisor, for each document."""
    lengths = np.concatenate([np.asarray(layer.lengths) for layer in layers])
    slowness: NDArray[np.float64] = K * (1 - B + B * lengths / mean)
    return slowness
