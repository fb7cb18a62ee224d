"""The one door to scikit-learn: counts of terms to TF-IDF weights, term by term."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citaat.rows import Rows, count

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Inverse regularisation of `lean`, chosen by cross-validation on development questions.
LEAN_STRENGTH = 10.0
# How soon a repeated term adds less, and how much a long document is held against it (BM25's usual values).
_K, _B = 1.2, 0.75
# Documents that are weighed at a time: what is in memory at once, beside the result.
_BLOCK = 200_000


@dataclass(frozen=True, slots=True)
class Weights:
    """TF-IDF weights of documents, inverted.

    `terms` are sorted, `idf[t]` belongs to `terms[t]`; the postings of term t are
    `documents[pointers[t]:pointers[t+1]]` (ascending) with `values` beside them. Rows
    have unit length, so a dot product with a unit question is scikit-learn's cosine.
    """

    terms: list[str]
    idf: "NDArray[np.float64]"
    pointers: "NDArray[np.int64]"
    documents: "NDArray[np.int32]"
    values: "NDArray[np.float64]"


def tfidf(documents: Sequence[Sequence[str]]) -> Weights:
    """Weigh `documents`, each a sequence of terms. No terms at all give empty weights."""
    return weigh(count(documents))


def saturated(documents: Sequence[Sequence[str]]) -> Weights:
    """As `tfidf`, with frequencies that saturate (see `saturate`)."""
    return saturate(count(documents))


def weigh(rows: Rows, space: "str | None" = None) -> Weights:
    """The weights that scikit-learn's TfidfVectorizer gives: smooth idf, unit rows.

    `space` is a folder for what does not fit in memory.
    """
    fitted = _fitted(rows)
    return _inverted(rows, lambda block: fitted.transform(block), fitted, space)


def saturate(rows: Rows, space: "str | None" = None) -> Weights:
    """As `weigh`, with the term frequency of BM25 (Robertson and Zaragoza 2009) and rows of no unit length.

    tf becomes tf (k + 1) / (tf + k (1 - b + b length / mean length)), so that repeating a
    word adds less and less, and a long document does not win by its length.
    """
    import numpy as np

    fitted = _fitted(rows)
    mean = float(rows.counts.sum(dtype=np.int64)) / len(rows) if len(rows) else 1.0

    def weighed(block: Any) -> Any:
        lengths = np.asarray(block.sum(axis=1)).ravel()
        long = np.repeat(lengths, np.diff(block.indptr))
        block.data *= (_K + 1) / (block.data + _K * (1 - _B + _B * long / mean))
        block.data *= fitted.idf_[block.indices]
        return block

    return _inverted(rows, weighed, fitted, space)


def _fitted(rows: Rows) -> Any:
    """scikit-learn's TfidfTransformer with the idf of these counts; None when there are none."""
    from sklearn.feature_extraction.text import TfidfTransformer

    return TfidfTransformer().fit(_matrix(rows, 0, len(rows))) if len(rows.columns) else None


def _matrix(rows: Rows, first: int, last: int) -> Any:
    """Documents first..last-1 as scikit-learn takes them; their arrays are not copied."""
    from scipy.sparse import csr_matrix

    start, end = int(rows.at[first]), int(rows.at[last])
    parts = rows.counts[start:end], rows.columns[start:end], rows.at[first : last + 1] - start
    return csr_matrix(parts, (last - first, len(rows.terms)), copy=False)


def _inverted(rows: Rows, weighed: Any, fitted: Any, space: "str | None") -> Weights:
    """Documents to postings, a block of documents at a time."""
    import numpy as np

    sizes = np.bincount(rows.columns, minlength=len(rows.terms))
    pointers = np.zeros(len(rows.terms) + 1, np.int64)
    np.cumsum(sizes, out=pointers[1:])
    documents = _room("doc", len(rows.columns), np.int32, space)
    values = _room("val", len(rows.columns), np.float64, space)
    free = pointers[:-1].copy()
    for first in range(0, len(rows) if len(rows.columns) else 0, _BLOCK):
        last = min(first + _BLOCK, len(rows))
        block = weighed(_matrix(rows, first, last).astype(np.float64)).tocsc()
        held = np.diff(block.indptr)
        places = np.repeat(free - block.indptr[:-1], held) + np.arange(len(block.indices))
        documents[places] = block.indices + first
        values[places] = block.data
        free += held
    idf = np.asarray(fitted.idf_, dtype=np.float64) if fitted is not None else np.zeros(0)
    return Weights(rows.terms, idf, pointers, documents, values)


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
