"""An article with everything that Markdown knows, asked at the command line: shown clean, cited verbatim."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.command import run_citaat

ARTICLE = """---
title: Afval en milieustraat
auteur: Gemeente Veldhoven-Zuid
datum: 2026-03-01
url: https://voorbeeld.nl/afval
---

<!-- Een koelkast inleveren kost tachtig euro. -->

Koelkast
--------

Een **oude koelkast** brengt u naar de [milieustraat](https://voorbeeld.nl/milieustraat).[^1] <!-- Of naar Piet. -->

```
# Kop in code over banden
Banden kosten duizend euro.
```

## Tarieven { #tarieven }

Dit betaalt u per keer:

| Soort afval | Prijs per m<sup>3</sup> |
|---|--:|
| **Puin** | 12 euro |
| Autobanden | 3 euro \\| stuk |

## Openingstijden

> De milieu\u00adstraat is open op zaterdag
> van negen tot vier. 's Avonds is zij dicht.

## Wat mag niet

Deze spullen nemen wij niet aan:

* asbest<!-- zonder zakken -->
* *gasflessen*
* munitie

[^1]: Alleen voor inwoners.
"""


LISTS = """+++
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
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = tmp_path_factory.mktemp("site") / "corpus"
    corpus.mkdir()
    (corpus / "afval.md").write_text(ARTICLE, encoding="utf-8")
    assert run_citaat(["index", *options(corpus)]).code == 0
    return corpus


def options(corpus: Path) -> list[str]:
    return ["--corpus", str(corpus), "--index", str(corpus.parent / "index")]


def ask(site: Path, question: str) -> tuple[dict[str, Any], str]:
    """The outcome, its citations sliced, and what stands on the terminal."""
    told = run_citaat(["ask", "--json", *options(site), question])
    outcome = json.loads(told.out)
    for one in outcome["citations"]:
        assert ARTICLE[one["start"] : one["end"]] == one["quote"]
        about = {key: one[key] for key in ("author", "date", "url")}
        assert about == {
            "author": "Gemeente Veldhoven-Zuid",
            "date": "2026-03-01",
            "url": "https://voorbeeld.nl/afval",
        }
    return outcome, run_citaat(["ask", *options(site), question]).out


@pytest.mark.parametrize(
    ("question", "answer", "heading"),
    [
        (
            "Waar breng ik een oude koelkast naartoe?",
            "Een oude koelkast brengt u naar de milieustraat.",
            "Koelkast",
        ),
        ("Wat kost puin per keer?", "Soort afval: Puin; Prijs per m³: 12 euro", "Tarieven"),
        (
            "Wat betaal ik voor autobanden?",
            "Soort afval: Autobanden; Prijs per m³: 3 euro | stuk",
            "Tarieven",
        ),
        (
            "Wanneer is de milieustraat open op zaterdag?",
            "De milieustraat is open op zaterdag\nvan negen tot vier.",
            "Openingstijden",
        ),
        ("Welke spullen nemen jullie niet aan?", "- asbest\n- gasflessen\n- munitie", "Wat mag niet"),
    ],
)
def test_answers_are_shown_clean_and_cited_verbatim(
    site: Path, question: str, answer: str, heading: str
) -> None:
    outcome, terminal = ask(site, question)
    assert outcome["status"] == "answered"
    assert answer in outcome["answer"]
    assert outcome["citations"][0]["heading"] == heading
    # On a terminal each cell of a row of a table has a line of its own.
    assert " ".join(answer.replace(";", "").split()) in " ".join(terminal.replace(";", "").split())
    for mark in ("**", "](", "|--", "<sup>", "[^", "> van", "{ #", "\u00ad", "\ufffd", "<!--"):
        assert mark not in outcome["answer"] + terminal


@pytest.mark.parametrize(
    "question",
    [
        "Wat kost een koelkast inleveren bij tachtig euro?",
        "Kosten banden duizend euro?",
        "Mag het naar Piet?",
        "Mag asbest zonder zakken?",
    ],
)
def test_what_is_hidden_is_neither_shown_nor_cited(site: Path, question: str) -> None:
    outcome, terminal = ask(site, question)
    told = json.dumps(
        [outcome["answer"], outcome["abstention"], [one["quote"] for one in outcome["citations"]]]
    )
    for word in ("tachtig", "duizend", "Piet", "Kop in code"):
        assert word not in told.split("unmatched")[0]
        assert word not in terminal.split("Niet gevonden")[0]


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("headings")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "afval.md").write_text(LISTS, encoding="utf-8")
    return ["--corpus", str(folder / "corpus"), "--index", str(folder / "index")]


def _asked(listed: list[str], *questions: str) -> list[dict[str, Any]]:
    told = run_citaat(["ask", "-", "--format", "jsonl", *listed], "\n".join(questions).encode())
    return [json.loads(line) for line in told.out.splitlines()]


def test_an_item_is_shown_with_what_turns_it(listed: list[str]) -> None:
    wanted = {
        "Mogen kristallen vazen in de glasbak?": ("Niet in de glasbak", "kristallen vazen"),
        "Mogen bielzen van het spoor?": ("❌", "bielzen"),
        "Worden de containers om zes uur opgehaald?": ("Zomertijd", "zes uur"),
        "Is er een gratis compostdag?": ("Afgeschaft", "compostdag"),
    }
    outcomes = _asked(listed, *wanted)
    for outcome, (heading, words) in zip(outcomes, wanted.values(), strict=True):
        cited = next(one for one in outcome["citations"] if words in one["quote"])
        assert heading in cited["under"]
        assert LISTS[cited["start"] : cited["end"]] == cited["quote"]
        assert outcome["answer"].index(heading) < outcome["answer"].index(words)


def test_saved_outcomes_with_headings_hold(listed: list[str], tmp_path: Path) -> None:
    outcomes = _asked(listed, "Mogen kristallen vazen in de glasbak?")
    saved = tmp_path / "outcomes.jsonl"
    saved.write_text(json.dumps(outcomes[0]) + "\n", encoding="utf-8")
    assert run_citaat(["verify", str(saved), *listed[:2]]).code == 0
