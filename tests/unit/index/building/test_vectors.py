"""The door to scikit-learn: unit rows, sorted terms, ascending postings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.index.building.vectors import tfidf


@given(texts=st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=8))
def test_weights_are_well_formed(texts: list[list[str]]) -> None:
    weights = tfidf(texts)
    assert weights.terms == sorted({term for text in texts for term in text})
    assert len(weights.idf) == len(weights.terms) == len(weights.pointers) - 1
    assert weights.pointers[0] == 0
    assert weights.pointers[-1] == len(weights.documents) == len(weights.values)
    rows = np.zeros(len(texts))
    for term in range(len(weights.terms)):
        postings = weights.documents[weights.pointers[term] : weights.pointers[term + 1]]
        assert sorted(set(postings)) == list(postings)
        rows[postings] += weights.values[weights.pointers[term] : weights.pointers[term + 1]] ** 2
    assert [row == pytest.approx(1.0) for row in rows] == [bool(text) for text in texts]


def test_no_documents_give_empty_weights() -> None:
    empty: list[list[list[str]]] = [[], [[]], [[], []]]
    for texts in empty:
        weights = tfidf(texts)
        assert weights.terms == []
        assert list(weights.pointers) == [0]
