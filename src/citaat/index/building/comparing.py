"""A passage file against the lines that an index has of it: what is the same, a megabyte at a time.

Reading a million lines one by one to find that all but a few are the same took longer than all that
the few ask for. What does not follow the line before it in the index is looked at by itself.
"""

import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Bytes that are compared at a time: twice as many each time, for most changes are far apart or beside each other.
_STRIDE, _LONGEST = 1 << 12, 1 << 20
# So many lines further on in the index a line is looked for, after one that is not in its place.
_NEAR = 4
_BOM = b"\xef\xbb\xbf"
# Lines first..last-1 of the index.
Stretch = tuple[int, int]
# A line that is not where it would be: its number in the file, from 1, and its bytes.
Odd = tuple[int, bytes]


def compared(file: Path, lines: str, ends: "NDArray[np.int64]") -> Iterator[Stretch | Odd]:
    """The lines of a passage file in order: stretches that are as in the file `lines`, and odd ones in between.

    `ends[i]` is where line i of `lines` begins, without white space around it but a line feed at its end.
    Blank lines are left out. Raises OSError.
    """
    with file.open("rb") as one, open(lines, "rb") as other:
        if not file.stat().st_size:
            return
        with mmap.mmap(one.fileno(), 0, access=mmap.ACCESS_READ) as new:
            if len(ends) < 2:
                yield from _Walk(new, b"", ends)
                return
            with mmap.mmap(other.fileno(), 0, access=mmap.ACCESS_READ) as old:
                yield from _Walk(new, old, ends)


class _Walk:
    """Goes through `new`, with a place in `old` beside it."""

    def __init__(self, new: "mmap.mmap | bytes", old: "mmap.mmap | bytes", ends: "NDArray[np.int64]") -> None:
        self._new, self._old, self._ends = new, old, ends
        self._at = len(_BOM) if new[: len(_BOM)] == _BOM else 0
        self._number = 1

    def __iter__(self) -> Iterator[Stretch | Odd]:
        expected, missed = 0, 0
        while self._at < len(self._new):
            near = range(expected, min(expected + missed + _NEAR, len(self._ends) - 1))
            found = next((line for line in near if self._starts_with(line)), None)
            if found is not None:
                last = self._same(found)
                yield found, last
                expected, missed = last, 0
                continue
            line = self._line()
            if line.strip():
                yield self._number - 1, line
                # Of many odd ones in a row each may stand for one of the index, and more need not be looked through.
                expected, missed = (expected, missed + 1) if missed < _NEAR else (expected + 1, missed)

    def _starts_with(self, line: int) -> bool:
        """Whether the next line of `new` is this one of `old`."""
        start, end = int(self._ends[line]), int(self._ends[line + 1])
        return self._new[self._at : self._at + end - start] == self._old[start:end]

    def _same(self, line: int) -> int:
        """The first line after `line`, which is the next one, that is not the same; the place moves to it."""
        import numpy as np

        start = int(self._ends[line])
        at = start
        shift, stride = self._at - start, _STRIDE
        while True:
            ours, theirs = self._new[at + shift : at + shift + stride], self._old[at : at + stride]
            if ours == theirs and theirs:
                at += len(theirs)
                stride = min(2 * stride, _LONGEST)
                continue
            size = min(len(ours), len(theirs))
            left, right = (np.frombuffer(part, np.uint8, size) for part in (ours, theirs))
            different = left != right
            at += int(different.argmax()) if different.any() else size
            break
        last = int(np.searchsorted(self._ends, at, "right")) - 1
        self._at = int(self._ends[last]) + shift
        self._number += last - line
        return last

    def _line(self) -> bytes:
        """The next line, whatever it is."""
        end = self._new.find(b"\n", self._at) + 1 or len(self._new)
        line = self._new[self._at : end]
        self._at, self._number = end, self._number + 1
        return line
