"""Counting is ours and weighing scikit-learn's: together exactly its own TfidfVectorizer."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from citaat.errors import IndexDamaged
from citaat.index.building import rows as rows_module
from citaat.index.building import vectors
from citaat.index.building.rows import Rows, count, expand, load_rows, save_rows, slim, take
from citaat.index.building.vectors import Weights, weigh

TERM = st.one_of(st.sampled_from("abcdefg"), st.text(min_size=1, max_size=3))
TEXTS = st.lists(st.lists(TERM, max_size=12), min_size=1, max_size=12)


def same(left: Rows, right: Rows) -> bool:
    return left.terms == right.terms and all(
        np.array_equal(getattr(left, part), getattr(right, part)) for part in ("at", "columns", "counts")
    )


def equal(left: Weights, right: Weights) -> bool:
    parts = ("idf", "pointers", "documents", "counts", "values", "lengths")
    return left.terms == right.terms and all(
        np.array_equal(getattr(left, part), getattr(right, part)) for part in parts
    )


@given(texts=TEXTS.filter(any), block=st.integers(1, 5))
def test_the_weights_are_scikit_learns(
    texts: list[list[str]], block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_BLOCK", block)
    weights = weigh(count(texts))
    reference = TfidfVectorizer(analyzer=lambda terms: terms)
    matrix = reference.fit_transform(texts).tocsc()
    matrix.sort_indices()
    assert weights.terms == list(reference.get_feature_names_out())
    assert np.array_equal(weights.idf, reference.idf_)
    assert np.array_equal(weights.pointers, matrix.indptr)
    assert np.array_equal(weights.documents, matrix.indices)
    assert np.abs(weights.values - matrix.data).max() < 1e-12


@given(texts=TEXTS, block=st.integers(1, 5))
def test_blocks_and_files_change_nothing(
    texts: list[list[str]],
    block: int,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    space = str(tmp_path_factory.mktemp("space"))
    rows = count(texts)
    monkeypatch.setattr(vectors, "_BLOCK", 1000)
    whole = weigh(rows)
    monkeypatch.setattr(vectors, "_BLOCK", block)
    monkeypatch.setattr(vectors, "_POSTINGS", block)
    assert equal(weigh(rows, space), whole)
    assert whole.lengths.tolist() == list(map(len, texts))


@given(texts=TEXTS, data=st.data())
def test_documents_taken_are_as_if_they_had_been_all(texts: list[list[str]], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(texts) - 1), max_size=8))
    taken = take(count(texts), np.asarray(chosen, np.int64))
    assert same(taken, count([texts[number] for number in chosen]))


@given(texts=TEXTS)
def test_few_are_counted_as_many_are(texts: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """With NumPy alone, and with SciPy."""
    monkeypatch.setattr(rows_module, "_FEW", 10**9)
    few = count(texts), expand(count(texts), list)
    monkeypatch.setattr(rows_module, "_FEW", -1)
    many = count(texts), expand(count(texts), list)
    assert all(map(same, few, many))
    assert same(many[1], count([[letter for term in text for letter in term] for text in texts]))


@given(texts=TEXTS)
def test_rows_come_back_from_the_disk(
    texts: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = str(tmp_path_factory.mktemp("rows"))
    rows = count(texts)
    save_rows(folder, "x", rows)
    assert same(load_rows(folder, "x", lambda: rows.terms), rows)


def test_rows_that_do_not_fit_together_are_damage(tmp_path: Path) -> None:
    rows = count([["a", "b"], ["b"]])
    save_rows(str(tmp_path), "x", rows)
    with pytest.raises(IndexDamaged):
        load_rows(str(tmp_path), "x", lambda: ["a"])
    np.save(tmp_path / "x.at.npy", np.asarray([0, 2]))
    with pytest.raises(IndexDamaged):
        load_rows(str(tmp_path), "x", lambda: rows.terms)
    (tmp_path / "x.at.npy").unlink()
    with pytest.raises(IndexDamaged):
        load_rows(str(tmp_path), "x", lambda: rows.terms)


def test_counts_take_the_least_room() -> None:
    assert [slim(np.asarray([most])).dtype for most in (255, 256, 65_536)] == ["u1", "u2", "u4"]
