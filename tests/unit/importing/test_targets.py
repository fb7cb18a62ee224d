"""Writing articles: never over what a person wrote, never outside the folder, all of a file or nothing."""

from pathlib import Path

import pytest

from citaat.errors import CorpusError
from citaat.importing.targets import Mode, State, put, signed

SOURCE = Path("bron.html")


def article(text: str = "Een zin.") -> str:
    """An article as it is written."""
    return signed(f'+++\ntitle = "T"\n+++\n\n{text}\n', "bron.html")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where it goes."""
    return tmp_path / "corpus" / "map" / "a.md"


def state(file: Path, text: str, **mode: bool) -> State:
    """What comes of writing this text."""
    return put(text, file, file.parents[1], SOURCE, Mode(**mode))


def test_the_same_again_changes_nothing(file: Path) -> None:
    assert state(file, article()) is State.WRITTEN
    before = file.stat().st_mtime_ns
    assert state(file, article()) is state(file, article(), force=True) is State.UNCHANGED
    assert file.stat().st_mtime_ns == before
    assert [one.name for one in file.parent.iterdir()] == ["a.md"]


def test_line_ends_of_another_system_are_no_edit(file: Path) -> None:
    state(file, article())
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert state(file, article()) is State.UNCHANGED
    assert state(file, article("Anders."), update=True) is State.UPDATED


def test_what_nobody_edited_is_rewritten_on_request(file: Path) -> None:
    state(file, article())
    assert state(file, article("Anders.")) is State.KEPT_OLDER
    assert "Een zin." in file.read_text(encoding="utf-8")
    assert state(file, article("Anders."), update=True) is State.UPDATED
    assert "Anders." in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["Een zin.", 'title = "T"'])
def test_an_edit_is_kept_whatever_the_source_says(file: Path, place: str) -> None:
    state(file, article())
    edited = file.read_text(encoding="utf-8").replace(
        place, place.replace("T", "Beter").replace("zin", "mooiere zin")
    )
    file.write_text(edited, encoding="utf-8")
    assert state(file, article()) is state(file, article(), update=True) is State.EDITED
    assert (
        state(file, article("Anders.")) is state(file, article("Anders."), update=True) is State.KEPT_EDITED
    )
    assert file.read_text(encoding="utf-8") == edited
    assert state(file, article("Anders."), force=True) is State.UPDATED


@pytest.mark.parametrize("there", ['+++\ntitle = "Eigen"\n+++\n\nEigen werk.\n', "geen artikel", "\udcff"])
def test_what_import_did_not_write_is_kept(file: Path, there: str) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(there.encode("utf-8", "surrogateescape"))
    assert state(file, article()) is state(file, article(), update=True) is State.KEPT_FOREIGN
    assert state(file, article(), force=True) is State.UPDATED


def test_an_article_is_not_imported_onto_itself(file: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text('+++\ntitle = "Eigen"\n+++\n\nEigen werk.\n', encoding="utf-8")
    assert put(article(), file, file.parents[1], file, Mode()) is State.UNCHANGED
    file.write_text("# Eigen\n\nZonder kop.\n", encoding="utf-8")
    assert put(article(), file, file.parents[1], file, Mode()) is State.KEPT_FOREIGN


def test_a_dry_run_writes_nothing(file: Path) -> None:
    assert state(file, article(), dry=True) is State.WRITTEN
    assert not file.parent.exists()


def test_nothing_is_written_through_links_or_over_what_is_no_file(file: Path, tmp_path: Path) -> None:
    outside = tmp_path / "elders"
    outside.mkdir()
    (tmp_path / "corpus").mkdir()
    file.parent.symlink_to(outside)
    with pytest.raises(CorpusError, match="leads out of the corpus"):
        state(file, article(), force=True)
    file.parent.unlink()
    file.parent.mkdir()
    file.symlink_to(outside / "brief.md")
    with pytest.raises(CorpusError, match="no plain file"):
        state(file, article(), force=True)
    assert list(outside.iterdir()) == []


def test_too_large_or_without_a_place_is_an_error(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITAAT_MAX_ARTICLE_MB", "1")
    with pytest.raises(CorpusError, match="larger than 1 MB"):
        state(file, article("x" * 1_000_000))
    (tmp_path / "corpus").mkdir()
    file.parent.write_text("geen map", encoding="utf-8")
    with pytest.raises(CorpusError, match="cannot be"):
        state(file, article())
