"""Word lists as one table: what a question's word may stand for in a text."""

import pytest

from citaat.corpus.concepts import analyser_words, concept_table
from citaat.dutch.analysis import Analyser
from citaat.dutch.words import Concept, Dutch, Lexicon, read_dutch

DUTCH = Dutch(
    stop=frozenset({"de"}), light=frozenset({"graag"}), forms={"ff": "even"}, synonyms=(("auto", "wagen"),),
    hyponyms=(Concept("groente", ("spinazie", "kool"), "hyponym"),), english={"sleep": "slaap"},
    abbreviations=frozenset(), intents=(),
)  # fmt: skip
LEXICON = Lexicon(
    concepts=(Concept("te veel", ("overschot",), "synonym"),), forms=(("Mg", "magnesium"), ("xx", "kool"))
)


@pytest.fixture
def table() -> dict[str, str]:
    words = analyser_words(DUTCH, LEXICON)
    return words | concept_table(DUTCH, LEXICON, Analyser({}, words, frozenset()))


def concepts(table: dict[str, str], key: str) -> list[tuple[str, float]]:
    """The concepts under a key with their strengths, as the table writes them: "id*strength"."""
    pairs = (entry.rpartition("*") for entry in table.get(key, "").split())
    return [(name, float(strength)) for name, _, strength in pairs]


def names(table: dict[str, str], key: str) -> set[str]:
    return {name for name, _ in concepts(table, key)}


def test_the_analyser_gets_its_words(table: dict[str, str]) -> None:
    assert {"stop:de", "light:graag"} <= table.keys()
    assert table["form:ff"] == "even"
    assert table["english:sleep"] == "slaap"
    assert table["case:Mg"] == "magnesium"
    assert "form:mg" not in table
    assert table["form:xx"] == "kool"


def test_synonyms_meet_both_ways(table: dict[str, str]) -> None:
    assert names(table, "ask:auto") & names(table, "say:wagen")
    assert names(table, "ask:wagen") & names(table, "say:auto")


def test_a_kind_in_the_question_meets_its_term_more_than_the_reverse(table: dict[str, str]) -> None:
    up = dict(concepts(table, "ask:spinazie"))
    down = dict(concepts(table, "ask:groente"))
    assert names(table, "say:groente") & up.keys()
    assert names(table, "say:kool") & down.keys()
    assert max(up.values()) > max(down.values())
    assert not up.keys() & names(table, "say:kool")


def test_phrases_are_kept_by_their_lemmas(table: dict[str, str]) -> None:
    assert names(table, "ask:overschot") & names(table, "say:te veel")


def test_strengths_are_shares(table: dict[str, str]) -> None:
    for key in table:
        if key.startswith(("ask:", "say:")):
            assert all(0 < strength <= 1 for _, strength in concepts(table, key))
    assert concepts(table, "ask:onbekend") == []


def test_the_lists_of_the_package_are_read() -> None:
    dutch = read_dutch()
    assert {"niet", "geen", "zonder", "nooit"}.isdisjoint(dutch.stop | dutch.light)
    assert "bijv." in dutch.abbreviations
