"""The engine: never an exception, never an inexact citation, never a lost warning."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from citaat.caveats.rules import Firing
from citaat.engine import Engine, open_corpus
from citaat.outcome.encoding import to_json
from citaat.records import (
    EMERGENCY,
    MAX_ANSWER,
    MAX_CITATIONS,
    MOST_SEARCHED,
    Abstained,
    Answered,
    Citation,
    Outcome,
)

OWED = {
    "Mijn dochtertje heeft een heel potje magnesium leeggegeten": {"spoed"},
    "Mijn zoon is flauwgevallen na magnesiumpillen": {"spoed"},
    "Welke magnesium kan ik het beste nemen?": {"overdosering", "medicatie"},
    "Hoeveel mg magnesium mag ik per dag slikken?": {"overdosering", "medicatie"},
    "Mag ik magnesium slikken naast mijn bloeddrukpillen?": {"overdosering", "medicatie"},
    "Ik gebruik metoprolol, kan magnesium erbij?": {"medicatie"},
    "Ik ben zwanger, mag ik magnesiumtabletten?": {"risicogroep", "overdosering", "medicatie"},
    "Ik heb een nierziekte en wil magnesium slikken": {"risicogroep"},
    "Ik slik géén medicijnen, mag ik magnesium nemen?": {"medicatie", "overdosering"},
}
HARMLESS = (
    "Wat is magnesium?",
    "In welk eten zit magnesium?",
    "Hoe lang slapen?",
    "Hoe laat is de film?",
)
WORDS = st.sampled_from(
    [
        "magnesium",
        "spierpijn",
        "slikken",
        "pil",
        "mg",
        "400",
        "hoeveel",
        "niet",
        "geen",
        "zwanger",
        "metoprolol",
        "kind",
        "nier",
        "te",
        "veel",
        "bananen",
        "slaap",
        "de",
        "het",
        "een",
        "is",
        "mag",
        "kan",
        "ik",
        "mijn?",
        "help!",
        "waarom",
        "wanneer",
        "8",
        "weken",
        "hardlopen",
        "qwxz",
        "mágnésium",
        "MAGNESIUM",
    ]
)
QUESTION = st.one_of(
    st.lists(WORDS, max_size=14).map(" ".join),
    st.text(st.characters(), max_size=120),
    st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=10).map(" ".join),
)


def cited(outcome: Outcome) -> list[Citation]:
    own = list(outcome.citations) if isinstance(outcome, Answered) else []
    return own + [citation for caveat in outcome.caveats for citation in caveat.citations]


def ids(outcome: Outcome) -> set[str]:
    return {caveat.id for caveat in outcome.caveats}


@given(question=QUESTION)
@example("²A")
@example("neem 2² of ½ magnesium")
@settings(max_examples=250)
def test_any_question_has_a_sound_outcome(engine: Engine, corpus_path: Path, question: str) -> None:
    trace = engine.trace(question, "id-1")
    assert trace.failure is None
    outcome = trace.outcome
    assert outcome.question == question
    assert outcome.id == "id-1"
    assert 0 <= outcome.confidence <= 1
    for citation in cited(outcome):
        text = (corpus_path / citation.source).read_text(encoding="utf-8")
        assert text[citation.start : citation.end] == citation.quote != ""
    if isinstance(outcome, Answered):
        assert 0 < len(outcome.answer) <= MAX_ANSWER
        assert 1 <= len(outcome.citations) <= MAX_CITATIONS
        assert [citation.n for citation in outcome.citations] == list(range(1, len(outcome.citations) + 1))
        assert trace.decision.answer
    else:
        assert outcome.abstention.code
        assert all(word in question for word in outcome.abstention.unmatched)
    severities = [caveat.severity for caveat in outcome.caveats]
    assert severities == sorted(severities)
    assert len(ids(outcome)) == len(outcome.caveats)


@given(question=QUESTION)
def test_the_same_question_gives_the_same_bytes(
    engine: Engine, corpus_path: Path, index_path: Path, question: str
) -> None:
    again = open_corpus(str(corpus_path), str(index_path))
    told = json.dumps(to_json(engine.ask(question)))
    assert json.dumps(to_json(engine.ask(question))) == told
    assert json.dumps(to_json(again.ask(question))) == told


@given(question=QUESTION, k=st.integers(0, 12))
def test_hits_are_ranked_distinct_and_never_empty_matches(engine: Engine, question: str, k: int) -> None:
    hits = engine.rank(question, k)
    assert len(hits) <= k
    assert len({hit.passage_id for hit in hits}) == len(hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(hit.score != 0 for hit in hits)


def test_words_that_nobody_knows_give_no_hit(engine: Engine) -> None:
    assert engine.rank("qwxzv bbxjq", 10) == []
    outcome = engine.ask("qwxzv bbxjq")
    assert isinstance(outcome, Abstained)
    assert set(outcome.abstention.unmatched) == {"qwxzv", "bbxjq"}


@pytest.mark.parametrize(("question", "owed"), OWED.items())
@pytest.mark.parametrize("change", [str, str.upper, str.lower, str.title, str.swapcase])
def test_owed_caveats_survive_any_case(
    engine: Engine, question: str, owed: set[str], change: Callable[[str], str]
) -> None:
    assert owed <= ids(engine.ask(change(question)))


@pytest.mark.parametrize("question", HARMLESS)
def test_a_harmless_question_is_not_warned_about(engine: Engine, question: str) -> None:
    assert engine.ask(question).caveats == ()


def test_an_emergency_comes_first(engine: Engine) -> None:
    for question, owed in OWED.items():
        if "spoed" in owed:
            assert engine.ask(question).caveats[0].id == "spoed"


def test_every_answer_line_is_a_quoted_line(engine: Engine) -> None:
    outcome = engine.ask("Waar zit magnesium in?")
    assert isinstance(outcome, Answered)
    said = {line.strip("-• ") for citation in outcome.citations for line in citation.quote.split("\n")}
    assert {line.strip("-• ") for line in outcome.answer.split("\n")} <= said


def test_nothing_is_quoted_twice_in_one_answer(engine: Engine) -> None:
    for question in (
        "Waar zit magnesium in?",
        "In welke voeding zit magnesium?",
        "Welke klachten geeft een overschot?",
    ):
        outcome = engine.ask(question)
        assert isinstance(outcome, Answered)
        quotes = [citation.quote for citation in outcome.citations]
        items = [line for quote in quotes for line in quote.split("\n") if line.startswith("-")]
        assert len(set(quotes)) == len(quotes)
        assert len(set(items)) == len(items)


@pytest.mark.parametrize("question", ["", " ", "\n\t", "?!", "…", "🙂", "\x00", "\u202e", "42", "的"])
def test_questions_of_nothing_abstain(engine: Engine, question: str) -> None:
    trace = engine.trace(question)
    assert trace.failure is None
    assert isinstance(trace.outcome, Abstained)


@pytest.mark.parametrize("question", ["Hoeveel \ud800 magnesium?", "\udcff", "magnesium\udce9"])
def test_lone_surrogates_do_no_harm(engine: Engine, question: str) -> None:
    assert engine.trace(question).failure is None


def test_a_very_long_question_is_cut_but_echoed_whole(engine: Engine) -> None:
    question = "Wat is magnesium? " * 60_000
    trace = engine.trace(question)
    assert trace.failure is None
    assert trace.outcome.question == question
    assert len(trace.query.text) <= MOST_SEARCHED


class Looked(frozenset[str]):
    """A set of words that may be looked in only so often: seconds differ by machine, looks do not."""

    left = 0

    def __contains__(self, word: object) -> bool:
        Looked.left -= 1
        assert Looked.left >= 0, "the work grows faster than the word"
        return super().__contains__(word)


@pytest.mark.parametrize("word", ["magnesium" * 300, "kanmagnesiumq" * 200, "abcdefghijklm" * 200])
def test_a_very_long_word_costs_no_more_than_its_length(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    speller = engine._rules._speller
    speller.readings("lithiumenmagnesium")
    Looked.left = 50 * len(word)
    monkeypatch.setattr(speller, "_glued", Looked(speller._glued_text.split()))
    assert engine.trace(word).failure is None


@pytest.mark.parametrize(
    "question",
    [
        "Sinds ik vanochtend magnesium heb ingenomen heb ik pijn op de borst",
        "Mijn dochtertje heeft een heel potje magnesium leeggegeten",
    ],
)
def test_an_emergency_gets_help_and_no_answer(engine: Engine, question: str) -> None:
    outcome = engine.ask(question)
    assert isinstance(outcome, Abstained)
    assert outcome.abstention.code == "emergency"
    assert outcome.caveats[0].id == "spoed"


def test_what_only_the_net_suspects_warns_above_the_answer(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = "Hoeveel uur slaap heb ik nodig?"
    suspected = Firing("net-spoed", "spoed", EMERGENCY, "slaap", "default", certain=False)
    monkeypatch.setattr(engine._rules, "fire", lambda text, tokens: (suspected,))
    outcome = engine.ask(question)
    assert isinstance(outcome, Answered)
    assert [caveat.id for caveat in outcome.caveats] == ["spoed"]


def test_a_heading_that_was_asked_in_vain_is_not_suggested_again(engine: Engine) -> None:
    ranked = engine.trace("Hoe werkt magnesium?").ranked
    first = engine._suggestions(ranked, "Hoe werkt magnesium?")[0]
    assert first not in engine._suggestions(ranked, f" {first}")
