"""Files by URL: written in one step, told by name when they cannot be used."""

import json
import os
from pathlib import Path

import fsspec
import pytest

from citaat.distributed.segments import finished, local_copy
from citaat.distributed.stores import Store, StoreError
from citaat.errors import IndexDamaged, UsageError
from citaat.storage.files import checksums


@pytest.fixture(params=["local", "memory"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """An empty folder, here or elsewhere."""
    if request.param == "local":
        return Store(str(tmp_path / "home"))
    memory = fsspec.filesystem("memory")
    if memory.exists("/home"):
        memory.rm("/home", recursive=True)
    return Store("memory://home")


def folder_of(tmp_path: Path) -> Path:
    """A folder as a segment is written: some files, and a manifest that tells their sizes."""
    folder = tmp_path / "fresh"
    folder.mkdir(mode=0o700)
    for name in ("a.npy", "z.tab"):
        (folder / name).write_bytes(name.encode() * 9)
    told = {"citaat": "1", "passages": 3, "lengths": {"lemma": 12}, "files": checksums(str(folder))}
    (folder / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def test_what_is_written_is_read_whole_and_in_part(home: Store) -> None:
    place = home.child("deep", "file")
    assert not place.exists()
    place.write(b"0123456789")
    assert (place.read(), place.read(2, 5)) == (b"0123456789", b"234")
    assert place.stamp() is not None
    before = place.stamp()
    place.write(b"0123456789!")
    assert place.stamp() != before
    home.remove()
    assert not place.exists()
    assert home.sizes() == {}


def test_a_folder_is_there_when_its_manifest_is(home: Store, tmp_path: Path) -> None:
    place, folder = home.child("segments", "abc"), folder_of(tmp_path)
    assert finished(place) is None
    place.put(str(folder))
    found = finished(place)
    assert found is not None
    assert (found.key, found.passages, found.lengths) == ("abc", 3, (("lemma", 12),))
    copy = local_copy(place, str(tmp_path / "room" / "abc"))
    assert {file.name: file.read_bytes() for file in Path(copy).iterdir()} == {
        file.name: file.read_bytes() for file in folder.iterdir()
    }


@pytest.mark.parametrize("harm", [b"a.npy", b"a.npya.npya.npya.npya.npya.npya.npya.npya.npy!", b""])
def test_a_file_that_is_longer_or_shorter_is_found_without_reading_it(
    home: Store, tmp_path: Path, harm: bytes
) -> None:
    place, folder = home.child("segments", "abc"), folder_of(tmp_path)
    place.put(str(folder))
    place.child("a.npy").write(harm)
    assert finished(place) is None
    with pytest.raises(IndexDamaged, match=r"a\.npy: is not what was written; run: citaat index --scheduler"):
        local_copy(place, str(tmp_path / "room" / "abc"))
    # Put again it is whole again.
    place.put(str(folder))
    assert finished(place) is not None


def test_a_changed_byte_is_found_when_it_is_fetched(home: Store, tmp_path: Path) -> None:
    place = home.child("segments", "abc")
    place.put(str(folder_of(tmp_path)))
    place.child("a.npy").write(b"b" + place.child("a.npy").read()[1:])
    assert finished(place) is not None
    with pytest.raises(IndexDamaged):
        local_copy(place, str(tmp_path / "room" / "abc"))
    assert os.listdir(tmp_path / "room") == []


def test_what_is_not_there_is_told_with_its_address(home: Store) -> None:
    with pytest.raises(StoreError, match="cannot be read") as told:
        home.child("nothing").read()
    assert told.value.file == f"{home.url}/nothing"


def test_a_library_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(url: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr("fsspec.core.url_to_fs", missing)
    with pytest.raises(UsageError, match=r"Install s3fs to access S3.*pip install s3fs"):
        Store("s3://bucket/file").read()


def test_what_is_no_address_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="is no address"):
        Store("nonsense://bucket/file").exists()
