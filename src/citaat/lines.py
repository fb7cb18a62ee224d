"""JSON values one a line, any of them read on its own: a file of lines and an array of offsets."""

import json
from collections.abc import Iterable
from typing import Any

from citaat.arrays import read_array
from citaat.errors import IndexDamaged


def write_lines(base: str, values: Iterable[Any]) -> None:
    """Write `values` to base.jsonl and where each starts to base.npy."""
    import numpy as np

    offsets = [0]
    with open(base + ".jsonl", "wb") as file:
        for value in values:
            file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
            offsets.append(file.tell())
    np.save(base + ".npy", np.asarray(offsets, dtype=np.int64), allow_pickle=False)


class Lines:
    """The values that `write_lines` wrote. Each is decoded once, when first asked for."""

    def __init__(self, base: str) -> None:
        self._path = base + ".jsonl"
        self._offsets = read_array(base + ".npy")
        self._file = open(self._path, "rb")  # noqa: SIM115 - open for as long as the index is
        self._known: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> Any:
        if number not in self._known:
            self._file.seek(self._offsets[number])
            line = self._file.read(self._offsets[number + 1] - self._offsets[number])
            try:
                self._known[number] = json.loads(line)
            except ValueError as error:
                raise IndexDamaged(
                    "is not what was written", file=self._path, line=number + 1, fix="run: citaat index"
                ) from error
        return self._known[number]
