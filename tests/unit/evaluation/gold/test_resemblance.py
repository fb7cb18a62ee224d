"""Resembling sets: exactly the pairs that comparing all of them finds."""

from hypothesis import given
from hypothesis import strategies as st

from citaat.evaluation.gold.resemblance import contained, resembling

SETS = st.lists(st.frozensets(st.sampled_from("abcdefghij"), max_size=8), max_size=8)


@given(SETS, SETS, st.sampled_from((0.3, 0.5, 0.63, 0.8, 1.0)))
def test_no_pair_is_missed_and_none_made_up(
    ones: list[frozenset[str]], others: list[frozenset[str]], least: float
) -> None:
    every = (
        (number, at, len(one & other) / len(one | other))
        for number, one in enumerate(ones)
        for at, other in enumerate(others)
        if one and other
    )
    assert list(resembling(ones, others, least)) == [pair for pair in every if pair[2] >= least]


@given(SETS, SETS, st.sampled_from((0.5, 0.85, 1.0)))
def test_what_is_held_whole_or_nearly(
    ones: list[frozenset[str]], others: list[frozenset[str]], least: float
) -> None:
    every = (
        (number, at, len(one & other) / len(one))
        for number, one in enumerate(ones)
        for at, other in enumerate(others)
        if one & other
    )
    assert list(contained(ones, others, least)) == [pair for pair in every if pair[2] >= least]


def test_members_count_once() -> None:
    assert list(resembling([["a", "a", "b"]], [["b", "a"]], 1.0)) == [(0, 0, 1.0)]
