"""TF-IDF fields: the scores are scikit-learn's cosines, to 1e-9, on both paths."""

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer
from support.corpora import Built
from support.fields import opened, stored

from citaat.engine import Engine
from citaat.errors import IndexDamaged
from citaat.index import fields as fields_module
from citaat.index import weighing
from citaat.index.building.counts import count
from citaat.index.fields import character_terms
from citaat.storage.table import Table

NAMES = ["lemma", "chars", "heading", "alias"]


class Reference:
    """scikit-learn's own cosine over the documents of a field."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._fitted = TfidfVectorizer(analyzer=lambda terms: terms)
        self._rows = self._fitted.fit_transform(documents)
        self.terms = [str(term) for term in self._fitted.get_feature_names_out()]

    def cosines(self, terms: Sequence[str]) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        question = self._fitted.transform([terms])
        return np.asarray((self._rows @ question.T).todense()).ravel()


@pytest.fixture(scope="module")
def references(built: Built) -> dict[str, Reference]:
    return {name: Reference(texts) for name, texts in built.documents.items()}


@pytest.mark.parametrize("name", [*NAMES, "parts"])
def test_index_and_question_have_one_analyser(built: Built, name: str) -> None:
    base, wanted = f"{'' if name == 'alias' else '0.'}{name}", count(built.documents[name])
    assert Table(str(built.folder / f"{base}.tab")).keys_in_order() == wanted.terms
    for part, column in (("ptr", wanted.pointers), ("doc", wanted.documents), ("tf", wanted.counts)):
        assert np.array_equal(np.load(built.folder / f"{base}.{part}.npy"), column)


def close(scores: dict[int, float], wanted: Iterable[float]) -> bool:
    """Whether the scores are these cosines, and none that is zero is among them."""
    return all(scores.values()) and all(
        abs(scores.get(number, 0.0) - cosine) < 1e-9 for number, cosine in enumerate(wanted)
    )


@pytest.fixture(autouse=True, scope="module")
def whole_tails() -> Iterator[None]:
    """All documents are compared, however many postings a question touches."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weighing, "_LONG", 10**9)
        yield


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_scores_are_scikit_learns_cosines(
    engine: Engine, references: dict[str, Reference], name: str, data: st.DataObject
) -> None:
    known = st.sampled_from(references[name].terms)
    terms = data.draw(st.lists(st.one_of(known, known, st.just("qqqq")), max_size=12))
    assert close(engine.index.fields[name].scores(terms), references[name].cosines(terms))


@pytest.mark.parametrize("name", NAMES)
def test_every_passage_as_a_question_scores_as_in_scikit_learn(
    engine: Engine, built: Built, references: dict[str, Reference], name: str
) -> None:
    for terms in built.documents[name][:60]:
        scores = engine.index.fields[name].scores(terms)
        assert close(scores, references[name].cosines(terms))
        assert max(scores.values()) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_the_numpy_path_agrees_with_the_plain_one(
    engine: Engine, references: dict[str, Reference], name: str, data: st.DataObject
) -> None:
    terms = data.draw(st.lists(st.sampled_from(references[name].terms), min_size=1, max_size=8))
    field = engine.index.fields[name]
    plain = field.scores(terms)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fields_module, "_PLAIN_LIMIT", -1)
        dense = field.scores(terms)
    assert dense.keys() == plain.keys()
    assert all(abs(plain[number] - score) < 1e-9 for number, score in dense.items())


@pytest.mark.parametrize("limit", [-1, 10**9], ids=["numpy", "plain"])
def test_a_question_that_touches_much_keeps_the_best_512(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    chance = random.Random(7)
    texts = [
        [f"t{int(chance.paretovariate(0.6)) % 90}" for _ in range(chance.randrange(1, 40))]
        for _ in range(1500)
    ]
    field, reference = stored(tmp_path, texts), Reference(texts)
    monkeypatch.setattr(weighing, "_LONG", -1)
    for name in ("_PLAIN_LIMIT", "_WARM_LIMIT"):
        monkeypatch.setattr(fields_module, name, limit)
    for _ in range(20):
        terms = [f"t{chance.randrange(90)}" for _ in range(4)]
        wanted = reference.cosines(terms)
        dense = field.scores(terms)
        assert all(abs(wanted[number] - score) < 1e-9 for number, score in dense.items())
        best = sorted((score for score in wanted if score > 0), reverse=True)[:512]
        assert sorted(dense.values(), reverse=True) == pytest.approx(best, abs=1e-9)


def test_a_term_in_every_document_still_counts(tmp_path: Path) -> None:
    scores = stored(tmp_path, [["magnesium", "a"], ["magnesium", "b"], ["magnesium"]]).scores(["magnesium"])
    assert set(scores) == {0, 1, 2}
    assert min(scores.values()) > 0.2


def test_no_terms_and_unknown_terms_score_nothing(engine: Engine) -> None:
    for field in engine.index.fields.values():
        assert field.scores([]) == {}
        assert field.scores(["qqqq", "qqqq"]) == {}
        assert field.idf("qqqq") is None


def test_a_field_without_any_term_works(tmp_path: Path) -> None:
    assert stored(tmp_path, []).scores(["a"]) == {}


def test_the_rarest_idf_is_above_every_other(engine: Engine, built: Built) -> None:
    field = engine.index.fields["lemma"]
    assert all((field.idf(term) or 0.0) < field.rarest for term in built.documents["lemma"][0])


@pytest.mark.parametrize("limit", [-1, 10**9], ids=["numpy", "plain"])
@pytest.mark.parametrize("document", [-1, 3, 2**31 - 1])
def test_a_posting_out_of_range_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, document: int
) -> None:
    stored(tmp_path, [["a", "b"], ["a"], ["c"]])
    postings = np.load(tmp_path / "f.doc.npy")
    postings[0] = document
    np.save(tmp_path / "f.doc.npy", postings)
    monkeypatch.setattr(fields_module, "_PLAIN_LIMIT", limit)
    with pytest.raises(IndexDamaged):
        opened(tmp_path, 3).scores(["a", "b", "c"])


@pytest.mark.parametrize(
    ("part", "values"),
    [
        ("ptr", [0, 2, 3]),
        ("ptr", [1, 2, 3, 4]),
        ("ptr", [0, 2, 3, 9]),
        ("idf", [1.0]),
        ("tf", [1]),
        ("norm", [1.0]),
    ],
)
def test_arrays_that_do_not_fit_are_damage(tmp_path: Path, part: str, values: list[float]) -> None:
    stored(tmp_path, [["a", "b"], ["a"], ["c"]])
    kind = np.load(tmp_path / f"f.{part}.npy").dtype
    np.save(tmp_path / f"f.{part}.npy", np.asarray(values, dtype=kind))
    with pytest.raises(IndexDamaged, match="fit together"):
        opened(tmp_path, 3)


def test_character_terms_are_scikit_learns_within_words() -> None:
    analyse = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).build_analyzer()
    for word in ("magnesium", "mg", "pil", "a", "slaap"):
        assert sorted(character_terms([word])) == sorted(analyse(word)), word


@pytest.mark.parametrize("idf", [float("nan"), float("inf"), -1.0, 0.5, 1e300])
def test_an_idf_that_cannot_be_is_damage(tmp_path: Path, idf: float) -> None:
    stored(tmp_path, [["a", "b"], ["a"], ["c"]])
    np.save(tmp_path / "f.idf.npy", np.asarray([idf, 1.0, 1.0]))
    with pytest.raises(IndexDamaged, match="no number"):
        opened(tmp_path, 3).scores(["a"])
