"""Opening a stored index at answer time: light imports, everything memory-mapped."""

import json
import os
import zlib
from collections.abc import Container, Iterator, Mapping, Sequence

from citaat.caveats.storing import read_rules
from citaat.corpus.units import Unit
from citaat.dutch.analysis import NAME, VERSION, Analyser
from citaat.dutch.traits import Traits, trigrams
from citaat.errors import IndexDamaged
from citaat.index.aliases import Asked
from citaat.index.counted import CountedField
from citaat.index.fields import Field, WeighedField
from citaat.index.segments import Since
from citaat.light import Any, dataclass
from citaat.records import Passage, Sentence
from citaat.storage.arrays import read_array
from citaat.storage.lines import Lines
from citaat.storage.mapped import REBUILD
from citaat.storage.table import Table, is_table
from citaat.version import __version__

FORMAT = 8
_CHECKED_AT_OPEN = 1 << 20
# What a manifest must say before anything else of it is used.
_MANIFEST: Mapping[str, type] = {
    "citaat": str, "since": bool, "analyser": str, "package": str, "corpus": str, "kind": str, "layout": str, "passages": int, "settings": dict,
    "fields": dict, "lengths": dict,
}  # fmt: skip
_FIELDS = frozenset({"lemma", "parts", "alias"})
# How passages are stored: with all that is known of them, or as they came.
WHOLE, LAZY = "whole", "lazy"


class Vocabulary:
    """The lemmas that corpus and word lists know, as kept in the word table."""

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __contains__(self, lemma: object) -> bool:
        return f"vocab:{lemma}" in self._words


class Index:
    """A stored index: analyser, fields, passages with their units, and the caveat rules.

    Raises IndexDamaged when it is not whole. All of it is of one build: what a rebuild
    swaps in while it is being opened is opened from the start, once.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        for _ in range(2):
            self.manifest = read_manifest(folder)
            damage: IndexDamaged | None = None
            try:
                self._open()
            except IndexDamaged as error:
                damage = error
            if read_manifest(folder) == self.manifest:
                break
            damage = IndexDamaged("was replaced while it was opened", file=folder, fix="ask again")
        if damage is not None:
            raise damage

    def _open(self) -> None:
        _check_manifest(self.manifest, self._path("manifest.json"))
        self._verify()
        self.lemmas = Table(self._path("lemmas.tab"))
        self.words: Mapping[str, str] = Table(self._path("words.tab"))
        self.vocabulary: Container[str] = Vocabulary(self.words)
        self.since = Since(self.folder) if self.manifest["since"] else None
        self.fields = self._open_fields()
        self.asks = Lines(self._path("asks"))
        self.asked = Asked(self.folder)
        self.lean = read_array(self._path("alias.lean.npy"))
        if self.manifest["layout"] == LAZY:
            self._open_lazily()
        else:
            self.analyser = Analyser(self.lemmas, self.words, self.vocabulary)
            self.passages = Passages(Lines(self._path("passages")))
        self._rules = read_rules(self.folder)
        self._model: dict[str, Any] = _read_json(self._path("model.json"))
        self._fit()

    def _open_fields(self) -> dict[str, Field]:
        sizes, fields = self.manifest["fields"], dict[str, Field]()
        for name, size in sizes.items():
            # Known questions are few, and written anew each time.
            counted = self.since is not None and name != "alias"
            fields[name] = (
                CountedField(self.folder, name, size, None, self.since)
                if counted
                else WeighedField(self.folder, name, size)
            )
        for name, total in self.manifest["lengths"].items():
            fields[f"{name}_saturated"] = CountedField(self.folder, name, sizes[name], total, self.since)
        return fields

    def _open_lazily(self) -> None:
        """What a large corpus has of its own (see `large`)."""
        from citaat.index.lazy import LargeWords, LazyPassages

        asked: dict[str, list[int]] = _read_json(self._path("asked.json"))
        # Not by way of this index: one that holds itself would keep its files open until it is looked for.
        listed, asks = self.words, self.asks
        self.words, self.vocabulary = LargeWords(listed, self.fields["parts"]), frozenset()
        self.analyser = Analyser(self.lemmas, self.words, self.vocabulary)
        self.passages = LazyPassages(
            self.folder, self.manifest["source"], self.lemmas, listed, Table(self._path("types.tab")), self.since,
            lambda number: (asks[ask][1::2] for ask in asked.get(str(number), ())),
        )  # fmt: skip

    def _fit(self) -> None:
        """The parts are as large as the manifest says."""
        passages, asks = len(self.passages), len(self.asks)
        sizes = {name: asks if name == "alias" else passages for name in self.manifest["fields"]}
        if self.manifest["passages"] != passages or self.manifest["fields"] != sizes:
            raise IndexDamaged("its parts do not fit together", file=self.folder, fix=REBUILD)

    def rules(self) -> dict[str, Any]:
        """The compiled caveat rules."""
        return self._rules

    def model(self) -> dict[str, Any]:
        """The weights of ranking and decision."""
        return self._model

    def _path(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def _verify(self) -> None:
        """Every file is there in its size; those that are read whole also in every bit."""
        for name, (size, checksum) in self.manifest["files"].items():
            path = self._path(name)
            try:
                whole = os.path.getsize(path) == size
            except OSError:
                whole = False
            if whole and size <= _CHECKED_AT_OPEN:
                with open(path, "rb") as file:
                    whole = zlib.crc32(file.read()) == checksum
            if not whole:
                raise IndexDamaged("is not what was written", file=path, fix=REBUILD)


@dataclass(frozen=True, slots=True)
class Place:
    """A passage, its units with their traits, and what title and heading say (together, and the heading alone)."""

    passage: Passage
    units: tuple[Unit, ...]
    traits: tuple[Traits, ...]
    head: Mapping[str, float]
    heading: Mapping[str, float]


class Passages(Sequence[Passage]):
    """The passages of an index in order, read one by one when they are asked for."""

    def __init__(self, records: Lines) -> None:
        self._records = records
        self._places: dict[int, Place] = {}

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Passage]:
        return (self.passage(number) for number in range(len(self)))

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self.passage(at) for at in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return self.passage(number % len(self))

    @property
    def records(self) -> Lines:
        """The passages as they are stored."""
        return self._records

    def passage(self, number: int) -> Passage:
        """Passage `number` alone."""
        return self.place(number).passage

    def place(self, number: int) -> Place:
        """Passage `number` with all that is known of it."""
        if number not in self._places:
            self._places[number] = _place(number, self._records[number])
        return self._places[number]


def _place(number: int, record: dict[str, Any]) -> Place:
    passage = Passage(
        record["id"], record["article_id"], record["title"], record["heading"], record["source"],
        record["sha256"], record["start"], record["end"], record["text"],
        tuple(Sentence(*sentence) for sentence in record["sentences"]),
        record["author"], record["date"], record["url"],
    )  # fmt: skip
    units = tuple(Unit(number, first, last, says, {}) for first, last, says in record["units"])
    spans = ((passage.sentences[unit.first].start, passage.sentences[unit.last].end) for unit in units)
    found = tuple(
        Traits(trigrams(passage.slice(start, end)), own, size, frozenset(has))
        for (start, end), (own, size, has) in zip(spans, record["traits"], strict=True)
    )
    return Place(passage, units, found, record["head"], record["heading_says"])


def read_manifest(folder: str) -> dict[str, Any]:
    """The manifest of the index in `folder`. Raises IndexDamaged when it is not one."""
    path = os.path.join(folder, "manifest.json")
    manifest = _read_json(path)
    if (
        not isinstance(manifest, dict)
        or not isinstance(manifest.get("citaat"), str)
        or "files" not in manifest
    ):
        raise IndexDamaged("is not the manifest of an index", file=path, fix=REBUILD)
    return manifest


def is_index(folder: str) -> bool:
    """Whether `folder` holds an index of citaat, be it damaged or of another version."""
    try:
        read_manifest(folder)
    except IndexDamaged:
        # A damaged manifest must not stand in the way of the repair: the word table still tells.
        return is_table(os.path.join(folder, "words.tab"))
    return True


def _check_manifest(manifest: Mapping[str, Any], path: str) -> None:
    """Everything that is used of a manifest is there and of its type."""
    sound = all(isinstance(manifest.get(key), kind) for key, kind in _MANIFEST.items())
    sound = sound and "pipeline" in manifest["settings"] and manifest["fields"].keys() >= _FIELDS
    files = manifest["files"]
    sound = sound and isinstance(files, dict) and all(map(_is_checksum, files.values()))
    sound = sound and manifest["lengths"].keys() <= manifest["fields"].keys()
    counts = (*manifest["fields"].values(), *manifest["lengths"].values()) if sound else ()
    if not sound or not all(isinstance(count, int) and count >= 0 for count in counts):
        raise IndexDamaged("does not say what an index needs", file=path, fix=REBUILD)


def _is_checksum(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(part, int) for part in value)


def current(manifest: dict[str, Any]) -> bool:
    """Whether this version of citaat, with this analyser, wrote the index."""
    written = manifest.get("format"), manifest.get("citaat"), manifest.get("analyser")
    return written == (FORMAT, __version__, f"{NAME}/{VERSION}")


def _read_json(path: str) -> Any:
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"cannot be read ({error})", file=path, fix=REBUILD) from error
