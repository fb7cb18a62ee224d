"""Reading a question: which words carry it, what they may stand for, and what is never changed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.corpora import WriteCorpus

from citaat.dutch.question_type import asking_part
from citaat.engine import Engine, open_corpus
from citaat.search.query import Query


def read(engine: Engine, question: str) -> Query:
    return engine._ranker.read(question)


def corrected(engine: Engine, question: str) -> dict[str, str | None]:
    return {word.token.surface: word.corrected for word in read(engine, question).words}


@given(question=st.text(st.characters(), max_size=120))
def test_any_question_is_read(engine: Engine, question: str) -> None:
    reading = read(engine, question)
    assert reading.text == question
    assert all(word.weight > 0 for word in reading.words)
    assert reading.coverage([0.0] * len(reading.words)) == 0
    assert reading.coverage([1.0] * len(reading.words)) == pytest.approx(1.0 if reading.words else 0.0)


def test_misspelt_words_are_corrected_towards_the_corpus(engine: Engine) -> None:
    assert corrected(engine, "magnesuim spierpijjn") == {"magnesuim": "magnesium", "spierpijjn": "spierpijn"}


def test_an_inflected_word_is_corrected_and_a_name_is_not(engine: Engine) -> None:
    assert corrected(engine, "magnesium voor spierne")["spierne"] == "spieren"
    assert corrected(engine, "mijn hond Flappie")["Flappie"] is None


def test_of_gibberish_the_first_words_are_corrected(engine: Engine) -> None:
    """Each costs a thousand look-ups, and a question of nothing else has to end within the second."""
    words = [f"magnesuim{letter * 2}" for letter in "abcdefghijklmnopqrstuvwxyz"]
    found = corrected(engine, " ".join(["magnesuim"] * 15 + words))
    assert found["magnesuim"] == "magnesium"
    assert all(found[word] is None for word in words[1:])


@pytest.mark.parametrize("word", ["metoprolol", "omeprazol", "40mg", "220", "b12", "vitamine"])
def test_medicines_numbers_and_known_words_are_never_corrected(engine: Engine, word: str) -> None:
    assert corrected(engine, f"magnesium {word}").get(word) is None


def test_a_lay_word_counts_as_the_word_of_the_article(engine: Engine) -> None:
    says = {"spierpijn": 1.0}
    for word in read(engine, "spierstijfheid").words:
        says |= {term: 1.0 for term in word.sense.whole if term not in {"spierstijfheid"}}
    assert max(read(engine, "spierstijfheid").meanings.matches(says)) > 0.5


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Hoeveel magnesium per dag?", "number"),
        ("Wanneer slikken?", "when"),
        ("Waarom krampen?", "why"),
        ("Welke klachten geeft het?", "list"),
        ("Wat is magnesium?", "define"),
        ("Mag ik magnesium?", "yesno"),
        ("Wat moet je niet doen?", "negated"),
    ],
)
def test_kinds_of_question(engine: Engine, question: str, kind: str) -> None:
    assert kind in read(engine, question).kinds


@given(question=st.text("ab .?!\n", max_size=40))
def test_the_asking_part_lies_in_the_question(question: str) -> None:
    part = asking_part(question)
    assert 0 <= part.start <= part.stop <= len(question) + 1
    if "?" in question:
        assert question.index("?") in part or question.rindex("?") in part


def test_the_sentence_that_asks_outweighs_the_story(engine: Engine) -> None:
    words = {word.token.norm: word for word in read(engine, "Ik heb krampen. Helpt slaap?").words}
    assert not words["krampen"].asked
    assert words["slaap"].asked


def test_a_question_has_no_more_than_eighty_words(engine: Engine) -> None:
    assert len(read(engine, "magnesium spierpijn krampen " * 200).words) <= 80


@pytest.mark.parametrize(
    "question",
    ["kan ik de borst geven", "ik geef haar nu een week de borst", "mag ik de borst ook 's nachts geven"],
)
def test_the_words_of_a_phrase_count_in_any_order_and_apart(engine: Engine, question: str) -> None:
    stands_for = {
        word.token.lemma: set(word.sense.whole) | {told for told, _ in word.sense.phrases}
        for word in read(engine, question).words
    }
    assert all("borstvoeding" in stands_for[lemma] for lemma in ("borsten", "geven"))


def test_words_far_apart_make_no_phrase(engine: Engine) -> None:
    story = "ik geef om mijn oude vader die altijd graag lange wandelingen maakte door weer wind sneeuw en zijn borst"
    (giving,) = (word for word in read(engine, story).words if word.token.lemma == "geven")
    assert "borstvoeding" not in giving.sense.whole


def test_a_separable_verb_counts_by_what_it_stands_for(write_corpus: WriteCorpus, tmp_path: Path) -> None:
    path = write_corpus({"a.md": "Annuleren kan tot drie weken vooraf. Daarna betaal je alles."})
    small = open_corpus(str(path), str(tmp_path / "i"))
    words = {
        word.token.lemma: word for word in read(small, "we blazen het feest af, krijgen we geld terug").words
    }
    assert "annuleren" in words["afblazen"].sense.whole
