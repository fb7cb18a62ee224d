"""Outcomes as JSON: the contract's keys in the contract's order, and back without loss."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.errors import CitaatError
from citaat.outcome.encoding import outcome_from_dict, to_json
from citaat.records import Abstained, Abstention, Answered, Caveat, Citation

TEXT = st.text(max_size=12)
CITATION = st.builds(
    Citation,
    st.integers(1, 3),
    TEXT,
    TEXT,
    TEXT,
    TEXT,
    TEXT,
    st.integers(0, 99),
    st.integers(0, 99),
    TEXT,
    TEXT,
)
CITATIONS = st.lists(CITATION, max_size=3).map(tuple)
CAVEATS = st.lists(st.builds(Caveat, TEXT, TEXT, TEXT, TEXT, TEXT, CITATIONS), max_size=2).map(tuple)
ID = st.none() | TEXT | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
OUTCOME = st.one_of(
    st.builds(Answered, TEXT, TEXT, st.floats(0, 1), CITATIONS, CAVEATS, ID),
    st.builds(Abstained, TEXT, st.floats(0, 1), st.builds(Abstention, TEXT, TEXTS, TEXTS), CAVEATS, ID),
)
KEYS = ["schema", "question", "status", "answer", "confidence", "citations", "caveats", "abstention"]


@given(outcome=OUTCOME)
def test_round_trip_through_json(outcome: Answered | Abstained) -> None:
    assert outcome_from_dict(json.loads(json.dumps(to_json(outcome)))) == outcome


@given(outcome=OUTCOME)
def test_keys_stand_in_the_order_of_the_contract(outcome: Answered | Abstained) -> None:
    record = to_json(outcome)
    assert list(record) == (KEYS if outcome.id is None else [KEYS[0], "id", *KEYS[1:]])
    assert record["schema"] == "citaat.outcome/1"
    for citation in record["citations"]:
        assert list(citation) == [
            "n",
            "passage_id",
            "article_id",
            "title",
            "heading",
            "source",
            "start",
            "end",
            "quote",
            "sha256",
        ]
    for caveat in record["caveats"]:
        assert list(caveat) == ["id", "severity", "text", "rule", "trigger", "citations"]


def test_an_abstention_has_no_answer_and_an_answer_no_abstention() -> None:
    no = to_json(Abstained("v", 0.1, Abstention("no_words", ("x",), ()), ()))
    yes = to_json(Answered("v", "a", 0.9, (), ()))
    assert (no["status"], no["answer"], no["citations"]) == ("abstained", None, [])
    assert no["abstention"] == {"code": "no_words", "unmatched": ["x"], "suggestions": []}
    assert (yes["status"], yes["abstention"]) == ("answered", None)
    assert not hasattr(Abstained("v", 0.1, Abstention("no_words", (), ()), ()), "answer")


@given(outcome=OUTCOME)
def test_every_outcome_is_a_dict_by_itself(outcome: Answered | Abstained) -> None:
    assert outcome.to_dict() == to_json(outcome)
    assert outcome_from_dict(outcome.to_dict()) == outcome


GOOD: dict[str, Any] = to_json(Answered("v", "a", 0.9, (), ()))


@pytest.mark.parametrize(
    "record",
    [
        [],
        3,
        None,
        "x",
        {},
        {**GOOD, "schema": "citaat.outcome/2"},
        {**GOOD, "caveats": 3},
        {**GOOD, "citations": [{}]},
        {**GOOD, "citations": [{"n": 1}]},
        {**GOOD, "status": "abstained"},
        {**GOOD, "citations": None},
        {**GOOD, "status": "misschien"},
        {**GOOD, "id": True},
        {**GOOD, "id": []},
    ],
)
def test_anything_else_is_refused(record: Any) -> None:
    with pytest.raises(CitaatError, match="not an outcome"):
        outcome_from_dict(record)


@pytest.mark.parametrize(
    "added", [{}, {"author": "Jan"}, {"date": "2025-12-22", "url": "https://a.nl"}, {"columns": "a|b"}]
)
def test_what_is_told_of_an_article_stands_with_a_citation_only_where_it_is_told(
    added: dict[str, str],
) -> None:
    cited = Citation(1, "p", "a", "T", "K", "a.md", 0, 2, "Ja", "0", **added)
    outcome = Answered("v", "Ja", 0.9, (cited,), ())
    record = to_json(outcome)["citations"][0]
    assert {key: record[key] for key in ("author", "date", "url", "columns") if key in record} == added
    assert outcome_from_dict(json.loads(json.dumps(to_json(outcome)))) == outcome
