"""A TF-IDF field: postings from terms to documents, scored without any heavy library."""

import os
import sys
from collections.abc import Iterable
from math import log, sqrt
from typing import TYPE_CHECKING, Any

from citaat.arrays import read_array
from citaat.errors import IndexDamaged
from citaat.mapped import REBUILD
from citaat.table import Table, write_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from citaat.vectors import Weights

# Above this many postings NumPy, imported only then, is faster than plain Python.
_PLAIN_LIMIT = 60_000
# Where it is imported already it pays much sooner.
_WARM_LIMIT = 1_000
# A question that touches much needs no long tail.
_KEPT = 512


def character_terms(terms: Iterable[str], sizes: tuple[int, int] = (3, 5)) -> list[str]:
    """The character n-grams of each term, within " term " (scikit-learn's char_wb)."""
    grams: list[str] = []
    for term in terms:
        padded = f" {term} "
        for size in range(sizes[0], sizes[1] + 1):
            if len(padded) <= size:
                grams.append(padded)
                break
            grams.extend(padded[at : at + size] for at in range(len(padded) - size + 1))
    return grams


def write_field(folder: str, name: str, weights: "Weights") -> None:
    """Write the files of field `name` into `folder`."""
    import numpy as np

    with open(os.path.join(folder, f"{name}.tab"), "wb") as file:
        write_table(file, ((term, str(row)) for row, term in enumerate(weights.terms)))
    columns: dict[str, NDArray[Any]] = {
        "idf": weights.idf,
        "ptr": weights.pointers,
        "doc": weights.documents,
        "val": weights.values,
    }
    for part, column in columns.items():
        np.save(os.path.join(folder, f"{name}.{part}.npy"), column, allow_pickle=False)


def write_lean(folder: str, name: str, weights: "NDArray[np.float64]") -> None:
    """Write the leaning of the terms of field `name` (see `vectors.lean`)."""
    import numpy as np

    np.save(os.path.join(folder, f"{name}.lean.npy"), weights, allow_pickle=False)


class Field:
    """One field of an index; `rarest` is the idf that a term of no document would have.

    Raises IndexDamaged when its arrays do not fit together.
    """

    __slots__ = ("_base", "_documents", "_idf", "_known", "_pointers", "_terms", "_values", "rarest", "size")

    def __init__(self, folder: str, name: str, size: int) -> None:
        base = self._base = os.path.join(folder, name)
        self._terms = Table(base + ".tab")
        self._idf, self._pointers = read_array(base + ".idf.npy"), read_array(base + ".ptr.npy")
        self._documents, self._values = read_array(base + ".doc.npy"), read_array(base + ".val.npy")
        self._known: dict[str, float | None] = {}
        self.size = size
        self.rarest = log((1 + size) / 1) + 1
        count = len(self._terms)
        whole = len(self._idf) == count and len(self._pointers) == count + 1
        if not whole or not self._pointers[0] == 0 <= self._pointers[-1] == len(self._documents) == len(
            self._values
        ):
            raise IndexDamaged("its arrays do not fit together", file=base, fix=REBUILD)

    def idf(self, term: str) -> float | None:
        """The term's inverse document frequency, None when no document has it."""
        if term not in self._known:
            row = self._row(term)
            self._known[term] = None if row is None else float(self._idf[row])
        return self._known[term]

    def scores(self, terms: Iterable[str]) -> dict[int, float]:
        """Cosine of the question `terms` with every document that shares one of them."""
        scaled = self._vector(terms)
        touched = sum(self._pointers[row + 1] - self._pointers[row] for row in scaled)
        if touched > _PLAIN_LIMIT:
            return self._dense(scaled, _KEPT)
        return (
            self._dense(scaled, self.size)
            if touched > _WARM_LIMIT and "numpy" in sys.modules
            else self._sparse(scaled)
        )

    def leaning(self, terms: Iterable[str], weights: "memoryview[float]") -> float:
        """The logit of `vectors.lean` for a question; 0 when there is nothing to lean on."""
        if len(weights) != len(self._terms) + 1:
            return 0.0
        vector = self._vector(terms)
        return (
            float(sum(value * weights[row] for row, value in vector.items()) + weights[-1]) if vector else 0.0
        )

    def _row(self, term: str) -> int | None:
        found = self._terms.get(term)
        if found is None:
            return None
        if not found.isdecimal() or int(found) >= len(self._idf):
            raise IndexDamaged(f"has no row {found!r}", file=self._base, fix=REBUILD)
        return int(found)

    def _vector(self, terms: Iterable[str]) -> dict[int, float]:
        """The unit TF-IDF vector of a question, rows ascending."""
        counts: dict[int, int] = {}
        for term in terms:
            row = self._row(term)
            if row is not None:
                counts[row] = counts.get(row, 0) + 1
        weights = {row: count * self._idf[row] for row, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {row: weight / length for row, weight in sorted(weights.items())}

    def _sparse(self, weights: dict[int, float]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for row, weight in weights.items():
            start, end = self._pointers[row], self._pointers[row + 1]
            for document, value in zip(self._documents[start:end], self._values[start:end], strict=True):
                if not 0 <= document < self.size:
                    raise self._out_of_range(document)
                scores[document] = scores.get(document, 0.0) + weight * value
        return scores

    def _dense(self, weights: dict[int, float], keep: int) -> dict[int, float]:
        """The best `keep` documents; the same sums in the same order as in plain Python."""
        import numpy as np

        scores = np.zeros(self.size)
        for row, weight in weights.items():
            start, end = self._pointers[row], self._pointers[row + 1]
            documents = np.asarray(self._documents[start:end])
            # NumPy would count -1 from the end, and stop at no more than an IndexError beyond it.
            outside = documents[(documents < 0) | (documents >= self.size)]
            if len(outside):
                raise self._out_of_range(int(outside[0]))
            scores[documents] += weight * np.asarray(self._values[start:end])
        best = np.flatnonzero(scores) if keep >= self.size else np.argpartition(-scores, keep)[:keep]
        return {int(document): float(scores[document]) for document in best if scores[document] > 0}

    def _out_of_range(self, document: int) -> IndexDamaged:
        return IndexDamaged(f"names document {document} of {self.size}", file=self._base, fix=REBUILD)
