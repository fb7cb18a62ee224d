"""The manifest of a folder that was written as one: which files it holds, with their sizes and checksums."""

from collections.abc import Mapping, Sequence

from citaat.errors import IndexDamaged
from citaat.light import Any
from citaat.storage.folder import Folder
from citaat.storage.mapped import REBUILD

MANIFEST = "manifest.json"
_MOST_FILES = 1_000


def manifest_of(files: Folder) -> dict[str, Any]:
    """The manifest in a folder, by whose checksums all files are opened from now on. Raises IndexDamaged."""
    manifest = files.json(MANIFEST)
    known = isinstance(manifest, dict) and isinstance(manifest.get("citaat"), str) and "files" in manifest
    if not known:
        raise IndexDamaged("is not the manifest of an index", file=files.file(MANIFEST), fix=REBUILD)
    files.sums = sound_sums(manifest["files"], files.file(MANIFEST))
    return dict(manifest)


def sound_sums(sums: Any, path: str) -> Mapping[str, Sequence[int]]:
    """`sums`, when they are names of files in one folder with their size and CRC-32. Raises IndexDamaged."""
    sound = isinstance(sums, dict) and len(sums) <= _MOST_FILES
    if not sound or not all(_is_sum(name, told) for name, told in sums.items()):
        raise IndexDamaged("does not say what an index needs", file=path, fix=REBUILD)
    named: Mapping[str, Sequence[int]] = sums
    return named


def _is_sum(name: str, told: object) -> bool:
    plain = not name.startswith(".") and not {"/", "\\", "\x00"}.intersection(name)
    return plain and isinstance(told, list) and len(told) == 2 and all(type(part) is int for part in told)
