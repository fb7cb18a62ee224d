"""Writing the small files of an index, and the checksums of all of them."""

import json
import os
import zlib
from typing import Any

from citaat.errors import IndexDamaged
from citaat.storage.folder import Folder
from citaat.storage.manifest import manifest_of


def write_json(folder: str, name: str, value: Any) -> None:
    """Write `value` to folder/name, sorted, and see it to the disk."""
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        json.dump(value, file, ensure_ascii=False, sort_keys=True, indent=0)
        file.flush()
        os.fsync(file.fileno())


def checksum(path: str) -> tuple[int, int]:
    """Size and CRC-32 of a file: enough to notice any flipped bit, fast enough for every start."""
    size = code = 0
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            size, code = size + len(piece), zlib.crc32(piece, code)
    return size, code


def checksums(folder: str) -> dict[str, tuple[int, int]]:
    """Size and CRC-32 of every file in `folder`, by name."""
    paths = {name: os.path.join(folder, name) for name in sorted(os.listdir(folder))}
    return {name: checksum(path) for name, path in paths.items() if os.path.isfile(path)}


def sound(folder: str) -> bool:
    """Whether every file that the manifest in `folder` names is there in every bit."""
    try:
        with Folder(folder) as files:
            manifest_of(files)
            return files.sound()
    except IndexDamaged:
        return False
