"""A project to start from: a sample corpus, gold questions, floors and workflows that pass at once."""

import os
from collections.abc import Iterator
from pathlib import Path

from citaat.editing.origin import requirement
from citaat.errors import UsageError
from citaat.version import __version__

_SOURCE = Path(__file__).parent / "project"
# Kept without their dot, so that no tool takes the sample for this package's own.
_DOTTED = ("github", "gitlab-ci.yml", "gitignore")


def make(folder: Path) -> list[Path]:
    """Write the project into `folder`, which must be new or empty; its files, in order."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise UsageError(
                "is there already and not an empty folder", file=str(folder), fix="give another name"
            )
        return [_copy(source, folder / _target(source)) for source in _files()]
    except OSError as error:
        what = f"cannot be written ({error.strerror})"
        raise UsageError(what, file=str(error.filename or folder), fix="give another place") from error


def _files() -> Iterator[Path]:
    for place, folders, names in os.walk(_SOURCE):
        folders[:] = sorted(name for name in folders if not name.startswith("__"))
        yield from (Path(place) / name for name in sorted(names))


def _target(source: Path) -> Path:
    first, *rest = source.relative_to(_SOURCE).parts
    return Path(f".{first}" if first in _DOTTED else first, *rest)


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("x", encoding="utf-8", newline="\n") as file:
        text = source.read_text(encoding="utf-8").replace("{version}", __version__)
        file.write(text.replace("{requirement}", requirement()))
    return target
