"""The engine: never an exception, never an inexact citation, never a lost warning."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.corpora import WriteCorpus

from citaat.answer import compose as answers
from citaat.answer.decision import Judge
from citaat.caveats.rules import Firing
from citaat.engine import Engine, open_corpus
from citaat.errors import CorpusError, IndexDamaged, RulesError
from citaat.index.building.builder import build
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
from citaat.search import ranking

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


def _broken(*arguments: Any) -> Any:
    raise MemoryError("kapot")


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (ranking.Ranker, "read"),
        (ranking.Ranker, "rank"),
        (ranking.Ranker, "known"),
        (ranking.Ranker, "candidates"),
        (answers, "compose"),
        (answers, "citation"),
        (Judge, "decide"),
        (Engine, "_suggestions"),
    ],
)
@pytest.mark.parametrize(
    "question", ["Mijn kind at een pot magnesiumpillen leeg", "Hoeveel magnesium slikken?"]
)
def test_a_fault_in_retrieval_never_costs_a_caveat(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, question: str
) -> None:
    owed = engine.ask(question).caveats
    assert owed
    monkeypatch.setattr(owner, name, _broken)
    assert engine.ask(question).caveats == owed


def test_caveats_are_there_when_every_quoted_passage_is_gone(
    corpus_path: Path, tmp_path: Path, engine: Engine, fast_build: None
) -> None:
    question = "Welke magnesium kan ik het beste slikken?"
    owed = engine.ask(question)
    gone = {citation.passage_id for caveat in owed.caveats for citation in caveat.citations}
    assert gone
    left = engine.without(gone).ask(question)
    # The article still says so: its warnings stay as they are, quotes and all.
    assert left.caveats == owed.caveats
    own = left.citations if isinstance(left, Answered) else ()
    assert not {citation.passage_id for citation in own} & gone


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


def test_a_corpus_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such corpus"):
        open_corpus(str(tmp_path / "weg"), str(tmp_path / "i"))


def test_a_corpus_without_lexicon_or_rules_answers_and_warns(
    write_corpus: WriteCorpus, tmp_path: Path, fast_build: None
) -> None:
    path = write_corpus({"slaap.md": "## Hoe lang slapen?\n\nSlaap minimaal zeven uur per nacht."})
    small = open_corpus(str(path), str(tmp_path / "i"))
    outcome = small.ask("Hoe lang slapen?")
    assert isinstance(outcome, Answered)
    assert "zeven uur" in outcome.answer
    warned = small.ask("Mijn kind at een pot magnesiumpillen leeg")
    assert warned.caveats[0].id == "spoed"
    assert cited(warned) == [] or isinstance(warned, Answered)


def test_rules_that_quote_what_is_not_there_stop_the_build(
    write_corpus: WriteCorpus, tmp_path: Path, root: Path, fast_build: None
) -> None:
    path = write_corpus({"a.md": "Een zin."})
    (path / "caveats.toml").write_text(
        (root / "corpus" / "caveats.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    with pytest.raises(RulesError, match="quote"):
        build(path, tmp_path / "i")


def test_a_passage_file_is_answered_from_its_records(tmp_path: Path, fast_build: None) -> None:
    file = tmp_path / "corpus.jsonl"
    lines = [
        {"_id": "7", "title": "Slaap", "text": "Slaap minimaal zeven uur per nacht."},
        {"_id": "8", "text": "Ren."},
    ]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    small = open_corpus(str(file), str(tmp_path / "i"))
    spans = small.trace("Hoeveel uur slaap per nacht?").spans
    best = answers.citation(spans[0], small.passages[spans[0].passage], 1)
    assert best.source == "corpus.jsonl#7"
    assert lines[0]["text"][best.start : best.end] == best.quote != ""
    assert small.line_of("corpus.jsonl#7", 3) == 0


def test_a_record_with_a_lone_surrogate_is_refused(tmp_path: Path, fast_build: None) -> None:
    file = tmp_path / "corpus.jsonl"
    file.write_text('{"_id": "1", "text": "Slaap \\ud800 goed."}\n', encoding="utf-8")
    with pytest.raises((CorpusError, IndexDamaged)):
        open_corpus(str(file), str(tmp_path / "i"))


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
