"""Ranking measures equal pytrec_eval's on any run, with and without ties."""

from itertools import pairwise

import pytest
import pytrec_eval
from hypothesis import given
from hypothesis import strategies as st

from citaat.errors import UsageError
from citaat.evaluation.measures.ranking import named
from citaat.evaluation.retrieval.trec import qrels_lines, run_lines, strict_scores

DOCS = [f"d{n}" for n in range(30)]
# Few distinct scores: most of these runs are full of ties.
SCORES = st.one_of(
    st.sampled_from([0.0, 0.5, 1.0]), st.floats(-1e6, 1e6), st.floats(0.5, 0.5000001, allow_subnormal=False)
)
RUNS = st.dictionaries(st.sampled_from(DOCS), SCORES, min_size=1)
QRELS = st.dictionaries(st.sampled_from(DOCS), st.integers(0, 3), min_size=1).filter(
    lambda own: max(own.values()) > 0
)
NAMES = {
    "MRR": "recip_rank",
    "MAP": "map",
    "nDCG": "ndcg",
    "nDCG@10": "ndcg_cut_10",
    "nDCG@3": "ndcg_cut_3",
    "P@5": "P_5",
    "R@10": "recall_10",
    "R@5": "recall_5",
    "hit@1": "success_1",
    "hit@5": "success_5",
    "MAP@5": "map_cut_5",
}


def in_corpus_order(scores: dict[str, float]) -> list[tuple[str, float]]:
    """Our tie rule: equal scores in the order of the corpus."""
    return sorted(scores.items(), key=lambda item: (-item[1], DOCS.index(item[0])))


@given(RUNS, QRELS)
def test_measures_equal_those_of_trec_eval(scores: dict[str, float], grades: dict[str, int]) -> None:
    ranking = in_corpus_order(scores)
    reference = pytrec_eval.RelevanceEvaluator(
        {"q": grades},
        {"recip_rank", "map", "ndcg", "ndcg_cut.3,10", "P.5", "recall.5,10", "success.1,5", "map_cut.5"},
    ).evaluate({"q": dict(strict_scores(ranking))})["q"]
    for ours, theirs in NAMES.items():
        function = named(ours)
        assert function is not None
        assert function([doc for doc, _ in ranking], grades) == pytest.approx(reference[theirs], abs=1e-9), (
            ours
        )


@given(RUNS)
def test_written_scores_fall_strictly_and_stay_close(scores: dict[str, float]) -> None:
    ranking = in_corpus_order(scores)
    written = strict_scores(ranking)
    assert [doc for doc, _ in written] == [doc for doc, _ in ranking]
    assert all(one > other for (_, one), (_, other) in pairwise(written))


def test_trec_lines_have_the_fields_of_trec_eval() -> None:
    assert run_lines({"q1": [("a", 1.0), ("b", 1.0)]}).split("\n")[0].split() == [
        "q1",
        "Q0",
        "a",
        "1",
        "1.0",
        "citaat",
    ]
    assert qrels_lines({"q1": {"a": 1}}) == "q1 0 a 1\n"


def test_an_id_with_a_space_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot stand"):
        run_lines({"q 1": [("a", 1.0)]})
