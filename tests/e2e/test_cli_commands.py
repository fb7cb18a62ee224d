"""index, passages, check, verify and every bad corpus or index, through the command line."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import SOURCES, Ran, Run, one_error
from support.corpora import WriteCorpus

COMMANDS = [
    "ask",
    "index",
    "passages",
    "check",
    "verify",
    "eval",
    "new",
    "gold",
    "gaps",
    "serve",
    "cache",
    "completion",
]
BIDI = "\u202e\u2066\u061c\u200f"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_version(citaat_cli: Run, command: str) -> None:
    told = citaat_cli(command, "--help")
    assert told.code == 0
    for option in ("--corpus", "--index", "--format", "--json", "--version"):
        assert option in told.out
    assert citaat_cli(command, "--version").out.startswith("citaat ")
    assert citaat_cli(command, "--bestaatniet").code == 2


def test_help_names_every_command_and_nothing_is_wrong_usage(citaat_cli: Run) -> None:
    told = citaat_cli("--help")
    assert told.code == 0
    assert all(command in told.out for command in COMMANDS)
    assert citaat_cli("--version").code == 0
    assert citaat_cli().code == 2
    assert citaat_cli("vraag").code == 2


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["aks", "x"], "did you mean ask?"),
        (["chekc"], "did you mean check?"),
        (["Waar zit magnesium in?"], 'citaat ask "'),
        (["ask", "--jsno", "x"], "did you mean --json?"),
        (["eval", "--baselin2"], "bedoel je --baseline?"),
        (["verify", "README.dm"], "did you mean README.md?"),
        (["passages", "--corpus", "corpsu"], "did you mean corpus?"),
        (["eval", "--gold", "evasl"], "bedoel je evals?"),
    ],
)
def test_a_slip_brings_what_was_meant(citaat_cli: Run, arguments: list[str], meant: str) -> None:
    ran = citaat_cli(*arguments)
    assert meant in one_error(ran, 3 if "--corpus" in arguments else 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ["a\x1b[31mb\u202e"],
        ["ask", "--\x1b]0;x\x07"],
        ["ask", "--format", "\x9b2J", "x"],
        ["verify", "\x1b\n::error"],
    ],
)
def test_a_usage_error_shows_nothing_raw(citaat_cli: Run, arguments: list[str]) -> None:
    error = one_error(citaat_cli(*arguments), 2)
    assert not set(f"\x1b\x07\x9b{BIDI}") & set(error)
    assert "\\x" in error


def test_every_command_shows_examples_and_help_has_two_doors(citaat_cli: Run) -> None:
    for command in COMMANDS:
        told = citaat_cli("help", command).out
        assert told == citaat_cli(command, "--help").out
        assert f"citaat {command}" in told.partition("examples:\n")[2]


@pytest.mark.parametrize("module", ["citaat", "citaat.cli.main"])
def test_the_module_is_the_same_program(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, "ask"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
    )
    assert "holds no question" in one_error(Ran(done.returncode, done.stdout, done.stderr), 2)


def test_an_empty_corpus_folder_here_takes_nothing_over_silently(citaat_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    ran = citaat_cli("ask", "Waar zit magnesium in?", cwd=tmp_path)
    assert ran.code == 0
    assert ran.err.startswith("citaat: note: ")
    assert "corpus/ of the working folder holds no articles" in ran.err
    for command in (["index"], ["verify", "-"]):
        assert "holds no articles" in one_error(citaat_cli(*command, cwd=tmp_path, stdin=b"x"), 3)
    assert "staan geen artikelen" in one_error(citaat_cli("check", cwd=tmp_path), 3)


def test_options_may_stand_before_the_command(citaat_cli: Run, corpus_path: Path, index_path: Path) -> None:
    options = ["--corpus", str(corpus_path), "--index", str(index_path)]
    ran = citaat_cli(*options, "--json", "ask", "Waar zit magnesium in?")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["status"] == "answered"


def test_passages_in_all_formats(on_real: Run, corpus_path: Path) -> None:
    text, whole, lines = (on_real("passages", "--format", form) for form in ("text", "json", "jsonl"))
    assert (text.code, whole.code, lines.code) == (0, 0, 0)
    records = json.loads(whole.out)
    assert [json.loads(line) for line in lines.out.splitlines()] == records
    for record in records:
        source = (corpus_path / record["source"]).read_text(encoding="utf-8")
        assert source[record["start"] : record["end"]] == record["text"]
        assert record["id"] in text.out


def test_a_reader_that_goes_away_is_no_error(on_real: Run) -> None:
    # head closes the pipe; here the nearest thing: an article that is not there prints nothing.
    ran = on_real("passages", "--article", "weg")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_verify_holds_and_then_does_not(on_real: Run, tmp_path: Path) -> None:
    saved = tmp_path / "antwoorden.jsonl"
    asked = on_real(
        "ask", "--format", "jsonl", "-", stdin=b"Waar zit magnesium in?\nhoeveel magnesium slikken\n"
    )
    saved.write_text(asked.out, encoding="utf-8")
    good = on_real("verify", str(saved))
    assert (good.code, good.err) == (0, "")
    assert " 0 do not hold" in good.out
    saved.write_text(asked.out.replace("Bladgroenten", "Blaadjes"), encoding="utf-8")
    bad = on_real("verify", "--json", str(saved))
    assert bad.code == 1
    assert json.loads(bad.out)["problems"][0]["line"] == 1
    assert on_real("verify", "-", stdin=asked.out.encode()).code == 0


def test_verify_shows_nothing_of_a_file_raw(on_real: Run, tmp_path: Path) -> None:
    asked = json.loads(on_real("ask", "--json", "hoeveel magnesium slikken").out)
    asked["caveats"][0]["id"] = f"\x1b[31m{BIDI}"
    asked["caveats"][0]["citations"][0]["quote"] = "anders"
    (tmp_path / "x").write_text(json.dumps(asked), encoding="utf-8")
    ran = on_real("verify", str(tmp_path / "x"))
    assert ran.code == 1
    assert not set(f"\x1b{BIDI}") & set(ran.out)


@pytest.mark.parametrize("content", [b"", b"geen json\n", b"\xff\xfe", b"{}", b"[3]"])
def test_verify_of_something_else_is_wrong_usage(on_real: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    one_error(on_real("verify", str(tmp_path / "x")), 2)


def test_verify_of_nothing_is_wrong_usage(on_real: Run, tmp_path: Path) -> None:
    one_error(on_real("verify", str(tmp_path / "weg")), 2)
    one_error(on_real("verify", str(tmp_path)), 2)


def test_check_of_a_bad_corpus_finds_everything(
    citaat_cli: Run, write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    path = write_corpus({"a.md": "Slaap goed.", "leeg.md": ""})
    (path / "lexicon.toml").write_text('[[gap]]\ntopic = "x"\n', encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text("{}\n{\n", encoding="utf-8")
    options = ("--corpus", str(path), "--gold", str(tmp_path / "gold.jsonl"))
    ran = citaat_cli("check", *options)
    assert ran.code == 3
    assert ran.out.splitlines()[-1] == "4 fouten"
    assert f"{path / 'leeg.md'}:3: article-empty: " in ran.out
    assert f"{path / 'lexicon.toml'}:1: lexicon-value: " in ran.out
    told = json.loads(citaat_cli("check", "--json", *options).out)
    assert [list(finding) for finding in told["findings"]] == [["code", "file", "line", "message", "fix"]] * 4


def test_check_of_good_words_and_bad_gold_fails_as_a_gate(
    citaat_cli: Run, write_corpus: WriteCorpus, tmp_path: Path
) -> None:
    path = write_corpus({"a.md": "Slaap goed."})
    assert citaat_cli("check", "--corpus", str(path)).code == 0
    (tmp_path / "gold.jsonl").write_text("{}\n", encoding="utf-8")
    assert citaat_cli("check", "--corpus", str(path), "--gold", str(tmp_path / "gold.jsonl")).code == 1
    one_error(citaat_cli("check", "--corpus", str(path), "--gold", str(tmp_path / "weg")), 2)


def test_check_covers_rules_by_questions(
    citaat_cli: Run, corpus_path: Path, root: Path, tmp_path: Path
) -> None:
    for file in [*corpus_path.glob("*.md"), corpus_path / "caveats.toml"]:
        shutil.copy(file, tmp_path)
    probes = (root / "evals" / "probes-dev.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    gold = tmp_path / "probes.jsonl"
    gold.write_text("".join(probes[::20]), encoding="utf-8")
    ran = citaat_cli("check", "--corpus", str(tmp_path), "--gold", str(gold), "--coverage")
    assert ran.code in (0, 3), ran.err
    assert ": geen vraag noemt " in ran.out


def test_the_corpus_of_the_working_directory_comes_first(
    citaat_cli: Run, corpus_path: Path, index_path: Path, tmp_path: Path
) -> None:
    shutil.copytree(corpus_path, tmp_path / "corpus")
    ran = citaat_cli("passages", "--index", str(index_path), "--format", "jsonl", cwd=tmp_path)
    assert ran.code == 0, ran.err
    assert len(ran.out.splitlines()) > 30
