"""JSON values one a line, any of them read on its own: a file of lines and an array of offsets."""

import json
from collections.abc import Iterable

from citaat.errors import IndexDamaged
from citaat.light import Any
from citaat.storage.arrays import read_array
from citaat.storage.mapped import REBUILD, map_file
from citaat.storage.pages import Check, Pages


def write_lines(base: str, values: Iterable[Any]) -> None:
    """Write `values` to base.jsonl and where each starts to base.npy; bytes are lines as they are."""
    import numpy as np

    offsets = [0]
    with open(base + ".jsonl", "wb") as file:
        for value in values:
            if not isinstance(value, bytes):
                value = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            file.write(value)
            offsets.append(file.tell())
    np.save(base + ".npy", np.asarray(offsets, dtype=np.int64), allow_pickle=False)


class Lines:
    """The values that `write_lines` wrote. Each is decoded once, when first asked for.

    Raises IndexDamaged when a file is missing, or when a line is not what was written.
    """

    def __init__(
        self,
        base: str,
        offsets: "memoryview[Any] | None" = None,
        blob: "memoryview[int] | None" = None,
        guard: "Check | None" = None,
        pages: "Pages | None" = None,
    ) -> None:
        self._guard, self._pages = guard, pages
        self._path = base + ".jsonl"
        self._offsets = read_array(base + ".npy") if offsets is None else offsets
        self._blob = map_file(self._path) if blob is None else blob
        self._known: dict[int, Any] = {}
        if not len(self._offsets) or self._offsets[-1] != len(self._blob):
            raise IndexDamaged("is not as long as its offsets say", file=self._path, fix=REBUILD)

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def start(self, number: int) -> int:
        """Where value `number` begins in the file."""
        return int(self._offsets[number])

    def line(self, number: int) -> bytes:
        """Value `number` as it is written, with its line end."""
        if self._guard is not None:
            self._guard(number, number + 2)
        start, end = self._offsets[number], self._offsets[number + 1]
        if self._pages is not None:
            self._pages.check(start, end)
        return bytes(self._blob[start:end])

    def __getitem__(self, number: int) -> Any:
        if number not in self._known:
            try:
                # A start beyond the end gives an empty line, which is no JSON either.
                self._known[number] = json.loads(self.line(number))
            except ValueError as error:
                raise IndexDamaged(
                    "is not what was written", file=self._path, line=number + 1, fix=REBUILD
                ) from error
        return self._known[number]
