"""citaat new: what it makes passes check and eval at once, and its README's commands run."""

import json
import re
import shlex
from pathlib import Path

import pytest
from support.command import Run, one_error

COMMAND = re.compile(r"^\$ citaat (.*)$", re.M)


@pytest.fixture(scope="module")
def project(citaat_cli: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project."""
    folder = tmp_path_factory.mktemp("nieuw") / "slaapsite"
    ran = citaat_cli("new", str(folder))
    assert (ran.code, ran.err) == (0, "")
    assert str(folder / "corpus" / "beter-slapen.md") in ran.out
    return folder


def test_it_holds_what_a_site_needs(project: Path) -> None:
    for name in (
        "corpus/lexicon.toml", "corpus/caveats.toml", "evals/floors.toml", "evals/gold/dev.jsonl", "README.md",
        ".github/workflows/citaat.yml", ".gitlab-ci.yml", ".gitignore", "requirements.txt",
    ):  # fmt: skip
        assert (project / name).is_file(), name


def test_check_and_eval_pass_at_once(citaat_cli: Run, project: Path) -> None:
    checked = citaat_cli("check", cwd=project)
    assert (checked.code, checked.err) == (0, ""), checked.out
    assert "0 findings" in checked.out
    ran = citaat_cli("eval", cwd=project)
    assert ran.code == 0, ran.out + ran.err


def test_every_command_of_its_readme_runs(citaat_cli: Run, project: Path) -> None:
    (project / "vragen.txt").write_text("Hoe duur is een dekbed?\n", encoding="utf-8")
    commands = COMMAND.findall((project / "README.md").read_text(encoding="utf-8"))
    assert len(commands) >= 7
    for command in commands:
        ran = citaat_cli(*shlex.split(command), cwd=project)
        assert ran.code == 0, (command, ran.out, ran.err)


def test_it_overwrites_nothing(citaat_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "brief").write_text("van oma", encoding="utf-8")
    for place in (tmp_path, tmp_path / "brief", tmp_path / "brief" / "onder"):
        one_error(citaat_cli("new", str(place)), 2)
    assert [entry.name for entry in tmp_path.iterdir()] == ["brief"]
    told = json.loads(citaat_cli("new", str(tmp_path / "leeg"), "--json").out)
    assert str(tmp_path / "leeg" / "README.md") in told["files"]
