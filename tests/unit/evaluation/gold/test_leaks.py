"""A test question that the system was told is found, in other words' order and forms too; nothing else is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fake_system import question

from citaat.cli.commands.check import content
from citaat.dutch.analysis import Analyser
from citaat.evaluation.gold.leaks import Told, leaks, told
from citaat.evaluation.gold.listed import listed
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.verbatim import verbatim

NOTHING: dict[str, str] = {}
ANALYSER = Analyser({"middelen": "middel"}, {"stop:de": "", "stop:van": ""}, frozenset())
LONG = "welke middelen slikken drukke sporters tegen spierpijn"


def asked(text: str, **changes: object) -> Question:
    return replace(question(1, "test"), text=text, **changes)  # type: ignore[arg-type]


def codes(one: Question, texts: list[Told]) -> list[str]:
    return [found.code for found in leaks([one], texts, content(ANALYSER))]


def test_a_test_question_is_found_in_other_order_and_form() -> None:
    texts = told(["Slikken de drukke sporters tegen spierpijn welke middel?"], [LONG], ["iets heel anders"])
    assert codes(asked(LONG), texts) == ["gold-alias", "gold-example"]
    assert codes(asked(LONG, split="dev"), texts) == []


def test_what_shares_fewer_words_is_no_leak() -> None:
    assert codes(asked(LONG), told([f"{LONG} morgen"], [], [])) == ["gold-alias"]
    apart = LONG.replace(" tegen", " en nog vier vijf zes zeven acht negen tien woorden meer en meer tegen")
    assert codes(asked(LONG), told([apart], [], [])) == []
    assert codes(asked("middelen helpen"), told(["middel"], [], [])) == []
    assert codes(asked("middelen"), told(["middel"], [], [])) == ["gold-alias"]


@pytest.mark.parametrize(
    "text",
    [
        f"Hallo daar, ik loop al jaren mee op de club en heb een vraagje waar niemand uitkomt: {LONG}?",
        f"{LONG}, en dan nog iets: mijn zus zegt dat het allemaal onzin is wat er over geschreven wordt",
        f"Goedemorgen allemaal. {LONG.replace('drukke', 'hele drukke')} dus? Alvast bedankt en een fijne dag verder",
    ],
)
def test_a_question_behind_or_before_a_chatty_sentence_is_a_leak(text: str) -> None:
    assert codes(asked(LONG), told([text], [], [])) == ["gold-alias"]
    assert codes(asked(LONG, split="dev"), told([text], [], [])) == []


def test_a_probe_learns_nothing_from_an_alias() -> None:
    probe = asked(LONG, answerable=None, evidence=(), must_contain=())
    assert codes(probe, told([LONG], [], [])) == []
    assert codes(probe, told([LONG], [], [LONG])) == ["gold-message"]


def test_the_finding_shows_the_text_that_leaks_and_not_the_question() -> None:
    found = list(leaks([asked(f"{LONG} vandaag")], told([LONG], [], []), content(ANALYSER)))
    assert LONG[:50] in found[0].message
    assert "vandaag" not in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Hallo, even een vraag: wat kost dat? Alvast bedankt",
        "Wat kost dat... weet iemand het",
        "ik zit er al weken mee wat kost dat",
    ],
)
def test_a_short_question_in_a_longer_text_is_a_leak(text: str) -> None:
    assert codes(asked("Wat kost dat?"), told([text], [], [])) == ["gold-alias"]
    assert codes(asked("Wat kost dat?", split="dev"), told([text], [], [])) == []


@pytest.mark.parametrize(
    "text", ["wat kost dat middel", "waarom wat kost dat", "al het middel, en wat kost dat nu eigenlijk"]
)
def test_a_short_question_that_goes_on_is_another_question(text: str) -> None:
    assert codes(asked("Wat kost dat?"), told([text], [], [])) == []


ENTRIES = [
    ("vergoeding", "geld terug", "wat krijg ik terug van de kas"),
    ("spierpijn", "stijve benen", "drukke sporters", "middelen tegen krampen slikken", "welke pillen"),
    ("sporten", "trainen", "bewegen", "welke middelen slikken"),
]


def listed_codes(text: str, **changes: object) -> list[str]:
    return [found.code for found in listed([asked(text, **changes)], ENTRIES, content(ANALYSER))]


@pytest.mark.parametrize(
    "text", ["Wat krijg ik terug van de kas?", "Welke middelen slikken drukke sporters tegen spierpijn?"]
)
def test_a_question_in_the_word_lists_is_a_leak(text: str) -> None:
    assert listed_codes(text) == ["gold-word-list"]
    assert listed_codes(text, split="dev") == []
    assert listed_codes(text, answerable=None, evidence=(), must_contain=()) == []


@pytest.mark.parametrize(
    "text", ["Krijg ik geld terug van de gemeente?", "Helpt bewegen tegen stijve benen?", "Vergoeding?"]
)
def test_words_that_people_use_are_what_lists_are_for(text: str) -> None:
    assert listed_codes(text) == []


@given(st.lists(st.sampled_from(LONG.split()), min_size=3, max_size=8), st.integers(0, 9))
def test_a_question_is_found_behind_any_talk(words: list[str], more: int) -> None:
    one, rest = " ".join(words), "bla " * more
    assert list(verbatim([one], [f"hallo {rest}{one}"])) == [(0, 0)]
    assert list(verbatim([one], [f"{one} {rest}weet iemand dat"])) == [(0, 0)]
    assert list(verbatim([one], [f"hallo {rest}{one} weet iemand dat"])) == [(0, 0)]
    assert list(verbatim([one], [f"bla {one} weet iemand dat", f"bla {rest}{one}"])) == []


@pytest.mark.parametrize(
    "one",
    [
        "zo'n bloeddrukmetertje om je pols, is dat even precies?",
        "waardor krijg je een migraineaanval",
        "pinda = noot of niet",
        "Vanaf 1,5 mg per dag?",
    ],
)
def test_marks_inside_a_question_and_none_behind_it_hide_nothing(one: str) -> None:
    assert list(verbatim([one], [f"Hoi, ik vroeg me af: {one} Alvast bedankt hoor!"])) == [(0, 0)]
