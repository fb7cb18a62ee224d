"""A field scored from how often its terms occur, each posting weighed when it is asked for.

So are fields whose term frequencies saturate, and all fields of an index of two layers (see `since`):
what one new document does to the weights of all others need not be written.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from citaat.errors import IndexDamaged
from citaat.index.fields import Field, fit
from citaat.index.segments import PREFIX, Since
from citaat.light import TYPE_CHECKING, Any, dataclass
from citaat.storage.folder import Folder
from citaat.storage.mapped import REBUILD
from citaat.storage.pages import Check
from citaat.storage.table import Table

if TYPE_CHECKING:
    from citaat.index.counted_postings import CountedPostings

# How soon a repeated term adds less, and how much a long document is held against it (BM25's usual values).
K, B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Layer:
    """Postings with the counts of their terms; `rows` names the rows that have any, None when all do.

    `lengths[d - first]` says how many terms document d has.
    """

    first: int
    rows: "memoryview[int] | None"
    pointers: "memoryview[int]"
    documents: "memoryview[int]"
    counts: "memoryview[int]"
    lengths: "memoryview[int]"
    pointer_guard: Check
    guards: tuple[Check, Check]

    def look_through(self, row: int) -> None:
        """Check the postings of a row, where the files are too large to be checked when they are opened."""
        at = row if self.rows is None else bisect_left(self.rows, row)
        if at + 1 < len(self.pointers):
            self.pointer_guard(at, at + 2)
            start, end = self.span(row)
            for guard in self.guards:
                guard(start, end)

    def span(self, row: int) -> tuple[int, int]:
        """Where the postings of a row are."""
        if self.rows is not None:
            at = bisect_left(self.rows, row)
            row = at if at < len(self.rows) and self.rows[at] == row else len(self.pointers)
        return (self.pointers[row], self.pointers[row + 1]) if row + 1 < len(self.pointers) else (0, 0)


class Terms:
    """The rows of terms in two layers: new terms come after all others."""

    def __init__(self, old: Table, new: Table) -> None:
        self._old, self._new = old, new

    def find(self, term: str) -> int:
        """The row of a term, -1 when it has none."""
        row = self._old.find(term)
        if row < 0:
            row = self._new.find(term)
            return row if row < 0 else row + len(self._old)
        return row

    def __len__(self) -> int:
        return len(self._old) + len(self._new)


class CountedField(Field):
    """A field of counts.

    With `total`, the number of terms in all documents, a term frequency tf counts as
    tf (K + 1) / (tf + K (1 - B + B length / mean length)) (BM25; Robertson and Zaragoza 2009),
    and documents have no unit length. Without it, scores are cosines.
    """

    def __init__(self, files: Folder, name: str, size: int, total: int | None, since: Since | None) -> None:
        new = PREFIX + name if since else name
        old = files.table(f"{name}.tab")
        self._layers = [_layer(files, name, 0, None, total)]
        if since:
            self._layers.append(_layer(files, new, since.base, files.whole(f"{new}.row.npy"), total))
        terms = Terms(old, files.table(f"{new}.tab")) if since else old
        super().__init__(files.file(name), terms, files.array(f"{new}.idf.npy"), size)
        self._idf_guard = files.guard(f"{new}.idf.npy")
        self._numbers = since.numbers if since else None
        self._most = len(since.numbers) if since else size
        self._mean = total / size if total and size else 1.0 if total is not None else None
        self._inverse = files.whole(f"{new}.inv.npy") if total is None else None
        self._postings: CountedPostings | None = None
        sound = len(terms) == len(self._idf) and (self._inverse is None or len(self._inverse) == self._most)
        lengths = sum(len(layer.lengths) for layer in self._layers)
        if not sound or (total is not None and lengths != self._most):
            raise IndexDamaged("its arrays do not fit together", file=files.file(new), fix=REBUILD)

    def _find(self, term: str) -> int:
        row = self._terms.find(term)
        # A term that only documents had that are gone.
        return -1 if 0 <= row < len(self._idf) and not self._idf[row] else row

    def _look_through(self, row: int) -> None:
        self._idf_guard(row, row + 1)
        for layer in self._layers:
            layer.look_through(row)

    def _touched(self, weights: Mapping[int, float]) -> int:
        spans = [layer.span(row) for layer in self._layers for row in weights]
        return sum([end - start for start, end in spans])

    def _arrays(self) -> "CountedPostings":
        if self._postings is None:
            from citaat.index.counted_postings import CountedPostings

            self._postings = CountedPostings(
                self._layers, self._idf, self._inverse, self._numbers, self._most, self._mean,
                self._out_of_range,
            )  # fmt: skip
        return self._postings

    def _sparse(self, weights: dict[int, float]) -> dict[int, float]:
        sums: dict[int, float] = {}
        known = sums.get
        for row, weight in weights.items():
            for document, gain in self._gains(row, weight):
                sums[document] = known(document, 0.0) + gain
        if self._inverse is not None:
            sums = {document: total * self._inverse[document] for document, total in sums.items()}
        if self._numbers is not None:
            numbers = self._numbers
            sums = {numbers[document]: total for document, total in sums.items() if numbers[document] >= 0}
        return sums

    def _gains(self, row: int, weight: float) -> Iterator[tuple[int, float]]:
        """What a term adds to each document that has it."""
        idf, mean = self._idf[row], self._mean
        for layer in self._layers:
            start, end = layer.span(row)
            documents, counts = layer.documents[start:end].tolist(), layer.counts[start:end].tolist()
            if documents and not 0 <= min(documents) <= max(documents) < self._most:
                raise self._out_of_range(next(one for one in documents if not 0 <= one < self._most))
            if mean is None:
                factor = weight * idf
                gains = [factor * count for count in counts]
            else:
                first, lengths = layer.first, layer.lengths
                gains = [
                    weight
                    * ((count * ((K + 1) / (count + K * (1 - B + B * lengths[at - first] / mean)))) * idf)
                    for at, count in zip(documents, counts, strict=True)
                ]
            yield from zip(documents, gains, strict=True)


def _layer(files: Folder, name: str, first: int, rows: "memoryview[int] | None", total: int | None) -> Layer:
    pointers, documents = files.array(f"{name}.ptr.npy"), files.array(f"{name}.doc.npy")
    counts = files.array(f"{name}.tf.npy")
    nothing: memoryview[Any] = memoryview(b"")
    lengths = nothing if total is None else files.whole(f"{name}.len.npy")
    fit(files.file(name), len(pointers) - 1 if rows is None else len(rows), pointers, documents, counts)
    guards = files.guard(f"{name}.doc.npy"), files.guard(f"{name}.tf.npy")
    return Layer(first, rows, pointers, documents, counts, lengths, files.guard(f"{name}.ptr.npy"), guards)
