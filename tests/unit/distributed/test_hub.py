"""Who holds what, and many answers as one."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from citaat.distributed.frequencies import Frequencies, added
from citaat.distributed.hub import _ends
from citaat.distributed.merging import Part, first_round, merged, unfinished
from citaat.distributed.twins import twins

SCORES = st.lists(
    st.dictionaries(st.integers(0, 9), st.sampled_from([0.25, 0.5, 1.0])), min_size=1, max_size=4
)


def sent(at: int, own: Mapping[int, float], k: int | None) -> Part:
    """What the group at `at` sends: its best, best first."""
    best = sorted(own.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
    numbers, scores = [pair[0] for pair in best], [pair[1] for pair in best]
    return 10 * at, (np.asarray(numbers, np.int64), np.asarray(scores, np.float64))


@given(SCORES, st.one_of(st.none(), st.integers(1, 30)), st.integers(1, 6))
def test_two_rounds_find_the_best_of_all(parts: list[dict[int, float]], k: int | None, asked: int) -> None:
    # Groups of ten passages each. However few are asked for first, those of the second round make it whole.
    every = {10 * at + number: score for at, own in enumerate(parts) for number, score in own.items()}
    few = None if k is None else min(k, asked)
    found = [sent(at, own, few) for at, own in enumerate(parts)]
    for at in unfinished(found, few, k):
        found[at] = sent(at, parts[at], k)
    best = sorted(every.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
    assert merged(found, k) == dict(best)
    if k is not None:
        assert list(merged(found, k)) == [number for number, _ in best]


@given(st.integers(1, 600), st.integers(1, 3_000))
def test_many_groups_send_little(k: int, groups: int) -> None:
    first = first_round(k, groups)
    assert first is not None
    assert k <= first * groups
    assert first <= k
    assert groups <= 8 or first * groups <= 4 * k + 16 * groups
    assert first_round(None, groups) is None


@given(st.lists(st.integers(1, 50), min_size=1, max_size=30), st.integers(1, 12))
def test_segments_go_to_workers_in_runs_of_about_as_many_passages(sizes: list[int], count: int) -> None:
    ends = _ends(sizes, count)
    assert ends == sorted(set(ends))
    assert ends[-1] == len(sizes)
    assert 1 <= len(ends) <= count
    runs = [sum(sizes[first:last]) for first, last in pairwise([0, *ends])]
    assert max(runs) <= sum(sizes) / count + max(sizes)


@given(st.lists(st.dictionaries(st.sampled_from("abcde"), st.integers(1, 9)), min_size=1, max_size=9))
def test_frequencies_are_added_up_in_any_tree(counts: list[dict[str, int]]) -> None:
    leaves = [
        Frequencies({"lemma": (sorted(one), np.asarray([one[term] for term in sorted(one)], np.int64))})
        for one in counts
    ]
    middle = len(leaves) // 2
    halves = [added(part) for part in (leaves[:middle], leaves[middle:]) if part]
    for found in (added(leaves), added(halves)):
        terms, frequency = found.fields["lemma"]
        total = {term: sum(one.get(term, 0) for one in counts) for term in sorted(set().union(*counts))}
        assert dict(zip(terms, frequency.tolist(), strict=True)) == total
        assert list(terms) == sorted(terms)


@given(st.lists(st.lists(st.integers(0, 12), max_size=5), min_size=1, max_size=5), st.integers(1, 4))
def test_twins_are_found_in_one_segment_and_between_two(columns: list[list[int]], shares: int) -> None:
    every = [number for column in columns for number in column]
    wanted = {
        (at, number) for at, column in enumerate(columns) for number in column if every.count(number) > 1
    }
    arrays = [np.asarray(column, np.uint64) for column in columns]
    assert {pair for share in range(shares) for pair in twins(arrays, share, shares)} == wanted
