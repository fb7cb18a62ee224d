"""The ledger: the whole is the system as it answers, and what is taken out is really gone."""

from collections.abc import Callable

import pytest

from citaat import open_corpus
from citaat.engine import Engine
from citaat.evaluation.gold.records import Evidence, Question
from citaat.evaluation.gold.sets import GoldSet
from citaat.evaluation.grading.grading import grade
from citaat.evaluation.grading.promises import Corpus
from citaat.search.query import Word
from citaat.training import ledger as ablation
from citaat.training import ledger_report as report
from citaat.training.ledger import MEASURES, ledger
from citaat.training.ledger_parts import BUILT, READ, WEIGHED, without_tables

ARTICLE = """+++
title = "Zink bij verkoudheid"
+++

# Zink bij verkoudheid

## Waar zit zink in?

Zink zit in oesters, rundvlees en pompoenpitten.

## Hoeveel zink heb je nodig?

Een volwassene heeft per dag 9 mg zink nodig.

## Helpt slapen?

Wie verkouden is, doet er goed aan om vroeg te slapen.
"""
LEXICON = """[forms]
zinkie = "zink"

[[concept]]
term = "oesters"
words = ["schelpdieren"]
relation = "synonym"

[[alias]]
article = "zink"
quote = "Een volwassene heeft per dag 9 mg zink nodig."
ask = ["Hoeveel moet ik daarvan slikken?"]

[[gap]]
topic = "prijs"
ask = ["Wat kost een potje zink?"]
"""
ASKED = {
    "Waar zit zink in?": ("Zink zit in oesters, rundvlees en pompoenpitten.", "oesters"),
    "Zit zink ook in schelpdieren?": ("Zink zit in oesters, rundvlees en pompoenpitten.", "oesters"),
    "Hoeveel zikn heb ik nodig?": ("Een volwassene heeft per dag 9 mg zink nodig.", "9 mg"),
    "Hoeveel moet ik daarvan slikken?": ("Een volwassene heeft per dag 9 mg zink nodig.", "9 mg"),
    "Helpt het om vroeg te slapen?": ("Wie verkouden is, doet er goed aan om vroeg te slapen.", "slapen"),
    "Wat kost een potje zink?": ("", ""),
    "Wie won de Tour de France?": ("", ""),
}  # fmt: skip


def _question(number: int, text: str, quote: str, needed: str) -> Question:
    evidence = (Evidence("zink", quote),) if quote else ()
    wanted = ((needed,),) if needed else ()
    return Question(
        f"q{number}", f"g{number}", "dev", text, bool(quote), evidence, wanted, (), (), (), False, "g", number
    )


QUESTIONS = tuple(_question(number, text, *found) for number, (text, found) in enumerate(ASKED.items()))
GOLD = GoldSet("main", None, QUESTIONS)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    corpus = tmp_path_factory.mktemp("zink")
    (corpus / "zink.md").write_text(ARTICLE, encoding="utf-8")
    (corpus / "lexicon.toml").write_text(LEXICON, encoding="utf-8")
    return open_corpus(str(corpus), str(tmp_path_factory.mktemp("index") / "index"))


def test_the_ledger_names_every_part_and_starts_from_the_system_as_it_answers(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One index built anew says enough; each takes seconds.
    built = {"the whole lexicon": BUILT["the whole lexicon"]}
    monkeypatch.setattr(ablation, "BUILT", built)
    found = ledger(GOLD, engine, lambda stage, done, total: None)
    corpus = Corpus.of(engine.articles)
    right = [grade(one, engine.ask(one.text), corpus).right is True for one in QUESTIONS]
    assert found.whole[MEASURES.index("overall")] == sum(right) / len(right)
    parts = [one.part for one in found.entries]
    assert sorted(parts) == sorted([*(one.name for one in WEIGHED), *READ, *built])
    for entry in found.entries:
        for whole, change in zip(found.whole, entry.changes, strict=True):
            n = found.answerable if change is entry.changes[0] else found.questions
            assert change.without * n == pytest.approx(whole * n - change.lost + change.won)
            assert change.low <= whole - change.without <= change.high
            assert change.p <= change.holm
    shown = report.text([found])
    assert "the whole lexicon" in shown
    assert "7 questions" in shown


def test_what_is_hidden_from_the_reader_is_hidden(engine: Engine) -> None:
    def words(alter: Callable[[Engine], Engine], question: str) -> list[Word]:
        return list(alter(engine).trace(question).reading.words)

    spelling, compounds = READ["spelling correction"], READ["compounds and split verbs, in the question"]
    forms, general = READ["spoken, Flemish and English forms"], READ["general synonyms, kinds and intents"]
    assert engine.trace("runndvlees").reading.words[0].corrected == "rundvlees"
    assert words(spelling, "runndvlees")[0].corrected is None
    assert words(general, "runndvlees")[0].corrected == "rundvlees"
    assert not any(term[1:].isdigit() for term in words(general, "rundvlees")[0].whole)
    assert any(term[1:].isdigit() for term in words(spelling, "rundvlees")[0].whole)
    assert any(term.startswith("l") for term in words(general, "schelpdieren")[0].whole if term[1:].isdigit())
    assert words(forms, "zinkie")[0].token.norm != "zink"
    assert words(spelling, "zinkie")[0].token.norm == "zink"
    assert not any(one.parts for one in words(compounds, "zinkgehalte van rundvleespakketten"))


def test_tables_are_cut_out_of_a_lexicon_whole() -> None:
    assert without_tables(LEXICON, ("concept", "alias", "gap", "forms")) == ""
    left = without_tables(LEXICON, ("alias",))
    assert "[[alias]]" not in left
    assert left.count("[[") == 2
    assert left.startswith("[forms]\nzinkie")
    assert without_tables("", ("alias",)) == ""
