"""What changed in a corpus since its index was built whole: a second, small layer of files beside the large ones.

The large files stay as they are. Documents keep the number they were written under: those of the
whole build first, new ones after them. `numbers` gives the place of each in the corpus as it is now,
-1 when it is gone; `places` leads back.
"""

from citaat.errors import IndexDamaged
from citaat.storage.folder import Folder
from citaat.storage.lines import Lines
from citaat.storage.mapped import REBUILD

PREFIX = "since."


class Since:
    """The numbering of an index of two layers. Raises IndexDamaged when its arrays do not fit together."""

    __slots__ = ("base", "numbers", "places")

    def __init__(self, files: Folder) -> None:
        name = PREFIX + "numbers.npy"
        self.numbers, self.places = files.whole(name), files.whole(PREFIX + "places.npy")
        # How many documents were there when the index was built whole.
        self.base = len(files.array("passages.npy")) - 1
        if not 0 <= self.base <= len(self.numbers):
            raise IndexDamaged("its arrays do not fit together", file=files.file(name), fix=REBUILD)


class LayeredLines(Lines):
    """As Lines, over the passages of both layers."""

    def __init__(self, files: Folder, since: Since) -> None:
        name, offsets = "passages.jsonl", "passages.npy"
        guard, pages = files.guard(offsets), files.pages(name)
        super().__init__(files.file("passages"), files.array(offsets), files.map(name), guard, pages)
        self._new, self._since = files.lines(PREFIX + "passages"), since

    def __len__(self) -> int:
        return len(self._since.places)

    def start(self, number: int) -> int:
        """Where value `number` was in the corpus that was built whole; the start, for a new one."""
        place = int(self._since.places[number])
        return super().start(place) if 0 <= place < self._since.base else 0

    def line(self, number: int) -> bytes:
        """Value `number` as it is written, with its line end."""
        place, base = int(self._since.places[number]), self._since.base
        if not 0 <= place < base + len(self._new):
            raise IndexDamaged(f"names line {place}", file=self._path, fix=REBUILD)
        return super().line(place) if place < base else self._new.line(place - base)
