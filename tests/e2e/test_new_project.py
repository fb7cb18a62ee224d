"""citaat new: what it makes passes check and eval at once, and its README's commands run."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest
from support.command import Ran, Run, complaints, one_error

from citaat.evaluation.gate.floors import read_floors
from citaat.version import __version__

COMMAND = re.compile(r"^\$ citaat (.*)$", re.M)


@pytest.fixture(scope="module")
def project(citaat_cli: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project."""
    folder = tmp_path_factory.mktemp("nieuw") / "slaapsite"
    ran = citaat_cli("new", str(folder))
    assert (ran.code, complaints(ran)) == (0, [])
    assert str(folder / "corpus" / "beter-slapen.md") in ran.out
    required = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    # A workflow that wants a wheel fails until somebody makes it: whoever starts is told how.
    assert ("--find-links wheels" in required) == (" -w wheels; " in ran.out)
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
    assert checked.out.splitlines()[-1] == "geen fouten"
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


EXAMPLE = re.compile(r"^#\|[ ]?", re.M)


def test_every_example_in_its_files_is_without_a_fault(
    citaat_cli: Run, project: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(project, site)
    for name in ("lexicon.toml", "caveats.toml"):
        file = site / "corpus" / name
        text = file.read_text(encoding="utf-8")
        assert EXAMPLE.search(text), name
        file.write_text(EXAMPLE.sub("", text), encoding="utf-8")
    ran = citaat_cli("check", cwd=site)
    assert (ran.code, ran.out.splitlines()[1:]) == (0, ["geen fouten"])
    told = json.loads(citaat_cli("ask", "mag ik achter t stuur na een kop valerjaan", "--json", cwd=site).out)
    assert "slaapthee-in-de-auto" in {one["rule"] for one in told["caveats"]}
    ran = citaat_cli("ask", "Welk matras is het beste bij rugpijn?", cwd=site)
    assert ran.code == 10


def test_taking_the_sample_away_is_told_with_its_cure(citaat_cli: Run, project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(project, site)
    gold = site / "evals" / "gold" / "dev.jsonl"
    lines = gold.read_text(encoding="utf-8").splitlines(keepends=True)
    gold.write_text("".join(line for line in lines if '"q001"' not in line), encoding="utf-8")
    ran = citaat_cli("eval", cwd=site)
    assert ran.code == 4
    assert ran.out.startswith("citaat eval: NIET TE VERGELIJKEN MET WAT IS VASTGELEGD")
    assert 'citaat eval --bless --allow-shrink --reason "…"' in ran.out
    ran = citaat_cli("eval", "--bless", "--allow-shrink", "--reason", "zonder q001", cwd=site)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "citaat eval: GESLAAGD")


@pytest.fixture(scope="module")
def below_a_floor(citaat_cli: Run, project: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Blessing a project whose floor on evidence lets padded answers in, and whose floor on answers is too high."""
    site = tmp_path_factory.mktemp("grens") / "site"
    shutil.copytree(project, site)
    floors = site / "evals" / "floors.toml"
    text = floors.read_text(encoding="utf-8")
    text = re.sub(r"^useless_citations = .*$", "useless_citations = 1.0", text, flags=re.M)
    text = re.sub(r"^evidence_share = .*$", "evidence_share = 0.1", text, flags=re.M)
    floors.write_text(re.sub(r"^accuracy = .*$", "accuracy = 1.5", text, flags=re.M), encoding="utf-8")
    return citaat_cli("eval", "--bless", "--allow-shrink", "--reason", "proef", cwd=site)


def test_blessing_below_a_floor_says_that_it_is_recorded_and_fails(below_a_floor: Ran) -> None:
    assert below_a_floor.code == 1
    assert "vastgelegd, ook al is het gezakt" in below_a_floor.out
    assert "omdat niet elke ondergrens gehaald wordt" in below_a_floor.out


def test_a_floor_that_padded_answers_meet_is_told_with_its_cure(below_a_floor: Ran) -> None:
    (line,) = [line for line in below_a_floor.out.splitlines() if "FOUT padded answers" in line]
    assert re.search(r"verlaag die grens naar 0\.\d+|verhoog die grens naar 0\.\d+", line)


def test_the_cures_in_its_requirements_are_whole_requirements(project: Path) -> None:
    text = (project / "requirements.txt").read_text(encoding="utf-8")
    told = re.findall(r"^#      (\S.*)$", text, flags=re.M)
    assert told[0].startswith("citaat @ git+https://")
    # A wheel in a folder is found only by the line that names the folder.
    assert told[1:] == ["--find-links wheels", f"citaat=={__version__}"]


def test_its_readme_says_what_a_newcomer_stumbled_over(project: Path) -> None:
    readme = " ".join((project / "README.md").read_text(encoding="utf-8").split())
    least = re.search(
        r"^least_questions = (\d+)$", (project / "evals/floors.toml").read_text(encoding="utf-8"), re.M
    )
    assert least
    assert least[1] == "5"
    assert "**en vijf die ze niet beantwoorden**" in readme
    assert ".venv/bin/citaat" in readme
    assert "--replace" in readme


def test_its_floors_let_a_small_site_pass_that_has_all_right(project: Path) -> None:
    """Of thirteen right answers, given with little confidence, none is a reason to refuse them."""
    floors = read_floors(project / "evals" / "floors.toml")
    of = {one.measure: one for one in floors.floors}
    assert of["Brier"].holds(13, 0.4**2)
    # Whoever says fifty-fifty of everything is the worst that passes, and surer than that of what is not there fails.
    assert of["Brier"].limit == of["Brier:unanswerable"].limit == 0.5**2
    assert not of["Brier:unanswerable"].holds(5, 0.51**2)
    told = (project / "evals" / "floors.toml").read_text(encoding="utf-8")
    for name in ("Brier", "AUROC", "ECE"):
        assert re.search(rf"^#.*\b{name}\b", told, re.M), name
