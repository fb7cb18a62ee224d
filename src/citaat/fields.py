"""A TF-IDF field: postings from terms to documents, scored without any heavy library."""

import os
import sys
from collections.abc import Iterable, Mapping
from math import log, sqrt

from citaat.arrays import read_array
from citaat.errors import IndexDamaged
from citaat.light import TYPE_CHECKING, Any
from citaat.mapped import REBUILD
from citaat.table import Table, write_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from citaat.postings import Postings
    from citaat.vectors import Weights

# Above this many postings NumPy, imported only then, is faster than plain Python.
_PLAIN_LIMIT = 60_000
# Where it is imported already it pays much sooner.
_WARM_LIMIT = 1_000
# So many questions are a conversation or a batch.
_OFTEN = 20
# A question that touches more postings than this needs no long tail.
_LONG, _KEPT = 2_000, 512


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

    __slots__ = (
        "_asked", "_base", "_documents", "_idf", "_pointers", "_postings", "_rows", "_terms", "_values", "rarest", "size",
    )  # fmt: skip

    def __init__(self, folder: str, name: str, size: int) -> None:
        base = self._base = os.path.join(folder, name)
        self._terms = Table(base + ".tab")
        self._idf, self._pointers = read_array(base + ".idf.npy"), read_array(base + ".ptr.npy")
        self._documents, self._values = read_array(base + ".doc.npy"), read_array(base + ".val.npy")
        self._rows: dict[str, int] = {}
        self._postings: Postings | None = None
        self._asked = 0
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
        row = self._row(term)
        return None if row < 0 else float(self._idf[row])

    def scores(self, terms: Iterable[str]) -> dict[int, float]:
        """Cosine of the question `terms` with every document that shares one of them.

        Of a question that touches many postings only the best 512, best first.
        """
        weights = self._vector(terms)
        touched = self._touched(weights)
        if touched > _LONG and self.size > _KEPT:
            return dict(self._best(weights, touched, _KEPT))
        if touched > self._limit():
            sums = self._arrays().sums(weights, self.size)
            found = sums.nonzero()[0]
            return dict(zip(found.tolist(), sums[found].tolist(), strict=True))
        return self._sparse(weights)

    def top(self, terms: Iterable[str], k: int) -> list[tuple[int, float]]:
        """The best `k` documents with their cosines, exactly as `scores` has them; ties go to the first document."""
        weights = self._vector(terms)
        return self._best(weights, self._touched(weights), k)

    def _best(self, weights: dict[int, float], touched: int, k: int) -> list[tuple[int, float]]:
        if touched > self._limit():
            return self._arrays().top(weights, k)
        return best(self._sparse(weights), k)

    def leaning(self, terms: Iterable[str], weights: "memoryview[float]") -> float:
        """The logit of `vectors.lean` for a question; 0 when there is nothing to lean on."""
        if len(weights) != len(self._terms) + 1:
            return 0.0
        vector = self._vector(terms)
        return (
            float(sum(value * weights[row] for row, value in vector.items()) + weights[-1]) if vector else 0.0
        )

    def _row(self, term: str) -> int:
        """The row of a term, -1 when no document has it."""
        row = self._rows.get(term)
        if row is None:
            row = self._terms.find(term)
            if row >= len(self._idf):
                raise IndexDamaged(f"has no row {row}", file=self._base, fix=REBUILD)
            self._rows[term] = row
        return row

    def _vector(self, terms: Iterable[str]) -> dict[int, float]:
        """The unit TF-IDF vector of a question, rows ascending."""
        counts: dict[int, int] = {}
        for term in terms:
            row = self._row(term)
            if row >= 0:
                counts[row] = counts.get(row, 0) + 1
        idf, square = self._idf, 0.0
        weights = {}
        for row, count in counts.items():
            weight = weights[row] = count * idf[row]
            square += weight * weight
        length = sqrt(square)
        return {row: weights[row] / length for row in sorted(weights)}

    def _limit(self) -> int:
        """The postings from which NumPy pays: its import too, for one that is asked again and again."""
        self._asked += 1
        return _WARM_LIMIT if self._asked > _OFTEN or "numpy" in sys.modules else _PLAIN_LIMIT

    def _touched(self, weights: dict[int, float]) -> int:
        pointers = self._pointers
        return sum([pointers[row + 1] - pointers[row] for row in weights])

    def _arrays(self) -> "Postings":
        """The postings for NumPy, which is imported here and only for work that is worth it."""
        if self._postings is None:
            from citaat.postings import Postings

            self._postings = Postings(
                self._pointers, self._documents, self._values, self.size, self._out_of_range
            )
        return self._postings

    def _sparse(self, weights: dict[int, float]) -> dict[int, float]:
        scores: dict[int, float] = {}
        known = scores.get
        for row, weight in weights.items():
            start, end = self._pointers[row], self._pointers[row + 1]
            documents = self._documents[start:end].tolist()
            if documents and not 0 <= min(documents) <= max(documents) < self.size:
                raise self._out_of_range(next(one for one in documents if not 0 <= one < self.size))
            values = self._values[start:end].tolist()
            if not scores:
                scores.update(zip(documents, [weight * value for value in values], strict=True))
                continue
            for document, value in zip(documents, values, strict=True):
                scores[document] = known(document, 0.0) + weight * value
        return scores

    def _out_of_range(self, document: int) -> IndexDamaged:
        return IndexDamaged(f"names document {document} of {self.size}", file=self._base, fix=REBUILD)


def best(scores: Mapping[int, float], k: int) -> list[tuple[int, float]]:
    """The `k` highest, the first document first where they are equal."""
    # Most of them need no sorting with their keys.
    cut = sorted(scores.values())[-k] if 0 < k < len(scores) else 0.0
    strong = [one for one in scores.items() if one[1] >= cut]
    return sorted(strong, key=lambda one: (-one[1], one[0]))[:k]
