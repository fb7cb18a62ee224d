"""Which files of a folder are sources, what each becomes, and what keeps one from being opened."""

import os
from pathlib import Path

import pytest

from citaat.errors import CorpusError, UsageError
from citaat.importing.sources import Source, find, opened


def write(root: Path, *names: str) -> None:
    """Files that hold a line."""
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("tekst\n", encoding="utf-8")


def targets(root: Path, into: Path) -> list[str]:
    """What the sources of a folder become."""
    return [one.target for one in find([str(root)], into).sources]


def test_a_folder_is_read_with_its_folders_and_names_become_plain(tmp_path: Path) -> None:
    write(
        tmp_path,
        "Café & Bar.HTML",
        "b/ÉÉN.md",
        "b/c.docx",
        "notes.txt",
        "plaat.png",
        ".verborgen.md",
        ".git/x.md",
        "…",
    )
    assert targets(tmp_path, tmp_path / "corpus") == ["cafe-bar.md", "notes.md", "b/c.md", "b/een.md"]


def test_what_a_browser_saved_beside_a_page_and_the_corpus_itself_are_not_looked_into(tmp_path: Path) -> None:
    write(tmp_path, "a.html", "a_files/frame.html", "a_bestanden/frame.html", "b_files/c.html", "corpus/a.md")
    assert targets(tmp_path, tmp_path / "corpus") == ["a.md", "b-files/c.md"]
    assert "a.md" in targets(tmp_path / "corpus", tmp_path / "corpus")


def test_texts_of_other_kinds_are_told(tmp_path: Path) -> None:
    write(tmp_path, "a.pdf", "b.odt", "c.jpg")
    assert [path.name for path in find([str(tmp_path)], tmp_path / "corpus").others] == ["a.pdf", "b.odt"]


def test_links_out_of_the_folder_pipes_and_dead_links_are_faults(tmp_path: Path) -> None:
    write(tmp_path, "uit/geheim.md", "in/a.md")
    root = tmp_path / "in"
    (root / "link.md").symlink_to(tmp_path / "uit" / "geheim.md")
    (root / "dood.md").symlink_to(root / "weg.md")
    (root / "map").symlink_to(tmp_path / "uit")
    (root / "binnen.md").symlink_to(root / "a.md")
    os.mkfifo(root / "pijp.txt")
    found = find([str(root)], tmp_path / "corpus")
    # A file that two names lead to is one source.
    assert [one.target for one in found.sources] == ["a.md"]
    assert sorted(Path(fault.file or "").name for fault in found.faults) == ["dood.md", "link.md", "pijp.txt"]


def test_a_source_that_is_named_may_be_a_link_and_is_there_once(tmp_path: Path) -> None:
    write(tmp_path, "echt/a.md")
    (tmp_path / "link.md").symlink_to(tmp_path / "echt" / "a.md")
    found = find([str(tmp_path / "link.md"), str(tmp_path / "echt")], tmp_path / "corpus")
    assert [(one.target, one.named) for one in found.sources] == [("link.md", True)]


@pytest.mark.parametrize("name", ["weg.md", "plaat.png"])
def test_what_cannot_be_meant_is_wrong_usage(tmp_path: Path, name: str) -> None:
    write(tmp_path, "plaat.png")
    with pytest.raises(UsageError):
        find([str(tmp_path / name)], tmp_path / "corpus")


def test_large_files_and_pipes_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITAAT_MAX_SOURCE_MB", "1")
    large, pipe = tmp_path / "groot.txt", tmp_path / "pijp.txt"
    large.write_bytes(b"x" * 1_000_001)
    os.mkfifo(pipe)
    for path, what in (
        (large, "is larger than 1 MB"),
        (pipe, "is no plain file"),
        (tmp_path / "weg.txt", "cannot be read"),
    ):
        with pytest.raises(CorpusError, match=what), opened(Source(path, "text", "a.md")):
            pass
    with opened(Source(large, "word", "a.md")) as stream:
        assert len(stream.read()) == 1_000_001
