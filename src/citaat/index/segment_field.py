"""The postings of one field in one segment, memory-mapped, and what a question sees of a term in them."""

from citaat.errors import IndexDamaged
from citaat.light import Any, dataclass
from citaat.storage.folder import Folder
from citaat.storage.mapped import REBUILD
from citaat.storage.pages import Check
from citaat.storage.table import Table

# Fields that are searched in a second weighing too, with term frequencies that saturate (BM25).
SATURATED = ("lemma", "chars")
# How soon a repeated term adds less, and how much a long document is held against it (BM25's usual values).
K, B = 1.2, 0.75
# Segment, start and end of a run of postings.
Span = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class SegmentField:
    """The field of one segment: the postings of term t are `documents[pointers[t]:pointers[t+1]]`, with `counts`.

    Documents are numbered from 0 in the segment, and from `first` in the index. `lengths` says how many terms
    each has (empty where nobody asks). `idf` is that of the whole index, 0 where all documents of a term are gone.
    """

    first: int
    terms: Table
    idf: "memoryview[float]"
    pointers: "memoryview[int]"
    documents: "memoryview[int]"
    counts: "memoryview[int]"
    lengths: "memoryview[int]"
    guards: tuple[Check, Check, Check, Check]

    def look_through(self, row: int) -> tuple[int, int] | None:
        """Where the postings of a row are, checked where the files are too large to be checked when they are opened."""
        idf_guard, pointer_guard, document_guard, count_guard = self.guards
        if row >= len(self.idf):
            return None
        idf_guard(row, row + 1)
        pointer_guard(row, row + 2)
        start, end = self.pointers[row], self.pointers[row + 1]
        document_guard(start, end)
        count_guard(start, end)
        return start, end


def open_segment(files: Folder, segment: str, name: str, first: int, idf: Any = None) -> SegmentField:
    """Field `name` of a segment; `idf` has its weights where they are not stored beside it.

    Raises IndexDamaged when its arrays do not fit together.
    """
    base = f"{segment}{name}"
    stored = f"{base}.idf.npy"
    terms, weights = files.table(f"{base}.tab"), files.array(stored) if idf is None else idf
    columns = [f"{base}.{part}.npy" for part in ("ptr", "doc", "tf")]
    pointers, documents, counts = map(files.array, columns)
    whole = len(pointers) == len(weights) + 1 == len(terms) + 1 and pointers[0] == 0 <= pointers[-1]
    if not whole or not len(documents) == len(counts) == pointers[-1]:
        raise IndexDamaged("its arrays do not fit together", file=files.file(base), fix=REBUILD)
    nothing: memoryview[Any] = memoryview(b"")
    lengths = files.whole(f"{base}.len.npy") if name in SATURATED else nothing
    checked = files.guard(stored) if idf is None else _whole
    guards = checked, *map(files.guard, columns)
    return SegmentField(first, terms, weights, pointers, documents, counts, lengths, guards)  # type: ignore[arg-type]


def _whole(start: int, end: int) -> None:
    """What was not read from a file needs no checksum."""


@dataclass(frozen=True, slots=True)
class Term:
    """What a field knows of a term: its idf and in how many documents it is, its row in the first segment (-1: none),
    and where its postings are, those of documents that are gone among them."""

    idf: float
    frequency: int
    row: int
    spans: tuple[Span, ...]


# A question: its terms with their weights, in the order of the terms, so that sums do not depend on segments.
Vector = list[tuple[float, Term]]
