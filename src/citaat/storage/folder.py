"""The files of one folder, opened through it: whoever puts another folder in its place meanwhile changes nothing here.

What is read is not trusted: only plain files of one's own are opened, in the size that was written down, never a
link or a device. Small files are read and checked in every bit, large ones are mapped.
"""

import json
import mmap
import os
import stat
import zlib
from collections.abc import Collection, Mapping, Sequence

from citaat.errors import IndexDamaged
from citaat.light import Any
from citaat.storage.arrays import read_array
from citaat.storage.lines import Lines
from citaat.storage.mapped import REBUILD
from citaat.storage.pages import FILE as PAGES
from citaat.storage.pages import Check, Pages, parts
from citaat.storage.table import Table

# Files up to this size are read whole and checked; of larger ones the pages are checked that are read.
CHECKED_AT_OPEN = 1 << 20
# A page of a map costs less than fresh memory to copy it into; a small file is quicker read than mapped.
_COPIED = 1 << 14
# No description of an index is larger.
_MOST_JSON = 64 << 20
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


class NotOwned(IndexDamaged):
    """Somebody else may have written what is here."""


class Folder:
    """An open folder. `sums` has size and CRC-32 of its files by name; None reads whatever is there.

    Raises IndexDamaged when it, or later a file in it, is missing or not what was written, and NotOwned
    when others than oneself (and root) may have written it.
    """

    __slots__ = ("_fd", "_maps", "_parts", "path", "sums")

    def __init__(self, path: str, sums: "Mapping[str, Sequence[int]] | None" = None) -> None:
        self.path, self.sums = path, sums
        self._maps: dict[str, memoryview[int]] = {}
        self._parts: dict[str, tuple[int, int]] = {}
        try:
            self._fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except (OSError, ValueError) as error:
            raise IndexDamaged(f"cannot be read ({_reason(error)})", file=path, fix=REBUILD) from error
        try:
            _demand_own(os.fstat(self._fd), path)
        except NotOwned:
            self.close()
            raise

    def __enter__(self) -> "Folder":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the folder; what was opened from it stays."""
        os.close(self._fd)

    def replaced(self) -> bool:
        """Whether another folder, or none, is where this one was."""
        mine = os.fstat(self._fd)
        try:
            there = os.stat(self.path)
        except OSError:
            return True
        return (mine.st_ino, mine.st_dev) != (there.st_ino, there.st_dev)

    def file(self, name: str) -> str:
        """The path of a file, to be told to people."""
        return os.path.join(self.path, name)

    def map(self, name: str) -> "memoryview[int]":
        """The bytes of a file, which is opened once."""
        if name not in self._maps:
            self._maps[name] = self._mapped(name)
        return self._maps[name]

    def _mapped(self, name: str) -> "memoryview[int]":
        size, code = self._expected(name)
        handle = self._handle(name)
        try:
            told = os.fstat(handle)
            _demand_own(told, self.file(name))
            if not stat.S_ISREG(told.st_mode) or size not in (None, told.st_size):
                raise self.damaged(name)
            if told.st_size <= _COPIED:
                blob = memoryview(_read(handle, told.st_size))
            else:
                blob = memoryview(mmap.mmap(handle, 0, access=mmap.ACCESS_READ))
            if len(blob) != told.st_size:
                raise self.damaged(name)
            if code is not None and told.st_size <= CHECKED_AT_OPEN and zlib.crc32(blob) != code:
                raise self.damaged(name)
            return blob
        except (OSError, ValueError) as error:
            raise self.unreadable(name, error) from error
        finally:
            os.close(handle)

    def table(self, name: str, *, checked: bool = False) -> Table:
        """The word table in a file; `checked` when all of it was found sound already."""
        return Table(self.file(name), self.map(name), None if checked else self.pages(name))

    def array(self, name: str) -> "memoryview[Any]":
        """The array in a file; one that is large is not checked by itself (see `guard`)."""
        return read_array(self.file(name), self.map(name))

    def guard(self, name: str) -> Check:
        """What checks values start..end-1 of the array in a file, where that was not done when it was opened."""
        pages = self.pages(name)
        if pages is None:
            return _checked
        values = self.array(name)
        size, whole = values.itemsize, len(self.map(name))
        first = whole - size * len(values)
        pages.check(0, first)
        return lambda start, end: pages.check(first + size * start, first + size * end)

    def whole(self, name: str) -> "memoryview[Any]":
        """The array in a file, checked in all of its length."""
        values = self.array(name)
        self.guard(name)(0, len(values))
        return values

    def demand_whole(self, name: str) -> None:
        """Look at all of a file that is too large for that to be done when it is opened."""
        blob, (_, code) = self.map(name), self._expected(name)
        if len(blob) > CHECKED_AT_OPEN and code not in (None, zlib.crc32(blob)):
            raise self.damaged(name)

    def lines(self, base: str) -> Lines:
        """The lines in base.jsonl, with where they begin in base.npy."""
        name, offsets = f"{base}.jsonl", f"{base}.npy"
        return Lines(
            self.file(base), self.array(offsets), self.map(name), self.guard(offsets), self.pages(name)
        )

    def pages(self, name: str) -> Pages | None:
        """The checksums of the pages of a file; None when it was checked whole, or nothing is known of it."""
        if not self.sums or name not in self.sums or PAGES not in self.sums:
            return None
        if not self._parts:
            self._parts = parts({one: size for one, (size, _) in self.sums.items()}, CHECKED_AT_OPEN)
        if name not in self._parts:
            return None
        codes = self._codes()
        first, last = self._parts[name]
        if last > len(codes):
            raise self.damaged(PAGES)
        return Pages(self.map(name), codes[first:last], self.damaged(name))

    def page_codes(self, names: Collection[str]) -> dict[str, bytes]:
        """The checksums of the pages of those of these files that have any, as they are stored."""
        codes = bytes(self._codes().cast("B")) if self.has(PAGES) else b""
        found = parts({one: size for one, (size, _) in (self.sums or {}).items()}, CHECKED_AT_OPEN)
        return {name: codes[4 * first : 4 * last] for name, (first, last) in found.items() if name in names}

    def _codes(self) -> "memoryview[int]":
        blob = self.map(PAGES)
        # It checks others, so it is checked itself, however large it is.
        if len(blob) % 4 or (self.sums and zlib.crc32(blob) != self.sums[PAGES][1]):
            raise self.damaged(PAGES)
        return blob.cast("I")

    def json(self, name: str) -> Any:
        """The JSON value in a file."""
        blob = self.map(name)
        try:
            if len(blob) > _MOST_JSON:
                raise ValueError("too large")
            return json.loads(bytes(blob), parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise self.unreadable(name, error) from error

    def unchecked(self, name: str) -> Any:
        """The JSON value in a file that may change without the others: no checksum is known of it."""
        sums, self.sums = self.sums, None
        try:
            return self.json(name)
        finally:
            self.sums = sums

    def share(self, name: str, folder: str) -> None:
        """Put a file into `folder`: the same one by another name, where the disk can. Raises OSError."""
        target = os.path.join(folder, name)
        try:
            os.link(name, target, src_dir_fd=self._fd)
        except OSError:
            with open(target, "xb") as file:
                file.write(self.map(name))

    def sound(self) -> bool:
        """Whether every file that was written down is there in every bit."""
        return all(zlib.crc32(self.map(name)) == code for name, (_, code) in (self.sums or {}).items())

    def has(self, name: str) -> bool:
        """Whether such a file was written down, or is there when nothing was."""
        if self.sums is not None:
            return name in self.sums
        try:
            return stat.S_ISREG(os.stat(name, dir_fd=self._fd, follow_symlinks=False).st_mode)
        except OSError:
            return False

    def damaged(self, name: str) -> IndexDamaged:
        """The error for a file that changed since it was written."""
        return IndexDamaged("is not what was written", file=self.file(name), fix=REBUILD)

    def unreadable(self, name: str, error: Exception) -> IndexDamaged:
        """The error for a file that cannot be read as what it should be."""
        return IndexDamaged(f"cannot be read ({_reason(error)})", file=self.file(name), fix=REBUILD)

    def _expected(self, name: str) -> "tuple[int | None, int | None]":
        if self.sums is None:
            return None, None
        if name not in self.sums:
            raise IndexDamaged("is not in the manifest", file=self.file(name), fix=REBUILD)
        size, code = self.sums[name]
        return size, code

    def _handle(self, name: str) -> int:
        try:
            return os.open(name, _FLAGS, dir_fd=self._fd)
        except (OSError, ValueError) as error:
            raise self.unreadable(name, error) from error


def _checked(start: int, end: int) -> None:
    """All of it was looked at when it was opened."""


def _refuse(constant: str) -> Any:
    """No weight and no count of an index is NaN or without end."""
    raise ValueError(f"holds {constant}")


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)


def _read(handle: int, size: int) -> bytes:
    """At most `size` bytes of a file: in one piece, as a rule."""
    blob = os.read(handle, size)
    while len(blob) < size:
        more = os.read(handle, size - len(blob))
        if not more:
            break
        blob += more
    return blob


def _demand_own(told: os.stat_result, path: str) -> None:
    """Others can mend checksums as well as they can break files: who else may write here is not believed."""
    if told.st_uid not in (os.geteuid(), 0) or told.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise NotOwned("may have been written by somebody else", file=path, fix=REBUILD)
