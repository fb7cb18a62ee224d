"""A site about medicines at the command line: the dose of one is never printed for another, nor one for a grown-up as a child's."""

import json
from pathlib import Path

import pytest
from support.command import run_citaat

ARTICLE = """\
+++
title = "Pijnstillers"
+++

## Paracetamol

### Dosering voor volwassenen

Neem per keer 1 of 2 tabletten van 500 mg, en hooguit 6 tabletten per dag.

## Ibuprofen

### Zwanger

Gebruik dit middel niet als u zwanger bent.
"""
QUESTIONS = (
    "Hoeveel tabletten paracetamol mag ik per dag?",
    "Hoeveel tabletten ibuprofen mag ik per dag?",
    "Hoeveel tabletten paracetamol mag een kind van 4 jaar per dag?",
    "Mag ik naproxen als ik zwanger ben?",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("medicijnen")
    (home / "corpus").mkdir()
    (home / "corpus" / "pijn.md").write_text(ARTICLE, encoding="utf-8")
    return home


def test_each_dose_is_for_whom_it_was_written(site: Path) -> None:
    ran = run_citaat(["ask", "-", "--format", "jsonl"], "\n".join(QUESTIONS).encode(), cwd=site)
    assert ran.code == 0
    adult, *others = map(json.loads, ran.out.splitlines())
    assert "hooguit 6 tabletten per dag" in adult["answer"]
    assert [outcome["answer"] for outcome in others] == [None] * 3


def test_one_question_about_another_medicine_ends_as_an_abstention(site: Path) -> None:
    ran = run_citaat(["ask", "Hoeveel tabletten ibuprofen mag ik per dag?"], cwd=site)
    assert ran.code == 10
    assert "500 mg" not in ran.out
