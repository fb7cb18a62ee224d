"""Questions that arrive by odd ways: whatever is wrong with them, their warnings come out."""

import json

import pytest
from support.command import Run

DESPAIR = "ik wil dood"
MASKED = ["ik wil d00d", "ik wil d.o.o.d", "heb 30 pil\u00adlen ge\u00adslikt", "zelfm**rd plegen"]


def test_masked_words_are_warned_about_and_shown_as_typed(on_real: Run) -> None:
    ran = on_real("ask", "-", "--format", "jsonl", stdin="\n".join(MASKED).encode())
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert [record["question"] for record in records] == MASKED
    for record in records:
        assert record["caveats"][0]["id"] == "spoed"
        assert record["caveats"][0]["trigger"] in record["question"]


@pytest.mark.parametrize(
    "arguments", [["ask", DESPAIR, "--kleur"], ["ask", "--format", "xml", DESPAIR], [DESPAIR]]
)
def test_a_mistyped_command_tells_the_emergency_in_it(citaat_cli: Run, arguments: list[str]) -> None:
    ran = citaat_cli(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["SPOED", "citaat"]


def test_lines_that_cannot_be_read_are_warned_about(on_real: Run) -> None:
    doubled = json.dumps({"question": DESPAIR})[:-1] + ', "question": "hoeveel slaap"}\n'
    for raw in (f"{DESPAIR}\n".encode("utf-16"), doubled.encode()):
        ran = on_real("ask", "-", stdin=raw)
        assert ran.code == 2
        assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["citaat", "SPOED"]
