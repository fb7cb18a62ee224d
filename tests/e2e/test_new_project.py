"""citaat new: what it makes passes check and eval at once, and its README's commands run."""

import json
import re
import shlex
from pathlib import Path

import pytest
from support.command import Ran, Run, complaints, one_error

COMMAND = re.compile(r"^\$ citaat (.*)$", re.M)


@pytest.fixture(scope="module")
def project(citaat_cli: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project."""
    folder = tmp_path_factory.mktemp("nieuw") / "slaapsite"
    ran = citaat_cli("new", str(folder))
    assert (ran.code, complaints(ran)) == (0, [])
    assert str(folder / "corpus" / "beter-slapen.md") in ran.out
    return folder


def test_it_holds_what_a_site_needs(project: Path) -> None:
    for name in (
        "corpus/lexicon.toml",
        "corpus/caveats.toml",
        "evals/floors.toml",
        "evals/gold/dev.jsonl",
        "README.md",
        ".github/workflows/citaat.yml",
        ".gitlab-ci.yml",
        ".gitignore",
        "requirements.txt",
    ):
        assert (project / name).is_file(), name


@pytest.fixture(scope="module")
def transcript(citaat_cli: Run, project: Path) -> dict[str, Ran]:
    """The commands of its README, run in that order."""
    (project / "vragen.txt").write_text("Hoe duur is een dekbed?\n", encoding="utf-8")
    commands = COMMAND.findall((project / "README.md").read_text(encoding="utf-8"))
    return {command: citaat_cli(*shlex.split(command), cwd=project) for command in commands}


def test_check_and_eval_pass_at_once(transcript: dict[str, Ran]) -> None:
    order = list(transcript)
    assert max(order.index("check"), order.index("eval")) < order.index("gold coverage")
    checked, ran = transcript["check"], transcript["eval"]
    assert (checked.code, checked.err) == (0, ""), checked.out
    assert "0 findings" in checked.out
    assert ran.code == 0, ran.out + ran.err


def test_every_command_of_its_readme_runs(transcript: dict[str, Ran]) -> None:
    assert len(transcript) >= 7
    for command, ran in transcript.items():
        assert ran.code == 0, (command, ran.out, ran.err)


def test_it_overwrites_nothing(citaat_cli: Run, tmp_path: Path) -> None:
    (tmp_path / "brief").write_text("van oma", encoding="utf-8")
    for place in (tmp_path, tmp_path / "brief", tmp_path / "brief" / "onder"):
        one_error(citaat_cli("new", str(place)), 2)
    assert [entry.name for entry in tmp_path.iterdir()] == ["brief"]
    told = json.loads(citaat_cli("new", str(tmp_path / "leeg"), "--json").out)
    assert str(tmp_path / "leeg" / "README.md") in told["files"]
