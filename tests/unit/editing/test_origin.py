"""The line of requirements that brings the same citaat elsewhere, from what its installer left on record."""

from pathlib import Path

import pytest

from citaat.editing import origin
from citaat.editing.origin import local_source, of_record, requirement, wheel_command
from citaat.version import __version__

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("record", "address"),
    [
        (
            {"url": "https://git.example.nl/a/citaat.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"git+https://git.example.nl/a/citaat.git@{COMMIT}",
        ),
        (
            {"url": "ssh://git@git.example.nl/a/citaat.git", "vcs_info": {"vcs": "git", "commit_id": COMMIT}},
            f"git+https://git.example.nl/a/citaat.git@{COMMIT}",
        ),
        (
            {"url": "https://example.nl/citaat-1-py3-none-any.whl#sha256=1", "archive_info": {}},
            "https://example.nl/citaat-1-py3-none-any.whl",
        ),
        ({"url": "https://jan:geheim@example.nl/c.whl", "archive_info": {}}, "https://example.nl/c.whl"),
        ({"url": "file:///tmp/citaat.whl", "archive_info": {}}, ""),
        ({"url": "http://example.nl/c.whl", "archive_info": {}}, ""),
        ({"url": 7}, ""),
        ([], ""),
        ({}, ""),
    ],
)
def test_an_address_others_can_reach_is_told_without_keys(record: object, address: str) -> None:
    assert of_record(record) == address


@pytest.mark.parametrize(
    "origin", ["git@git.example.nl:a/citaat.git", "https://jan:geheim@git.example.nl/a/citaat.git"]
)
def test_a_clone_tells_its_repository_and_commit(tmp_path: Path, origin: str) -> None:
    git = tmp_path / "mijn map" / ".git"
    (git / "refs" / "heads").mkdir(parents=True)
    (git / "config").write_text(f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {origin}\n', "utf-8")
    (git / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    record = {"url": (tmp_path / "mijn map").as_uri(), "dir_info": {"editable": True}}
    assert of_record(record) == "git+https://git.example.nl/a/citaat.git"
    (git / "refs" / "heads" / "main").write_text(f"{COMMIT}\n", "utf-8")
    assert of_record(record) == f"git+https://git.example.nl/a/citaat.git@{COMMIT}"


@pytest.mark.parametrize("config", ["", "[core]\n", '[remote "origin"]\n\turl = /srv/citaat\n', "no ini\n"])
def test_a_folder_that_nobody_else_can_reach_is_no_address(tmp_path: Path, config: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text(config, "utf-8")
    assert of_record({"url": tmp_path.as_uri(), "dir_info": {}}) == ""


def test_there_is_always_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert requirement().splitlines()[-1].startswith("citaat")

    class Plain:
        def read_text(self, name: str) -> None:
            return None

    monkeypatch.setattr("citaat.editing.origin.distribution", lambda name: Plain())
    assert requirement() == f"citaat=={__version__}"


@pytest.mark.parametrize(
    ("record", "line", "command"),
    [
        ({}, f"citaat=={__version__}", ""),
        (
            {"url": "file:///srv/mijn%20map", "dir_info": {}},
            f"--find-links wheels\ncitaat=={__version__}",
            "pip wheel '/srv/mijn map' --no-deps -w wheels",
        ),
        (
            {"url": "file:///srv/c.whl", "archive_info": {}},
            f"--find-links wheels\ncitaat=={__version__}",
            "pip wheel /srv/c.whl --no-deps -w wheels",
        ),
        ({"url": "https://example.nl/c.whl"}, "citaat @ https://example.nl/c.whl", ""),
    ],
)
def test_a_wheel_is_asked_for_only_where_one_is_needed_and_can_be_made(
    monkeypatch: pytest.MonkeyPatch, record: object, line: str, command: str
) -> None:
    monkeypatch.setattr(origin, "_record", lambda: record)
    assert (requirement(), wheel_command()) == (line, command)
    assert bool(local_source(record)) == bool(command)
