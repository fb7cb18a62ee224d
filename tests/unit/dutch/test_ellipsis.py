"""Words that share a part are read as the whole words that they stand for."""

import pytest

from citaat.dutch import words as wordlists
from citaat.dutch.analysis import Analyser
from citaat.dutch.building import BuildAnalyser
from citaat.dutch.lemmas import load_lemmas


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    stop = {f"stop:{word}": "" for word in wordlists.read_dutch().stop}
    return Analyser(load_lemmas(), stop, frozenset())


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Aan- en afmelden", {"aanmelden"}),
        ("aan- of afmelden", {"aanmelden"}),
        ("Voor- en nadelen van zout", {"voordelen"}),
        ("op zon- en feestdagen", {"zondagen"}),
        ("in-, uit- en doorvoer", {"invoer", "uitvoer"}),
        ("week- en maandkaart", {"weekkaart"}),
        ("bloed- en urineonderzoek", {"bloedonderzoek"}),
        ("uv-A en uv-B", {"uva", "uvb"}),
        ("een e-mail", {"email"}),
        # nothing is made of these
        ("Zout - en peper", set()),
        ("10-15 mg", set()),
        ("aan- en", set()),
        ("- vis\n- kool", set()),
        ("ja- en", set()),
        ("een kind en -", set()),
    ],
)
def test_cut_words_are_completed(analyser: Analyser, text: str, wanted: set[str]) -> None:
    tokens = analyser.tokens(text)
    assert {token.norm for token in tokens if token.derived} == wanted
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)


def test_what_is_built_and_what_is_asked_are_read_alike(analyser: Analyser) -> None:
    builder = BuildAnalyser(load_lemmas(), {}, frozenset())
    asker = Analyser(load_lemmas(), {}, frozenset())
    text = "Aan- en afmelden voor week- en maandkaart, uv-A en e-mailadres"
    assert builder.tokens(text) == asker.tokens(text)


def test_a_question_is_completed_only_to_words_that_are_known() -> None:
    text = "aan- en afmelden"
    known = Analyser(load_lemmas(), {}, frozenset({"aanmelden", "afmelden"}))
    unknown = Analyser(load_lemmas(), {}, frozenset({"afmelden"}))
    assert ["aanmelden" in {token.lemma for token in one.tokens(text)} for one in (known, unknown)] == [
        True,
        False,
    ]
