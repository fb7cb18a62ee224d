"""What known questions say of each unit, by term: a question reads the entries of its own words alone.

Known questions hold far more words than the texts they point to; reading all of them was most of
what opening the passages cost.
"""

import os
from collections.abc import Iterable, Iterator, Mapping

from citaat.errors import IndexDamaged
from citaat.light import Any, Protocol
from citaat.storage.folder import Folder
from citaat.storage.mapped import REBUILD
from citaat.storage.table import write_table

FILE = "asked.tab"
# A passage, and a unit of it.
Spot = tuple[int, int]


def write_asked(folder: str, asked: Mapping[Spot, Mapping[str, float]]) -> None:
    """Write what the known questions of each unit say."""
    entries: dict[str, list[str]] = {}
    for (passage, unit), says in sorted(asked.items()):
        for term, strength in says.items():
            entries.setdefault(term, []).append(f"{passage}.{unit}*{strength!r}")
    with open(os.path.join(folder, FILE), "wb") as file:
        write_table(file, ((term, " ".join(spots)) for term, spots in entries.items()))


class Asks(Protocol):
    """Known questions by number: [passage, sentence, topic, what it says], passage -1 where there is no answer."""

    def __len__(self) -> int: ...

    def __getitem__(self, number: int, /) -> Any: ...


class Asked:
    """The stored entries. Raises IndexDamaged when one is not what was written."""

    def __init__(self, files: Folder) -> None:
        self._path, self._table = files.file(FILE), files.table(FILE)
        self._known: dict[str, tuple[tuple[Spot, float], ...]] = {}

    def saying(self, terms: Iterable[str]) -> dict[Spot, dict[str, float]]:
        """Of every unit whose known questions hold some of `terms`: those, with their strengths."""
        found: dict[Spot, dict[str, float]] = {}
        for term in terms:
            for spot, strength in self._spots(term):
                found.setdefault(spot, {})[term] = strength
        return found

    def everything(self) -> dict[Spot, dict[str, float]]:
        """As it was written."""
        return self.saying(self.terms())

    def terms(self) -> list[str]:
        """All terms that known questions hold."""
        return self._table.keys_in_order()

    def _spots(self, term: str) -> Iterable[tuple[Spot, float]]:
        if term not in self._known:
            entry = self._table.get(term)
            try:
                self._known[term] = tuple(_read(entry)) if entry else ()
            except ValueError as error:
                raise IndexDamaged("is not what was written", file=self._path, fix=REBUILD) from error
        return self._known[term]


def _read(entry: str) -> Iterator[tuple[Spot, float]]:
    for item in entry.split(" "):
        spot, _, strength = item.partition("*")
        passage, _, unit = spot.partition(".")
        yield (int(passage), int(unit)), float(strength)
