"""Is the stored index still that of the corpus? Cheap when nothing changed: sizes, times and places of files."""

import errno
import json
import os
from collections.abc import Callable, Iterator, Mapping

from citaat.errors import CitaatError, CorpusError, IndexDamaged
from citaat.index import store
from citaat.index.dictionary import DictionaryDamaged
from citaat.index.sources import stamp_of
from citaat.light import Any
from citaat.locations import cache_folder
from citaat.storage.folder import NotOwned

Progress = Callable[[str, int, int], None]
_DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")


class CannotKeep(CitaatError):  # noqa: N818 - it says what happened
    """There is no place to keep an index."""


def open_index(corpus: str, folder: str, progress: Progress | None = None) -> store.Index:
    """The index of `corpus` in `folder`, built first when there is none or when anything it depends on changed."""
    index = _opened(folder)
    if index is not None and _fresh(corpus, folder, index.manifest, index.stamps):
        return index
    try:
        rebuild(corpus, folder, progress)
    except CannotKeep as error:
        return _passing(corpus, progress, error)
    return store.Index(folder)


def _passing(corpus: str, progress: Progress | None, error: CannotKeep) -> store.Index:
    """An index for this process alone, with a note that says so: its files have no names any more once it is open."""
    from citaat.storage.scratch import scratch

    try:
        with scratch(_room()) as home:
            folder = os.path.join(home, "index")
            rebuild(corpus, folder, progress)
            index = store.Index(folder)
    except OSError:
        raise error from None
    place = f"{error.file}: " if error.file else ""
    index.note = f"{place}{error.what}; answering from one that is gone afterwards"
    return index


def _room() -> str:
    """A folder for what need not last. Raises OSError."""
    from tempfile import gettempdir

    try:
        return gettempdir()
    except FileNotFoundError:
        return "/dev/shm"


def renew(corpus: str, index: store.Index) -> store.Index:
    """The index of `corpus` as it is now, where `index` is not: somebody else may have made it already.

    Raises CitaatError.
    """
    if index.note:
        return _passing(corpus, None, CannotKeep(index.note))
    found = open_index(corpus, index.folder)
    if found.manifest == index.manifest:
        rebuild(corpus, index.folder, anew=True)
        found = store.Index(index.folder)
    return found


def _opened(folder: str) -> store.Index | None:
    """The index in `folder`; None when there is none that is of any use. Raises IndexDamaged."""
    if not os.path.lexists(os.path.join(folder, store.MANIFEST)):
        return None
    try:
        return store.Index(folder)
    except (store.Outdated, NotOwned):
        return None
    except DictionaryDamaged:
        from citaat.index.building.dictionary import ready

        # The index itself may be sound, but for another version of what it leans on.
        made = ready(folder)
        return store.Index(folder) if store.read_manifest(folder)["dictionary"] == made.name else None


def _fresh(corpus: str, folder: str, manifest: Mapping[str, Any], known: object) -> bool:
    """Whether the corpus is as it was. Files that only moved or were touched are stamped anew."""
    stamps = file_stamps(corpus)
    if known == stamps:
        return True
    from pathlib import Path

    from citaat.index.building.lists import identity

    fresh = identity(Path(corpus))
    if any(manifest.get(key) != value for key, value in fresh.items()):
        return False
    _write_stamps(folder, stamps)
    return True


def rebuild(corpus: str, folder: str, progress: Progress | None = None, *, anew: bool = False) -> None:
    """Build the index of `corpus` in `folder`, which must be new, empty or an index.

    `anew`: nothing of the index that is there is believed.
    """
    from pathlib import Path

    from citaat.index.building.builder import build

    stamps = file_stamps(corpus)
    try:
        _refuse_foreign(folder)
        build(Path(corpus), Path(folder), progress=progress, anew=anew)
    except OSError as error:
        raise CannotKeep(
            f"the index cannot be kept here ({error.strerror or error})",
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
        if os.path.abspath(folder).startswith(os.path.abspath(cache_folder())):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), place)
        raise IndexDamaged("is a file and no folder", file=place, fix=fix)
    if os.path.isdir(folder) and os.listdir(folder) and not store.is_index(folder):
        raise IndexDamaged("holds other files and no index", file=folder, fix=fix)


def file_stamps(corpus: str) -> list[list[object]]:
    """Name, size, times and place on the disk of every file the index depends on.

    A copy that keeps the old time of change (`cp -p`, `rsync -t`) has another place, or was changed in its place
    and has another time of that. Raises CorpusError when there is no such corpus.
    """
    return sorted(stamp_of(name, stat) for name, stat in _stats(corpus))


def _stats(corpus: str) -> Iterator[tuple[str, os.stat_result]]:
    if os.path.isdir(corpus):
        yield from _tree(corpus, "")
    elif not os.path.exists(corpus):
        raise CorpusError("there is no such corpus", file=corpus, fix="check the path given to --corpus")
    else:
        yield os.path.basename(corpus), os.stat(corpus)
        for entry in os.scandir(os.path.dirname(os.path.abspath(corpus))):
            if entry.name.endswith(".toml"):
                yield entry.name, _stat(entry)
    # All that the manifest has the digest of, the shared dictionary too: a word list changes what an index says.
    for folder in ("", "safety", "fitted", "dutch", "dutch/lists"):
        for entry in os.scandir(os.path.join(_DATA, folder)):
            if entry.is_file():
                yield f"citaat:{folder}/{entry.name}", entry.stat()


def _tree(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    for entry in os.scandir(folder):
        name = prefix + entry.name
        # A link to a folder may lead back to where it stands.
        if entry.is_dir(follow_symlinks=False):
            yield from _tree(entry.path, name + "/")
        elif entry.name.endswith((".md", ".toml", ".jsonl", ".gz")):
            yield name, _stat(entry)


def _stat(entry: "os.DirEntry[str]") -> os.stat_result:
    """What stands behind a name; of a link that leads nowhere the link itself."""
    try:
        return entry.stat()
    except OSError:
        return entry.stat(follow_symlinks=False)


def _write_stamps(folder: str, stamps: list[list[object]]) -> None:
    """Write the stamps, in one step: a reader meets the old ones or the new."""
    path = os.path.join(folder, store.STAMPS)
    fresh = f"{path}.{os.getpid()}"
    try:
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "w") as file:
            json.dump(stamps, file)
        os.replace(fresh, path)
    except OSError:
        # A read-only index still serves; it is only compared in full each time.
        return
