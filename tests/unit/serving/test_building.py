"""Building for a server: in a process of its own, and somewhere else where there is no room."""

import shutil
import threading
from pathlib import Path

import pytest
from support.corpora import WriteCorpus

from citaat.serving import building
from citaat.serving.building import Builder, index, is_temporary


def test_an_index_without_room_goes_to_a_temporary_folder(
    write_corpus: WriteCorpus, fast_build: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = str(write_corpus({"a.md": "De fiets staat in de schuur."}))
    made = index(corpus, str(tmp_path / "index"))
    assert (made.folder, made.passages, made.error) == (str(tmp_path / "index"), 1, "")
    assert not is_temporary(made.folder)
    monkeypatch.setattr(building, "_is_writable", lambda folder: False)
    elsewhere = index(corpus, "/geen/plaats")
    assert is_temporary(elsewhere.folder)
    assert elsewhere.fingerprint == made.fingerprint
    shutil.rmtree(Path(elsewhere.folder).parent)


def test_room_is_looked_for_without_making_anything(tmp_path: Path) -> None:
    assert building._is_writable(str(tmp_path))
    assert building._is_writable(str(tmp_path / "een" / "twee"))
    assert list(tmp_path.iterdir()) == []


def test_a_build_in_a_process_tells_why_it_failed(tmp_path: Path) -> None:
    made = Builder(str(tmp_path / "weg"), str(tmp_path / "index")).build()
    assert "there is no such corpus" in made.error
    assert "\n" not in made.error


def test_a_build_that_is_stopped_ends_and_says_so(corpus_path: Path, tmp_path: Path) -> None:
    builder = Builder(str(corpus_path), str(tmp_path / "index"))
    found: list[building.Indexed] = []
    thread = threading.Thread(target=lambda: found.append(builder.build()))
    thread.start()
    while builder._process is None or builder._process.pid is None:
        assert thread.is_alive()
    builder.stop()
    thread.join(30)
    assert "ended from outside" in found[0].error
    assert not (tmp_path / "index").exists()
