"""Gold lines: what an editor judged becomes a line that the gold reader takes without a finding."""

import json
from pathlib import Path

import pytest

from citaat.editing.gold_lines import Judgement, append, cited, gold_line, located, questions_of
from citaat.editing.uncovered import uncovered
from citaat.errors import UsageError
from citaat.evaluation.gold.records import Evidence, parse
from citaat.records import Abstained, Abstention, Answered, Article, Citation, Passage, Sentence

TEXT = "Slaap 7 uur.\nEet groente.\n\nIn:\n- vis\n"
ARTICLES = {
    "a": Article("a", "A", "a.md", TEXT, ""),
    "b": Article("b", "B", "b.md", "Eet groente.\nDrink water.", ""),
}


def citation(article: str, quote: str) -> Citation:
    return Citation(1, f"{article}#1", article, "T", "K", f"{article}.md", 0, len(quote), quote, "")


def test_an_accepted_answer_is_a_line_the_reader_takes(tmp_path: Path) -> None:
    outcome = Answered("v", "x", 0.9, (citation("a", "Slaap 7 uur."), citation("b", "Drink water.")), ())
    judgement = Judgement(
        cited(outcome), ("medicatie",), ("overdosering",), (("7 uur",),), tags=("slaap",), critical=True
    )
    file = tmp_path / "gold" / "dev.jsonl"
    assert append(file, gold_line("Hoe lang slapen?", judgement, "dev", [])) == 1
    (question,), findings = parse(file)
    assert findings == []
    assert question.evidence == (Evidence("a", "Slaap 7 uur."),)
    assert question.must_contain == (("7 uur",),)
    assert (question.required, question.forbidden) == (("medicatie",), ("spoed", "risicogroep"))
    assert (question.id, question.answerable, question.critical) == ("q001", True, True)


def test_an_unanswerable_question_has_no_evidence(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    append(file, gold_line("Wat kost het?", Judgement((), ()), "test", []))
    (question,) = questions_of(file)
    assert (question.answerable, question.evidence, question.must_contain) == (False, (), ())
    assert len(question.forbidden) == 4


def test_ids_go_on_and_a_file_without_a_last_line_end_is_mended(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    row = gold_line("een", Judgement((), ()), "dev", [])
    file.write_text(json.dumps({**row, "id": "q041"}), encoding="utf-8")
    known = questions_of(file)
    assert append(file, gold_line("twee", Judgement((), ()), "dev", known)) == 2
    assert [one.id for one in questions_of(file)] == ["q041", "q042"]


def test_the_same_question_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    append(file, gold_line("Hoe lang?", Judgement((), ()), "dev", []))
    with pytest.raises(UsageError, match=r"x\.jsonl:1: this question is here already"):
        gold_line(" hoe  lang?", Judgement((), ()), "dev", questions_of(file))


def test_a_broken_gold_file_is_not_added_to(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.jsonl:1: "):
        questions_of(tmp_path / "x.jsonl")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "dicht").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        append(tmp_path / "dicht" / "x.jsonl", {})


def test_a_quote_has_one_place() -> None:
    assert located("Drink water.", ARTICLES) == Evidence("b", "Drink water.")
    assert located("Eet groente.", ARTICLES, "a") == Evidence("a", "Eet groente.")


@pytest.mark.parametrize(
    ("quote", "article", "what"),
    [
        ("Eet groente.", None, "2 articles hold"),
        ("Eet meer groente.", None, "no article holds"),
        ("Slaap 7 uur.", "b", "no article holds"),
        ("Slaap 7 uur.", "c", "there is no article 'c'"),
        (" ", None, "the quote is empty"),
    ],
)
def test_another_quote_is_refused(quote: str, article: str | None, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        located(quote, ARTICLES, article)


def test_nothing_can_be_accepted_without_an_answer() -> None:
    with pytest.raises(UsageError, match="no answer to accept"):
        cited(Abstained("v", 0.1, Abstention("no_words", (), ()), ()))


def test_coverage_counts_statements_and_facts(tmp_path: Path) -> None:
    kinds = ((0, 12, "sentence"), (13, 25, "sentence"), (27, 30, "lead"), (31, 36, "item"))
    passage = Passage(
        "a#1", "a", "A", "K", "a.md", "", 0, len(TEXT), TEXT, tuple(Sentence(*one) for one in kinds)
    )
    file = tmp_path / "x.jsonl"
    eaten = Judgement((Evidence("a", "Eet groente."),), (), (), (("groente",),))
    append(file, gold_line("eten?", eaten, "dev", []))
    found = uncovered([passage], ARTICLES, questions_of(file))
    assert (found.statements, found.asked, found.facts, found.facts_asked) == (3, 1, 1, 0)
    assert [(one.line, one.text, one.fact) for one in found.unasked] == [
        (1, "Slaap 7 uur.", True),
        (5, "- vis", False),
    ]
