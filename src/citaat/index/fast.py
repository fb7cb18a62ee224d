"""The compiled search over one segment: what `kernels` works on, learnt term by term as they are asked for."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from citaat.errors import IndexDamaged
from citaat.index import kernels
from citaat.index.segment_field import SegmentField, Span, Term, Vector

# The compiled search is for the few best of many documents.
FEW = 10


class Source(Protocol):
    """The postings of a field (see `postings.Postings`)."""

    parts: Sequence[SegmentField]
    norms: Any
    written: int

    def weighed(self, idf: float, span: Span, /) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """The documents of a run of postings and what they weigh."""

    def damaged(self) -> IndexDamaged:
        """The error for postings that are no postings."""


class Fast:
    """The search of `kernels` over the one segment of a field whose scores are cosines."""

    def __init__(self, postings: Source) -> None:
        self._postings, part = postings, postings.parts[0]
        pointers, documents = np.asarray(part.pointers), np.asarray(part.documents)
        self._arrays = kernels.Arrays(
            documents,
            np.asarray(part.counts),
            _weights(part, postings.norms),
            pointers,
            np.asarray(part.idf),
            postings.norms,
        )
        count, long = len(part.idf), int(np.count_nonzero(np.diff(pointers) > kernels.HEAD))
        # Memory that is never written to is never taken.
        self._heads = kernels.Heads(
            np.zeros((count, 2)),
            np.full(count, -1, np.int32),
            np.empty(long * kernels.HEAD, np.int32),
            np.empty(long * kernels.HEAD, np.float32),
        )
        size = postings.written
        self._room = kernels.Room(
            np.zeros(size, np.float32), np.empty(size, np.int32), np.empty(size, np.float32)
        )
        self._known: set[int] = set()
        self._taken = 0

    def top(self, vector: Vector, k: int) -> list[tuple[int, float]]:
        """As `Postings.top`, for `k` of at most ten."""
        for _, term in vector:
            if term.row not in self._known:
                self._learn(term)
        best, scores = np.empty(k, np.int64), np.empty(k)
        rows = np.array([term.row for _, term in vector], np.int64)
        weights = np.array([weight for weight, _ in vector], np.float64)
        found = kernels.search(rows, weights, self._arrays, self._heads, self._room, best, scores)
        if found < 0:
            self._room.sums.fill(0.0)
            raise self._postings.damaged()
        return list(zip(best[:found].tolist(), scores[:found].tolist(), strict=True))

    def _learn(self, term: Term) -> None:
        """What the best documents of a term reach, and its head: the strongest postings by what they are above the rest."""
        documents, values = self._postings.weighed(term.idf, term.spans[0])
        if (np.diff(documents) <= 0).any():
            raise self._postings.damaged()
        size, head, bounds = len(values), kernels.HEAD, self._heads.bounds
        if size >= FEW:
            bounds[term.row, 0] = np.partition(values, size - FEW)[size - FEW]
        if size > head:
            order = np.argpartition(values, size - head - 1)
            rest, strong = values[order[size - head - 1]], np.sort(order[size - head :])
            place = slice(self._taken * head, (self._taken + 1) * head)
            self._heads.documents[place] = documents[strong]
            self._heads.weights[place] = values[strong] - rest
            bounds[term.row, 1], self._heads.slots[term.row] = rest, self._taken
            self._taken += 1
        self._known.add(term.row)


def _weights(part: SegmentField, norms: Any) -> NDArray[np.float32]:
    """The TF-IDF weight of every posting of a segment, so that rows have unit length."""
    documents = np.asarray(part.documents)
    if len(documents) and not 0 <= documents.min() <= documents.max() < len(norms):
        # Whoever asks for the term is told.
        documents = np.clip(documents, 0, len(norms) - 1)
    weights = np.repeat(np.asarray(part.idf), np.diff(np.asarray(part.pointers)))
    weights *= np.asarray(part.counts)
    weights /= norms[documents]
    return weights.astype(np.float32)


def fast(postings: Source) -> Fast | None:
    """The compiled search where Numba is installed."""
    return Fast(postings) if kernels.COMPILED else None
