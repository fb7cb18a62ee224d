"""A stale index is rebuilt by itself, a fresh one is left alone, and nobody else's folder is touched."""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.corpora import WriteCorpus, count_builds

from citaat.engine import open_corpus
from citaat.errors import CitaatError, IndexDamaged
from citaat.index import freshness
from citaat.index.building import builder as index
from citaat.index.building.dictionary import DATA
from citaat.index.freshness import rebuild
from citaat.storage import swap

pytestmark = pytest.mark.usefixtures("fast_build")


def ensure(corpus: str, folder: str) -> None:
    """Open, for what is built."""
    freshness.open_index(corpus, folder)


@pytest.fixture
def corpus(write_corpus: WriteCorpus) -> Path:
    return write_corpus({"slaap.md": "Slaap minimaal zeven uur per nacht.", "eten.md": "Eet vis."})


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that was built, in order."""
    return count_builds(monkeypatch)


def content(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def touch(file: Path) -> None:
    stat = file.stat()
    os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns + 10**9))


CHANGES: dict[str, Callable[[Path], object]] = {
    "edited": lambda path: (path / "eten.md").write_text(
        '+++\ntitle = "T"\n+++\n\nEet kool.\n', encoding="utf-8"
    ),
    "added": lambda path: (path / "nieuw.md").write_text('+++\ntitle = "T"\n+++\n\nRen.\n', encoding="utf-8"),
    "renamed": lambda path: (path / "eten.md").rename(path / "voeding.md"),
    "removed": lambda path: (path / "voeding.md").unlink(),
    "lexicon": lambda path: (path / "lexicon.toml").write_text("", encoding="utf-8"),
    "settings": lambda path: (path / "settings.toml").write_text("", encoding="utf-8"),
}


def test_every_change_rebuilds_once_and_a_touch_never(
    corpus: Path, tmp_path: Path, builds: list[Path]
) -> None:
    folder = tmp_path / "i"
    ensure(str(corpus), str(folder))
    ensure(str(corpus), str(folder))
    assert len(builds) == 1
    touch(corpus / "eten.md")
    ensure(str(corpus), str(folder))
    assert len(builds) == 1
    for number, (name, change) in enumerate(CHANGES.items(), 2):
        change(corpus)
        ensure(str(corpus), str(folder))
        ensure(str(corpus), str(folder))
        assert len(builds) == number, name


def test_a_change_under_an_old_time_is_seen(corpus: Path, tmp_path: Path, builds: list[Path]) -> None:
    """As `cp -p`, `rsync -t` and the layers of a container leave it: same name, size and time, another text."""
    file = corpus / "slaap.md"
    ensure(str(corpus), str(tmp_path / "i"))
    stat, text = file.stat(), file.read_text(encoding="utf-8")
    for number, hour in enumerate(("negen", "acht!", "zeven")):
        other = tmp_path / "ander.md"
        other.write_text(text.replace("zeven", hour), encoding="utf-8")
        if number % 2:
            os.replace(other, file)
        else:
            shutil.copyfile(other, file)
        os.utime(file, ns=(stat.st_atime_ns, stat.st_mtime_ns))
        assert (file.stat().st_size, file.stat().st_mtime_ns) == (stat.st_size, stat.st_mtime_ns)
        index = freshness.open_index(str(corpus), str(tmp_path / "i"))
        assert any(hour in passage.text for passage in index.passages)
        assert len(builds) == number + 2


@pytest.mark.parametrize(("key", "value"), [("format", 0), ("citaat", "0.0.1"), ("analyser", "citaat-nl/0")])
def test_an_index_of_another_version_is_rebuilt(
    corpus: Path, tmp_path: Path, builds: list[Path], key: str, value: object
) -> None:
    folder = tmp_path / "i"
    ensure(str(corpus), str(folder))
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(json.dumps(manifest | {key: value}), encoding="utf-8")
    ensure(str(corpus), str(folder))
    assert len(builds) == 2
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))[key] == manifest[key]


def test_an_index_of_another_corpus_is_rebuilt(
    corpus: Path, tmp_path: Path, builds: list[Path], write_corpus: WriteCorpus
) -> None:
    ensure(str(corpus), str(tmp_path / "i"))
    other = write_corpus({"water.md": "Drink genoeg water."}, folder="anders")
    ensure(str(other), str(tmp_path / "i"))
    assert len(builds) == 2


@pytest.mark.parametrize(
    "files", [{"brief.txt": "x"}, {"manifest.json": '{"name": "app"}', "brief.txt": "x"}, {"a/b": "x"}]
)
@pytest.mark.parametrize("way", [ensure, rebuild])
def test_somebody_elses_folder_is_never_touched(
    corpus: Path, tmp_path: Path, files: dict[str, str], way: Callable[[str, str], None]
) -> None:
    folder = tmp_path / "mijn"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(CitaatError) as caught:
        way(str(corpus), str(folder))
    assert caught.value.exit_code == 3
    assert caught.value.fix
    for name, text in files.items():
        assert (folder / name).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("inside", ["", "onder"])
def test_a_file_where_the_index_should_go_is_one_clear_error(
    corpus: Path, tmp_path: Path, inside: str
) -> None:
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    with pytest.raises(CitaatError):
        ensure(str(corpus), str(tmp_path / "bestand" / inside))
    assert (tmp_path / "bestand").read_text(encoding="utf-8") == "x"


def test_a_build_that_fails_leaves_the_old_index_and_no_rubbish(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "i"
    ensure(str(corpus), str(folder))
    before = content(folder)

    def broken(*arguments: object) -> None:
        raise OSError("schijf vol")

    monkeypatch.setattr(index, "write_manifest", broken)
    with pytest.raises((OSError, CitaatError)):
        rebuild(str(corpus), str(folder))
    assert content(folder) == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["corpus", "i"]


@pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "two renames"])
def test_two_builders_at_once_both_end_well(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    """The other builder puts its index down just before ours; where folders cannot change places, between our renames."""
    folder = tmp_path / "i"
    ensure(str(corpus), str(folder))
    if not exchange:
        monkeypatch.setattr(swap, "_exchanged", lambda fresh, folder: False)
    real = os.rename

    def slow(source: str, target: str) -> None:
        if exchange or source == str(folder):
            monkeypatch.setattr(os, "rename", real)
            rebuild(str(corpus), str(folder))
        real(source, target)

    monkeypatch.setattr(os, "rename", slow)
    rebuild(str(corpus), str(folder))
    assert (folder / "manifest.json").is_file()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["corpus", "i"]


def test_stamps_follow_every_file_that_matters(corpus: Path) -> None:
    stamps = freshness.file_stamps(str(corpus))
    assert {"eten.md", "slaap.md"} <= {stamp[0] for stamp in stamps}
    assert any(str(stamp[0]).startswith("citaat:") for stamp in stamps)
    (corpus / "sub").mkdir()
    (corpus / "sub" / "x.md").write_text("x", encoding="utf-8")
    assert len(freshness.file_stamps(str(corpus))) == len(stamps) + 1


def test_whatever_of_the_package_an_index_depends_on_is_stamped(corpus: Path) -> None:
    """A word list that changed while an index stood in the cache went unseen: the old answers came out."""
    stamped = {
        str(stamp[0]).removeprefix("citaat:").lstrip("/") for stamp in freshness.file_stamps(str(corpus))
    }
    told = {
        str(file.relative_to(DATA))
        for folder in ("dutch", "safety", "fitted")
        for file in (DATA / folder).rglob("*.t*")
    }
    assert len(told) > 20
    assert told <= stamped


def locked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No folder can be made in `folder`, whoever asks: the super-user may write everywhere."""
    real = os.mkdir

    def refused(path: Any, *arguments: Any) -> None:
        if str(path).startswith(str(folder)):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        real(path, *arguments)

    monkeypatch.setattr(os, "mkdir", refused)


@pytest.mark.parametrize("stale", [False, True])
def test_where_no_index_can_be_kept_there_is_one_for_this_time(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stale: bool
) -> None:
    home, room = tmp_path / "home", tmp_path / "room"
    room.mkdir()
    if stale:
        ensure(str(corpus), str(home / "i"))
        (corpus / "eten.md").write_text('+++\ntitle = "T"\n+++\n\nEet kool.\n', encoding="utf-8")
    before = content(home)
    locked(home, monkeypatch)
    monkeypatch.setattr(tempfile, "tempdir", str(room))
    engine = open_corpus(str(corpus), str(home / "i"))
    assert "Permission denied" in engine.index.note
    assert str(home) in engine.index.note
    assert any("zeven uur" in passage.text for passage in engine.passages)
    assert any(("kool" if stale else "vis") in passage.text for passage in engine.passages)
    assert engine.trace("Hoeveel uur slapen?").failure is None
    assert content(home) == before
    assert os.listdir(room) == []
    # What comes out of it is the same, and so it is when the corpus changes meanwhile.
    (corpus / "slaap.md").write_text('+++\ntitle = "T"\n+++\n\nSlaap minimaal acht uur.\n', encoding="utf-8")
    assert engine.trace("Hoeveel uur slapen?").failure is None
    assert os.listdir(room) == []


@pytest.mark.parametrize("name", ["XDG_CACHE_HOME", "HOME"])
def test_without_a_cache_folder_nothing_is_written_where_one_happens_to_be(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", "/dev/null")
    monkeypatch.setenv(name, "hier")
    before = os.listdir(tmp_path)
    assert open_corpus(str(corpus)).index.note
    assert os.listdir(tmp_path) == before


def test_a_file_named_as_the_index_is_the_users_mistake(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    with pytest.raises(IndexDamaged, match="no folder"):
        open_corpus(str(corpus), str(tmp_path / "bestand"))


FOREIGN: dict[str, Callable[[Path], object]] = {
    "owner of the folder": lambda folder: os.chown(folder, 12345, 12345),
    "owner of a file": lambda folder: os.chown(folder / "words.tab", 12345, 12345),
    "folder that others may write": lambda folder: folder.chmod(0o777),
    "folder that the group may write": lambda folder: folder.chmod(0o770),
    "file that others may write": lambda folder: (folder / "0.passages.jsonl").chmod(0o666),
}


@pytest.mark.parametrize("way", FOREIGN)
def test_what_somebody_else_may_have_written_is_made_again(
    corpus: Path, tmp_path: Path, builds: list[Path], way: str
) -> None:
    ensure(str(corpus), str(tmp_path / "i"))
    if "owner" in way and os.geteuid():
        pytest.skip("only the super-user can give files away")
    FOREIGN[way](tmp_path / "i")
    ensure(str(corpus), str(tmp_path / "i"))
    assert len(builds) == 2
    told = (tmp_path / "i").stat()
    assert (told.st_uid, told.st_mode & 0o777) == (os.geteuid(), 0o700)
    ensure(str(corpus), str(tmp_path / "i"))
    assert len(builds) == 2
