"""Pairs of sets that have much in common, found by one product of sparse matrices."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

# Shares are quotients of small whole numbers: this only keeps their rounding from losing a pair.
_ROUNDING = 1e-9
# Rows of the product at a time: it is nowhere near sparse, and need not be held whole.
_ROWS = 256
Sets = Sequence[Collection[str]]
_Over = Callable[["NDArray[np.float64]", int, "NDArray[np.float64]"], "NDArray[np.float64]"]


def resembling(ones: Sets, others: Sets, least: float) -> Iterator[tuple[int, int, float]]:
    """(place in `ones`, place in `others`, shared / all) wherever that share is at least `least`, in order."""
    return _pairs(ones, others, least, lambda shared, size, sizes: size + sizes - shared)


def contained(ones: Sets, others: Sets, least: float) -> Iterator[tuple[int, int, float]]:
    """As `resembling` for shared / all of the one: how much of it the other holds, whatever else that says."""
    return _pairs(ones, others, least, lambda shared, size, sizes: np.full_like(shared, size))


def _pairs(ones: Sets, others: Sets, least: float, over: "_Over") -> Iterator[tuple[int, int, float]]:
    columns: dict[str, int] = {}
    left, right = _incidence(ones, columns), _incidence(others, columns)
    width = len(columns)
    left.resize((len(ones), width))
    right.resize((len(others), width))
    sizes = np.asarray(right.sum(axis=1)).ravel()
    turned = right.T.tocsr()
    for start in range(0, len(ones), _ROWS):
        product = (left[start : start + _ROWS] @ turned).tocsr()
        for row in range(product.shape[0]):
            part = slice(product.indptr[row], product.indptr[row + 1])
            shared, at = product.data[part], product.indices[part]
            shares = shared / over(shared, len(set(ones[start + row])), sizes[at])
            near = np.flatnonzero(shares >= least - _ROUNDING)
            yield from sorted((start + row, int(at[one]), float(shares[one])) for one in near)


def _incidence(sets: Sets, columns: dict[str, int]) -> "csr_matrix":
    """A row of ones and zeros for each set; `columns` numbers the members, and grows."""
    # A fifth of a second that only questions are worth: not every check has any.
    from scipy.sparse import csr_matrix

    rows = [sorted({columns.setdefault(member, len(columns)) for member in own}) for own in sets]
    ends = np.cumsum([0, *map(len, rows)])
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=int(ends[-1]))
    ones = np.ones(len(flat), dtype=np.float64)
    return csr_matrix((ones, flat, ends), shape=(len(rows), max(1, len(columns))))
