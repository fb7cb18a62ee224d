"""The best documents of a large field: the same on every path, and scikit-learn's cosines exactly."""

import os
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import linear_kernel
from support.corpora import Built
from support.fields import opened, stored, write_field

from citaat.engine import Engine
from citaat.errors import IndexDamaged
from citaat.index import fields as fields_module
from citaat.index import kernels, postings
from citaat.index.building.counts import count
from citaat.index.fast import Fast, fast
from citaat.index.fields import Field

Found = list[tuple[int, float]]
_COMPILED = [
    name
    for name in ("exact", "fill", "gather", "harvest", "insert", "lead", "plan", "reach", "seek", "spread")
    if hasattr(getattr(kernels, name), "py_func")
]


def zipf(count: int, words: int, seed: int) -> list[list[str]]:
    """Texts of made-up words, some in nearly all and most in few; every fifth text is there twice."""
    chance = random.Random(seed)
    texts: list[list[str]] = []
    for number in range(count):
        size = chance.randrange(1, 14)
        fresh = [f"w{int(chance.paretovariate(0.5)) % words}" for _ in range(size)]
        texts.append(list(texts[-1]) if number % 5 == 4 else fresh)
    return texts


class Paths:
    """One field, opened once for each way to search it."""

    def __init__(self, folder: str, name: str, size: int) -> None:
        self.plain, self.arrays, self.fast = (opened(folder, size, name) for _ in range(3))

    def agree(self, terms: Sequence[str], k: int) -> Found:
        """What all three find."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fields_module, "_WARM_LIMIT", 10**9)
            patch.setattr(fields_module, "_PLAIN_LIMIT", 10**9)
            plain = self.plain.top(terms, k)
            patch.setattr(fields_module, "_WARM_LIMIT", -1)
            assert self.arrays.top(terms, k) == plain
        vector, arrays = self.fast.vector(terms), self.fast.postings()
        assert Fast(arrays).top(vector, k) == plain
        return plain


@pytest.fixture(autouse=True)
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search as plain Python with windows and heads so small that every branch is taken."""
    for name in (*_COMPILED, *(["search"] if kernels.COMPILED else [])):
        monkeypatch.setattr(kernels, name, getattr(kernels, name).py_func)
    monkeypatch.setattr(kernels, "HEAD", 8)


@pytest.fixture(scope="module")
def texts() -> list[list[str]]:
    return zipf(600, 60, seed=3)


@pytest.fixture(scope="module")
def paths(texts: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> Paths:
    folder = tmp_path_factory.mktemp("field")
    stored(folder, texts)
    return Paths(str(folder), "f", len(texts))


@given(data=st.data())
def test_every_path_finds_the_same_to_the_last_bit(paths: Paths, data: st.DataObject) -> None:
    words = st.integers(0, 70).map(lambda number: f"w{number}")
    found = paths.agree(
        data.draw(st.lists(words, min_size=1, max_size=8)), data.draw(st.sampled_from([1, 3, 10]))
    )
    assert found == sorted(found, key=lambda one: (-one[1], one[0]))


@given(seed=st.integers(0, 2**16), skipped=st.sampled_from([0.0, 0.3, 0.9]))
def test_every_path_finds_the_same_in_any_field(
    tmp_path_factory: pytest.TempPathFactory, seed: int, skipped: float
) -> None:
    chance = random.Random(seed)
    made = zipf(chance.randrange(1, 300), chance.choice([3, 30, 300]), seed)
    folder = tmp_path_factory.mktemp("any")
    stored(folder, made)
    found = Paths(str(folder), "f", len(made))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "_SKIPPED", skipped)
        for _ in range(5):
            question = [word for text in chance.choices(made, k=2) for word in text[:4]]
            found.agree(question, 10)


@settings(max_examples=20)
@given(data=st.data())
def test_every_path_finds_the_same_in_the_article(built: Built, engine: Engine, data: st.DataObject) -> None:
    field = Paths(str(built.folder), "alias", len(built.documents["alias"]))
    some = data.draw(st.lists(st.sampled_from(built.documents["alias"]), min_size=1, max_size=3))
    terms = [term for text in some for term in text][:12]
    found = field.agree(terms, 10)
    scores = engine.index.fields["alias"].scores(terms)
    assert found == sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:10]


def test_scores_and_order_are_scikit_learns(paths: Paths, texts: list[list[str]]) -> None:
    """On a thousand questions: cosines to 1e-12, best first, ties (to 1e-12) in the order of the documents."""
    fitted = TfidfVectorizer(analyzer=lambda terms: terms)
    rows = fitted.fit_transform(texts)
    chance = random.Random(11)
    questions = [chance.choices(chance.choice(texts), k=chance.randrange(1, 8)) for _ in range(1000)]
    wanted = linear_kernel(fitted.transform(questions), rows)
    for question, cosines in zip(questions, wanted, strict=True):
        ties = np.round(cosines, 12)
        best = [int(one) for one in np.lexsort((np.arange(len(ties)), -ties))[:10] if ties[one] > 0]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fields_module, "_WARM_LIMIT", -1)
            found = paths.arrays.top(question, 10)
        assert all(abs(cosines[document] - score) < 1e-12 for document, score in found)
        assert [document for document, _ in found] == best


def test_patience_brings_the_compiled_search(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "_MANY", 0)
    monkeypatch.setattr(postings, "_PATIENCE", 3)
    monkeypatch.setattr(kernels, "COMPILED", True)
    monkeypatch.setattr(fields_module, "_WARM_LIMIT", -1)
    field = opened(paths.plain.base.rsplit(os.sep, 1)[0], paths.plain.size)
    answers = [field.top(["w1", "w2", "w7"], 10) for _ in range(5)]
    assert all(answer == answers[0] for answer in answers)
    assert field.postings()._fast is not None


def test_many_questions_without_numba_stay_with_numpy(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "COMPILED", False)
    assert fast(paths.plain.postings()) is None


@pytest.mark.parametrize(("at", "document"), [(0, -1), (0, 10**6), (5, -(2**31)), (-1, 600)])
def test_no_path_follows_a_posting_out_of_range(
    tmp_path: Path, texts: list[list[str]], monkeypatch: pytest.MonkeyPatch, at: int, document: int
) -> None:
    field = count(texts)
    write_field(tmp_path, field)
    field.documents[at] = document
    np.save(tmp_path / "f.doc.npy", field.documents)
    terms = list(field.terms)
    for search in (arrays_top, fast_top):
        monkeypatch.setattr(fields_module, "_WARM_LIMIT", -1)
        with pytest.raises(IndexDamaged):
            search(opened(tmp_path, len(texts)), terms)


def arrays_top(field: Field, terms: list[str]) -> Any:
    return field.top(terms, 10)


def fast_top(field: Field, terms: list[str]) -> Any:
    return Fast(field.postings()).top(field.vector(terms), 10)


def test_postings_out_of_order_are_damage_to_the_compiled_search(
    tmp_path: Path, texts: list[list[str]]
) -> None:
    found = count(texts)
    start, end = int(found.pointers[0]), int(found.pointers[1])
    found.documents[start:end] = found.documents[start:end][::-1].copy()
    write_field(tmp_path, found)
    with pytest.raises(IndexDamaged):
        fast_top(opened(tmp_path, len(texts)), list(found.terms)[:1])


def test_nothing_is_found_where_nothing_is_known(paths: Paths) -> None:
    assert paths.agree([], 10) == []
    assert paths.agree(["qqqq"], 10) == []


def test_no_sum_is_written_outside_its_room_where_a_file_changed_under_a_search() -> None:
    sums, ones = np.zeros(4, np.float32), np.ones(2, np.float32)
    for document in (4, -1):
        documents = np.array([1, document], np.int32)
        assert not kernels.spread(documents, ones, 0, 2, np.float32(1), sums)
        room = kernels.Room(sums, np.zeros(4, np.int32), np.zeros(4, np.float32))
        assert kernels.gather(documents, 0, 2, np.float32(0), room, 0) == 1
        assert room.documents[0] == 1
        assert not sums.any()
