"""Corpora and indexes that cannot be used, and what is hostile in them: one clear line, and nothing raw."""

import json
from pathlib import Path

import pytest
from support.command import Ran, Run, one_error
from support.corpora import WriteCorpus

BIDI = "\u202e\u2066\u061c\u200f"


def ask(citaat_cli: Run, corpus: Path, index: Path) -> Ran:
    return citaat_cli("ask", "Hoe lang slapen?", "--corpus", str(corpus), "--index", str(index))


def test_a_corpus_that_is_not_there(citaat_cli: Run, tmp_path: Path) -> None:
    for command in (["ask", "x"], ["index"], ["passages"], ["check"], ["verify", __file__]):
        ran = citaat_cli(*command, "--corpus", str(tmp_path / "weg"), "--index", str(tmp_path / "i"))
        assert ran.code == (2 if command[0] == "verify" and "JSON" in ran.err else 3), ran.err
        one_error(ran, ran.code)
    assert not (tmp_path / "i").exists()


def test_an_empty_corpus(citaat_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    assert "no articles" in one_error(ask(citaat_cli, tmp_path / "leeg", tmp_path / "i"), 3)
    assert not (tmp_path / "i").exists()


def test_an_article_without_front_matter(citaat_cli: Run, write_corpus: WriteCorpus, tmp_path: Path) -> None:
    path = write_corpus({"goed.md": "Slaap goed."})
    (path / "fout.md").write_text("# Geen voorwerk\n", encoding="utf-8")
    error = one_error(ask(citaat_cli, path, tmp_path / "i"), 3)
    assert "fout.md:1: has no front matter; start the file with" in error


def test_a_file_name_reaches_no_terminal_raw(
    citaat_cli: Run, write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    path = write_corpus({"goed.md": "Slaap goed."})
    (path / f"\x1b[31m{BIDI}.md").write_text("# Geen voorwerk\n", encoding="utf-8")
    ran = ask(citaat_cli, path, tmp_path / "i")
    assert ran.code == 3
    assert not set(f"\x1b{BIDI}") & set(ran.err)


def test_a_hostile_article_on_every_command(
    citaat_cli: Run, write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    evil = f"\x1b[31mSlaap\x07 minimaal\x9b zeven{BIDI} uur per nacht."
    path = write_corpus({"slaap.md": f"## Hoe lang {BIDI}\x9b slapen?\n\n{evil}\n"})
    options = ("--corpus", str(path), "--index", str(tmp_path / "i"))
    question = "minimaal zeven uur slapen per nacht"
    asked = citaat_cli("ask", question, *options)
    assert asked.code == 0, asked.err
    runs = [asked]
    runs += [
        citaat_cli(*command, *options)
        for command in (("passages",), ("check",), ("ask", "--explain", question))
    ]
    for ran in runs:
        assert not set(f"\x1b\x07\x9b{BIDI}") & set(ran.out + ran.err)
    told = citaat_cli("ask", "--json", question, *options)
    assert json.loads(told.out)["citations"][0]["quote"] == evil
    assert not set(f"\x1b\x07\x9b{BIDI}") & set(told.out)


def test_an_old_index_is_rebuilt_to_the_same_bytes(
    on_real: Run, citaat_cli: Run, corpus_path: Path, index_copy: Path
) -> None:
    manifest = json.loads((index_copy / "manifest.json").read_text(encoding="utf-8"))
    (index_copy / "manifest.json").write_text(
        json.dumps(manifest | {"format": 0, "citaat": "0.0.0"}), encoding="utf-8"
    )
    options = ("--corpus", str(corpus_path), "--index", str(index_copy))
    ran = citaat_cli("ask", "Waar zit magnesium in?", *options, env={"PYTHONHASHSEED": "7"})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == on_real("ask", "Waar zit magnesium in?").out
    assert json.loads((index_copy / "manifest.json").read_text(encoding="utf-8")) == manifest


@pytest.mark.parametrize("name", ["0.passages.jsonl", "caveats.json", "0.lemma.doc.npy", "manifest.json"])
def test_a_damaged_index_is_one_line_and_says_what_to_do(
    citaat_cli: Run, corpus_path: Path, index_copy: Path, name: str
) -> None:
    (index_copy / name).write_bytes((index_copy / name).read_bytes()[:-9])
    ran = citaat_cli(
        "ask", "Waar zit magnesium in?", "--corpus", str(corpus_path), "--index", str(index_copy)
    )
    error = one_error(ran, 3)
    assert name in error
    assert "citaat index" in error


def test_a_foreign_folder_is_refused_and_left_alone(
    citaat_cli: Run, corpus_path: Path, tmp_path: Path
) -> None:
    (tmp_path / "brief.txt").write_text("van oma", encoding="utf-8")
    for command in (["ask", "Waar zit magnesium in?"], ["index"]):
        one_error(citaat_cli(*command, "--corpus", str(corpus_path), "--index", str(tmp_path)), 3)
    assert [entry.name for entry in tmp_path.iterdir()] == ["brief.txt"]


@pytest.mark.parametrize("place", ["bestand", "bestand/onder"])
def test_an_index_that_cannot_be_kept_there(
    citaat_cli: Run, corpus_path: Path, tmp_path: Path, place: str
) -> None:
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    ran = citaat_cli(
        "ask", "Waar zit magnesium?", "--corpus", str(corpus_path), "--index", str(tmp_path / place)
    )
    one_error(ran, 3)
