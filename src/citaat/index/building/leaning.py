"""The one door to scikit-learn: how the words of known questions lean to "the articles are silent"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from citaat.index.statistics import Inverted

# Inverse regularisation, chosen by cross-validation on development questions.
STRENGTH = 10.0


def lean(field: "Inverted", silent: Sequence[bool]) -> "NDArray[np.float64]":
    """One weight for each term of known questions, then the bias; `silent` says which have no answer.

    A logistic regression over the TF-IDF vectors of answered and unanswered askings;
    all zeros when there are none of either.
    """
    import numpy as np

    if not any(silent) or all(silent) or not len(field.documents):
        return np.zeros(1)
    from scipy.sparse import csc_matrix
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.linear_model import LogisticRegression

    postings = field.counts.astype(np.float64), field.documents, field.pointers
    counts = csc_matrix(postings, (field.size, len(field.terms))).tocsr()
    vectors = TfidfTransformer().fit_transform(counts)
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000).fit(vectors, silent)
    return np.append(model.coef_[0], model.intercept_[0])
