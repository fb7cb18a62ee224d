"""Every fault of floors, known failures and baseline at once, each on its line: what eval would stop at, check tells."""

import json
from pathlib import Path

import pytest

from citaat.errors import UsageError
from citaat.evaluation.gate.checks import check_gate
from citaat.evaluation.gate.floors import checked_floors, read_floors
from citaat.evaluation.gate.known_failures import checked_known, read_known
from citaat.findings import Finding

FLOORS = """least_questions = 0

[main.dev]
accuracy = 0.5
accurcy = 0.5
Brier = 80

[main.tset]
accuracy = 0.5

[main.dev.tag.rood]
accuracy = 0.5

[andere.dev]
accuracy = 0.5
"""
KNOWN = """[main.dev]
q1 = "answer: moeilijk"
q2 = "antwoord"
q9 = "answer"
"""


def row(key: str, answerable: bool) -> str:
    """A line of gold."""
    evidence = [{"article": "a", "quote": "Slaap goed."}] if answerable else []
    fields = {"id": key, "group": key, "split": "dev", "question": f"Vraag {key}?", "answerable": answerable}
    fields |= {"evidence": evidence, "must_contain": [["goed"]] if answerable else [], "tags": []}
    fields |= {"caveats_required": [], "caveats_forbidden": [], "critical": False}
    return json.dumps(fields) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold folder that is sound but for its gate."""
    (tmp_path / "dev.jsonl").write_text(row("q1", True) + row("q2", False), encoding="utf-8")
    (tmp_path / "floors.toml").write_text(FLOORS, encoding="utf-8")
    (tmp_path / "known-failures.toml").write_text(KNOWN, encoding="utf-8")
    return tmp_path


def places(found: list[Finding]) -> list[tuple[str, str, int]]:
    return [(one.code, Path(one.file).name, one.line) for one in found]


def test_every_fault_has_its_line(folder: Path) -> None:
    assert places(check_gate(folder, [])) == [
        ("floors-wrong", "floors.toml", 1),
        ("floors-wrong", "floors.toml", 5),
        ("floors-wrong", "floors.toml", 6),
        ("floors-wrong", "floors.toml", 8),
        ("floors-misfit", "floors.toml", 4),
        ("floors-misfit", "floors.toml", 12),
        ("floors-misfit", "floors.toml", 15),
        ("known-failures-wrong", "known-failures.toml", 3),
        ("known-failures-unknown", "known-failures.toml", 4),
    ]


def test_a_sound_gate_has_none(folder: Path) -> None:
    (folder / "floors.toml").write_text("least_questions = 1\n[main.dev]\naccuracy = 0.5\n", encoding="utf-8")
    (folder / "known-failures.toml").unlink()
    assert check_gate(folder, []) == []


@pytest.mark.parametrize("text", ["[main.dev\n", "a = = 3\n", ""])
def test_what_is_no_toml_or_empty_is_one_fault(folder: Path, text: str) -> None:
    (folder / "floors.toml").write_text(text, encoding="utf-8")
    (folder / "known-failures.toml").write_text(text, encoding="utf-8")
    found = places(check_gate(folder, []))
    assert [code for code, _, _ in found] == ["floors-wrong", "known-failures-wrong"][: 1 + bool(text)]
    assert all(line == bool(text) for _, _, line in found)


def test_floors_and_gold_that_are_not_there_are_told(folder: Path) -> None:
    (folder / "floors.toml").unlink()
    (folder / "dev.jsonl").write_text(row("q1", True), encoding="utf-8")
    found = check_gate(folder, [])
    assert [one.code for one in found] == ["gold-set", "floors-wrong", "known-failures-wrong"]
    assert "unanswerable" in found[0].message
    assert check_gate(folder, found)[0].code == "floors-wrong"


def test_a_baseline_that_somebody_edited_is_told(folder: Path) -> None:
    (folder / "baseline").mkdir()
    (folder / "baseline" / "baseline.json").write_text("{}", encoding="utf-8")
    assert [one.code for one in check_gate(folder, [])][-1] == "baseline-wrong"


def test_eval_stops_at_the_first_of_them(folder: Path) -> None:
    floors, faults = checked_floors(folder / "floors.toml")
    assert [one.measure for one in floors.floors] == ["accuracy"] * 3
    with pytest.raises(UsageError) as raised:
        read_floors(folder / "floors.toml")
    assert str(raised.value) == str(faults[0])
    known, wrong = checked_known(folder / "known-failures.toml")
    assert [list(rows) for rows in known.values()] == [["q1", "q9"]]
    with pytest.raises(UsageError) as raised:
        read_known(folder / "known-failures.toml")
    assert str(raised.value) == str(wrong[0])
