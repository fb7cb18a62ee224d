"""NumPy's .npy files, read without NumPy: memory-mapped, typed, checked against their size."""

from citaat.errors import IndexDamaged
from citaat.light import Any
from citaat.storage.mapped import REBUILD, map_file

_MAGIC = b"\x93NUMPY\x01\x00"
# Around the kind of number and how many there are: {'descr': '<f4', 'fortran_order': False, 'shape': (12,), }
_BEFORE, _BETWEEN, _AFTER = "{'descr': '", "', 'fortran_order': False, 'shape': (", ",), }"
_CODES = {"i4": "i", "i8": "q", "u4": "I", "u8": "Q", "f4": "f", "f8": "d", "u2": "H", "u1": "B"}


def read_array(path: str, blob: "memoryview[int] | None" = None) -> "memoryview[Any]":
    """A one-dimensional little-endian array; raises IndexDamaged when it is anything else.

    `blob` has the bytes of the file where they are mapped already.
    """
    blob = map_file(path) if blob is None else blob
    if bytes(blob[:8]) != _MAGIC or len(blob) < 10:
        raise IndexDamaged("is not an array", file=path, fix=REBUILD)
    size = int.from_bytes(blob[8:10], "little")
    code, count = _described(bytes(blob[10 : 10 + size]).decode("latin-1"))
    if code is None:
        raise IndexDamaged("is an array of an unknown kind", file=path, fix=REBUILD)
    data = blob[10 + size :]
    if len(data) != count * int(code[1]):
        raise IndexDamaged("is cut short", file=path, fix=REBUILD)
    array: memoryview[Any] = data.cast(_CODES[code])  # type: ignore[call-overload]
    return array


def _described(header: str) -> tuple[str | None, int]:
    """The kind of number ("f4"), None when it is no known one, and how many there are."""
    kind, _, rest = header.removeprefix(_BEFORE).partition(_BETWEEN)
    count, _, rest = rest.partition(_AFTER)
    known = header.startswith(_BEFORE) and kind[:1] in ("<", "|") and kind[1:] in _CODES
    return (kind[1:], int(count)) if known and count.isdecimal() and not rest.strip() else (None, 0)
