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
from support.corpora import WriteCorpus

from citaat.engine import open_corpus
from citaat.errors import CitaatError, IndexDamaged
from citaat.index import freshness, store
from citaat.index.building import builder as index
from citaat.index.building import dictionary, job
from citaat.index.dictionary import Dictionary
from citaat.index.freshness import rebuild
from citaat.storage import swap
from citaat.storage.folder import Folder

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
    built: list[Path] = []
    real = index.build

    def counted(root: Path, folder: Path, **options: Any) -> None:
        built.append(folder)
        real(root, folder, **options)

    monkeypatch.setattr(index, "build", counted)
    return built


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


@pytest.mark.parametrize("times", [5, 10**6], ids=["now and then", "for ever"])
def test_a_reader_whose_folder_is_replaced_while_it_opens_it_opens_the_new_one(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """As often as it takes on a busy machine, but not for ever."""
    folder, left = tmp_path / "i", [times]
    ensure(str(corpus), str(folder))
    real = store.manifest_of

    def overtaken(files: Folder) -> dict[str, Any]:
        manifest = real(files)
        if left[0]:
            left[0] -= 1
            folder.rename(tmp_path / "old")
            shutil.copytree(tmp_path / "old", folder)
            shutil.rmtree(tmp_path / "old")
        return manifest

    monkeypatch.setattr(store, "manifest_of", overtaken)
    if times < 10:
        assert len(store.Index(str(folder)).passages) == 2
        assert left == [0]
    else:
        with pytest.raises(IndexDamaged, match="No such file"):
            store.Index(str(folder))


@pytest.fixture
def package_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data of the package, in a place where a test may change it."""
    data = tmp_path / "package"
    shutil.copytree(dictionary.DATA, data)
    for module, place in ((dictionary, data), (job, data), (freshness, str(data))):
        monkeypatch.setattr(module, "DATA" if module is not freshness else "_DATA", place)
    return data


def test_stamps_and_fingerprint_cover_the_same_data_of_the_package(corpus: Path, package_data: Path) -> None:
    """What the fingerprint covers and the stamps do not would be believed for as long as no other file changes."""
    stamped = {str(stamp[0]).replace(":/", ":") for stamp in freshness.file_stamps(str(corpus))}
    covered = {f"citaat:{file.relative_to(package_data)}" for file in dictionary.data_files()}
    assert covered <= stamped
    assert {"dutch", "safety", "fitted"} == {name.partition(":")[2].partition("/")[0] for name in covered}


@pytest.mark.parametrize("pattern", ["dutch/*.toml", "dutch/lists/*.txt", "safety/*.toml", "fitted/*.toml"])
def test_an_index_from_before_the_data_of_the_package_changed_is_not_used(
    corpus: Path, tmp_path: Path, package_data: Path, builds: list[Path], pattern: str
) -> None:
    folder = tmp_path / "i"
    ensure(str(corpus), str(folder))
    with sorted(package_data.glob(pattern))[0].open("a", encoding="utf-8") as file:
        file.write("\n# later\n")
    ensure(str(corpus), str(folder))
    ensure(str(corpus), str(folder))
    assert len(builds) == 2


def test_what_was_opened_before_the_package_changed_is_seen_to_be_old(
    corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    builds: list[Path],
    small_dictionary: Dictionary,
) -> None:
    """A build that opened its dictionary just before: the index tells which it used, and the next reader builds anew."""
    real, calls = dictionary.name, list[str]()

    def later() -> str:
        calls.append("")
        return real() if len(calls) == 1 else "dutch-1a7e5"

    monkeypatch.setattr(dictionary, "name", later)
    rebuild(str(corpus), str(tmp_path / "i"))
    assert store.read_manifest(str(tmp_path / "i"))["dictionary"] == small_dictionary.name
    monkeypatch.setattr(dictionary, "name", real)
    ensure(str(corpus), str(tmp_path / "i"))
    assert len(builds) == 1
    monkeypatch.setattr(dictionary, "name", lambda: "dutch-1a7e5")
    assert not freshness._fresh(str(corpus), "", store.read_manifest(str(tmp_path / "i")), None)


def test_a_dictionary_has_the_name_of_what_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The data may change between its name and its words: it is written once more, under the new name."""
    names, written = ["dutch-01d", "dutch-0e3", "dutch-0e3"], list[str]()
    monkeypatch.setattr(dictionary, "name", lambda: names.pop(0))
    monkeypatch.setattr(dictionary, "write", lambda folder, dutch, lemmas: written.append(folder))
    monkeypatch.setattr(dictionary, "load_lemmas", dict)
    assert dictionary._written(str(tmp_path)) == "dutch-0e3"
    assert len(written) == 2


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
