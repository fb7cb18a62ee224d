"""What an index knows of its terms and documents as a whole, worked out from the counts of all its segments.

Every idf is exact whatever is gone, and documents of the same terms have vectors of the same length to the last
bit, whichever segment they are in: squares are added up in the order of the terms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from citaat.storage.table import Table

# So many postings are weighed at a time: what is in memory at once, beside the result.
_POSTINGS = 4_000_000
# Sorted, and each once.
Terms = Sequence[str] | Table


@dataclass(frozen=True, slots=True)
class Inverted:
    """How often each term is in each document, term by term (CSR by term).

    `terms` are sorted. The postings of term t are `documents[pointers[t]:pointers[t+1]]`, ascending and from 0 on,
    with `counts`, all above zero. `size` is the number of documents.
    """

    terms: Terms
    pointers: NDArray[np.int64]
    documents: NDArray[np.int32]
    counts: NDArray[Any]
    size: int


def stored_postings(terms: Table, columns: Iterable[Any], size: int) -> Inverted:
    """Stored postings: pointers, documents and counts, of `size` documents."""
    pointers, documents, counts = map(np.asarray, columns)
    return Inverted(terms, pointers, documents, counts, size)


def lengths(field: Inverted) -> NDArray[np.int32]:
    """How many terms each document has."""
    totals = np.zeros(field.size, np.int64)
    np.add.at(totals, field.documents, field.counts)
    return totals.astype(np.int32)


def idfs(fields: Sequence[Inverted], live: "Sequence[NDArray[np.bool_] | None]") -> list[NDArray[np.float64]]:
    """The smooth idf of every term of each segment: ln((1 + documents) / (1 + documents with the term)) + 1.

    `live` says which documents of each count (None: all). 0 for a term that only documents had that do not.
    """
    rows = _shared_rows([field.terms for field in fields])
    frequency = np.zeros(1 + max((int(row.max(initial=-1)) for row in rows), default=-1), np.int64)
    size = 0
    for field, row, counted in zip(fields, rows, live, strict=True):
        frequency[row] += _frequencies(field, counted)
        size += field.size if counted is None else int(counted.sum())
    idf = np.log((1 + size) / (1 + frequency)) + 1
    idf[frequency == 0] = 0.0
    return [idf[row] for row in rows]


def _shared_rows(segments: Sequence[Terms]) -> list[NDArray[np.int64]]:
    """A number for each term of each segment; the same one for the same term."""
    first = np.arange(len(segments[0]) if segments else 0)
    if len(segments) < 2:
        return [first][: len(segments)]
    # The later ones are small: their terms are looked up, and not all of the first one's.
    fresh: dict[str, int] = {}
    later = []
    for terms in map(_listed, segments[1:]):
        found, size = _places(segments[0], terms), len(first)
        numbers = [
            at if at >= 0 else size + fresh.setdefault(term, len(fresh))
            for term, at in zip(terms, found, strict=True)
        ]
        later.append(np.asarray(numbers, np.int64))
    return [first, *later]


def _listed(terms: Terms) -> Sequence[str]:
    return terms.keys_in_order() if isinstance(terms, Table) else terms


def _places(ordered: Terms, wanted: Sequence[str]) -> list[int]:
    """Where each of some words, sorted, stands among others that are, -1 when it does not."""
    if isinstance(ordered, Table):
        return list(map(ordered.find, wanted))
    place = {word: at for at, word in enumerate(ordered)}
    return [place.get(word, -1) for word in wanted]


def _frequencies(field: Inverted, live: "NDArray[np.bool_] | None") -> NDArray[np.int64]:
    """How many documents that count have each term."""
    if live is None or live.all():
        return np.diff(field.pointers)
    counted = np.zeros(len(field.documents) + 1, np.int64)
    np.cumsum(live[field.documents], out=counted[1:])
    return np.diff(counted[field.pointers])


def norms(field: Inverted, idf: NDArray[np.float64]) -> NDArray[np.float64]:
    """The length of the weighed vector of each document."""
    squares = np.zeros(field.size)
    for first, last in portions(field.pointers):
        chosen = slice(int(field.pointers[first]), int(field.pointers[last]))
        weighed = field.counts[chosen] * np.repeat(idf[first:last], np.diff(field.pointers[first : last + 1]))
        np.add.at(squares, field.documents[chosen], weighed * weighed)
    return np.sqrt(squares)


def portions(pointers: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Terms first..last-1, so many at a time as have about `_POSTINGS` postings; all of them in order."""
    found, first, count = [], 0, len(pointers) - 1
    while first < count:
        last = int(np.searchsorted(pointers, pointers[first] + _POSTINGS, "right")) - 1
        last = min(max(last, first + 1), count)
        found.append((first, last))
        first = last
    return found
