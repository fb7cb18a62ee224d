"""What is shown with a quote stands above it in the article, or the outcome breaks its promise."""

from dataclasses import replace

import pytest
from support.units import passages

from citaat.answer.compose import Span, citation
from citaat.evaluation.grading.case import Case, Corpus
from citaat.evaluation.grading.promises import answer_order, citation_source
from citaat.outcome.shown import shown
from citaat.records import Answered, Article, Citation

TEXT = "## Buiten het pakket\n\n### Brillen\n\nNiet vergoed\n\n- zonnebril\n- lenzen"


def _case(cited: Citation) -> Case:
    found = passages(TEXT)
    article = Article("a", "Titel", "a.md", f'+++\ntitle = "Titel"\n+++\n\n{TEXT}\n', "0" * 64)
    outcome = Answered("Krijg ik een zonnebril?", shown(cited), 0.8, (cited,), ())
    return Case(outcome.question, outcome, None, Corpus.of({"a": article}, found))


def _cited() -> Citation:
    (passage,) = passages(TEXT)
    return citation(Span(0, 0, 2), passage, 1)


def test_headings_and_the_line_above_a_list_are_its_own() -> None:
    cited = _cited()
    assert cited.under == "Buiten het pakket: Brillen: Niet vergoed"
    assert shown(cited) == "Buiten het pakket: Brillen: Niet vergoed:\n- zonnebril\n- lenzen"
    assert citation_source(_case(cited)) == answer_order(_case(cited)) == ""


@pytest.mark.parametrize("under", ["", "Brillen", "Buiten het pakket: Niet vergoed", "Niet vergoed"])
def test_some_of_them_are_too(under: str) -> None:
    assert citation_source(_case(replace(_cited(), under=under))) == ""


@pytest.mark.parametrize(
    "under", ["Wel vergoed", "Brillen: Buiten het pakket", "Brillen: ", "Bril", "zonnebril: Brillen"]
)
def test_other_words_and_another_order_are_not(under: str) -> None:
    assert "under a heading that is not its own" in citation_source(_case(replace(_cited(), under=under)))


def test_an_answer_without_what_its_quote_is_understood_by_is_not_shown_whole() -> None:
    case = _case(_cited())
    assert isinstance(case.outcome, Answered)
    bare = replace(case.outcome, answer="zonnebril\n- lenzen")
    assert "is understood by" in answer_order(replace(case, outcome=bare))
