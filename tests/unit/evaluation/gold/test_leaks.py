"""A test question that the system was told is found, in other words' order and forms too; nothing else is."""

from dataclasses import replace

import pytest
from support.fake_system import question

from citaat.cli.commands.check import content
from citaat.dutch.analysis import Analyser
from citaat.evaluation.gold.leaks import Told, leaks, told
from citaat.evaluation.gold.records import Question

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
