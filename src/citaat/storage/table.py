"""A memory-mapped hash table from words to short texts: opened in microseconds at any size.

Layout, little-endian: magic, count and slots (u64 each), count+1 key offsets and count+1
value offsets (u64), the slots (u32, 0 when free), the keys, the values. Rows are sorted by
key; a key starts at slot CRC-32 modulo the slots (a power of two, at least twice the count)
and moves on by one. A slot has row + 1 in as many low bits as the largest takes, and above
these the highest bits of the CRC-32: a word that is not there is told from those that are
without a look at them, which would cost a page each. A question pays for the words it holds
and not for the dictionary: a look-up is one comparison.
"""

import os
import zlib
from collections.abc import ItemsView, Iterable, Iterator, Mapping
from itertools import pairwise

from citaat.errors import IndexDamaged
from citaat.light import TYPE_CHECKING, BinaryIO
from citaat.storage.mapped import REBUILD, map_file
from citaat.storage.pages import Pages

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MAGIC = b"CITTAB2\n"
_HEAD = len(MAGIC) + 8 + 8


def write_table(file: BinaryIO, entries: Iterable[tuple[str, str]]) -> None:
    """Write `entries` sorted by key; the keys must be distinct."""
    encoded = {key.encode(): value.encode() for key, value in entries}
    keys = sorted(encoded)
    values = [encoded[key] for key in keys]
    slots = _slots(keys)
    file.write(MAGIC + len(keys).to_bytes(8, "little") + len(slots).to_bytes(8, "little"))
    for column in (keys, values):
        file.write(_offsets(column).tobytes())
    file.write(slots.tobytes())
    for column in (keys, values):
        file.write(b"".join(column))


def write_terms(folder: str, name: str, terms: Iterable[str]) -> None:
    """Write folder/name.tab: `terms`, each with its number."""
    with open(os.path.join(folder, f"{name}.tab"), "wb") as file:
        write_table(file, ((term, str(row)) for row, term in enumerate(terms)))


def _offsets(texts: "list[bytes]") -> "NDArray[np.uint64]":
    import numpy as np

    offsets = np.zeros(len(texts) + 1, "<u8")
    np.cumsum(np.fromiter(map(len, texts), np.uint64, len(texts)), out=offsets[1:])
    return offsets


def _slots(keys: list[bytes]) -> "NDArray[np.uint32]":
    """Each row (from 1) at the first slot from its key's own on that was free; in a draw the lower row has it.

    With the highest bits of its key's CRC-32 above the row.
    """
    import numpy as np

    size = 2
    while size < 2 * len(keys):
        size *= 2
    slots = np.zeros(size, "<u4")
    codes = np.fromiter(map(zlib.crc32, keys), np.uint32, len(keys))
    bits = len(keys).bit_length()
    rows = np.arange(1, len(keys) + 1, dtype=np.uint32) | codes >> np.uint32(bits) << np.uint32(bits)
    wanted = codes & np.uint32(size - 1)
    while len(rows):
        free = np.flatnonzero(slots[wanted] == 0)
        taken, first = np.unique(wanted[free], return_index=True)
        slots[taken] = rows[free[first]]
        left = slots[wanted] != rows
        rows, wanted = rows[left], (wanted[left] + np.uint32(1)) & np.uint32(size - 1)
    return slots


def is_table(path: str) -> bool:
    """Whether the file at `path` starts as a table does."""
    try:
        with open(path, "rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


class Table(Mapping[str, str]):
    """Read-only mapping over a file that `write_table` made; `blob` has its bytes where they are mapped already.

    Raises IndexDamaged when the file is not such a table or what it says leads out of it.
    """

    __slots__ = (
        "_blob",
        "_check",
        "_count",
        "_keys",
        "_keys_at",
        "_path",
        "_rows",
        "_slots",
        "_slots_at",
        "_values",
        "_values_at",
        "_values_from",
    )

    def __init__(self, path: str, blob: "memoryview[int] | None" = None, pages: Pages | None = None) -> None:
        blob = map_file(path) if blob is None else blob
        head = bytes(blob[:_HEAD])
        count, slots = int.from_bytes(head[-16:-8], "little"), int.from_bytes(head[-8:], "little")
        self._check = pages.check if pages is not None else None
        if self._check is not None:
            self._check(0, _HEAD)
        values = _HEAD + 8 * (count + 1)
        slots_at = values + 8 * (count + 1)
        self._keys_at = slots_at + 4 * slots
        if not head.startswith(MAGIC) or self._keys_at > len(blob) or not slots or slots & (slots - 1):
            raise IndexDamaged("is not a word table", file=path, fix=REBUILD)
        self._keys = blob[_HEAD:values].cast("Q")
        self._values = blob[values:slots_at].cast("Q")
        self._slots = blob[slots_at : self._keys_at].cast("I")
        self._slots_at, self._values_from = slots_at, values
        if self._check is not None:
            self._check(values - 8, values)
            self._check(slots_at - 8, slots_at)
        self._values_at = self._keys_at + self._keys[count]
        if self._values_at + self._values[count] != len(blob):
            raise IndexDamaged("is cut short", file=path, fix=REBUILD)
        self._blob, self._count, self._path = blob, count, path
        self._rows = (1 << count.bit_length()) - 1

    def find(self, key: str) -> int:
        """The row of `key` in sorted order, or -1."""
        wanted = key.encode()
        blob, keys, slots, base = self._blob, self._keys, self._slots, self._keys_at
        mask, check, rows = len(slots) - 1, self._check, self._rows
        code = zlib.crc32(wanted)
        first = code & mask
        # A sound table has free slots: going round without meeting one is damage too.
        for at in range(first, first + len(slots)):
            if check is not None:
                check(self._slots_at + 4 * (at & mask), self._slots_at + 4 * (at & mask) + 4)
            slot = slots[at & mask]
            if not slot:
                return -1
            if (slot ^ code) > rows:
                # Of another key: their checksums differ in the bits above the row.
                continue
            row = slot & rows
            if not 0 < row <= self._count:
                break
            if check is not None:
                check(_HEAD + 8 * (row - 1), _HEAD + 8 * (row + 1))
                check(base + keys[row - 1], base + keys[row])
            if blob[base + keys[row - 1] : base + keys[row]] == wanted:
                return row - 1
        raise self._damaged()

    def keys_in_order(self) -> list[str]:
        """All keys, sorted; much faster than one by one."""
        return self._column(self._keys, self._keys_at, 0, self._count)

    def as_dict(self) -> dict[str, str]:
        """All of the table in memory, for those who look up much."""
        return self._entries(0, self._count)

    def items(self) -> ItemsView[str, str]:
        """All entries; much faster than one by one."""
        return self.as_dict().items()

    def starting(self, prefix: str) -> dict[str, str]:
        """The entries whose keys start with `prefix`, a word in ASCII."""
        return self._entries(self._first(prefix.encode()), self._first(prefix.encode() + b"\xff"))

    def _entries(self, first: int, last: int) -> dict[str, str]:
        columns = (self._keys, self._keys_at), (self._values, self._values_at)
        return dict(zip(*(self._column(*column, first, last) for column in columns), strict=True))

    def _first(self, wanted: bytes) -> int:
        """The first row whose key is not below `wanted`."""
        low, high = 0, int(self._count)
        while low < high:
            at = (low + high) // 2
            if self.key(at).encode() < wanted:
                low = at + 1
            else:
                high = at
        return low

    def _column(self, offsets: "memoryview[int]", base: int, first: int, last: int) -> list[str]:
        if self._check is not None:
            from_ = _HEAD if offsets is self._keys else self._values_from
            self._check(from_ + 8 * first, from_ + 8 * (last + 1))
            self._check(base + offsets[first], base + offsets[last])
        start, *ends = offsets[first : last + 1].tolist()
        column = bytes(self._blob[base + start : base + (ends[-1] if ends else start)])
        ends = [0, *(end - start for end in ends)] if start else [0, *ends]
        try:
            # A letter for each byte: most words are in ASCII, and need no more than to be cut out.
            whole = column.decode("latin-1")
            texts = [whole[left:right] for left, right in pairwise(ends)]
            if whole.isascii():
                return texts
            return [text if text.isascii() else text.encode("latin-1").decode() for text in texts]
        except UnicodeDecodeError as error:
            raise self._damaged() from error

    def value(self, row: int) -> str:
        """The value in row `row`."""
        return self._text(self._values, row, self._values_at)

    def key(self, row: int) -> str:
        """The key in row `row`."""
        return self._text(self._keys, row, self._keys_at)

    def _text(self, offsets: "memoryview[int]", row: int, base: int) -> str:
        check = self._check
        if check is not None:
            from_ = _HEAD if offsets is self._keys else self._values_from
            check(from_ + 8 * row, from_ + 8 * (row + 2))
        start, end = offsets[row], offsets[row + 1]
        if check is not None:
            check(base + start, base + end)
        if not start <= end <= offsets[self._count]:
            raise self._damaged()
        try:
            return bytes(self._blob[base + start : base + end]).decode()
        except UnicodeDecodeError as error:
            raise self._damaged() from error

    def _damaged(self) -> IndexDamaged:
        return IndexDamaged("is not what was written", file=self._path, fix=REBUILD)

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]
        """The value of `key`, or `default`."""
        row = self.find(key)
        return default if row < 0 else self.value(row)

    def __getitem__(self, key: str) -> str:
        row = self.find(key)
        if row < 0:
            raise KeyError(key)
        return self.value(row)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.find(key) >= 0

    def __iter__(self) -> Iterator[str]:
        return (self.key(row) for row in range(self._count))

    def __len__(self) -> int:
        return int(self._count)
