"""An index whose segments workers hold, opened like any other: the engine sees no difference."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citaat.distributed.building import SIZE, Plan, build, read_pointer, stamps_of
from citaat.distributed.cluster import Cluster
from citaat.distributed.hub import Hub
from citaat.distributed.pieces import open_origin
from citaat.distributed.segments import HEADS, REBUILD, local_copy
from citaat.distributed.sources import RemoteSources
from citaat.distributed.stores import Store
from citaat.dutch.analysis import Analyser
from citaat.engine import Engine
from citaat.errors import IndexDamaged
from citaat.index.building import dictionary
from citaat.index.dictionary import Dictionary
from citaat.index.fields import open_field
from citaat.index.passages import BarePassages, Place
from citaat.index.segment_field import Term
from citaat.index.segments import Segments
from citaat.index.sources import Sources
from citaat.index.store import Index, current, read_manifest
from citaat.index.weighing import Weighing
from citaat.index.words import LargeWords
from citaat.locations import cache_folder
from citaat.storage.folder import Folder
from citaat.storage.table import Table

# A passage that is asked for alone brings its neighbours: whoever reads them in order waits seldom.
_NEIGHBOURS = 64
_REMEMBERED = 4_096


class GlobalField(Weighing):
    """A field whose postings are elsewhere: what all segments together know of its terms.

    `name` is that of the field in a segment.
    """

    def __init__(
        self, hub: Hub, name: str, base: str, terms: Table, idf: "memoryview[float]", size: int
    ) -> None:
        super().__init__(base, size)
        self.name, self._hub, self._terms, self._idf = name, hub, terms, idf

    def saturated(self) -> "GlobalField":
        """The same field where term frequencies saturate."""
        return GlobalField(self._hub, f"{self.name}_saturated", self.base, self._terms, self._idf, self.size)

    def holds(self, term: str) -> bool:
        """Whether a passage has the term."""
        return self._terms.find(term) >= 0

    def scores(self, terms: Iterable[str]) -> dict[int, float]:
        """As `fields.Field.scores`. Raises ClusterError."""
        return self._hub.scores([self.asked(terms)])[0]

    def asked(self, terms: Iterable[str]) -> Any:
        """What workers are asked for these terms."""
        terms = list(terms)
        return self.name, self.shares(terms), self.kept(self.vector(terms))

    def _looked_up(self, term: str) -> Term | None:
        row = self._terms.find(term)
        return None if row < 0 else self._weighed(self._idf[row], row, ())


class RemoteLines:
    """The stored passages that workers hold; a `segments.Records`. Raises ClusterError."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._known: dict[int, tuple[int, bytes]] = {}

    def __len__(self) -> int:
        return int(self._hub.firsts[-1])

    def fetch(self, numbers: Sequence[int]) -> None:
        """Have these here, in one go."""
        missing = [number for number in numbers if number not in self._known]
        if missing:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
                missing = list(numbers)
            self._known |= self._hub.lines(missing)

    def keep(self, number: int, start: int, line: bytes) -> None:
        """Remember a passage that came by another way."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known[number] = start, line

    def start(self, place: int) -> int:
        """Where a passage is expected in its passage file."""
        return self._found(place)[0]

    def line(self, place: int) -> bytes:
        """A passage as it is written, with its line end."""
        return self._found(place)[1]

    def _found(self, place: int) -> tuple[int, bytes]:
        if place not in self._known:
            self.fetch(range(place, min(place + _NEIGHBOURS, len(self))))
        return self._known[place]

    def __getitem__(self, place: int) -> Any:
        return json.loads(self.line(place))


class RemotePassages(BarePassages):
    """Passages that workers hold; those of a question come in one go, with what is known of each worked out there."""

    def __init__(self, hub: Hub, lines: RemoteLines, *tables: Any) -> None:
        super().__init__(lines, *tables)
        self._hub, self._lines = hub, lines

    def numbered(self, numbers: Sequence[int]) -> list[tuple[int, Place]]:
        """As Passages.numbered."""
        missing = [number for number in numbers if number not in self._places]
        if missing:
            if len(self._places) > _REMEMBERED:
                self._places.clear()
                missing = list(numbers)
            for number, (start, line, place) in self._hub.places(missing).items():
                self._lines.keep(number, start, line)
                self._places[number] = place
        return super().numbered(numbers)


class ClusterIndex(Index):
    """An index by its head, in `folder`, and by the workers that hold its segments."""

    def __init__(self, folder: str, dictionary: Dictionary, hub: Hub, origin: Store) -> None:
        self._hub, self._origin = hub, origin
        super().__init__(folder, dictionary)

    def scores(self, wanted: Mapping[str, tuple[str, Sequence[str]]]) -> dict[str, dict[int, float]]:
        """As Index.scores, by asking all workers once. Raises ClusterError."""
        fields: Mapping[str, Any] = self.fields
        asked = [fields[field].asked(terms) for field, terms in wanted.values()]
        return dict(zip(wanted, self._hub.scores(asked), strict=True))

    def sources(self, corpus: str) -> Sources:
        """As Index.sources, wherever the corpus is."""
        if self._origin.local is not None:
            return Sources(self._origin.local, self.manifest["kind"] == "articles", None)
        return RemoteSources(self._origin, self.manifest["kind"] == "articles")

    def _open_segments(self, files: Folder) -> Segments:
        # They are with the workers.
        return Segments([], None, None, "")

    def _open_fields(self, files: Folder) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, size in self.manifest["fields"].items():
            if name == "alias":
                fields[name] = open_field(files, name, [("", 0)], size)
                continue
            terms, idf = files.table(f"{name}.tab"), files.whole(f"{name}.idf.npy")
            if len(terms) != len(idf):
                raise IndexDamaged("its arrays do not fit together", file=files.file(name), fix=REBUILD)
            fields[name] = GlobalField(self._hub, name, files.file(name), terms, idf, size)
            if name in self.manifest["lengths"]:
                fields[f"{name}_saturated"] = fields[name].saturated()
        return fields

    def _open_passages(self, files: Folder) -> None:
        listed, source = self.words, self.manifest["source"]
        self.words, self.vocabulary = LargeWords(listed, self.fields["parts"]), frozenset()
        records, path = RemoteLines(self._hub), files.file("passages")
        self.passages = RemotePassages(self._hub, records, path, source, self.lemmas, listed, {})
        self.analyser = Analyser(self.lemmas, self.words, self.vocabulary)


def open_cluster(cluster: Cluster, plan: Plan) -> Engine:
    """The engine on a corpus whose index workers hold; built by them first where it is missing or out of date.

    Raises CitaatError.
    """
    origin = open_origin(plan.corpus)
    head = _current(plan.index, stamps_of(origin))
    if head is None:
        build(cluster, plan)
        head = str((read_pointer(plan.index) or {})["head"])
    folder = _copied(plan.index, head)
    hub = Hub(cluster, plan.index, read_manifest(folder), head)
    return Engine(
        plan.corpus, ClusterIndex(folder, dictionary.ready(folder), hub, origin.store), lasting=False
    )


@dataclass(frozen=True, slots=True)
class Opener:
    """How any process opens a corpus whose index the workers of the scheduler at `address` hold (see `Cluster`)."""

    address: str
    patience: float

    def __call__(self, corpus: str, index: str) -> Engine:
        """The engine on `corpus`, its index at `index` up to date. Raises CitaatError."""
        return open_cluster(Cluster(self.address, self.patience), Plan(corpus, Store(index), SIZE, _silent))


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody is told how far it is."""


def _current(index: Store, stamps: Any) -> str | None:
    """The head of the index that is there, when it is of this corpus and version; else None."""
    pointer = read_pointer(index)
    if pointer is None or pointer.get("stamps") != json.loads(json.dumps(stamps)):
        return None
    head = str(pointer["head"])
    manifest = read_manifest(_copied(index, head))
    same = (
        manifest.get("package") == dictionary.data_fingerprint()
        and manifest.get("dictionary") == dictionary.name()
    )
    return head if same and current(manifest) else None


def _copied(index: Store, head: str) -> str:
    return local_copy(index.child(HEADS, head), os.path.join(cache_folder(), HEADS, head))
