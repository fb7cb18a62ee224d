"""A folder that somebody collects before it is locked is made again."""

import os
import shutil
import tempfile
from pathlib import Path

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
