"""A TF-IDF field: postings from terms to documents, scored from how often terms occur, without any heavy library."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt

from citaat.errors import IndexDamaged
from citaat.index.segment_field import B, K, SegmentField, Span, Term, Vector, open_segment
from citaat.light import TYPE_CHECKING, Any
from citaat.storage.folder import Folder
from citaat.storage.mapped import REBUILD

if TYPE_CHECKING:
    from citaat.index.postings import Postings

# Above this many postings NumPy, imported only then, is faster than plain Python.
_PLAIN_LIMIT = 60_000
# Where it is imported already it pays much sooner.
_WARM_LIMIT = 1_000
# So many questions are a conversation or a batch.
_OFTEN = 20
# No idf is above this: there are not so many documents.
_LARGEST = 100.0
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


def word_grams(word: str) -> list[str]:
    """The character n-grams of one word."""
    return character_terms([word])


class Field:
    """A field of an index over its segments; `rarest` is the idf that a term of no document would have.

    `size` documents count; `numbers` gives the number of each as written, -1 when it is gone (None: as written).
    Scores are cosines, `norms` having the length of each document's vector. Where that is None, a term
    frequency tf counts as tf (K + 1) / (tf + K (1 - B + B length / mean)) (BM25; Robertson and Zaragoza 2009),
    and documents have no unit length.
    """

    def __init__(
        self,
        base: str,
        parts: Sequence[SegmentField],
        size: int,
        numbers: Any,
        norms: Any,
        mean: float | None = None,
    ) -> None:
        self.base, self.parts, self.size = base, parts, size
        self._numbers, self._norms, self.mean = numbers, norms, mean
        self.written = size if numbers is None else len(numbers)
        self._known: dict[str, Term | None] = {}
        self._asked = 0
        self._postings: Postings | None = None
        self.rarest = log((1 + size) / 1) + 1
        documents = sum(len(part.lengths) for part in parts) if norms is None else len(norms)
        if documents != self.written or (norms is None and mean is None):
            raise IndexDamaged("its arrays do not fit together", file=base, fix=REBUILD)

    def saturated(self, total: int) -> "Field":
        """The same field where term frequencies saturate; its documents have `total` terms together."""
        mean = total / self.size if total and self.size else 1.0
        return Field(self.base, self.parts, self.size, self._numbers, None, mean)

    def idf(self, term: str) -> float | None:
        """The term's norms document frequency, None when no document has it."""
        known = self._term(term)
        return None if known is None else known.idf

    def scores(self, terms: Iterable[str]) -> dict[int, float]:
        """The score for the question `terms` of every document that shares one of them.

        Of a question that touches many postings only the best 512, best first.
        """
        vector = self.vector(terms)
        touched = _touched(vector)
        if touched > _LONG and self.size > _KEPT:
            return dict(self._best(vector, touched, _KEPT))
        if touched > self._limit():
            return self.postings().scores(vector)
        return self._sparse(vector)

    def top(self, terms: Iterable[str], k: int) -> list[tuple[int, float]]:
        """The best `k` documents with their scores, exactly as `scores` has them; ties go to the first document."""
        vector = self.vector(terms)
        return self._best(vector, _touched(vector), k)

    def leaning(self, terms: Iterable[str], weights: "memoryview[float]") -> float:
        """The logit of `leaning.lean` for a question; 0 when there is nothing to lean on."""
        if len(weights) != len(self.parts[0].idf) + 1:
            return 0.0
        vector = self.vector(terms)
        return (
            float(sum(value * weights[term.row] for value, term in vector) + weights[-1]) if vector else 0.0
        )

    def holds(self, term: str) -> bool:
        """Whether a document has the term; nothing is remembered of it, for those who try many."""
        return any(row >= 0 and part.idf[row] for part in self.parts for row in (part.terms.find(term),))

    def postings(self) -> "Postings":
        """The postings for NumPy, which is imported here and only for work that is worth it."""
        if self._postings is None:
            from citaat.index.postings import Postings

            self._postings = Postings(
                self.parts, self._numbers, self.written, self._norms, self.mean, self._out_of_range
            )
        return self._postings

    def vector(self, terms: Iterable[str]) -> Vector:
        """The unit TF-IDF vector of a question."""
        counts: dict[str, int] = {}
        for term in terms:
            counts[term] = counts.get(term, 0) + 1
        found = {term: known for term in counts if (known := self._term(term))}
        weights = {term: counts[term] * known.idf for term, known in found.items()}
        square = 0.0
        for weight in weights.values():
            square += weight * weight
        length = sqrt(square)
        return [(weights[term] / length, found[term]) for term in sorted(found)]

    def _term(self, term: str) -> Term | None:
        """What is known of a term, looked up once; None when no document has it."""
        if term not in self._known:
            self._known[term] = self._looked_up(term)
        return self._known[term]

    def _looked_up(self, term: str) -> Term | None:
        spans: list[Span] = []
        idf, first = 0.0, -1
        for at, part in enumerate(self.parts):
            row = part.terms.find(term)
            if row >= 0:
                span = part.look_through(row)
                if span is None:
                    raise IndexDamaged(f"has no row {row}", file=self.base, fix=REBUILD)
                spans.append((at, *span))
                idf, first = part.idf[row], (first if at else row)
        if not idf:
            return None
        # NaN is not below anything.
        if not 1.0 <= idf <= _LARGEST:
            raise IndexDamaged("holds a weight that is no number", file=self.base, fix=REBUILD)
        # The idf tells how many documents count, whatever is gone.
        frequency = round((1 + self.size) / exp(idf - 1)) - 1
        return Term(idf, frequency, first, tuple(spans))

    def _limit(self) -> int:
        """The postings from which NumPy pays: its import too, for one that is asked again and again."""
        self._asked += 1
        return _WARM_LIMIT if self._asked > _OFTEN or "numpy" in sys.modules else _PLAIN_LIMIT

    def _best(self, vector: Vector, touched: int, k: int) -> list[tuple[int, float]]:
        if touched > self._limit():
            return self.postings().top(vector, k)
        return best(self._sparse(vector), k)

    def _sparse(self, vector: Vector) -> dict[int, float]:
        """The scores that are not 0, in plain Python."""
        sums: dict[int, float] = {}
        known = sums.get
        for weight, term in vector:
            for span in term.spans:
                documents, gains = self._gains(weight, term.idf, span)
                if not sums:
                    sums.update(zip(documents, gains, strict=True))
                    continue
                for document, gain in zip(documents, gains, strict=True):
                    sums[document] = known(document, 0.0) + gain
        if self._numbers is not None:
            numbers = self._numbers
            sums = {numbers[document]: total for document, total in sums.items() if numbers[document] >= 0}
        return sums

    def _gains(self, weight: float, idf: float, span: Span) -> tuple[list[int], list[float]]:
        """The documents of a run of postings, and what the term adds to each."""
        at, start, end = span
        part = self.parts[at]
        documents, counts = part.documents[start:end].tolist(), part.counts[start:end].tolist()
        most = self._next(at) - part.first
        if documents and not 0 <= min(documents) <= max(documents) < most:
            raise self._out_of_range(next(one for one in documents if not 0 <= one < most))
        if self.mean is None:
            norms = self._norms[part.first :]
            gains = [
                weight * (count * idf / norms[document])
                for document, count in zip(documents, counts, strict=True)
            ]
        else:
            lengths, mean = part.lengths, self.mean
            gains = [
                weight * ((count * ((K + 1) / (count + K * (1 - B + B * lengths[document] / mean)))) * idf)
                for document, count in zip(documents, counts, strict=True)
            ]
        return ([part.first + document for document in documents] if part.first else documents), gains

    def _next(self, at: int) -> int:
        """The number of the first document after a segment."""
        return self.parts[at + 1].first if at + 1 < len(self.parts) else self.written

    def _out_of_range(self, document: int) -> IndexDamaged:
        return IndexDamaged(f"names document {document} of {self.size}", file=self.base, fix=REBUILD)


def open_field(
    files: Folder, name: str, segments: Iterable[tuple[str, int]], size: int, numbers: Any = None
) -> Field:
    """A stored field over segments, given as (what their files begin with, number of the first document)."""
    parts = [open_segment(files, segment, name, first) for segment, first in segments]
    return Field(files.file(name), parts, size, numbers, files.whole(f"{name}.norm.npy"))


def _touched(vector: Vector) -> int:
    """How many postings the terms have."""
    return sum([term.frequency for _, term in vector])


def best(scores: Mapping[int, float], k: int) -> list[tuple[int, float]]:
    """The `k` highest, the first document first where they are equal."""
    # Most of them need no sorting with their keys.
    cut = sorted(scores.values())[-k] if 0 < k < len(scores) else 0.0
    strong = [one for one in scores.items() if one[1] >= cut]
    return sorted(strong, key=lambda one: (-one[1], one[0]))[:k]
