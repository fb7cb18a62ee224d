"""A lexicon touches what it is about, and nothing else."""

import pytest
from support.corpora import WriteCorpus

from citaat.engine import Engine, open_corpus

ARTICLES = {
    "slaap.md": "Hoe lang moet je slapen?\n\nAcht uur slapen is voor de meeste mensen genoeg. Een pil helpt niet lang.",
    "spieren.md": "Magnesium helpt niet tegen pijn in de spieren. Van slapen worden spieren sterk.",
    "kippen.md": "Kippen houden mag, hoogstens vier. De lijn is hoogstens twee meter lang.",
}
LEXICON = """
[[alias]]
article = "kippen"
quote = "De lijn is hoogstens twee meter lang."
ask = ["Moet de hond aan de riem?", "Hoe lang mag de riem zijn?"]

[[gap]]
topic = "bijen"
ask = ["Mag ik bijen houden?", "Hoe lang leeft een bij?"]
"""
ELSEWHERE = [
    "hoe lang moet je slapen",
    "Mag magnesium?",
    "Moet ik een pil slikken?",
    "wat helpt tegen pijn in spieren",
]


@pytest.fixture
def engines(write_corpus: WriteCorpus) -> tuple[Engine, Engine]:
    """The articles without a lexicon, and with a very small one."""
    bare, told = write_corpus(ARTICLES, "bare"), write_corpus(ARTICLES, "told")
    (told / "lexicon.toml").write_text(LEXICON, encoding="utf-8")
    return open_corpus(str(bare)), open_corpus(str(told))


def test_the_first_entries_of_a_lexicon_change_no_answer_that_they_are_not_about(
    engines: tuple[Engine, Engine],
) -> None:
    for question in ELSEWHERE:
        bare, told = (one.ask(question).to_dict() for one in engines)
        assert (bare["status"], bare.get("answer")) == (told["status"], told.get("answer")), question


def test_a_known_question_and_a_gap_are_heeded(engines: tuple[Engine, Engine]) -> None:
    _, told = engines
    known = told.ask("moet mijn hond aan de riem").to_dict()
    assert "De lijn is hoogstens twee meter lang." in known["citations"][0]["quote"]
    silent = told.ask("mag ik bijen houden").to_dict()
    assert silent["abstention"]["code"] == "known_gap"
