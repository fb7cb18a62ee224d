"""Opening a stored index at answer time: light imports, everything memory-mapped."""

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citaat.analysis import NAME, VERSION, Analyser
from citaat.arrays import read_array
from citaat.errors import IndexDamaged
from citaat.fields import Field
from citaat.lines import Lines
from citaat.records import Passage, Sentence
from citaat.table import Table
from citaat.traits import Traits, traits
from citaat.units import Unit
from citaat.version import __version__

FORMAT = 1
_CHECKED_AT_OPEN = 1 << 20
_FIX = "run: citaat index"


class Vocabulary:
    """The lemmas that corpus and word lists know, as kept in the word table."""

    __slots__ = ("_words",)

    def __init__(self, words: Table) -> None:
        self._words = words

    def __contains__(self, lemma: object) -> bool:
        return f"vocab:{lemma}" in self._words


class Index:
    """A stored index: analyser, fields, passages with their units, and the caveat rules."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.manifest = read_manifest(folder)
        self._verify()
        self.lemmas = Table(self._path("lemmas.tab"))
        self.words = Table(self._path("words.tab"))
        self.analyser = Analyser(self.lemmas, self.words, Vocabulary(self.words))
        self.fields = {name: Field(folder, name, size) for name, size in self.manifest["fields"].items()}
        self.asks = Lines(self._path("asks"))
        self.lean = read_array(self._path("alias.lean.npy"))
        self.passages = Passages(folder)

    def rules(self) -> dict[str, Any]:
        """The compiled caveat rules."""
        rules: dict[str, Any] = _read_json(self._path("caveats.json"))
        return rules

    def model(self) -> dict[str, Any]:
        """The weights of ranking and decision."""
        model: dict[str, Any] = _read_json(self._path("model.json"))
        return model

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
                raise IndexDamaged("is not what was written", file=path, fix=_FIX)


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

    def __init__(self, folder: str) -> None:
        self._records = Lines(os.path.join(folder, "passages"))
        self._places: dict[int, Place] = {}

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[Passage]:
        return (self.place(number).passage for number in range(len(self)))

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self.place(at).passage for at in range(*number.indices(len(self)))]
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        return self.place(number % len(self)).passage

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
    )  # fmt: skip
    units = tuple(Unit(number, *unit) for unit in record["units"])
    spans = ((passage.sentences[unit.first].start, passage.sentences[unit.last].end) for unit in units)
    found = tuple(
        traits(unit, passage.slice(start, end)) for unit, (start, end) in zip(units, spans, strict=True)
    )
    return Place(passage, units, found, record["head"], record["heading_says"])


def read_manifest(folder: str) -> dict[str, Any]:
    """The manifest of the index in `folder`. Raises IndexDamaged when it is not one."""
    manifest: dict[str, Any] = _read_json(os.path.join(folder, "manifest.json"))
    if not isinstance(manifest, dict) or "files" not in manifest:
        raise IndexDamaged("is not an index", file=folder, fix=_FIX)
    return manifest


def current(manifest: dict[str, Any]) -> bool:
    """Whether this version of citaat, with this analyser, wrote the index."""
    written = manifest.get("format"), manifest.get("citaat"), manifest.get("analyser")
    return written == (FORMAT, __version__, f"{NAME}/{VERSION}")


def _read_json(path: str) -> Any:
    try:
        with open(path, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"cannot be read ({error})", file=path, fix=_FIX) from error
