"""citaat cache and citaat completion: small services around the command."""

import json
import subprocess
from pathlib import Path

import pytest
from support.command import Run, one_error


def kept(folder: Path) -> None:
    """Something of a known size in the cache, and a link to what is none of its business."""
    index = folder / "citaat" / "corpus-1234"
    index.mkdir(parents=True)
    (index / "a").write_bytes(b"x" * 1_500_000)
    (folder / "elders").mkdir()
    (folder / "elders" / "brief").write_bytes(b"x")
    (folder / "citaat" / "naar-elders").symlink_to(folder / "elders")


def test_the_cache_says_where_and_how_big(citaat_cli: Run, tmp_path: Path) -> None:
    kept(tmp_path)
    env = {"XDG_CACHE_HOME": str(tmp_path)}
    ran = citaat_cli("cache", env=env)
    assert (ran.code, ran.err) == (0, "")
    assert "     1.5 MB  corpus-1234\n" in ran.out
    assert ran.out.endswith(f"     1.5 MB  kept in {tmp_path / 'citaat'}\n")
    told = json.loads(citaat_cli("cache", "--json", env=env).out)
    assert (told["folder"], told["bytes"]) == (str(tmp_path / "citaat"), 1_500_000)


def test_clearing_leaves_nothing_and_follows_no_link(citaat_cli: Run, tmp_path: Path) -> None:
    kept(tmp_path)
    env = {"XDG_CACHE_HOME": str(tmp_path)}
    assert "removed from" in citaat_cli("cache", "--clear", env=env).out
    assert list((tmp_path / "citaat").iterdir()) == []
    assert (tmp_path / "elders" / "brief").is_file()
    assert citaat_cli("cache", "--clear", env=env).code == 0


def test_no_cache_yet_is_an_empty_one(citaat_cli: Run, tmp_path: Path) -> None:
    ran = citaat_cli("cache", env={"XDG_CACHE_HOME": str(tmp_path / "weg")})
    assert (ran.code, ran.err) == (0, "")


@pytest.fixture(scope="module")
def bash(citaat_cli: Run) -> str:
    """The script for bash."""
    ran = citaat_cli("completion", "bash")
    assert (ran.code, ran.err) == (0, "")
    return str(ran.out)


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("citaat pas", ["passages"]),
        ("citaat ask --exp", ["--explain"]),
        ("citaat --json eval --bl", ["--bless"]),
        ("citaat ask --format js", ["json", "jsonl"]),
        ("citaat eval --split ", ["dev", "test"]),
        ("citaat ask nergens", []),
    ],
)
def test_bash_completes(bash: str, line: str, offered: list[str]) -> None:
    words = line.split(" ")
    ask = f'COMP_WORDS=({" ".join(map(repr, words))}); COMP_CWORD={len(words) - 1}; _citaat; printf "%s\\n" "${{COMPREPLY[@]}}"'
    done = subprocess.run(["bash", "-c", f"{bash}\n{ask}"], capture_output=True, text=True, check=True)
    assert done.stdout.split() == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_get_every_command_and_option(citaat_cli: Run, shell: str) -> None:
    ran = citaat_cli("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    for word in ("ask", "completion", "explain", "baseline", "json jsonl"):
        assert word in ran.out
    assert ran.out.count("'") % 2 == 0


def test_another_shell_is_wrong_usage(citaat_cli: Run) -> None:
    assert "choose from" in one_error(citaat_cli("completion", "csh"), 2)
    one_error(citaat_cli("completion"), 2)
