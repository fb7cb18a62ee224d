"""Word lists as one table: what a question's word may stand for in a text."""

import pytest

from citaat.corpus.concepts import analyser_words, bridge_table, listed_words, own_entries
from citaat.dutch.analysis import Analyser
from citaat.dutch.bridges import DOWN, SAID, SAME, SAY, SIGN, UP, Entry, decoded, key
from citaat.dutch.words import Concept, Dutch, Lexicon, read_dutch

DUTCH = Dutch(
    stop=frozenset({"de"}),
    light=frozenset({"graag"}),
    forms={"ff": "even"},
    clitics={},
    english={"sleep": "slaap"},
    abbreviations=frozenset(),
    remedies={},
    entries=(
        Entry("=", "", ("auto", "wagen")),
        Entry("<", "groente", ("spinazie", "kool")),
        Entry(">", "terugbetaling", ("geld terug",)),
        Entry("~", "lekkage", ("kring op de muur",)),
    ),
)
LEXICON = Lexicon(
    concepts=(Concept("te veel", ("overschot",), "synonym"),), forms=(("Mg", "magnesium"), ("xx", "kool"))
)


@pytest.fixture
def table() -> dict[str, str]:
    words = analyser_words(DUTCH, LEXICON)
    return words | bridge_table([*DUTCH.entries, *own_entries(LEXICON)], Analyser({}, words, frozenset()))


def told(table: dict[str, str], asked: str) -> dict[str, str]:
    return {" ".join(phrase): kind for phrase, kind in decoded(table.get(key(tuple(asked.split()))))}


def test_the_analyser_gets_its_words(table: dict[str, str]) -> None:
    assert {"stop:de", "light:graag"} <= table.keys()
    assert table["form:ff"] == "even"
    assert table["english:sleep"] == "slaap"
    assert table["case:Mg"] == "magnesium"
    assert "form:mg" not in table
    assert table["form:xx"] == "kool"


def test_what_is_the_same_meets_both_ways(table: dict[str, str]) -> None:
    assert told(table, "auto") == {"wagen": SAME}
    assert told(table, "wagen") == {"auto": SAME}
    assert told(table, "overschot") == {"te veel": SAME}


def test_kinds_lead_up_and_down_and_not_to_each_other(table: dict[str, str]) -> None:
    assert told(table, "spinazie") == {"groente": UP}
    assert told(table, "groente") == {"spinazie": DOWN, "kool": DOWN}


def test_what_people_say_leads_to_what_articles_say_and_back(table: dict[str, str]) -> None:
    assert told(table, "geld terug") == {"terugbetaling": SAY}
    assert told(table, "terugbetaling") == {"geld terug": SAID}


def test_a_sign_leads_to_the_matter_and_stop_words_are_passed_over(table: dict[str, str]) -> None:
    assert told(table, "kring op muur") == {"lekkage": SIGN}
    assert told(table, "lekkage") == {}


def test_every_word_of_the_lists_is_known_beside_the_corpus() -> None:
    assert {"auto", "groente", "kool", "geld terug", "lekkage"} <= set(listed_words(DUTCH.entries))


def test_the_lists_of_the_package_are_read() -> None:
    dutch = read_dutch()
    assert {"niet", "geen", "zonder", "nooit"}.isdisjoint(dutch.stop | dutch.light)
    assert "bijv." in dutch.abbreviations
    assert len(dutch.entries) > 25_000
