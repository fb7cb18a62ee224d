"""Counting terms: from documents, in whatever form they come, to postings."""

import os
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from citaat.index.segment_field import SATURATED
from citaat.storage.table import Table, write_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from citaat.index.statistics import Inverted

# So many occurrences are counted sooner than SciPy is imported.
_FEW = 1_000_000


class Numbering(dict[str, int]):
    """Numbers for words in the order in which they are first looked up."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def bounds(sizes: "NDArray[Any]") -> "NDArray[np.int64]":
    """Where each of things of these sizes begins, one after another, and where the last one ends."""
    import numpy as np

    at = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=at[1:])
    return at


def count(documents: Sequence[Sequence[str]]) -> "Inverted":
    """The postings of documents, each a sequence of terms."""
    import numpy as np

    numbering = Numbering()
    stream = np.fromiter(map(numbering.__getitem__, chain.from_iterable(documents)), np.int32)
    sizes = np.fromiter(map(len, documents), np.int64, len(documents))
    return inverted(list(numbering), stream, _numbered(sizes), None, len(documents))


def _numbered(sizes: "NDArray[Any]") -> "NDArray[np.int32]":
    """The number of each of the things of these sizes, as often as it is large."""
    import numpy as np

    return np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)


def inverted(
    names: Sequence[str],
    numbers: "NDArray[np.int32]",
    documents: "NDArray[np.int32]",
    counts: "NDArray[Any] | None",
    size: int,
) -> "Inverted":
    """The postings of occurrences: `names[numbers[i]]` stands in `documents[i]`, `counts[i]` times (None: once).

    What comes up more than once is added up; names that never occur are left out. `size` is the number of documents.
    """
    import numpy as np

    from citaat.index.statistics import Inverted

    used = np.flatnonzero(np.bincount(numbers, minlength=len(names)))
    order = sorted(used.tolist(), key=names.__getitem__)
    places = np.zeros(len(names), np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    summed = _by_scipy if len(numbers) > _FEW else _by_sorting
    pointers, found, total = summed(places[numbers], documents, counts, (len(order), size))
    return Inverted([names[at] for at in order], pointers, found, slim(total), size)


def _by_scipy(rows: Any, documents: Any, counts: Any, shape: tuple[int, int]) -> Any:
    import numpy as np
    from scipy.sparse import coo_matrix

    values = np.ones(len(rows), np.int32) if counts is None else counts.astype(np.int32, copy=False)
    matrix = coo_matrix((values, (rows, documents)), (shape[0], max(1, shape[1]))).tocsr()
    return matrix.indptr.astype(np.int64), matrix.indices, matrix.data


def _by_sorting(rows: Any, documents: Any, counts: Any, shape: tuple[int, int]) -> Any:
    import numpy as np

    keys = rows.astype(np.int64) * max(1, shape[1]) + documents
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    if counts is None:
        totals = np.diff(first, append=len(keys))
    else:
        totals = np.add.reduceat(counts[order].astype(np.int64), first) if len(first) else first
    pointers = np.searchsorted(ordered[first], np.arange(shape[0] + 1) * max(1, shape[1]))
    return pointers.astype(np.int64), (ordered[first] % max(1, shape[1])).astype(np.int32), totals


def slim(counts: "NDArray[Any]") -> "NDArray[Any]":
    """Counts in the smallest type that holds them all."""
    import numpy as np

    most = int(counts.max()) if len(counts) else 0
    kinds = (np.uint8, np.uint16, np.uint32)
    return counts.astype(next(kind for kind in kinds if most <= np.iinfo(kind).max))


def expand(words: "Inverted", pieces: Callable[[str], list[str]]) -> "Inverted":
    """The postings of the pieces that terms are made of."""
    import numpy as np

    numbering = Numbering()
    split = [pieces(word) for word in words.terms]
    stream = np.fromiter(map(numbering.__getitem__, chain.from_iterable(split)), np.int32)
    sizes = np.fromiter(map(len, split), np.int64, len(split))
    if len(words.documents) * int(sizes.max(initial=0)) > _FEW:
        return _multiplied(words, list(numbering), stream, sizes)
    held = sizes[_numbered(np.diff(words.pointers))]
    at = np.repeat(bounds(sizes)[_numbered(np.diff(words.pointers))] - bounds(held)[:-1], held)
    chosen = stream[at + np.arange(len(at))]
    documents, counts = np.repeat(words.documents, held), np.repeat(words.counts, held)
    return inverted(list(numbering), chosen, documents, counts, words.size)


def _multiplied(
    words: "Inverted", names: Sequence[str], stream: "NDArray[np.int32]", sizes: Any
) -> "Inverted":
    """As `expand`: the pieces of words times the words of documents."""
    from scipy.sparse import csr_matrix

    from citaat.index.statistics import Inverted

    held = inverted(names, stream, _numbered(sizes), None, len(sizes))
    parts = csr_matrix((held.counts, held.documents, held.pointers), (len(held.terms), held.size), "i4")
    wholes = csr_matrix(
        (words.counts, words.documents, words.pointers), (held.size, max(1, words.size)), "i4"
    )
    matrix = parts @ wholes
    matrix.sort_indices()
    return Inverted(held.terms, matrix.indptr.astype("i8"), matrix.indices, slim(matrix.data), words.size)


def merge(parts: "Iterable[tuple[Inverted, NDArray[np.int32]]]", size: int) -> "Inverted":
    """The postings of several at once, documents numbered anew: `numbers[d]` is that of document d, -1 when it is gone."""
    import numpy as np

    numbering = Numbering()
    columns: list[tuple[Any, Any, Any]] = [(np.zeros(0, np.int32),) * 3]
    for part, numbers in parts:
        terms = part.terms.keys_in_order() if isinstance(part.terms, Table) else part.terms
        rows = np.fromiter(map(numbering.__getitem__, terms), np.int32, len(terms))
        documents = numbers[part.documents]
        kept = documents >= 0
        columns.append((rows[_numbered(np.diff(part.pointers))][kept], documents[kept], part.counts[kept]))
    numbers_of, documents, counts = (np.concatenate(column) for column in zip(*columns, strict=True))
    return inverted(list(numbering), numbers_of, documents, counts, size)


def write_postings(folder: str, segment: str, name: str, field: "Inverted") -> None:
    """Write the field of a segment: what `segment_field.open_segment` reads, but for the idf."""
    import numpy as np

    from citaat.index.statistics import lengths

    write_terms(folder, f"{segment}{name}", field.terms)
    columns: dict[str, NDArray[Any]] = {"ptr": field.pointers, "doc": field.documents, "tf": field.counts}
    if name in SATURATED:
        columns["len"] = lengths(field)
    for part, column in columns.items():
        np.save(os.path.join(folder, f"{segment}{name}.{part}.npy"), column, allow_pickle=False)
