"""A finished folder takes another's place at once, whatever stops on the way, and leaves no litter."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import SOURCES

from citaat.storage import swap
from citaat.storage.scratch import collect, scratch
from citaat.storage.swap import replace, seal


def folder(path: Path, text: str) -> Path:
    (path / "rows").mkdir(parents=True)
    (path / "rows" / "a").write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.parametrize("before", ["none", "empty", "full"])
def test_the_new_one_is_there_whatever_was_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool, before: str
) -> None:
    if not exchange:
        monkeypatch.setattr(swap, "_exchanged", lambda fresh, place: False)
    if before == "empty":
        (tmp_path / "i").mkdir()
    elif before == "full":
        folder(tmp_path / "i", "old")
    with scratch(str(tmp_path)) as fresh:
        (Path(fresh) / "a").write_text("new", encoding="utf-8")
        replace(fresh, str(tmp_path / "i"))
    assert [file.name for file in (tmp_path / "i").iterdir()] == ["a"]
    assert os.listdir(tmp_path) == ["i"]


def test_where_it_can_there_is_never_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two names change places in one call: no rename takes the old folder away first."""
    old = folder(tmp_path / "i", "old")
    renames: list[str] = []
    real = os.rename

    def watched(source: str, target: str) -> None:
        renames.append(source)
        real(source, target)

    monkeypatch.setattr(os, "rename", watched)
    with scratch(str(tmp_path)) as fresh:
        folder(Path(fresh) / "x", "new")
        replace(fresh, str(old))
        if not swap._exchanged(fresh, fresh + "gone"):
            assert renames == [fresh] or str(old) in renames
    assert (old / "x").is_dir()


def test_a_swap_that_fails_puts_the_old_one_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = folder(tmp_path / "i", "old")
    monkeypatch.setattr(swap, "_exchanged", lambda fresh, place: False)
    real = os.rename

    def full(source: str, target: str) -> None:
        if target == str(old) and not old.exists() and (Path(source) / "new").exists():
            raise OSError(28, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "rename", full)
    with scratch(str(tmp_path)) as fresh:
        (Path(fresh) / "new").mkdir()
        with pytest.raises(OSError, match="No space"):
            replace(fresh, str(old))
    assert (old / "rows" / "a").read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["i"]


def test_nobody_else_may_write_what_is_sealed_and_all_of_it_is_synced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = folder(tmp_path / "i", "x")
    os.chmod(whole / "rows" / "a", 0o666)
    os.chmod(whole / "rows", 0o777)
    synced: list[int] = []
    real = os.fsync

    def watched(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", watched)
    seal(str(whole))
    assert [stat.S_IMODE((whole / name).stat().st_mode) for name in ("rows/a", "rows", ".")] == [
        0o600,
        0o700,
        0o700,
    ]
    # What is in a folder is on the disk before the folder is, and that before it gets its name.
    assert synced == [(whole / name).stat().st_ino for name in ("rows/a", "rows", ".")]


_WORKS = """
import sys, time
from citaat.storage.scratch import scratch
with scratch(sys.argv[1]) as folder:
    open(folder + "/half", "w").close()
    print("ready", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_what_a_killed_process_left_is_collected_and_what_is_in_use_is_not(
    tmp_path: Path, by: signal.Signals
) -> None:
    (tmp_path / ".citaat-mine").write_text("a file, and no litter", encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", _WORKS, str(tmp_path)],
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(SOURCES)},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        collect(str(tmp_path))
        assert len(list(tmp_path.glob(".citaat-*/half"))) == 1
        process.send_signal(by)
        process.wait()
        assert len(list(tmp_path.glob(".citaat-*/half"))) == 1
        collect(str(tmp_path))
    assert os.listdir(tmp_path) == [".citaat-mine"]
