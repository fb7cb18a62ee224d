"""A baseline is compared with runs on the same articles alone: exit 4, never a verdict on apples and pears."""

import json
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from citaat.evaluation.gold.records import CAVEATS

FACTS = {
    "Wat is zink?": "Zink is een mineraal dat je afweer ondersteunt.",
    "Waar zit zink in?": "Zink zit in oesters, rundvlees en pompoenpitten.",
    "Hoeveel zink heb je per dag nodig?": "Een volwassene heeft per dag 9 mg zink nodig.",
    "Helpt zink tegen hoest?": "Tegen hoest helpt zink niet.",
    "Is zink een vitamine?": "Zink is geen vitamine.",
}
NOT_THERE = ("Wie won de Tour de France?", "Wat kost een treinkaartje?")
EMERGENCIES = ("Mijn kind heeft net een hele pot pillen leeggegeten.", "Ze is bewusteloos na een pot pillen.")
FLOORS = """
least_questions = 2
[main.dev]
answer_accuracy = 0.6
abstention_recall = 0.5
caveat_recall = 1.0
nagging = 0.3
guidance = 0.5
"Brier:unanswerable" = 0.2
evidence_share = 0.6
"""


def write_all(folder: Path) -> None:
    corpus, evals = folder / "corpus", folder / "evals"
    corpus.mkdir()
    evals.mkdir()
    parts = "".join(f"## {question}\n\n{fact}\n\n" for question, fact in FACTS.items())
    (corpus / "zink.md").write_text(f'+++\ntitle = "Zink"\n+++\n\n# Zink\n\n{parts}', encoding="utf-8")
    rows = [
        *(_row(question, {"answerable": True, **_told(fact)}) for question, fact in FACTS.items()),
        *(_row(one, {"answerable": False, "evidence": [], "must_contain": []}) for one in NOT_THERE),
        *(_row(one, {}, ["spoed"], []) for one in EMERGENCIES),
    ]
    (evals / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    (evals / "floors.toml").write_text(FLOORS, encoding="utf-8")


def _told(fact: str) -> dict[str, object]:
    return {"evidence": [{"article": "zink", "quote": fact}], "must_contain": [[fact]]}


def _row(
    question: str, answer: dict[str, object], owed: Collection[str] = (), spared: Collection[str] = CAVEATS
) -> dict[str, object]:
    labels = {"caveats_required": list(owed), "caveats_forbidden": list(spared)}
    return {
        "id": question.lower().strip("?. ").replace(" ", "-"),
        "group": question,
        "split": "dev",
        "question": question,
        **answer,
        **labels,
        "tags": [],
        "critical": False,
    }


def test_another_corpus_is_exit_4_and_the_same_one_is_compared(
    tmp_path: Path, citaat_cli: Callable[..., Any]
) -> None:
    here = tmp_path / "before"
    here.mkdir()
    write_all(here)
    blessed = citaat_cli("eval", "--bless", "--reason", "de eerste stand", cwd=here)
    assert blessed.code == 0, blessed.out
    same = citaat_cli("eval", cwd=here)
    assert same.code == 0, same.out
    assert "Tegenover wat is vastgelegd (de eerste stand)" in same.out

    other = tmp_path / "after"
    shutil.copytree(here, other)
    with (other / "corpus" / "zink.md").open("a", encoding="utf-8") as file:
        file.write("## Waar koop je zink?\n\nZink koop je bij de drogist.\n")
    changed = citaat_cli("eval", "--json", cwd=other)
    assert changed.code == 4, changed.out
    data = json.loads(changed.out)
    assert data["verdict"] == "not comparable"
    assert data["comparisons"] == []
    assert "another corpus than the baseline" in data["incomparable"]
    assert "citaat eval --bless" in data["incomparable"]
