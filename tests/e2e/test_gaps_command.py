"""citaat gaps: what was asked in vain, entries by number, and their effect before they are kept."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from support.command import Run, one_error

LOG = "Wat kost een vliegreis naar Rome?\n" * 3 + "waar zit magnesium in\n{kapot\n"
SLEEP = """+++
title = "Beter slapen"
+++

## Hoeveel uur slaap heb je nodig?

Een volwassene heeft minimaal 7 uur slaap per nacht nodig.

## Waar zit magnesium in?

Magnesium zit in bladgroenten en noten.
"""
LEXICON = '[[concept]]\nterm = "slaap"\nrelation = "synonym"\nwords = ["nachtrust"]\n'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small corpus, with a log beside it."""
    corpus = tmp_path_factory.mktemp("site") / "slaap"
    corpus.mkdir()
    (corpus / "slapen.md").write_text(SLEEP, encoding="utf-8")
    (corpus / "lexicon.toml").write_text(LEXICON, encoding="utf-8")
    (corpus.parent / "log").write_text(LOG, encoding="utf-8")
    return corpus


@pytest.fixture
def own(site: Path, tmp_path: Path) -> Path:
    """As `site`, to write to."""
    shutil.copytree(site.parent, tmp_path / "eigen")
    return tmp_path / "eigen" / "slaap"


def _gap(entries: Sequence[Mapping[str, object]]) -> int:
    """The number of the one gap among the entries of the first group."""
    (number,) = [at for at, one in enumerate(entries, 1) if one["table"] == "gap"]
    return number


def test_a_log_is_told_by_group(on_real: Run, site: Path) -> None:
    ran = on_real("gaps", str(site.parent / "log"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("3x  ")
    assert "3x Wat kost een vliegreis naar Rome?" in ran.out
    assert ran.out.endswith("2 verschillende vragen, 1 zonder antwoord, 1 regel zonder vraag\n")
    told = json.loads(on_real("gaps", str(site.parent / "log"), "--json").out)
    assert (told["asked"], told["missed"], told["unread"]) == (2, 1, 1)
    assert _gap(told["groups"][0]["entries"]) > 0


def test_an_accepted_entry_is_tried_and_kept(citaat_cli: Run, own: Path) -> None:
    log, corpus, gold = str(own.parent / "log"), ("--corpus", str(own)), str(own.parent / "dev.jsonl")
    entries = json.loads(citaat_cli("gaps", log, "--json", *corpus).out)["groups"][0]["entries"]
    added = citaat_cli("gold", "add", "Hoeveel uur slaap heb ik nodig?", "--accept", "--gold", gold, *corpus)
    assert added.code == 0, added.err
    before = (own / "lexicon.toml").read_text(encoding="utf-8")
    ran = citaat_cli("gaps", log, "--accept", str(_gap(entries)), "--gold", gold, *corpus)
    assert (ran.code, ran.err) == (0, "")
    assert "vragen in evals/: 0 beter, 0 slechter" in ran.out
    assert "bewaard in" in ran.out
    after = (own / "lexicon.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip("\n"))
    assert '[[gap]]\ntopic = "' in after[len(before) - 1 :]


def test_what_is_kept_has_no_slips_of_a_visitor(citaat_cli: Run, own: Path) -> None:
    log = own.parent / "tikfouten"
    log.write_text("moet k mn magnesuim meenemen vn huis naar Rome\n", encoding="utf-8")
    told = json.loads(citaat_cli("gaps", str(log), "--json", "--corpus", str(own)).out)
    (group,) = told["groups"]
    assert group["questions"] == [["moet k mn magnesuim meenemen vn huis naar Rome", 1]]
    number = _gap(group["entries"])
    ran = citaat_cli("gaps", str(log), "--accept", str(number), "--corpus", str(own))
    assert ran.code == 0, ran.err
    kept = (own / "lexicon.toml").read_text(encoding="utf-8")
    assert '"moet ik mijn magnesium meenemen van huis naar Rome"' in kept


@pytest.mark.parametrize("accept", ["0", "99", "x", "", "1,99"])
def test_another_number_is_refused(citaat_cli: Run, site: Path, accept: str) -> None:
    before = (site / "lexicon.toml").read_bytes()
    ran = citaat_cli("gaps", str(site.parent / "log"), "--accept", accept, "--corpus", str(site))
    assert "er is geen voorstel" in one_error(ran, 2)
    assert (site / "lexicon.toml").read_bytes() == before


def test_no_log_is_wrong_usage(on_real: Run, tmp_path: Path) -> None:
    one_error(on_real("gaps", str(tmp_path / "weg")), 2)
    (tmp_path / "leeg").write_bytes(b"\n")
    assert "bevat geen vraag" in one_error(on_real("gaps", str(tmp_path / "leeg")), 2)
