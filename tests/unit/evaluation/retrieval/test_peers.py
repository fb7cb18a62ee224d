"""Peers: their threshold is the best there is, their ranking is theirs, and their answers are whole sentences."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from support.fake_system import PASSAGES, question

from citaat.evaluation.reports import peers as report
from citaat.evaluation.retrieval.peers import (
    MEASURES,
    OURS,
    Attempt,
    PeerReport,
    cut,
    flags_of,
    lines,
    settle,
)
from citaat.evaluation.retrieval.peers_models import PEERS, ranking
from citaat.records import MAX_ANSWER, Passage, Sentence

ATTEMPTS = st.lists(
    st.builds(
        lambda number, sure, right: Attempt(question(number), sure, right and number % 2 == 0, right),
        st.integers(0, 9),
        st.sampled_from([0.0, 0.25, 0.5, 0.75]),
        st.booleans(),
    ),
    min_size=1,
)


@given(ATTEMPTS)
def test_no_threshold_suits_a_peer_better_than_the_one_it_gets(attempts: list[Attempt]) -> None:
    best = sum(settle(attempts))
    for threshold in (0.0, 0.1, 0.25, 0.3, 0.5, 0.6, 0.75, 1.0):
        right = [one.forced if one.sure >= threshold else not one.question.answerable for one in attempts]
        assert sum(right) <= best


def test_a_line_for_each_system_says_what_separates_it_from_ours() -> None:
    ours = [Attempt(question(n), 0.9, n % 2 == 0, True, True) for n in range(20)]
    theirs = [replace(one, sure=0.5, forced=False, found=False, settled=None) for one in ours]
    first, second = lines({OURS: flags_of(ours), "peer": flags_of(theirs)})
    assert (first.system, first.apart) == (OURS, ())
    assert [one.k for one in first.scores] == [20, 10, 10]
    assert [one.k for one in second.scores] == [10, 0, 0]
    assert [one[:2] for one in second.apart] == [(10, 0)] * len(MEASURES)
    assert all(p == 3 * 2 / 2**10 for _, _, p in second.apart)


def test_a_passage_is_cut_to_whole_sentences() -> None:
    text = " ".join(f"Zin {n} {'x' * 90}." for n in range(12))
    ends = [at + 1 for at, char in enumerate(text) if char == "."]
    starts = [0, *(end + 1 for end in ends[:-1])]
    sentences = tuple(Sentence(start, end, "sentence") for start, end in zip(starts, ends, strict=True))
    passage = Passage("p", "proef", "T", "H", "proef.md", "0", 0, len(text), text, sentences)
    quote = cut(passage).quote
    assert quote in text
    assert quote.endswith("x.")
    assert len(quote) <= MAX_ANSWER < len(quote) + 100


def test_ties_keep_the_order_of_the_corpus_and_nothing_ranks_without_a_score() -> None:
    assert ranking(np.array([0.0, 0.5, 1.0, 0.5]), 3) == [(2, 1.0), (1, 0.5), (3, 0.5)]
    assert ranking(np.zeros(3), 3) == []


def test_every_installed_peer_finds_a_passage_by_its_own_words() -> None:
    texts = ("Zink zit in oesters.", "Slaap herstelt spieren.", "Melk bevat calcium.", "Thee bevat water.")
    passages = [replace(one, text=text) for one, text in zip(PASSAGES[:4], texts, strict=True)]
    for kind in PEERS:
        if not kind.missing:
            scorer = kind.fit(passages)
            assert ranking(scorer("slaap voor spieren"), 1)[0][0] == 1, kind.name
            assert ranking(scorer("qqqq"), 1) == [], kind.name


def test_the_table_shows_counts_and_differences() -> None:
    ours = [Attempt(question(n), 0.9, n % 2 == 0, True, True) for n in range(20)]
    table = tuple(
        lines({OURS: flags_of(ours), "peer": flags_of([replace(one, settled=None) for one in ours])})
    )
    shown = report.text(PeerReport({("main", "dev"): table}, ()))
    assert "20/20 1.000" in shown
    assert "-0 +0 p=1.000" in shown


def test_all_sites_stand_in_one_table() -> None:
    ours = flags_of([Attempt(question(n), 0.9, n % 2 == 0, True, True) for n in range(20)])
    theirs = flags_of([Attempt(question(n), 0.5, False, False) for n in range(20)])
    table = tuple(lines({OURS: ours, "peer": theirs}))
    doubled = {name: [[*column, *column] for column in own] for name, own in ((OURS, ours), ("peer", theirs))}
    places = {(name, "dev"): table for name in ("main", "a", "b")}
    shown = report.text(PeerReport(places, (), tuple(lines(doubled)))).split("\n")
    at = next(number for number, line in enumerate(shown) if line.startswith("overall, by site"))
    assert [line.split() for line in shown[at + 1 : at + 3]] == [
        ["a.dev", "1.000", "0.500"],
        ["b.dev", "1.000", "0.500"],
    ]
    assert "40/40 1.000" in "\n".join(shown[at:])
    assert "sites" in report.data(PeerReport(places, (), tuple(lines(doubled))))
