"""A TF-IDF field: postings from terms to documents, scored from how often terms occur, without any heavy library."""

import sys
from collections.abc import Iterable, Mapping, Sequence

from citaat.errors import IndexDamaged
from citaat.index.segment_field import B, K, SegmentField, Span, Term, Vector, open_segment
from citaat.index.weighing import Share, Weighing, touched
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


class Field(Weighing):
    """A field of an index over its segments.

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
        super().__init__(base, size)
        self.parts = parts
        self._numbers, self._norms, self.mean = numbers, norms, mean
        self.written = size if numbers is None else len(numbers)
        self._asked = 0
        self._postings: Postings | None = None
        documents = sum(len(part.lengths) for part in parts) if norms is None else len(norms)
        if documents != self.written or (norms is None and mean is None):
            raise IndexDamaged("its arrays do not fit together", file=base, fix=REBUILD)

    def saturated(self, total: int) -> "Field":
        """The same field where term frequencies saturate; its documents have `total` terms together."""
        mean = total / self.size if total and self.size else 1.0
        return Field(self.base, self.parts, self.size, self._numbers, None, mean)

    def scores(self, terms: Iterable[str]) -> dict[int, float]:
        """The score for the question `terms` of every document that shares one of them.

        Of a question that touches many postings only the best 512, best first.
        """
        vector = self.vector(terms)
        kept = self.kept(vector)
        return self._every(vector) if kept is None else dict(self._best(vector, kept))

    def shared(self, shares: Iterable[Share], k: int | None) -> Mapping[int, float]:
        """The scores for a question whose terms were weighed elsewhere: of the best `k` documents, of all without.

        Each sum is the one that a field of all documents has, to the last bit.
        """
        vector: Vector = []
        for name, weight, idf in shares:
            spans = self._spans(name)[2]
            frequency = sum([end - start for _, start, end in spans])
            vector.append((weight, Term(idf, frequency, -1, tuple(spans))))
        return self._every(vector) if k is None else dict(self._best(vector, k))

    def top(self, terms: Iterable[str], k: int) -> list[tuple[int, float]]:
        """The best `k` documents with their scores, exactly as `scores` has them; ties go to the first document."""
        return self._best(self.vector(terms), k)

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

    def _looked_up(self, term: str) -> Term | None:
        return self._weighed(*self._spans(term))

    def _spans(self, term: str) -> tuple[float, int, list[Span]]:
        """The idf of a term, its row in the first segment, and where its postings are."""
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
        return idf, first, spans

    def _limit(self) -> int:
        """The postings from which NumPy pays: its import too, for one that is asked again and again."""
        self._asked += 1
        return _WARM_LIMIT if self._asked > _OFTEN or "numpy" in sys.modules else _PLAIN_LIMIT

    def _every(self, vector: Vector) -> dict[int, float]:
        if touched(vector) > self._limit():
            return self.postings().scores(vector)
        return self._sparse(vector)

    def _best(self, vector: Vector, k: int) -> list[tuple[int, float]]:
        if touched(vector) > self._limit():
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


def best(scores: Mapping[int, float], k: int) -> list[tuple[int, float]]:
    """The `k` highest, the first document first where they are equal."""
    # Most of them need no sorting with their keys.
    cut = sorted(scores.values())[-k] if 0 < k < len(scores) else 0.0
    strong = [one for one in scores.items() if one[1] >= cut]
    return sorted(strong, key=lambda one: (-one[1], one[0]))[:k]
