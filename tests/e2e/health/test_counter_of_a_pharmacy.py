"""A site whose titles alone say what is taken: doses are warned of, the counter's own business is not."""

import json
from pathlib import Path

from support.command import Run

ARTICLE = """+++
title = "Paracetamol"
+++

# Dosering

Volwassenen nemen er ten hoogste 8 per dag.

# Balie

De balie is open van negen tot vijf. Bezorgen kost 2,50 euro.
"""
OWED: dict[str, set[str]] = {
    "Hoeveel mag ik er per dag nemen, van paracetamol?": {"overdosering", "medicatie"},
    "Wordt paracetamol vergoed?": set(),
    "Wat kost bezorgen van paracetamol?": set(),
    "Wat kost bezorgen? Mijn vrouw is bewusteloos": {"spoed"},
}


def test_titles_say_what_a_site_is_about(citaat_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "paracetamol.md").write_text(ARTICLE, encoding="utf-8")
    ran = citaat_cli("ask", "-", "--format", "jsonl", cwd=tmp_path, stdin="\n".join(OWED).encode())
    told = [json.loads(line) for line in ran.out.splitlines()]
    assert {one["question"]: {given["id"] for given in one["caveats"]} for one in told} == OWED
