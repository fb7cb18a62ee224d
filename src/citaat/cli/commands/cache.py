"""citaat cache: where the indexes are kept, how big they are, and away with them."""

import os
import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

from citaat import locations
from citaat.cli import streams
from citaat.errors import CitaatError
from citaat.terminal import printable

EXAMPLES = ("citaat cache", "citaat cache --json", "citaat cache --clear")


def add_arguments(parser: ArgumentParser) -> None:
    """Whether to remove them."""
    parser.add_argument("--clear", action="store_true", help="remove them all; the next question builds anew")


def run(arguments: Namespace) -> int:
    """List what is kept, or remove it."""
    folder = Path(locations.cache_folder())
    entries = sorted((entry.name, _size(entry)) for entry in folder.iterdir()) if folder.is_dir() else []
    if arguments.clear:
        for name, _ in entries:
            _remove(folder / name)
    total = sum(size for _, size in entries)
    if arguments.format == "text":
        done = "removed from" if arguments.clear else "kept in"
        lines = [f"{size / 1e6:8.1f} MB  {printable(name)}" for name, size in entries]
        streams.say("\n".join([*lines, f"{total / 1e6:8.1f} MB  {done} {printable(str(folder))}"]))
    else:
        told = {"folder": str(folder), "bytes": total, "cleared": arguments.clear}
        streams.say_json(
            {**told, "entries": [{"name": name, "bytes": size} for name, size in entries]}, arguments.format
        )
    return 0


def _size(entry: Path) -> int:
    """Bytes in a file or folder; links count for nothing and are not followed."""
    if entry.is_symlink():
        return 0
    if entry.is_file():
        return entry.stat().st_size
    files = (Path(place) / name for place, _, names in os.walk(entry) for name in names)
    return sum(file.lstat().st_size for file in files)


def _remove(entry: Path) -> None:
    try:
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    except OSError as error:
        what = f"cannot be removed ({error.strerror})"
        raise CitaatError(what, file=str(entry), fix="check that you may write there") from error
