"""Gaps: a log is read whatever it holds, questions are grouped by what is unknown, entries only help."""

import contextlib
import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.corpora import WriteCorpus

from citaat.dutch.words import read_lexicon
from citaat.editing.asked_log import read_log
from citaat.editing.entries import alias, concept, gap
from citaat.editing.gaps import _is_near, _place, groups, heard, numbered
from citaat.editing.nearest import Vocabulary, stem
from citaat.editing.trying import State, add, effect, tried
from citaat.engine import Engine, open_corpus
from citaat.errors import UsageError
from citaat.records import Answered

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


def test_a_log_counts_the_same_question_once(tmp_path: Path) -> None:
    file = tmp_path / "log"
    lines = [
        "\ufeffHoe lang?",
        "hoe  lang",
        '{"question": "hoe lang?!", "status": "abstained"}',
        "",
        "Wat?",
        "{",
        '{"a": 1}',
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    log = read_log(file)
    assert log.questions == (("Hoe lang?", 3), ("Wat?", 1))
    assert log.unread == 2


@given(raw=st.binary(max_size=120))
def test_any_log_is_read_or_refused_in_one_line(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "any-log"
    file.write_bytes(raw)
    if not any(line.strip() for line in raw.replace(b"\xef\xbb\xbf", b"").split(b"\n")):
        with pytest.raises(UsageError, match="holds no question"):
            read_log(file)
        return
    with contextlib.suppress(UsageError):
        for text, times in read_log(file).questions:
            text.encode("utf-8")
            assert times > 0


def test_a_log_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_log(tmp_path / "weg")


@given(word=TEXT, quote=TEXT, asks=st.lists(TEXT, min_size=1, max_size=3))
def test_entries_read_back_as_they_were(word: str, quote: str, asks: list[str]) -> None:
    text = "\n".join(
        one.toml for one in (concept(word, quote, "synonym", ""), alias(word, quote, asks), gap(word, asks))
    )
    raw = tomllib.loads(text)
    assert raw["concept"] == [{"term": quote, "words": [word], "relation": "synonym"}]
    assert raw["alias"] == [{"article": word, "quote": quote, "ask": asks}]
    assert raw["gap"] == [{"topic": word, "ask": asks}]


def test_entries_are_added_behind_what_is_there(tmp_path: Path) -> None:
    add(tmp_path, [gap("kosten", ["wat kost het"])])
    add(tmp_path, [concept("b", "a", "related", "")])
    lexicon = read_lexicon(tmp_path / "lexicon.toml")
    assert [one.topic for one in lexicon.gaps] == ["kosten"]
    assert [one.words for one in lexicon.concepts] == [("b",)]


def test_the_effect_is_the_difference() -> None:
    before, after = State(frozenset("ab"), frozenset("xy")), State(frozenset("bc"), frozenset("yz"))
    change = effect(before, after)
    assert (change.worse, change.better, change.now, change.lost) == (("c",), ("a",), ("z",), ("x",))
    assert not change.harmless
    assert effect(before, before).harmless


@pytest.fixture
def small(fast_build: None, write_corpus: WriteCorpus, tmp_path: Path) -> Engine:
    """Two articles without a lexicon."""
    articles = {
        "slaap.md": "## Hoe lang slapen?\n\nSlaap minimaal zeven uur per nacht.\n",
        "eten.md": "## Waar zit magnesium in?\n\nMagnesium zit in bladgroenten en noten.\n",
    }
    return open_corpus(str(write_corpus(articles)), str(tmp_path / "index"))


def test_questions_are_grouped_by_the_word_they_share(small: Engine) -> None:
    asked = [("wat doet xylofosfaat", 2), ("is xylofosfaat goed", 3), ("kan de zwurfel vliegen", 1)]
    found = groups(small, heard(small, asked).missed)
    assert (found[0].word, found[0].times) == ("xylofosfaat", 5)
    assert found[0].questions == (("is xylofosfaat goed", 3), ("wat doet xylofosfaat", 2))
    assert list(numbered(found)) == list(range(1, sum(len(one.entries) for one in found) + 1))
    assert [one.table for one in found[0].entries].count("gap") == 1


def test_what_is_answered_or_urgent_is_not_missed(small: Engine) -> None:
    urgent = "mijn kind heeft een potje pillen leeggegeten en is bewusteloos"
    assert heard(small, [(urgent, 1)]).missed == ()
    asked = "Waar zit magnesium in?"
    assert bool(heard(small, [(asked, 1)]).missed) is not isinstance(small.ask(asked), Answered)


def test_what_the_lexicon_is_silent_on_is_counted_and_what_is_unsure_is_told(
    fast_build: None, write_corpus: WriteCorpus
) -> None:
    corpus = write_corpus({"slaap.md": "## Hoe lang slapen?\n\nSlaap minimaal zeven uur per nacht.\n"})
    gap = '[[gap]]\ntopic = "pillen"\nask = ["Welke pil helpt bij slapen?"]\n'
    (corpus / "lexicon.toml").write_text(gap, encoding="utf-8")
    engine = open_corpus(str(corpus))
    asked = [
        "Welke pil helpt bij slapen?",
        "hoe lang slapen per nacht",
        "slaap",
        "wat is nacht",
        "xylofosfaat",
    ]
    found = heard(engine, [(one, 1) for one in asked])
    assert found.silent >= 1
    assert asked[0] not in [one.question for one in found.missed]
    doubt = [one.trace.outcome.confidence for one in found.doubtful]
    assert doubt == sorted(doubt)
    assert all(
        isinstance(one.trace.outcome, Answered) and one.trace.outcome.confidence < 0.5
        for one in found.doubtful
    )


@pytest.mark.parametrize(
    ("word", "term", "relation"),
    [
        ("magnesiumm", "magnesium", "synonym"),
        ("magnesiumspray", "magnesium", "related"),
        ("nachtmagnesium", "magnesium", "hyponym"),
    ],
)
def test_near_words_come_from_the_articles(small: Engine, word: str, term: str, relation: str) -> None:
    vocabulary = Vocabulary.of(small)
    near = vocabulary.near(small.index.analyser.lemmas(word)[0])
    assert all(one in vocabulary.counts for one, _, _ in near)
    assert (term, relation) in [(one, how) for one, how, _ in near]
    assert vocabulary.near("12") == []


def test_questions_that_share_a_word_alone_are_apart(small: Engine) -> None:
    asked = [
        ("helpt xylofosfaat tegen zwurfels", 2),
        ("xylofosfaat", 1),
        ("xylofosfaat in een vliegtuig meenemen", 1),
        ("zijn zwurfels te genezen met xylofosfaat", 1),
    ]
    found = groups(small, heard(small, asked).missed)
    inside = [{text for text, _ in one.questions} for one in found]
    assert sum(map(len, inside)) == len(asked)
    (home,) = [one for one in inside if "helpt xylofosfaat tegen zwurfels" in one]
    assert "xylofosfaat in een vliegtuig meenemen" not in home
    assert "zijn zwurfels te genezen met xylofosfaat" in home


def test_a_gap_is_named_after_what_was_asked_and_has_no_slips(small: Engine) -> None:
    asked = [("Kan k magnesuim naar Rome meenemen", 2), ("kan ik magnesium naar rome meenemen", 1)]
    missed = heard(small, asked).missed
    assert missed
    headings = {passage.heading for passage in small.passages}
    for group in groups(small, missed):
        for entry in group.entries:
            fields = dict(entry.fields)
            assert fields.get("topic") not in headings
            for ask in fields.get("ask", ()):
                assert "magnesuim" not in ask
                assert " k " not in ask
            if entry.table == "gap" and len(group.questions) == len(asked):
                assert fields["ask"] == ("Kan ik magnesium naar Rome meenemen",)


def test_a_sentence_that_is_not_near_is_not_offered(small: Engine) -> None:
    found = groups(small, heard(small, [("wat is jullie faxnummer", 1)]).missed)
    assert [entry.table for group in found for entry in group.entries if entry.table == "alias"] == []


def test_a_sentence_is_near_by_a_word_or_by_its_score_where_an_answer_is_likely_there(small: Engine) -> None:
    trace = small.trace("hoeveel noten per nacht")
    entry = next(one for one in trace.ranked if "noten" in _place(small, one.candidate.unit)[1])
    for there, score, question, near in (
        (0.9, -9.0, "hoeveel noten", True),
        (0.1, 9.0, "hoeveel noten", False),
        (0.9, -9.0, "wat is jullie faxnummer", False),
        (0.9, 1.0, "wat is jullie faxnummer", True),
    ):
        asked = small.trace(question)
        asked = replace(asked, decision=replace(asked.decision, there=there))
        assert _is_near(small, asked, replace(entry, score=score)) is near


def test_a_word_of_its_own_is_no_synonym_of_one_that_looks_like_it(small: Engine) -> None:
    vocabulary = replace(
        Vocabulary.of(small),
        counts={"saxofoon": 1, "harp": 1, "lessen": 1},
        dictionary=frozenset({"xylofoon", "mondharp", "mond", "saxofoon", "harp", "messen"}),
    )
    assert vocabulary.near("messen") == []
    assert vocabulary.near("xylofoon") == []
    assert vocabulary.near("scharp") == []
    assert ("harp", "hyponym") in [(term, how) for term, how, _ in vocabulary.near("mondharp")]
    assert ("saxofoon", "synonym") in [(term, how) for term, how, _ in vocabulary.near("saxofoom")]


def test_a_trial_leaves_the_corpus_and_the_cache_as_they_were(
    small: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    corpus = Path(small.corpus)
    before = sorted(file.name for file in corpus.iterdir())
    with tried(corpus, [concept("lommerd", "magnesium", "synonym", "")]) as engine:
        assert engine.fingerprint != small.fingerprint
        assert json.dumps(engine.ask("lommerd").to_dict())
    assert sorted(file.name for file in corpus.iterdir()) == before
    assert not list((tmp_path / "cache" / "citaat").glob("trial-*"))


@pytest.fixture
def lessons(fast_build: None, write_corpus: WriteCorpus, tmp_path: Path) -> Engine:
    """A music school that says "geprijsd" and "proefles"."""
    text = "## Kan ik een proefles nemen?\n\nEen proefles is geprijsd op 15 euro.\n"
    return open_corpus(str(write_corpus({"lessen.md": text})), str(tmp_path / "index"))


def test_a_word_that_the_articles_say_in_another_form_or_spelling_is_not_unknown(lessons: Engine) -> None:
    vocabulary = Vocabulary.of(lessons)
    assert vocabulary.says("prijs")
    assert vocabulary.says("prijzen")
    assert not vocabulary.says("huur")
    told = replace(vocabulary, dictionary=frozenset({"zijn", "prijs", "baby"}))
    assert told.spells_otherwise("zyn")
    assert not told.spells_otherwise("baby")
    assert not told.spells_otherwise("xyz")


def test_a_compound_that_is_typed_in_two_is_one_word(lessons: Engine) -> None:
    vocabulary = Vocabulary.of(lessons)
    assert vocabulary.split_compounds("mag ik een proef les met zwurfels boeken") == ["proef les"]
    assert vocabulary.split_compounds("mag ik een proefles boeken") == []
    assert vocabulary.near("proef les") == [("proefles", "synonym", "in tweeën getypt")]


def test_where_the_articles_hold_no_answer_the_gap_is_proposed_before_a_sentence(small: Engine) -> None:
    found = groups(small, heard(small, [("hoe vaak vliegt de zwurfel naar xylofosfaat", 1)]).missed)
    tables = [one.table for one in found[0].entries if one.table != "concept"]
    assert tables[0] == "gap"


@pytest.mark.parametrize(
    ("word", "other"), [("prijs", "prijzen"), ("prijs", "geprijsd"), ("les", "lessen"), ("brief", "brieven")]
)
def test_forms_of_one_word_have_one_stem(word: str, other: str) -> None:
    assert stem(word) == stem(other)
