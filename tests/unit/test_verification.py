"""Verifying saved outcomes: every kind of tampering is seen, and a bad file is no bad citation."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from citaat.engine import Engine
from citaat.errors import UsageError
from citaat.outcome.encoding import to_json
from citaat.verification import verify_lines

QUESTION = "Welke magnesium kan ik het beste nemen?"


@pytest.fixture(scope="module")
def record(engine: Engine) -> str:
    return json.dumps(to_json(engine.ask(QUESTION)))


def test_what_was_just_answered_holds(record: str, corpus_path: Path) -> None:
    checked, problems = verify_lines(f"{record}\n{record}\n", corpus_path, "x")
    outcome = json.loads(record)
    cited = len(outcome["citations"]) + sum(len(caveat["citations"]) for caveat in outcome["caveats"])
    assert (checked, problems) == (2 * cited, [])


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("batch", [False, True])
def test_every_way_to_save_is_read(record: str, corpus_path: Path, indent: int | None, batch: bool) -> None:
    outcome = json.loads(record)
    text = json.dumps([outcome, outcome] if batch else outcome, indent=indent)
    checked, problems = verify_lines(text, corpus_path, "x")
    assert checked > 0
    assert problems == []


def first(outcome: dict[str, Any]) -> dict[str, Any]:
    citation: dict[str, Any] = outcome["citations"][0]
    return citation


def owed(outcome: dict[str, Any]) -> dict[str, Any]:
    citation: dict[str, Any] = outcome["caveats"][0]["citations"][0]
    return citation


@pytest.mark.parametrize("which", [first, owed])
@pytest.mark.parametrize(
    "change",
    [
        {"quote": "Magnesium is veilig."},
        {"start": 0},
        {"end": 9999},
        {"source": "anders.md"},
        {"sha256": "0"},
        {"source": "../geheim.md"},
    ],
)
def test_tampering_is_seen(
    record: str, corpus_path: Path, which: Callable[[dict[str, Any]], dict[str, Any]], change: dict[str, Any]
) -> None:
    outcome = json.loads(record)
    which(outcome).update(change)
    _, problems = verify_lines(f"{record}\n{json.dumps(outcome)}", corpus_path, "x")
    assert [problem.line for problem in problems] == [2]


@pytest.mark.parametrize(
    "change", [{"start": "0"}, {"end": None}, {"quote": None}, {"source": 3}, {"source": []}]
)
def test_a_citation_of_wrong_types_is_refused_without_a_traceback(
    record: str, corpus_path: Path, change: dict[str, Any]
) -> None:
    outcome = json.loads(record)
    first(outcome).update(change)
    try:
        _, problems = verify_lines(json.dumps(outcome), corpus_path, "x")
    except UsageError:
        return
    assert problems


def test_an_answer_without_citations_does_not_hold(record: str, corpus_path: Path) -> None:
    outcome = json.loads(record) | {"citations": []}
    _, problems = verify_lines(json.dumps(outcome), corpus_path, "x")
    assert len(problems) == 1


def test_a_quote_that_moved_is_told_from_one_that_is_gone(
    record: str, corpus_path: Path, tmp_path: Path
) -> None:
    for file in corpus_path.glob("*.md"):
        text = file.read_text(encoding="utf-8").replace("+++\n\n# ", "+++\n\nNieuwe regel.\n\n# ")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    _, problems = verify_lines(record, tmp_path, "x")
    assert problems
    assert all("now stands at" in problem.what for problem in problems)


@pytest.mark.parametrize(
    "text", ["", "[]", " \n ", "geen json", "[1]", "{}", '{"schema": "citaat.outcome/1"}\n{']
)
def test_a_file_that_holds_no_outcomes_is_wrong_usage(corpus_path: Path, text: str) -> None:
    with pytest.raises(UsageError) as caught:
        verify_lines(text, corpus_path, "bestand")
    assert caught.value.file == "bestand"


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (lambda told: " ".join(reversed(told.split())), "does not show citation 1"),
        (lambda told: told.partition(" ")[2], "does not show citation 1"),
        (lambda told: f"{told} Dat is altijd veilig.", "goes on after what its citations quote"),
    ],
)
def test_an_answer_is_what_its_citations_quote(
    record: str, corpus_path: Path, change: Callable[[str], str], what: str
) -> None:
    outcome = json.loads(record)
    outcome["answer"] = change(outcome["answer"])
    _, problems = verify_lines(json.dumps(outcome), corpus_path, "x")
    assert [(one.citation, what in one.what) for one in problems] == [("answer", True)]


def test_an_answer_of_before_headings_were_shown_holds(record: str, corpus_path: Path) -> None:
    outcome = json.loads(record)
    outcome["citations"][0]["under"] = outcome["citations"][0]["heading"]
    assert verify_lines(json.dumps(outcome), corpus_path, "x")[1] == []
