"""Checksums of the pages of large files: a question checks what it reads, and pays for no more.

Small files are checked whole when they are opened. Of a large one a flipped bit in a word that is looked up, in a
posting or in a text is found when its page is first read.
"""

import os
import zlib
from collections.abc import Callable, Mapping

from citaat.errors import IndexDamaged

FILE = "pages.crc"
# A look-up reads a few bytes here and there: of small pages it checks less. The checksums themselves are checked at
# every start, so those of a very large file are fewer.
_PAGE, _LARGE_PAGE = 1024, 4096
_LARGE = 1 << 26
Check = Callable[[int, int], None]


class Pages:
    """The checksums of one file, whose bytes are `blob`."""

    __slots__ = ("_blob", "_codes", "_damage", "_page", "_seen")

    def __init__(self, blob: "memoryview[int]", codes: "memoryview[int]", damage: IndexDamaged) -> None:
        self._blob, self._codes, self._damage = blob, codes, damage
        self._page, self._seen = page_of(len(blob)), bytearray(len(codes))

    def check(self, start: int, end: int) -> None:
        """Raise IndexDamaged unless bytes start..end-1 are what was written."""
        if not 0 <= start <= end <= len(self._blob):
            raise self._damage
        seen, size = self._seen, self._page
        for page in range(start // size, (end + size - 1) // size):
            if not seen[page]:
                if zlib.crc32(self._blob[page * size : (page + 1) * size]) != self._codes[page]:
                    raise self._damage
                seen[page] = 1


def page_of(size: int) -> int:
    """The bytes in a page of a file of this size."""
    return _PAGE if size <= _LARGE else _LARGE_PAGE


def write_pages(folder: str, least: int, known: "Mapping[str, bytes]") -> None:
    """Write the checksums of the pages of all files in `folder` above `least` bytes, by name.

    `known` has those of files that another index had before.
    """
    path = os.path.join(folder, FILE)
    with open(f"{path}.new", "wb") as out:
        for name in large_files(folder, least):
            out.write(known[name] if name in known else _codes(os.path.join(folder, name)))
    # The file that is there may be the one of another index, under another name.
    os.replace(f"{path}.new", path)


def large_files(folder: str, least: int) -> list[str]:
    """The names of the files that have pages, in the order of their checksums; not their own file, however large."""
    paths = (
        (name, os.path.join(folder, name))
        for name in sorted(os.listdir(folder))
        if name.partition(".new")[0] != FILE
    )
    return [name for name, path in paths if os.path.isfile(path) and os.path.getsize(path) > least]


def parts(sizes: Mapping[str, int], least: int) -> dict[str, tuple[int, int]]:
    """Where the checksums of each file of these sizes begin and end, counted in pages."""
    found, at = {}, 0
    for name in sorted(sizes):
        if sizes[name] > least and name != FILE:
            found[name] = at, at + -(-sizes[name] // page_of(sizes[name]))
            at = found[name][1]
    return found


def _codes(path: str) -> bytes:
    from array import array

    codes = array("I")
    size = page_of(os.path.getsize(path))
    with open(path, "rb") as file:
        while page := file.read(size):
            codes.append(zlib.crc32(page))
    return codes.tobytes()
