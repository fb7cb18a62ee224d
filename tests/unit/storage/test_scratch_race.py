"""A folder that somebody collects before it is locked is made again; one whose maker is stopped is gone."""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from citaat.storage.scratch import scratch


def test_a_folder_collected_before_it_is_opened_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    make = tempfile.mkdtemp

    def collected_once(*arguments: str, **options: str) -> str:
        made.append(make(*arguments, **options))
        if len(made) == 1:
            shutil.rmtree(made[0])
        return made[-1]

    monkeypatch.setattr(tempfile, "mkdtemp", collected_once)
    with scratch(str(tmp_path)) as folder:
        assert os.path.isdir(folder)
    assert len(made) == 2


@pytest.mark.parametrize(("module", "name"), [(tempfile, "mkdtemp"), (fcntl, "flock")])
def test_whoever_is_stopped_while_it_is_made_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    real, stopped = getattr(module, name), list[str]()

    def stop(*arguments: Any, **options: Any) -> Any:
        made = real(*arguments, **options)
        if not stopped:
            stopped.append(name)
            raise KeyboardInterrupt
        return made

    monkeypatch.setattr(module, name, stop)
    with pytest.raises(KeyboardInterrupt), scratch(str(tmp_path)):
        raise AssertionError("it goes on")
    assert stopped
    assert list(tmp_path.iterdir()) == []
