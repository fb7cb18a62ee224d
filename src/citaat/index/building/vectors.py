"""Counts of terms to TF-IDF weights, term by term, and the one door to scikit-learn, which fits what known questions say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citaat.index.building.rows import Rows, bounds, count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Inverse regularisation of `lean`, chosen by cross-validation on development questions.
LEAN_STRENGTH = 10.0
# Documents, and postings, that are weighed at a time: what is in memory at once, beside the result.
_BLOCK, _POSTINGS = 200_000, 4_000_000
# So many postings are sorted sooner than SciPy is imported.
_FEW = 300_000


@dataclass(frozen=True, slots=True)
class Weights:
    """TF-IDF weights of documents, inverted.

    `terms` are sorted, `idf[t]` belongs to `terms[t]`; the postings of term t are
    `documents[pointers[t]:pointers[t+1]]` (ascending), with the term's `counts` in them and its
    weights, `values`, beside them. Rows have unit length, so a dot product with a unit question is
    scikit-learn's cosine. `lengths` says how many terms each document has.
    """

    terms: list[str]
    idf: "NDArray[np.float64]"
    pointers: "NDArray[np.int64]"
    documents: "NDArray[np.int32]"
    counts: "NDArray[Any]"
    values: "NDArray[np.float64]"
    lengths: "NDArray[np.int32]"


def tfidf(documents: Sequence[Sequence[str]]) -> Weights:
    """Weigh `documents`, each a sequence of terms. No terms at all give empty weights."""
    return weigh(count(documents))


def weigh(rows: Rows, space: "str | None" = None) -> Weights:
    """The weights that scikit-learn's TfidfVectorizer gives: smooth idf, unit rows.

    `space` is a folder for what does not fit in memory.
    """
    import numpy as np

    if not len(rows.columns):
        nothing = np.zeros(0)
        return Weights(
            rows.terms, nothing, np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint8), nothing,
            np.zeros(len(rows), np.int32),
        )  # fmt: skip
    idf = _idf(rows)
    pointers, documents, counts = _inverted(rows, space)
    norms, values = _norms(rows, idf), _room("val", len(counts), np.float64, space)
    for first, last in portions(pointers):
        chosen = slice(int(pointers[first]), int(pointers[last]))
        weighed = counts[chosen] * np.repeat(idf[first:last], np.diff(pointers[first : last + 1]))
        np.divide(weighed, norms[documents[chosen]], out=values[chosen])
    return Weights(rows.terms, idf, pointers, documents, counts, values, _lengths(rows))


def _lengths(rows: Rows) -> "NDArray[np.int32]":
    import numpy as np

    # A document without terms begins where the next one does, and the last ones where the counts end.
    padded = np.append(rows.counts, rows.counts.dtype.type(0))
    lengths = np.add.reduceat(padded, rows.at[:-1], dtype=np.int32)
    lengths[np.diff(rows.at) == 0] = 0
    return lengths


def portions(pointers: "NDArray[np.int64]") -> "Iterator[tuple[int, int]]":
    """Terms first..last-1, so many at a time as have about `_POSTINGS` postings; all of them in order."""
    import numpy as np

    first, count = 0, len(pointers) - 1
    while first < count:
        last = int(np.searchsorted(pointers, pointers[first] + _POSTINGS, "right")) - 1
        last = min(max(last, first + 1), count)
        yield first, last
        first = last


def _idf(rows: Rows) -> "NDArray[np.float64]":
    """The smooth idf of every term: ln((1 + documents) / (1 + documents with the term)) + 1."""
    import numpy as np

    having = np.bincount(rows.columns, minlength=len(rows.terms)).astype(np.float64)
    idf: NDArray[np.float64] = np.log((len(rows) + 1) / (having + 1)) + 1
    return idf


def _norms(rows: Rows, idf: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """The length of the weighed vector of each document: squares are added up in order, as scikit-learn does."""
    import numpy as np

    norms = np.empty(len(rows))
    for first in range(0, len(rows), _BLOCK):
        last = min(first + _BLOCK, len(rows))
        held = slice(int(rows.at[first]), int(rows.at[last]))
        weighed = rows.counts[held] * idf[rows.columns[held]]
        documents = np.repeat(np.arange(last - first), np.diff(rows.at[first : last + 1]))
        norms[first:last] = np.sqrt(np.bincount(documents, weighed * weighed, last - first))
    return norms


def _fitted(rows: Rows) -> Any:
    """scikit-learn's TfidfTransformer with the idf of these counts."""
    from sklearn.feature_extraction.text import TfidfTransformer

    return TfidfTransformer().fit(_matrix(rows, 0, len(rows)))


def _matrix(rows: Rows, first: int, last: int) -> Any:
    """Documents first..last-1 as scikit-learn takes them; their arrays are not copied."""
    from scipy.sparse import csr_matrix

    start, end = int(rows.at[first]), int(rows.at[last])
    parts = rows.counts[start:end], rows.columns[start:end], rows.at[first : last + 1] - start
    return csr_matrix(parts, (last - first, len(rows.terms)), copy=False)


def _inverted(rows: Rows, space: "str | None") -> "tuple[NDArray[np.int64], NDArray[np.int32], NDArray[Any]]":
    """Documents to postings, a block of documents at a time: (pointers, documents, counts)."""
    import numpy as np

    pointers = bounds(np.bincount(rows.columns, minlength=len(rows.terms)))
    documents = _room("doc", len(rows.columns), np.int32, space)
    counts = _room("tf", len(rows.columns), rows.counts.dtype, space)
    free = pointers[:-1].copy()
    for first in range(0, len(rows), _BLOCK):
        last = min(first + _BLOCK, len(rows))
        held, found, tf = _by_term(rows, first, last)
        places = np.repeat(free - bounds(held)[:-1], held) + np.arange(len(found))
        documents[places] = found + first
        counts[places] = tf
        free += held
    return pointers, documents, counts


def _by_term(rows: Rows, first: int, last: int) -> "tuple[NDArray[Any], NDArray[Any], NDArray[Any]]":
    """Documents first..last-1, term by term: how many have each, which ones (from 0), and how often."""
    import numpy as np

    held = slice(int(rows.at[first]), int(rows.at[last]))
    if held.stop - held.start > _FEW:
        block = _matrix(rows, first, last).tocsc()
        return np.diff(block.indptr), block.indices, block.data
    columns = rows.columns[held]
    order = np.argsort(columns, kind="stable")
    documents = np.repeat(np.arange(last - first), np.diff(rows.at[first : last + 1]))
    return np.bincount(columns, minlength=len(rows.terms)), documents[order], rows.counts[held][order]


def _room(name: str, size: int, kind: Any, space: "str | None") -> Any:
    """An array to fill: in memory, or as a file in `space`."""
    import os

    import numpy as np

    if space is None or not size:
        return np.empty(size, kind)
    return np.memmap(os.path.join(space, f"{name}.room"), kind, "w+", shape=(size,))


def lean(rows: Rows, silent: Sequence[bool]) -> "NDArray[np.float64]":
    """How each term of known questions leans to "the articles are silent" (one weight a term, then the bias).

    A logistic regression over the TF-IDF vectors of answered and unanswered askings;
    all zeros when there are none of either.
    """
    import numpy as np

    if not any(silent) or all(silent) or not len(rows.columns):
        return np.zeros(1)
    from sklearn.linear_model import LogisticRegression

    vectors = _fitted(rows).transform(_matrix(rows, 0, len(rows)).astype(np.float64))
    model = LogisticRegression(C=LEAN_STRENGTH, class_weight="balanced", max_iter=2000).fit(vectors, silent)
    return np.append(model.coef_[0], model.intercept_[0])
