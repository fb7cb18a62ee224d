"""An index is a list of segments: passages written together and never changed again (Lucene's and tantivy's one idea).

What a change takes out stays where it is and counts no more; what it adds stands in a segment of its own. `numbers`
gives the place in the corpus of each passage as it was written, segment after segment, -1 when it is gone; `places`
leads back. Without them, the passages are those of the corpus in its order.
"""

from collections.abc import Container, Sequence

from citaat.errors import IndexDamaged
from citaat.light import Any, Protocol
from citaat.storage.folder import Folder
from citaat.storage.lines import Lines
from citaat.storage.mapped import REBUILD


class Segments:
    """The segments of an index: `firsts` has the number of the first passage of each, as written, and `written` of all.

    `size` passages count. Raises IndexDamaged when the arrays do not fit together.
    """

    __slots__ = ("firsts", "lines", "numbers", "places", "size", "written")

    def __init__(self, lines: Sequence[Lines], numbers: Any, places: Any, path: str) -> None:
        self.lines, self.numbers, self.places = lines, numbers, places
        self.firsts = [sum(map(len, lines[:at])) for at in range(len(lines))]
        self.written = sum(map(len, lines))
        self.size = self.written if places is None else len(places)
        if numbers is not None and not self.size <= len(numbers) == self.written:
            raise IndexDamaged("its arrays do not fit together", file=path, fix=REBUILD)

    def without(self, gone: Container[int]) -> "Segments":
        """The same segments where the passages at these places of the corpus count no more."""
        from array import array

        kept = [place for place in range(self.size) if place not in gone]
        places = array("i", kept if self.places is None else [self.places[place] for place in kept])
        numbers = array("i", [-1]) * self.written
        for place, number in enumerate(places):
            numbers[number] = place
        return Segments(self.lines, memoryview(numbers), memoryview(places), "")


def names(count: int) -> list[str]:
    """What the files of so many segments begin with."""
    return [f"{number}." for number in range(count)]


def open_segments(files: Folder, sizes: Sequence[int], passages: int, plain: bool) -> Segments:
    """The segments of an index, of these sizes; `plain`: all their passages count, in order. Raises IndexDamaged."""
    lines = [files.lines(f"{name}passages") for name in names(len(sizes))]
    numbers, places = (None, None) if plain else (files.whole("numbers.npy"), files.whole("places.npy"))
    found = Segments(lines, numbers, places, files.file("numbers.npy"))
    if list(map(len, lines)) != list(sizes) or not lines or found.size != passages:
        raise IndexDamaged("its parts do not fit together", file=files.path, fix=REBUILD)
    return found


class Records(Protocol):
    """The stored passages of an index, in the order of the corpus, wherever they are."""

    def __len__(self) -> int: ...

    def start(self, place: int, /) -> int:
        """Where a passage is expected in its passage file."""

    def line(self, place: int, /) -> bytes:
        """A passage as it is written, with its line end."""

    def __getitem__(self, place: int, /) -> Any: ...


class SegmentLines:
    """The stored passages of an index, in the order of the corpus."""

    def __init__(self, segments: Segments, path: str) -> None:
        self._segments, self._path = segments, path

    def __len__(self) -> int:
        return self._segments.size

    def _find(self, place: int) -> tuple[int, int]:
        """The segment of a passage, and its number in there."""
        segments = self._segments
        number = place if segments.places is None else int(segments.places[place])
        if not 0 <= number < segments.written:
            raise IndexDamaged(f"names line {number}", file=self._path, fix=REBUILD)
        if len(segments.firsts) == 1:
            return 0, number
        from bisect import bisect_right

        at = bisect_right(segments.firsts, number) - 1
        return at, number - segments.firsts[at]

    def start(self, place: int) -> int:
        """Where a passage was in the corpus that was built whole; the start, for one that came later."""
        at, number = self._find(place)
        return 0 if at else self._segments.lines[0].start(number)

    def line(self, place: int) -> bytes:
        """A passage as it is written, with its line end."""
        at, number = self._find(place)
        return self._segments.lines[at].line(number)

    def __getitem__(self, place: int) -> Any:
        at, number = self._find(place)
        return self._segments.lines[at][number]
