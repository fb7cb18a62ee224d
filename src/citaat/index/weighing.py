"""How the terms of a question weigh in a field, from what is known of each term, wherever the postings are."""

from collections.abc import Iterable, Sequence
from math import exp, log, sqrt

from citaat.errors import IndexDamaged
from citaat.index.segment_field import Span, Term, Vector
from citaat.storage.mapped import REBUILD

# No idf is above this: there are not so many documents.
_LARGEST = 100.0
# A question that touches more postings than this needs no long tail.
_LONG, _KEPT = 2_000, 512
# A term of a question, its weight in it, and its idf.
Share = tuple[str, float, float]


class Weighing:
    """Term weights of a field in which `size` documents count; `rarest` is the idf that a term of no document would have.

    Whoever inherits looks terms up (`_looked_up`).
    """

    def __init__(self, base: str, size: int) -> None:
        self.base, self.size = base, size
        self._known: dict[str, Term | None] = {}
        self.rarest = log((1 + size) / 1) + 1

    def idf(self, term: str) -> float | None:
        """The term's norms document frequency, None when no document has it."""
        known = self._term(term)
        return None if known is None else known.idf

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

    def shares(self, terms: Iterable[str]) -> "list[Share]":
        """That vector by its terms, for whoever holds other documents of the same statistics."""
        terms = list(terms)
        names = sorted({term for term in terms if self._term(term)})
        return [
            (name, weight, term.idf) for name, (weight, term) in zip(names, self.vector(terms), strict=True)
        ]

    def kept(self, vector: Vector) -> int | None:
        """How many of the best documents of a question are wanted; None: all that share a term with it."""
        return _KEPT if touched(vector) > _LONG and self.size > _KEPT else None

    def _term(self, term: str) -> Term | None:
        """What is known of a term, looked up once; None when no document has it."""
        if term not in self._known:
            self._known[term] = self._looked_up(term)
        return self._known[term]

    def _looked_up(self, term: str) -> Term | None:
        raise NotImplementedError

    def _weighed(self, idf: float, row: int, spans: Sequence[Span]) -> Term | None:
        """A term of this idf; None where that is 0. Raises IndexDamaged when it is no idf."""
        if not idf:
            return None
        # NaN is not below anything.
        if not 1.0 <= idf <= _LARGEST:
            raise IndexDamaged("holds a weight that is no number", file=self.base, fix=REBUILD)
        # The idf tells how many documents count, whatever is gone.
        frequency = round((1 + self.size) / exp(idf - 1)) - 1
        return Term(idf, frequency, row, tuple(spans))


def touched(vector: Vector) -> int:
    """How many postings the terms have."""
    return sum([term.frequency for _, term in vector])
