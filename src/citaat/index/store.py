"""Opening a stored index at answer time: light imports, everything memory-mapped."""

import json
import os
from collections.abc import Container, Mapping, Sequence

from citaat.caveats.storing import has_rules, read_rules
from citaat.dutch.analysis import NAME, VERSION, Analyser
from citaat.errors import UNFIT, IndexDamaged
from citaat.index.aliases import Asked, Asks
from citaat.index.dictionary import LEMMAS, WORDS, Dictionary, open_dictionary
from citaat.index.fields import Field, open_field
from citaat.index.model import read_model
from citaat.index.passages import BarePassages, Passages
from citaat.index.segments import SegmentLines, Segments, names, open_segments
from citaat.index.sources import Sources
from citaat.index.words import LargeWords, Vocabulary
from citaat.light import Any
from citaat.storage.folder import Folder
from citaat.storage.layered import Layered
from citaat.storage.manifest import MANIFEST as MANIFEST
from citaat.storage.manifest import manifest_of
from citaat.storage.mapped import REBUILD
from citaat.storage.table import is_table
from citaat.version import __version__

FORMAT = 19
STAMPS, TYPES, ELSEWHERE = "stamps.json", "types.tab", "elsewhere.json"
# What a manifest must say before anything else of it is used.
_MANIFEST: Mapping[str, type] = {
    "citaat": str,
    "dictionary": str,
    "segments": list,
    "plain": bool,
    "analyser": str,
    "package": str,
    "corpus": str,
    "kind": str,
    "layout": str,
    "passages": int,
    "settings": dict,
    "fields": dict,
    "lengths": dict,
}
_FIELDS = frozenset({"lemma", "parts", "alias"})
# How passages are stored: with all that is known of them, or bare.
WHOLE, BARE = "whole", "bare"
# Of a folder that others replace all the time so many are opened before it is called damaged.
_OPENINGS = 50


class Outdated(IndexDamaged):
    """An index that another version of citaat wrote: nothing is wrong with it, and it is built anew."""


class Index:
    """A stored index: analyser, fields, passages with their units, and the caveat rules.

    `dictionary` is the one it was made with, where that is open already. All of it is of one build: files are opened
    out of one folder, and when a rebuild took that one's place meanwhile the new one is opened from the start: on a
    busy machine several times.
    Raises IndexDamaged when it is not whole.
    """

    def __init__(self, folder: str, dictionary: Dictionary | None = None) -> None:
        self.folder = folder
        # What whoever asks should know of how it was opened.
        self.note = ""
        for left in reversed(range(_OPENINGS)):
            with Folder(folder) as files:
                try:
                    self._open(files, dictionary)
                    return
                except IndexDamaged:
                    if not (left and files.replaced()):
                        raise
                except UNFIT as error:
                    raise IndexDamaged(f"cannot be used ({error!r})", file=folder, fix=REBUILD) from error

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
        self.segments = self._open_segments(files)
        self.fields = self._open_fields(files)
        self.asks: Asks = files.lines("asks")
        self.asked = Asked(files)
        self.lean = files.whole("alias.lean.npy")
        self._open_passages(files)
        self._rules = read_rules(files) if has_rules(files) else general.rules()
        self._model = read_model(files)
        self._elsewhere = files.map(ELSEWHERE)
        for name in files.sums or ():
            # What no question needs may be what somebody put here: it is looked at all the same.
            files.map(name)
        self._fit()

    def _open_segments(self, files: Folder) -> Segments:
        told = self.manifest
        return open_segments(files, told["segments"], told["passages"], told["plain"])

    def _open_passages(self, files: Folder) -> None:
        """Open the passages, and the analyser, which knows the words of all of them in a small corpus alone."""
        records = SegmentLines(self.segments, files.file("places.npy"))
        if self.manifest["layout"] == BARE:
            listed, source = self.words, self.manifest["source"]
            self.words, self.vocabulary = LargeWords(listed, self.fields["parts"]), frozenset()
            path, types = files.file("0.passages.jsonl"), files.table(TYPES)
            self.passages: Passages = BarePassages(records, path, source, self.lemmas, listed, types)
        else:
            self.passages = Passages(records)
        self.analyser = Analyser(self.lemmas, self.words, self.vocabulary)

    def _open_fields(self, files: Folder) -> dict[str, Field]:
        fields, segments = dict[str, Field](), self.segments
        every = list(zip(names(len(segments.firsts)), segments.firsts, strict=True))
        for name, size in self.manifest["fields"].items():
            if name == "alias":
                # Known questions are few, and written anew each time: they have one segment of their own.
                fields[name] = open_field(files, name, [("", 0)], size)
            else:
                fields[name] = open_field(files, name, every, size, segments.numbers)
            if name in self.manifest["lengths"]:
                fields[f"{name}_saturated"] = fields[name].saturated(self.manifest["lengths"][name])
        return fields

    def _fit(self) -> None:
        """The parts are as large as the manifest says."""
        passages, asks = len(self.passages), len(self.asks)
        sizes = {name: asks if name == "alias" else passages for name in self.manifest["fields"]}
        if self.manifest["passages"] != passages or self.manifest["fields"] != sizes:
            raise IndexDamaged("its parts do not fit together", file=self.folder, fix=REBUILD)

    def scores(self, wanted: Mapping[str, tuple[str, Sequence[str]]]) -> dict[str, dict[int, float]]:
        """The scores in several fields at once: of each that is wanted, a field and terms (see `Field.scores`)."""
        return {name: self.fields[field].scores(terms) for name, (field, terms) in wanted.items()}

    def sources(self, corpus: str) -> Sources:
        """The texts of the corpus at `corpus` as they are now."""
        return Sources(corpus, self.manifest["kind"] == "articles", self.stamps)

    def stored_line(self, number: int) -> tuple[int, bytes] | None:
        """Where in a passage file the line of a passage is expected, and the line; None where no lines are stored."""
        if self.manifest["layout"] != BARE:
            return None
        return self.passages.records.start(number), self.passages.records.line(number)

    @property
    def elsewhere(self) -> dict[str, list[list[int]]]:
        """The further places of the quotes of known questions, as [passage, sentence], by the number of the question."""
        found: dict[str, list[list[int]]] = json.loads(bytes(self._elsewhere))
        return found

    def rules(self) -> dict[str, Any]:
        """The compiled caveat rules."""
        return self._rules

    def model(self) -> dict[str, Any]:
        """The weights of ranking and decision."""
        return self._model


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
    counts = (
        (*manifest["segments"], *manifest["fields"].values(), *manifest["lengths"].values()) if sound else ()
    )
    if not sound or not all(isinstance(count, int) and count >= 0 for count in counts):
        raise IndexDamaged("does not say what an index needs", file=path, fix=REBUILD)


def current(manifest: dict[str, Any]) -> bool:
    """Whether this version of citaat, with this analyser, wrote the index."""
    written = manifest.get("format"), manifest.get("citaat"), manifest.get("analyser")
    return written == (FORMAT, __version__, f"{NAME}/{VERSION}")
