"""What an earlier index of a large corpus still knows: the items that are as they were, found by their digests."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from citaat.errors import IndexDamaged
from citaat.index import store
from citaat.index.building.items import DIGEST, Corpus, Source, in_blocks
from citaat.index.building.segments import Selection, StoredSegment
from citaat.index.dictionary import Dictionary
from citaat.index.segments import names
from citaat.storage.folder import Folder
from citaat.storage.manifest import manifest_of

# More than this share of the first segment beside it, or gone from it, costs more to write and to read again and
# again than putting all of it together now and then.
MOST = 0.05


@dataclass(slots=True)
class Previous:
    """A large index that was read with the same words, in an open folder: what takes its place does not matter."""

    index: store.Index
    files: Folder

    @property
    def segments(self) -> list[StoredSegment]:
        """Its segments as sources."""
        return [StoredSegment(self.files, name) for name in names(len(self.index.manifest["segments"]))]

    @property
    def chars(self) -> bool:
        """Whether it has character n-grams."""
        return "chars" in self.index.manifest["fields"]

    def close(self) -> None:
        """Let go of the folder; what was opened from it stays."""
        self.files.close()

    def places(self) -> NDArray[np.int64]:
        """The number, over its segments, of each passage in the order of the corpus."""
        segments = self.index.segments
        found = np.arange(segments.size) if segments.places is None else np.asarray(segments.places)
        return found.astype(np.int64)


def previous(folder: str, reading: str, dictionary: Dictionary) -> Previous | None:
    """The index in `folder`, when it is large, was read as `reading` says, and is as it was written."""
    try:
        files = Folder(folder)
    except IndexDamaged:
        return None
    try:
        manifest = manifest_of(files)
        alike = manifest.get("reading") == reading and manifest.get("layout") == store.BARE
        alike = alike and store.current(manifest) and files.sound()
        found = Previous(store.Index(folder, dictionary), files) if alike else None
        if found is not None and found.index.manifest == manifest:
            return found
    except IndexDamaged:
        pass
    files.close()
    return None


class Known:
    """The items of some segments, found by their digests; of two that are alike the first."""

    def __init__(self, segments: Sequence[StoredSegment]) -> None:
        digests = [segment.array("digests").reshape(-1, DIGEST // 8) for segment in segments]
        every = np.concatenate(digests)
        self._order = np.argsort(every[:, 0], kind="stable")
        self._digests = every[self._order]
        self.size = len(every)

    def find(self, digests: Sequence[bytes]) -> NDArray[np.int64]:
        """The number of each item, -1 for those that are new."""
        wanted = np.frombuffer(b"".join(digests), np.uint64).reshape(-1, DIGEST // 8)
        if not self.size:
            return np.full(len(wanted), -1, np.int64)
        at = np.minimum(np.searchsorted(self._digests[:, 0], wanted[:, 0]), self.size - 1)
        same = (self._digests[at] == wanted).all(axis=1)
        return np.where(same, self._order[at], -1)


class Difference:
    """A corpus beside known items: read once by `new`; then `items` has the number of each in order, new ones last.

    `told` hears of how many items were known.
    """

    def __init__(self, corpus: Corpus, known: Known | None, size: int, told: Callable[[int], None]) -> None:
        self._corpus, self._known, self._size, self._told = corpus, known, size, told
        self._found: list[NDArray[np.int64]] = []

    def new(self) -> Iterator[list[Source]]:
        """What is not known, in blocks."""
        waiting: list[Source] = []
        for block in in_blocks(self._corpus.sources(), self._size):
            found = self._find(block)
            self._found.append(found)
            fresh = [source for source, at in zip(block, found.tolist(), strict=True) if at < 0]
            self._told(len(block) - len(fresh))
            waiting += fresh
            if len(waiting) >= self._size:
                yield waiting
                waiting = []
        if waiting:
            yield waiting

    def _find(self, block: Sequence[Source]) -> NDArray[np.int64]:
        if self._known is None:
            return np.full(len(block), -1, np.int64)
        return self._known.find([self._corpus.digest(source) for source in block])

    def items(self) -> NDArray[np.int64]:
        """The number of every item in the order of the corpus."""
        found = np.concatenate([np.zeros(0, np.int64), *self._found])
        fresh = found < 0
        found[fresh] = (self._known.size if self._known else 0) + np.arange(int(fresh.sum()))
        return found


def fits_beside(base: int, chosen: Selection) -> bool:
    """Whether what changed since the first segment, of `base` passages, is worth a segment of its own."""
    later = int((chosen.passages >= base).sum())
    gone = base - (len(chosen.passages) - later)
    return max(later, gone) <= MOST * base


def unchanged(names_: set[int], chosen: Selection, stored: int) -> bool:
    """Whether all the items of these names are among those of the first `stored` sources."""
    known = sum(len(source.array("sizes")) for source in chosen.sources[:stored])
    kept = chosen.array("names")[chosen.items < known]
    return bool(np.isin(np.fromiter(names_, np.uint64, len(names_)), kept).all())


def refuse_twins(corpus: Corpus, names_: Sequence[int] | NDArray[np.uint64]) -> None:
    """Raise CorpusError when an _id, of which these are the digests, occurs twice in a passage file."""
    from citaat.corpus.articles import read_passage_file

    if corpus.single is not None:
        ids = np.sort(np.asarray(names_, np.uint64))
        if (ids[1:] == ids[:-1]).any():
            # Which and where is told by reading all of it in order; two names may also share a digest.
            for _ in read_passage_file(corpus.single):
                pass
