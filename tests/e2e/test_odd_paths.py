"""Questions that arrive by odd ways: whatever is wrong with them, their warnings come out."""

import json

from support.command import Run

MASKED = ["ik wil d00d", "ik wil d.o.o.d", "heb 30 pil\u00adlen ge\u00adslikt", "zelfm**rd plegen"]


def test_masked_words_are_warned_about_and_shown_as_typed(on_real: Run) -> None:
    ran = on_real("ask", "-", "--format", "jsonl", stdin="\n".join(MASKED).encode())
    records = [json.loads(line) for line in ran.out.splitlines()]
    assert [record["question"] for record in records] == MASKED
    for record in records:
        assert record["caveats"][0]["id"] == "spoed"
        assert record["caveats"][0]["trigger"] in record["question"]
