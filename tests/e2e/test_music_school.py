"""A site that has nothing to do with what people take: its own warnings, and questions typed as messages."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from support.command import Run

ARTICLES = {
    "lessen": "# Hoe vaak heb ik les?\n\nJe hebt elke week een les van dertig minuten.\n\n"
    "# Wat kost een proefles?\n\nEen proefles kost 15 euro.\n",
    "huur": "# Kan ik een piano huren?\n\nEen piano huur je voor 35 euro per maand.\n\n"
    "# Waar kan ik parkeren?\n\nParkeren kan gratis achter de school.\n",
}
RULES = """schema = 1
extends = "packaged"

[terms]
gehoor = "oorsuizen, piep in mijn oren"

[[rule]]
id = "gehoor"
caveat = "{caveat}"
all = ["gehoor"]
why = "Te harde muziek beschadigt het gehoor."
source = "de redactie"
yes = ["ik heb oorsuizen na de les"]
no = ["hoe laat is de les"]
{text}"""


@pytest.fixture
def site(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes the site, with a rule that gives this caveat, and a text of its own or none."""

    def write(caveat: str, text: str = "") -> Path:
        corpus = tmp_path / "corpus"
        corpus.mkdir()
        for name, body in ARTICLES.items():
            (corpus / f"{name}.md").write_text(f'+++\ntitle = "{name}"\n+++\n\n{body}', encoding="utf-8")
        rules = RULES.format(caveat=caveat, text=text)
        (corpus / "caveats.toml").write_text(rules, encoding="utf-8")
        return tmp_path

    return write


def _asked(citaat_cli: Run, site: Path, question: str) -> Mapping[str, Any]:
    told: Mapping[str, Any] = json.loads(citaat_cli("ask", question, "--json", cwd=site).out)
    return told


@pytest.mark.parametrize("caveat", ["overdosering", "medicatie", "risicogroep"])
def test_its_own_warning_speaks_of_nothing_that_is_swallowed(
    citaat_cli: Run, site: Callable[[str, str], Path], caveat: str
) -> None:
    place = site(caveat, "")
    (given,) = _asked(citaat_cli, place, "ik heb oorsuizen na de les, en nu?")["caveats"]
    assert (given["id"], given["rule"]) == (caveat, "gehoor")
    for word in ("inneem", "slik", "supplement", "apotheker om advies voordat"):
        assert word not in given["text"]
    assert given["text"].endswith(".")


def test_a_text_of_its_own_is_said_as_it_was_written(
    citaat_cli: Run, site: Callable[[str, str], Path]
) -> None:
    place = site("medicatie", '\n[text.medicatie]\nbody = "Bel je arts over je medicijnen."\n')
    (given,) = _asked(citaat_cli, place, "ik heb oorsuizen na de les, en nu?")["caveats"]
    assert given["text"].endswith("Bel je arts over je medicijnen.")


def test_without_extends_the_one_cause_is_told(citaat_cli: Run, site: Callable[[str, str], Path]) -> None:
    place = site("medicatie", "")
    rules = place / "corpus" / "caveats.toml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(text.replace('extends = "packaged"\n', ""), encoding="utf-8")
    ran = citaat_cli("check", cwd=place)
    assert ran.code == 3
    (told,) = [line for line in ran.out.splitlines() if "rules-wrong" in line]
    assert "caveats.toml:1: " in told
    assert 'zet `extends = "packaged"` bovenaan' in told
    # What else is wrong, whatever it extends, is told beside it.
    rules.write_text(text.replace('extends = "packaged"', "near = 3"), encoding="utf-8")
    assert citaat_cli("check", cwd=place).out.count("rules-wrong") == 2


def test_shorthand_is_answered_as_the_question_it_stands_for(
    citaat_cli: Run, site: Callable[[str, str], Path]
) -> None:
    place = site("medicatie", "")
    pairs = {
        "hoevaak hebk les": "hoe vaak heb ik les",
        "kank n piano huren ofzo": "kan ik een piano huren of zo",
        "wat kost n proefles vn de school": "wat kost een proefles van de school",
        "kheb oorsuizen na mn les": "ik heb oorsuizen na mijn les",
    }
    for short, long in pairs.items():
        mine, theirs = (_asked(citaat_cli, place, one) for one in (short, long))
        assert mine["status"] == theirs["status"], short
        assert mine.get("answer") == theirs.get("answer"), short
        assert [one["rule"] for one in mine["caveats"]] == [one["rule"] for one in theirs["caveats"]], short
    assert _asked(citaat_cli, place, "hoevaak hebk les")["status"] == "answered"
