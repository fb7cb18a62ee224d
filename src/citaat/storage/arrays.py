"""NumPy's .npy files, read without NumPy: memory-mapped, typed, checked against their size."""

import re

from citaat.errors import IndexDamaged
from citaat.light import Any
from citaat.storage.mapped import REBUILD, map_file

_MAGIC = b"\x93NUMPY\x01\x00"
_HEADER = re.compile(r"'descr': '[<|]([iuf])(\d)', 'fortran_order': False, 'shape': \((\d+),\)")
_CODES = {"i4": "i", "i8": "q", "u4": "I", "u8": "Q", "f4": "f", "f8": "d", "u2": "H", "u1": "B"}


def read_array(path: str, blob: "memoryview[int] | None" = None) -> "memoryview[Any]":
    """A one-dimensional little-endian array; raises IndexDamaged when it is anything else.

    `blob` has the bytes of the file where they are mapped already.
    """
    blob = map_file(path) if blob is None else blob
    if bytes(blob[:8]) != _MAGIC or len(blob) < 10:
        raise IndexDamaged("is not an array", file=path, fix=REBUILD)
    size = int.from_bytes(blob[8:10], "little")
    header = _HEADER.search(bytes(blob[10 : 10 + size]).decode("latin-1"))
    code = _CODES.get(header.group(1) + header.group(2)) if header else None
    if header is None or code is None:
        raise IndexDamaged("is an array of an unknown kind", file=path, fix=REBUILD)
    data = blob[10 + size :]
    if len(data) != int(header.group(3)) * int(header.group(2)):
        raise IndexDamaged("is cut short", file=path, fix=REBUILD)
    array: memoryview[Any] = data.cast(code)  # type: ignore[call-overload]
    return array
