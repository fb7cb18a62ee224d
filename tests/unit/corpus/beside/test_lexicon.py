"""A broken file of words or settings is told of in the same words, with its line, whoever reads it."""

from pathlib import Path

import pytest

from citaat.checking.checks import check_corpus
from citaat.corpus.beside.askings import askings
from citaat.corpus.beside.lexicon import corpus_lexicon
from citaat.corpus.beside.settings import read_settings
from citaat.corpus.toml_lines import toml_fault
from citaat.dutch.words import Lexicon
from citaat.errors import RulesError
from citaat.evaluation.gate.floors import checked_floors

BROKEN = '[[concept]]\nterm = "ei\n'


def test_every_path_tells_the_same_of_a_broken_lexicon(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text('+++\ntitle = "T"\n+++\n\nZin.\n', encoding="utf-8")
    file = tmp_path / "lexicon.toml"
    file.write_text(BROKEN, encoding="utf-8")
    (finding,) = check_corpus(tmp_path).findings
    for read, given in ((corpus_lexicon, file), (askings, tmp_path)):
        with pytest.raises(RulesError) as told:
            read(given)
        error = told.value
        assert (error.what, error.file, error.line, error.fix) == (
            finding.message,
            finding.file,
            finding.line,
            finding.fix,
        )
    assert finding.line == 2


def test_what_is_no_fault_of_toml_is_told_as_before(tmp_path: Path) -> None:
    assert corpus_lexicon(tmp_path / "lexicon.toml") == Lexicon()
    file = tmp_path / "lexicon.toml"
    file.write_text("[onbekend]\n", encoding="utf-8")
    with pytest.raises(RulesError, match="unknown table 'onbekend'"):
        corpus_lexicon(file)


def test_settings_tell_their_line(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text("\npipeline = nl\n", encoding="utf-8")
    with pytest.raises(RulesError) as told:
        read_settings(file)
    assert told.value.line == 2


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("accuracy = 0,85", "write 0.85 with a point"),
        ("accuracy = 0,85  # net genoeg", "write 0.85 with a point"),
        ("accuracy = 0.85 0", "correct that line"),
    ],
)
def test_a_number_with_a_comma_is_told_to_want_a_point(tmp_path: Path, line: str, fix: str) -> None:
    file = tmp_path / "floors.toml"
    file.write_text(f"[main.dev]\n{line}\n", encoding="utf-8")
    _, (fault,) = checked_floors(file)
    assert (fault.line, fault.fix) == (2, fix)


def test_a_fault_at_the_end_of_a_text_is_on_its_last_line() -> None:
    assert toml_fault("a = [\n1,\n", ValueError("Unclosed array (at end of document)"))[1:] == (
        3,
        "correct that line",
    )
