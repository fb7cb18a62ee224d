"""The one door to scikit-learn: texts as terms to TF-IDF weights, term by term."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Inverse regularisation of `lean`, chosen by cross-validation on development questions.
LEAN_STRENGTH = 10.0


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


def vectoriser() -> Any:
    """scikit-learn's TfidfVectorizer over ready-made terms: smooth idf, unit rows."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(analyzer=_as_they_are)


def _as_they_are(terms: Sequence[str]) -> Sequence[str]:
    return terms


def tfidf(documents: Sequence[Sequence[str]]) -> Weights:
    """Weigh `documents`, each a sequence of terms. No terms at all give empty weights."""
    import numpy as np

    if not any(documents):
        none = np.zeros(0)
        return Weights([], none, np.zeros(1, np.int64), np.zeros(0, np.int32), none)
    fitted = vectoriser()
    return _inverted(fitted.fit_transform(documents), fitted.get_feature_names_out(), fitted.idf_)


def saturated(documents: Sequence[Sequence[str]], k: float = 1.2, b: float = 0.75) -> Weights:
    """As `tfidf`, with the term frequency of BM25 (Robertson and Zaragoza 2009) and rows of no unit length.

    tf becomes tf (k + 1) / (tf + k (1 - b + b length / mean length)), so that repeating a
    word adds less and less, and a long document does not win by its length.
    """
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    if not any(documents):
        return tfidf(documents)
    counter = CountVectorizer(analyzer=_as_they_are)
    counts = counter.fit_transform(documents).astype(np.float64).tocsr()
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    rows = np.repeat(np.arange(len(lengths)), np.diff(counts.indptr))
    idf = TfidfTransformer().fit(counts)
    counts.data *= (k + 1) / (counts.data + k * (1 - b + b * lengths[rows] / lengths.mean()))
    counts.data *= idf.idf_[counts.indices]
    return _inverted(counts, counter.get_feature_names_out(), idf.idf_)


def _inverted(matrix: Any, names: Any, idf: Any) -> Weights:
    """A document-term matrix as postings, term by term."""
    import numpy as np

    columns = matrix.tocsc()
    columns.sort_indices()
    return Weights(
        terms=[str(term) for term in names],
        idf=np.asarray(idf, dtype=np.float64),
        pointers=columns.indptr.astype(np.int64),
        documents=columns.indices.astype(np.int32),
        values=columns.data.astype(np.float64),
    )


def lean(documents: Sequence[Sequence[str]], silent: Sequence[bool]) -> "NDArray[np.float64]":
    """How each term of known questions leans to "the articles are silent" (one weight a term, then the bias).

    A logistic regression over the TF-IDF vectors of answered and unanswered askings;
    all zeros when there are none of either.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    if not any(silent) or all(silent):
        return np.zeros(1)
    vectors = vectoriser().fit_transform(documents)
    model = LogisticRegression(C=LEAN_STRENGTH, class_weight="balanced", max_iter=2000).fit(vectors, silent)
    return np.append(model.coef_[0], model.intercept_[0])
