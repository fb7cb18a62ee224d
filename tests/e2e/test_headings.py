"""Lists under lines and headings of many habits, asked at the command line: nothing forbidden reads as allowed."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.command import run_citaat

ARTICLE = """+++
title = "Afval scheiden"
+++

## Glas

Niet in de glasbak

- spiegels
- kristallen vazen

Wel in de glasbak

- lege flessen

## Hout

❌

- bielzen van het spoor

## Ophaaldagen

### Zomertijd

De containers worden opgehaald om zes uur in de ochtend.

## Afgeschaft

- de gratis compostdag
"""


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("headings")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "afval.md").write_text(ARTICLE, encoding="utf-8")
    return ["--corpus", str(folder / "corpus"), "--index", str(folder / "index")]


def _asked(options: list[str], *questions: str) -> list[dict[str, Any]]:
    told = run_citaat(["ask", "-", "--format", "jsonl", *options], "\n".join(questions).encode())
    return [json.loads(line) for line in told.out.splitlines()]


def test_an_item_is_shown_with_what_turns_it(options: list[str]) -> None:
    wanted = {
        "Mogen kristallen vazen in de glasbak?": ("Niet in de glasbak", "kristallen vazen"),
        "Mogen bielzen van het spoor?": ("❌", "bielzen"),
        "Worden de containers om zes uur opgehaald?": ("Zomertijd", "zes uur"),
        "Is er een gratis compostdag?": ("Afgeschaft", "compostdag"),
    }
    outcomes = _asked(options, *wanted)
    for outcome, (heading, words) in zip(outcomes, wanted.values(), strict=True):
        cited = next(one for one in outcome["citations"] if words in one["quote"])
        assert heading in cited["under"]
        assert ARTICLE[cited["start"] : cited["end"]] == cited["quote"]
        assert outcome["answer"].index(heading) < outcome["answer"].index(words)


def test_saved_outcomes_with_headings_hold(options: list[str], tmp_path: Path) -> None:
    outcomes = _asked(options, "Mogen kristallen vazen in de glasbak?")
    saved = tmp_path / "outcomes.jsonl"
    saved.write_text(json.dumps(outcomes[0]) + "\n", encoding="utf-8")
    assert run_citaat(["verify", str(saved), *options[:2]]).code == 0
