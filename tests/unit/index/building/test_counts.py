"""Counting and weighing are ours, and together exactly scikit-learn's TfidfVectorizer."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from citaat.index import statistics
from citaat.index.building import counts as counts_module
from citaat.index.building.counts import count, expand, merge, slim
from citaat.index.statistics import Inverted, idfs, lengths, norms

TERM = st.one_of(st.sampled_from("abcdefg"), st.text(min_size=1, max_size=3))
TEXTS = st.lists(st.lists(TERM, max_size=12), min_size=1, max_size=12)


def same(left: Inverted, right: Inverted) -> bool:
    parts = ("pointers", "documents", "counts")
    return (
        list(left.terms) == list(right.terms)
        and left.size == right.size
        and all(np.array_equal(getattr(left, part), getattr(right, part)) for part in parts)
    )


@given(texts=TEXTS.filter(any), block=st.integers(1, 5))
def test_the_weights_are_scikit_learns(
    texts: list[list[str]], block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statistics, "_POSTINGS", block)
    found = count(texts)
    (idf,) = idfs([found], [None])
    reference = TfidfVectorizer(analyzer=lambda terms: terms)
    matrix = reference.fit_transform(texts).tocsc()
    matrix.sort_indices()
    assert list(found.terms) == list(reference.get_feature_names_out())
    assert np.array_equal(idf, reference.idf_)
    assert np.array_equal(found.pointers, matrix.indptr)
    assert np.array_equal(found.documents, matrix.indices)
    values = found.counts * np.repeat(idf, np.diff(found.pointers)) / norms(found, idf)[found.documents]
    assert np.abs(values - matrix.data).max() < 1e-12
    assert lengths(found).tolist() == list(map(len, texts))


@given(texts=TEXTS, data=st.data())
def test_segments_know_together_what_one_knows_alone(texts: list[list[str]], data: st.DataObject) -> None:
    """However documents are cut into segments, and whatever is gone: idf and lengths of vectors, to the last bit."""
    cut = data.draw(st.integers(0, len(texts)))
    live = np.asarray(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))), bool)
    left = count([text for text, counted in zip(texts, live.tolist(), strict=True) if counted])
    (idf,) = idfs([left], [None])
    known = dict(zip(left.terms, idf.tolist(), strict=True))
    parts, masks = [count(texts[:cut]), count(texts[cut:])], [live[:cut], live[cut:]]
    weights = idfs(parts, masks)
    for part, weight in zip(parts, weights, strict=True):
        assert weight.tolist() == [known.get(term, 0.0) for term in part.terms]
    sizes = np.concatenate([norms(part, weight) for part, weight in zip(parts, weights, strict=True)])
    assert np.array_equal(sizes[live], norms(left, idf))


@given(texts=TEXTS, data=st.data())
def test_what_is_merged_is_as_if_it_had_been_one(texts: list[list[str]], data: st.DataObject) -> None:
    order: Sequence[int] = data.draw(st.permutations(range(len(texts))))
    chosen = order[: data.draw(st.integers(0, len(texts)))]
    cut = data.draw(st.integers(0, len(texts)))
    numbers = np.full(len(texts), -1, np.int32)
    numbers[list(chosen)] = np.arange(len(chosen))
    parts = [(count(texts[:cut]), numbers[:cut]), (count(texts[cut:]), numbers[cut:])]
    assert same(merge(parts, len(chosen)), count([texts[at] for at in chosen]))


@given(texts=TEXTS)
def test_few_are_counted_as_many_are(texts: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """With NumPy alone, and with SciPy."""
    monkeypatch.setattr(counts_module, "_FEW", 10**9)
    few = count(texts), expand(count(texts), list)
    monkeypatch.setattr(counts_module, "_FEW", -1)
    many = count(texts), expand(count(texts), list)
    assert all(map(same, few, many))
    assert same(many[1], count([[letter for term in text for letter in term] for text in texts]))


def test_no_documents_have_no_postings() -> None:
    empty: list[list[list[str]]] = [[], [[]], [[], []]]
    for texts in empty:
        found = count(texts)
        assert (found.terms, list(found.pointers), found.size) == ([], [0], len(texts))
        assert lengths(found).tolist() == [0] * len(texts)


def test_counts_take_the_least_room() -> None:
    assert [slim(np.asarray([most])).dtype for most in (255, 256, 65_536)] == ["u1", "u2", "u4"]
