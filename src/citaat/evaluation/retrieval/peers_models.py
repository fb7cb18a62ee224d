"""What others would rank with, out of the box: scikit-learn's TF-IDF and bm25s, on the same passages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any

import numpy as np

from citaat.evaluation.measures.statistics import Floats
from citaat.records import Passage

Scorer = Callable[[str], Floats]


@dataclass(frozen=True, slots=True)
class Kind:
    """A peer: its name, what has to be installed for it, and how it reads passages.

    `fit` gives the function from a question to the score of every passage, in corpus order.
    """

    name: str
    needs: tuple[str, ...]
    fit: Callable[[Sequence[Passage]], Scorer]

    @property
    def missing(self) -> tuple[str, ...]:
        """The modules that are not installed."""
        return tuple(name for name in self.needs if find_spec(name) is None)


def _headed(passages: Sequence[Passage]) -> list[str]:
    return [f"{one.heading}\n{one.text}" for one in passages]


def _tfidf(texts: Sequence[str], **options: Any) -> Scorer:
    """Cosine of TF-IDF vectors, all else as scikit-learn has it."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectorizer = TfidfVectorizer(**options)
    matrix = vectorizer.fit_transform(texts)

    def scores(question: str) -> Floats:
        found: Floats = (matrix @ vectorizer.transform([question]).T).toarray().ravel()
        return found

    return scores


def _words(passages: Sequence[Passage]) -> Scorer:
    return _tfidf([one.text for one in passages])


def _characters(passages: Sequence[Passage]) -> Scorer:
    return _tfidf(_headed(passages), analyzer="char_wb", ngram_range=(3, 5))


def _bm25(passages: Sequence[Passage]) -> Scorer:
    """bm25s with its Dutch stop list and Snowball's Dutch stemmer."""
    import bm25s
    import Stemmer

    how: Mapping[str, Any] = MappingProxyType(
        {"stopwords": "nl", "stemmer": Stemmer.Stemmer("dutch"), "show_progress": False}
    )
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize([one.text for one in passages], **how), show_progress=False)

    def scores(question: str) -> Floats:
        terms = bm25s.tokenize([question], return_ids=False, **how)[0]
        known = [term for term in terms if term in retriever.vocab_dict]
        if not known:
            return np.zeros(len(passages))
        return np.asarray(retriever.get_scores(known), dtype=np.float64)

    return scores


PEERS = (
    Kind("TF-IDF, words", (), _words),
    Kind("bm25s, Dutch stems", ("bm25s", "Stemmer"), _bm25),
    Kind("TF-IDF, char 3-5 + headings", (), _characters),
)


def ranking(scores: Floats, k: int) -> list[tuple[int, float]]:
    """The best `k` passages with a score above 0, best first; ties in corpus order."""
    order = np.lexsort((np.arange(len(scores)), -scores))[:k]
    return [(int(at), float(scores[at])) for at in order if scores[at] > 0]
