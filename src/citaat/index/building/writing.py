"""The manifest of an index, which says what it holds and what it was made of."""

import os
from collections.abc import Collection, Mapping
from typing import Any

from citaat.storage.files import checksum, write_json
from citaat.storage.folder import CHECKED_AT_OPEN, Folder
from citaat.storage.manifest import MANIFEST
from citaat.storage.pages import write_pages


def write_manifest(
    folder: str, told: Mapping[str, Any], old: Folder | None = None, shared: Collection[str] = ()
) -> None:
    """Write the manifest, last of all: what is `told` of the index, and all checksums.

    Those of the files that are `shared` with another index, open as `old`, are known from there.
    """
    sums = old.sums if old is not None and old.sums else {}
    known = {name: sums[name] for name in shared}
    write_pages(folder, CHECKED_AT_OPEN, old.page_codes(shared) if old is not None else {})
    paths = {name: os.path.join(folder, name) for name in sorted(os.listdir(folder))}
    files = {
        name: known[name] if name in known else checksum(path)
        for name, path in paths.items()
        if os.path.isfile(path)
    }
    write_json(folder, MANIFEST, {**told, "files": files})
