"""Is the stored index still that of the corpus? Cheap when nothing changed: sizes and times of files."""

import json
import os
from collections.abc import Callable, Iterator

from citaat.errors import CitaatError, CorpusError, IndexDamaged
from citaat.index import store

Progress = Callable[[str, int, int], None]
_STAMPS = "stamps.json"
_DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")


def ensure(corpus: str, folder: str, progress: Progress | None = None) -> None:
    """Build the index in `folder` when there is none or when anything it depends on changed."""
    if not os.path.isfile(os.path.join(folder, "manifest.json")):
        rebuild(corpus, folder, progress)
        return
    manifest = store.read_manifest(folder)
    if not store.current(manifest):
        rebuild(corpus, folder, progress)
        return
    stamps = file_stamps(corpus)
    if _read_stamps(folder) == stamps:
        return
    from pathlib import Path

    from citaat.index.building.builder import identity

    fresh = identity(Path(corpus))
    if any(manifest.get(key) != value for key, value in fresh.items()):
        rebuild(corpus, folder, progress)
    else:
        _write_stamps(folder, stamps)


def rebuild(corpus: str, folder: str, progress: Progress | None = None) -> None:
    """Build the index of `corpus` in `folder`, which must be new, empty or an index."""
    from pathlib import Path

    from citaat.index.building.builder import build

    stamps = file_stamps(corpus)
    _refuse_foreign(folder)
    try:
        build(Path(corpus), Path(folder), progress=progress)
    except OSError as error:
        raise CitaatError(
            f"the index cannot be built ({error.strerror or error})",
            file=str(error.filename or folder),
            fix="check that it may be read and written there",
        ) from error
    _write_stamps(folder, stamps)


def _refuse_foreign(folder: str) -> None:
    """Raise IndexDamaged unless `folder` can be made, is empty, or holds an index: it will be replaced."""
    fix = "give --index an empty or new folder"
    place = os.path.abspath(folder)
    while not os.path.lexists(place):
        place = os.path.dirname(place)
    if not os.path.isdir(place):
        raise IndexDamaged("is a file and no folder", file=place, fix=fix)
    if os.path.isdir(folder) and os.listdir(folder) and not store.is_index(folder):
        raise IndexDamaged("holds other files and no index", file=folder, fix=fix)


def file_stamps(corpus: str) -> list[list[object]]:
    """Name, size and modification time of every file the index depends on.

    Raises CorpusError when there is no such corpus.
    """
    return sorted([name, stat.st_size, stat.st_mtime_ns] for name, stat in _stats(corpus))


def _stats(corpus: str) -> Iterator[tuple[str, os.stat_result]]:
    if os.path.isdir(corpus):
        yield from _tree(corpus, "")
    elif not os.path.exists(corpus):
        raise CorpusError("there is no such corpus", file=corpus, fix="check the path given to --corpus")
    else:
        yield os.path.basename(corpus), os.stat(corpus)
        for entry in os.scandir(os.path.dirname(os.path.abspath(corpus))):
            if entry.name.endswith(".toml"):
                yield entry.name, entry.stat()
    for entry in os.scandir(_DATA):
        if entry.name.endswith(".toml"):
            yield f"citaat:{entry.name}", entry.stat()


def _tree(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    for entry in os.scandir(folder):
        name = prefix + entry.name
        if entry.is_dir():
            yield from _tree(entry.path, name + "/")
        elif entry.name.endswith((".md", ".toml", ".jsonl", ".gz")):
            yield name, entry.stat()


def _read_stamps(folder: str) -> object:
    try:
        with open(os.path.join(folder, _STAMPS), encoding="utf-8") as file:
            stamps: object = json.load(file)
            return stamps
    except (OSError, ValueError):
        return None


def _write_stamps(folder: str, stamps: list[list[object]]) -> None:
    try:
        with open(os.path.join(folder, _STAMPS), "w", encoding="utf-8") as file:
            json.dump(stamps, file)
    except OSError:
        # A read-only index still serves; it is only compared in full each time.
        return
