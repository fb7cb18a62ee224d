"""Streams that are closed, full, narrow or gone: one line or silence, a documented code, and never a lost warning."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import SOURCES, Ran, one_error

EMERGENCY = "Ik heb net 60 pillen magnesium ingenomen"
_ENTRY = "from citaat.cli.main import program; program()"


class Shell:
    """`citaat ARGUMENTS` with redirections, on the real corpus, as a shell starts it."""

    def __init__(self, corpus: Path, index: Path) -> None:
        self._options = f"--corpus {shlex.quote(str(corpus))} --index {shlex.quote(str(index))}"

    def __call__(self, arguments: str, streams: str, cwd: Path | None = None, **env: str) -> Ran:
        command = (
            f"{shlex.quote(sys.executable)} -c {shlex.quote(_ENTRY)} {arguments} {self._options} {streams}"
        )
        done = subprocess.run(
            ["bash", "-c", command],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(SOURCES), "PYTHONUTF8": "1", **env},
            timeout=120,
            check=False,
        )
        # A narrow terminal gets other bytes than UTF-8.
        out = done.stdout.decode(errors="replace")
        return Ran(done.returncode, out, done.stderr.decode())


@pytest.fixture
def shell(corpus_path: Path, index_path: Path) -> Shell:
    """A shell to redirect in."""
    return Shell(corpus_path, index_path)


@pytest.fixture
def small_shell(tmp_path: Path) -> Shell:
    """A shell with a corpus that is soon checked."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.md").write_text('+++\ntitle = "Slaap"\n+++\n\nSlaap goed.\n', encoding="utf-8")
    return Shell(corpus, tmp_path / "index")


def _gone(folder: Path) -> str:
    """A redirection to a pipe whose reading end is opened and closed before anything is written."""
    fifo = folder / "fifo"
    os.mkfifo(fifo)
    return f"> {fifo} & pid=$!; exec 9< {fifo}; exec 9<&-; wait $pid"


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
@pytest.mark.parametrize("streams", [">/dev/full", ">&-", ">&- <&-"])
def test_an_output_that_cannot_be_written_leaves_the_warning_on_stderr(
    shell: Shell, streams: str, form: str
) -> None:
    ran = shell(f'ask --format {form} "{EMERGENCY}"', streams)
    assert ran.code == 2
    lines = ran.err.splitlines()
    assert lines[0].startswith("SPOED: ")
    assert "112" in lines[0]
    assert lines[-1].startswith("citaat: error: standard output cannot be written (")


@pytest.mark.parametrize("command", ['ask "hoeveel slaap"', "passages", "ask --help", "ask --version"])
def test_a_full_device_is_one_line(shell: Shell, command: str) -> None:
    assert "No space left" in one_error(shell(command, ">/dev/full"), 2)


def test_a_full_device_is_one_line_of_a_check_too(small_shell: Shell) -> None:
    assert "de schijf is vol" in one_error(small_shell("check", ">/dev/full"), 2)


def test_a_closed_or_full_stderr_costs_no_answer(shell: Shell) -> None:
    for streams in ("2>&-", "2>/dev/full"):
        ran = shell(f'ask "{EMERGENCY}"', streams)
        assert ran.code == 10
        assert "112" in ran.out
    assert shell("ask --nergens x", "2>&-").code == 2


def test_with_everything_closed_it_still_ends_with_a_documented_code(shell: Shell) -> None:
    assert shell(f'ask "{EMERGENCY}"', "<&- >&- 2>&-").code == 2


@pytest.mark.parametrize("command", ["ask -", "ask", "verify -"])
def test_a_closed_stdin_is_an_empty_one(shell: Shell, command: str) -> None:
    one_error(shell(command, "<&-"), 2)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "ascii:strict"])
def test_a_narrow_terminal_gets_the_text_with_replacements(shell: Shell, encoding: str) -> None:
    ran = shell(f'ask "{EMERGENCY}"', "", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (ran.code, ran.err) == (10, "")
    assert "Bel 112" in ran.out


def test_json_in_ascii_reads_back_whole(shell: Shell) -> None:
    question = "één “vraag” over 🙂 magnesium"
    ran = shell(f"ask --json {shlex.quote(question)}", "", PYTHONIOENCODING="ascii")
    assert ran.out.isascii()
    assert json.loads(ran.out)["question"] == question


def test_a_reader_that_is_gone_still_hears_of_an_emergency(shell: Shell, tmp_path: Path) -> None:
    ran = shell(f'ask "{EMERGENCY}"', _gone(tmp_path))
    assert ran.code == 0
    assert ran.err.startswith("SPOED: ")
    assert "error" not in ran.err


@pytest.mark.parametrize("form", ["jsonl", "json", "text"])
def test_a_batch_that_nobody_reads_still_tells_of_emergencies_in_its_other_lines(
    shell: Shell, tmp_path: Path, form: str
) -> None:
    lines = f"<<< $'hoeveel slaap\\n{EMERGENCY}\\n{EMERGENCY}'"
    for streams in (f"{lines} > /dev/full", f"{lines} {_gone(tmp_path)}"):
        told = [line for line in shell(f"ask --format {form} -", streams).err.splitlines() if "SPOED" in line]
        assert len(told) == 1


def test_a_batch_whose_reader_has_gone_is_quiet(shell: Shell) -> None:
    ran = shell("ask --format jsonl -", "< <(yes hoeveel slaap) | head -c 10")
    assert ran == Ran(0, '{"schema":', "")


def test_a_gate_whose_reader_has_gone_has_not_passed(small_shell: Shell, tmp_path: Path) -> None:
    ran = small_shell("check", _gone(tmp_path))
    assert (ran.code, ran.err) == (1, "")


def test_a_working_folder_that_was_removed(shell: Shell, tmp_path: Path) -> None:
    gone = tmp_path / "weg"
    gone.mkdir()
    # The shell starts in the folder, and the command when it is gone.
    inside = f"; cd {gone} && rmdir {gone} && {shlex.quote(sys.executable)} -c {shlex.quote(_ENTRY)} "
    one_error(shell("--version", f">/dev/null {inside} check --corpus nergens"), 3)
    other = tmp_path / "ook"
    other.mkdir()
    ran = shell(
        "--version", f">/dev/null; cd {other} && rmdir {other} && {sys.executable} -c '{_ENTRY}' --help"
    )
    assert (ran.code, ran.err) == (0, "")


def test_the_default_corpus_without_a_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from citaat import locations

    gone = tmp_path / "weg"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert locations.default_corpus() == locations.packaged_corpus()
    monkeypatch.undo()
