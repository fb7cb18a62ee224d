"""Opening a stored index at answer time: light imports, everything memory-mapped."""

import os
from collections.abc import Container, Iterator, Mapping, Sequence

from citaat.caveats.storing import has_rules, read_rules
from citaat.corpus.units import Unit
from citaat.dutch.analysis import NAME, VERSION, Analyser
from citaat.dutch.traits import Traits, trigrams
from citaat.errors import IndexDamaged
from citaat.index.aliases import Asked
from citaat.index.counted import CountedField
from citaat.index.dictionary import LEMMAS, WORDS, Dictionary, open_dictionary
from citaat.index.fields import Field, WeighedField
from citaat.index.segments import Since
from citaat.light import Any, dataclass
from citaat.records import Passage, Sentence
from citaat.storage.folder import Folder
from citaat.storage.layered import Layered
from citaat.storage.lines import Lines
from citaat.storage.manifest import MANIFEST as MANIFEST
from citaat.storage.manifest import manifest_of
from citaat.storage.mapped import REBUILD
from citaat.storage.table import is_table
from citaat.version import __version__

FORMAT = 10
STAMPS = "stamps.json"
# What a manifest must say before anything else of it is used.
_MANIFEST: Mapping[str, type] = {
    "citaat": str, "dictionary": str, "since": bool, "analyser": str, "package": str, "corpus": str, "kind": str, "layout": str, "passages": int, "settings": dict,
    "fields": dict, "lengths": dict,
}  # fmt: skip
_FIELDS = frozenset({"lemma", "parts", "alias"})
# How passages are stored: with all that is known of them, or as they came.
WHOLE, LAZY = "whole", "lazy"


class Outdated(IndexDamaged):
    """An index that another version of citaat wrote: nothing is wrong with it, and it is built anew."""


class Vocabulary:
    """The lemmas that corpus and word lists know, as kept in the word table."""

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def __contains__(self, lemma: object) -> bool:
        return f"vocab:{lemma}" in self._words


class Index:
    """A stored index: analyser, fields, passages with their units, and the caveat rules.

    `dictionary` is the one it was made with, where that is open already. Raises IndexDamaged when it is not whole. All of it is of one build: files are opened out of one
    folder, and when a rebuild took that one's place meanwhile the new one is opened from the start, once.
    """

    def __init__(self, folder: str, dictionary: Dictionary | None = None) -> None:
        self.folder = folder
        # What whoever asks should know of how it was opened.
        self.note = ""
        for again in (True, False):
            with Folder(folder) as files:
                try:
                    self._open(files, dictionary)
                    return
                except IndexDamaged:
                    if not (again and files.replaced()):
                        raise

    def _open(self, files: Folder, dictionary: Dictionary | None) -> None:
        self.manifest = manifest_of(files)
        if not current(self.manifest):
            raise Outdated("is of another version of citaat", file=files.path, fix=REBUILD)
        _check_manifest(self.manifest, files.file(MANIFEST))
        self.stamps = _stamps(files)
        general = dictionary or open_dictionary(self.manifest["dictionary"], self.folder)
        self.dictionary = general
        self.words: Mapping[str, str] = Layered(files.table(WORDS), general.words)
        self.lemmas: Mapping[str, str] = (
            Layered(files.table(LEMMAS), general.lemmas) if files.has(LEMMAS) else general.lemmas
        )
        self.vocabulary: Container[str] = Vocabulary(self.words)
        self.since = Since(files) if self.manifest["since"] else None
        self.fields = self._open_fields(files)
        self.asks = files.lines("asks")
        self.asked = Asked(files)
        self.lean = files.whole("alias.lean.npy")
        if self.manifest["layout"] == LAZY:
            self._open_lazily(files)
        else:
            self.analyser = Analyser(self.lemmas, self.words, self.vocabulary)
            self.passages = Passages(files.lines("passages"))
        self._rules = read_rules(files) if has_rules(files) else general.rules()
        self._model: dict[str, Any] = files.json("model.json")
        for name in files.sums or ():
            # What no question needs may be what somebody put here: it is looked at all the same.
            files.map(name)
        self._fit()

    def _open_fields(self, files: Folder) -> dict[str, Field]:
        sizes, fields = self.manifest["fields"], dict[str, Field]()
        for name, size in sizes.items():
            # Known questions are few, and written anew each time.
            counted = self.since is not None and name != "alias"
            fields[name] = (
                CountedField(files, name, size, None, self.since)
                if counted
                else WeighedField(files, name, size)
            )
        for name, total in self.manifest["lengths"].items():
            fields[f"{name}_saturated"] = CountedField(files, name, sizes[name], total, self.since)
        return fields

    def _open_lazily(self, files: Folder) -> None:
        """What a large corpus has of its own (see `large`)."""
        from citaat.index.lazy import LargeWords, LazyPassages

        asked: dict[str, list[int]] = files.json("asked.json")
        # Not by way of this index: one that holds itself would keep its files open until it is looked for.
        listed, asks = self.words, self.asks
        self.words, self.vocabulary = LargeWords(listed, self.fields["parts"]), frozenset()
        self.analyser = Analyser(self.lemmas, self.words, self.vocabulary)
        self.passages = LazyPassages(
            files, self.manifest["source"], self.lemmas, listed, files.table("types.tab"), self.since,
            lambda number: (asks[ask][1::2] for ask in asked.get(str(number), ())),
        )  # fmt: skip

    def _fit(self) -> None:
        """The parts are as large as the manifest says."""
        passages, asks = len(self.passages), len(self.asks)
        sizes = {name: asks if name == "alias" else passages for name in self.manifest["fields"]}
        if self.manifest["passages"] != passages or self.manifest["fields"] != sizes:
            raise IndexDamaged("its parts do not fit together", file=self.folder, fix=REBUILD)

    def stored_line(self, number: int) -> tuple[int, bytes] | None:
        """Where in a passage file the line of a passage is expected, and the line; None where no lines are stored."""
        if self.manifest["layout"] != LAZY:
            return None
        return self.passages.records.start(number), self.passages.records.line(number)

    def rules(self) -> dict[str, Any]:
        """The compiled caveat rules."""
        return self._rules

    def model(self) -> dict[str, Any]:
        """The weights of ranking and decision."""
        return self._model


@dataclass(frozen=True, slots=True)
class Place:
    """A passage, its units with their traits, and what title and heading say."""

    passage: Passage
    units: tuple[Unit, ...]
    traits: tuple[Traits, ...]
    title: Mapping[str, float]
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
    return Place(passage, units, found, record["title_says"], record["heading_says"])


def read_manifest(folder: str) -> dict[str, Any]:
    """The manifest of the index in `folder`. Raises IndexDamaged when it is not one."""
    with Folder(folder) as files:
        return manifest_of(files)


def _stamps(files: Folder) -> Any:
    """What was written of the files of the corpus; None when it is no list, for then it is no use."""
    try:
        return files.unchecked(STAMPS)
    except IndexDamaged:
        return None


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
    sound = sound and manifest["lengths"].keys() <= manifest["fields"].keys()
    counts = (*manifest["fields"].values(), *manifest["lengths"].values()) if sound else ()
    if not sound or not all(isinstance(count, int) and count >= 0 for count in counts):
        raise IndexDamaged("does not say what an index needs", file=path, fix=REBUILD)


def current(manifest: dict[str, Any]) -> bool:
    """Whether this version of citaat, with this analyser, wrote the index."""
    written = manifest.get("format"), manifest.get("citaat"), manifest.get("analyser")
    return written == (FORMAT, __version__, f"{NAME}/{VERSION}")
