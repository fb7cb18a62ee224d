"""A TF-IDF field: postings from terms to documents, scored without any heavy library."""

import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from math import log, sqrt

from citaat.errors import IndexDamaged
from citaat.light import TYPE_CHECKING, Any, Protocol
from citaat.storage.folder import Folder
from citaat.storage.mapped import REBUILD
from citaat.storage.table import write_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from citaat.index.building.vectors import Weights
    from citaat.index.counted_postings import CountedPostings
    from citaat.index.postings import Postings

# Above this many postings NumPy, imported only then, is faster than plain Python.
_PLAIN_LIMIT = 60_000
# Where it is imported already it pays much sooner.
_WARM_LIMIT = 1_000
# So many questions are a conversation or a batch.
_OFTEN = 20
_LARGEST = 1e200
# A question that touches more postings than this needs no long tail.
_LONG, _KEPT = 2_000, 512
# Fields that are searched in a second weighing too (see `counted`), with term frequencies that saturate.
SATURATED = ("lemma", "chars")


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


def word_grams(word: str) -> list[str]:
    """The character n-grams of one word."""
    return character_terms([word])


def write_field(folder: str, name: str, weights: "Weights") -> None:
    """Write the files of field `name` into `folder`."""
    import numpy as np

    write_terms(folder, name, weights.terms)
    columns: dict[str, NDArray[Any]] = {
        "idf": weights.idf,
        "ptr": weights.pointers,
        "doc": weights.documents,
        "tf": weights.counts,
        "val": weights.values,
    }
    if name in SATURATED:
        columns["len"] = weights.lengths
    for part, column in columns.items():
        np.save(os.path.join(folder, f"{name}.{part}.npy"), column, allow_pickle=False)


def write_lean(folder: str, name: str, weights: "NDArray[np.float64]") -> None:
    """Write the leaning of the terms of field `name` (see `vectors.lean`)."""
    import numpy as np

    np.save(os.path.join(folder, f"{name}.lean.npy"), weights, allow_pickle=False)


class TermRows(Protocol):
    """The rows of terms."""

    def find(self, term: str, /) -> int:
        """The row of a term, -1 when it has none."""

    def __len__(self) -> int: ...


class Field(ABC):
    """A field of an index; `rarest` is the idf that a term of no document would have.

    What is here is the question's side, the same for every weighing of the documents; a subclass
    has their postings. Raises IndexDamaged when the arrays do not fit together.
    """

    def __init__(self, base: str, terms: TermRows, idf: "memoryview[float]", size: int) -> None:
        self._base, self._terms, self._idf, self.size = base, terms, idf, size
        self._rows: dict[str, int] = {}
        self._asked = 0
        self.rarest = log((1 + size) / 1) + 1

    def idf(self, term: str) -> float | None:
        """The term's inverse document frequency, None when no document has it."""
        row = self._row(term)
        return None if row < 0 else float(self._idf[row])

    def scores(self, terms: Iterable[str]) -> dict[int, float]:
        """The score for the question `terms` of every document that shares one of them.

        Of a question that touches many postings only the best 512, best first.
        """
        weights = self._vector(terms)
        touched = self._touched(weights)
        if touched > _LONG and self.size > _KEPT:
            return dict(self._best(weights, touched, _KEPT))
        if touched > self._limit():
            return self._arrays().scores(weights)
        return self._sparse(weights)

    def top(self, terms: Iterable[str], k: int) -> list[tuple[int, float]]:
        """The best `k` documents with their scores, exactly as `scores` has them; ties go to the first document."""
        weights = self._vector(terms)
        return self._best(weights, self._touched(weights), k)

    def leaning(self, terms: Iterable[str], weights: "memoryview[float]") -> float:
        """The logit of `vectors.lean` for a question; 0 when there is nothing to lean on."""
        if len(weights) != len(self._idf) + 1:
            return 0.0
        vector = self._vector(terms)
        return (
            float(sum(value * weights[row] for row, value in vector.items()) + weights[-1]) if vector else 0.0
        )

    def holds(self, term: str) -> bool:
        """Whether a document has the term; nothing is remembered of it, for those who try many."""
        return self._find(term) >= 0

    def _find(self, term: str) -> int:
        return self._terms.find(term)

    def _row(self, term: str) -> int:
        """The row of a term, -1 when no document has it."""
        row = self._rows.get(term)
        if row is None:
            row = self._find(term)
            if row >= len(self._idf):
                raise IndexDamaged(f"has no row {row}", file=self._base, fix=REBUILD)
            if row >= 0:
                self._look_through(row)
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
        # NaN is not below anything.
        if not square < _LARGEST:
            raise IndexDamaged("holds a weight that is no number", file=self._base, fix=REBUILD)
        length = sqrt(square)
        return {row: weights[row] / length for row in sorted(weights)}

    def _limit(self) -> int:
        """The postings from which NumPy pays: its import too, for one that is asked again and again."""
        self._asked += 1
        return _WARM_LIMIT if self._asked > _OFTEN or "numpy" in sys.modules else _PLAIN_LIMIT

    def _best(self, weights: dict[int, float], touched: int, k: int) -> list[tuple[int, float]]:
        if touched > self._limit():
            return self._arrays().top(weights, k)
        return best(self._sparse(weights), k)

    @abstractmethod
    def _look_through(self, row: int) -> None:
        """Check what is stored of a term, once in a process. Raises IndexDamaged."""

    @abstractmethod
    def _touched(self, weights: dict[int, float]) -> int:
        """How many postings these terms have."""

    @abstractmethod
    def _sparse(self, weights: dict[int, float]) -> dict[int, float]:
        """The scores that are not 0, in plain Python."""

    @abstractmethod
    def _arrays(self) -> "Postings | CountedPostings":
        """The postings for NumPy, which is imported here and only for work that is worth it."""

    def _out_of_range(self, document: int) -> IndexDamaged:
        return IndexDamaged(f"names document {document} of {self.size}", file=self._base, fix=REBUILD)


class WeighedField(Field):
    """A field whose postings hold weights: the scores are cosines."""

    def __init__(self, files: Folder, name: str, size: int) -> None:
        base = files.file(name)
        super().__init__(base, files.table(f"{name}.tab"), files.array(f"{name}.idf.npy"), size)
        self._pointers, self._documents = files.array(f"{name}.ptr.npy"), files.array(f"{name}.doc.npy")
        self._values = files.array(f"{name}.val.npy")
        self._postings: Postings | None = None
        self._idf_guard = files.guard(f"{name}.idf.npy")
        self._pointer_guard = files.guard(f"{name}.ptr.npy")
        self._guards = files.guard(f"{name}.doc.npy"), files.guard(f"{name}.val.npy")
        fit(base, len(self._idf), self._pointers, self._documents, self._values)
        if len(self._terms) != len(self._idf):
            raise IndexDamaged("its arrays do not fit together", file=base, fix=REBUILD)

    def _look_through(self, row: int) -> None:
        self._idf_guard(row, row + 1)
        self._pointer_guard(row, row + 2)
        for guard in self._guards:
            guard(self._pointers[row], self._pointers[row + 1])

    def _touched(self, weights: dict[int, float]) -> int:
        pointers = self._pointers
        return sum([pointers[row + 1] - pointers[row] for row in weights])

    def _arrays(self) -> "Postings":
        if self._postings is None:
            from citaat.index.postings import Postings

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


def fit(base: str, terms: int, pointers: "memoryview[int]", *columns: "memoryview[Any]") -> None:
    """Raise IndexDamaged unless these are the postings of so many terms."""
    whole = len(pointers) == terms + 1 and pointers[0] == 0 <= pointers[-1]
    if not whole or any(len(column) != pointers[-1] for column in columns):
        raise IndexDamaged("its arrays do not fit together", file=base, fix=REBUILD)


def best(scores: Mapping[int, float], k: int) -> list[tuple[int, float]]:
    """The `k` highest, the first document first where they are equal."""
    # Most of them need no sorting with their keys.
    cut = sorted(scores.values())[-k] if 0 < k < len(scores) else 0.0
    strong = [one for one in scores.items() if one[1] >= cut]
    return sorted(strong, key=lambda one: (-one[1], one[0]))[:k]
