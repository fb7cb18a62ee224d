"""A question that asks no words of its answer asks for the sentence that answers it."""

from support.fake_system import FACTS, Fake, question

from citaat.evaluation.gold.records import Evidence
from citaat.evaluation.grading.case import Corpus
from citaat.evaluation.grading.grading import grade


def test_without_words_an_answer_must_quote_the_evidence() -> None:
    fake = Fake()
    asked, corpus = question(0, must_contain=()), Corpus.of(fake.articles, fake.passages)
    outcome = fake.ask(asked.text)
    assert grade(asked, outcome, corpus).right is True
    elsewhere = question(0, must_contain=(), evidence=(Evidence("proef", FACTS[1]),))
    graded = grade(elsewhere, outcome, corpus)
    assert (graded.right, graded.why) == (False, "the answer does not quote the evidence")
