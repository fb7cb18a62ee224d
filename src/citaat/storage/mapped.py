"""Files as memory: mapped, not read, and never left open."""

import mmap
import os

from citaat.errors import IndexDamaged

REBUILD = "run: citaat index"


def map_file(path: str) -> "memoryview[int]":
    """The bytes of the file at `path`. Raises IndexDamaged when it cannot be read."""
    try:
        with open(path, "rb") as file:
            if not os.fstat(file.fileno()).st_size:
                # An empty file cannot be mapped, and needs no mapping.
                return memoryview(b"")
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"cannot be read ({error})", file=path, fix=REBUILD) from error
