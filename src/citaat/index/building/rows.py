"""Document-term counts as they lie on disk: what every weighing of a field starts from."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from citaat.errors import IndexDamaged
from citaat.storage.mapped import REBUILD

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# So many occurrences are counted sooner than SciPy is imported.
_FEW = 200_000
# The files of a stored table, beside the term table of its field.
PARTS = ("at", "columns", "counts")


@dataclass(frozen=True, slots=True)
class Rows:
    """How often each document has each term, document by document (CSR).

    `terms` are sorted. The terms of document d are `columns[at[d]:at[d+1]]`, ascending,
    with `counts` beside them, all above zero.
    """

    terms: list[str]
    at: "NDArray[np.int64]"
    columns: "NDArray[np.int32]"
    counts: "NDArray[Any]"

    def __len__(self) -> int:
        return len(self.at) - 1


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


def count(documents: Iterable[Sequence[str]]) -> Rows:
    """Count the terms of `documents`: one dictionary from term to column, and then arrays."""
    import numpy as np

    texts = documents if isinstance(documents, list) else list(documents)
    numbering = Numbering()
    number = numbering.__getitem__
    stream = np.fromiter(map(number, chain.from_iterable(texts)), np.int32)
    return tally(list(numbering), bounds(np.fromiter(map(len, texts), np.int64, len(texts))), stream)


def tally(names: Sequence[str], at: "NDArray[np.int64]", stream: "NDArray[np.int32]") -> Rows:
    """The rows of documents given as numbers of `names`, one for each occurrence.

    `stream[at[d]:at[d+1]]` are those of document d. Names that never occur are left out.
    """
    terms, columns = in_order(names)
    at, held, counts = summed(at, columns[stream], len(terms))
    return used(Rows(terms, at, held, slim(counts)))


def summed(
    at: "NDArray[np.int64]", stream: "NDArray[np.int32]", size: int
) -> "tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]":
    """How often each number below `size` is in each document: (at, columns, counts), columns ascending.

    `stream[at[d]:at[d+1]]` are the numbers of document d.
    """
    import numpy as np

    if len(stream) > _FEW:
        from scipy.sparse import csr_matrix

        matrix = csr_matrix((np.ones(len(stream), np.int32), stream, at), (len(at) - 1, max(1, size)))
        matrix.sum_duplicates()
        return matrix.indptr.astype(np.int64), matrix.indices, matrix.data
    documents = np.arange(len(at) - 1, dtype=np.int64)
    keys = np.sort(np.repeat(documents, np.diff(at)) * size + stream)
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    columns = (keys[first] % max(1, size)).astype(np.int32)
    ends = np.searchsorted(keys[first], np.arange(len(at)) * size)
    return ends.astype(np.int64), columns, np.diff(first, append=len(keys)).astype(np.int32)


def in_order(names: Sequence[str]) -> tuple[list[str], "NDArray[np.int32]"]:
    """`names` sorted, and the place of each in that order."""
    import numpy as np

    order = sorted(range(len(names)), key=names.__getitem__)
    places = np.empty(len(names), np.int32)
    places[order] = np.arange(len(names), dtype=np.int32)
    return [names[at] for at in order], places


def used(rows: Rows) -> Rows:
    """`rows` without the terms that no document has."""
    import numpy as np

    seen = np.zeros(len(rows.terms), bool)
    seen[rows.columns] = True
    if seen.all():
        return rows
    places = np.cumsum(seen, dtype=np.int32) - 1
    terms = [rows.terms[term] for term in np.flatnonzero(seen)]
    return Rows(terms, rows.at, places[rows.columns].astype(np.int32), rows.counts)


def slim(counts: "NDArray[Any]") -> "NDArray[Any]":
    """Counts in the smallest type that holds them all."""
    import numpy as np

    most = int(counts.max()) if len(counts) else 0
    kinds = (np.uint8, np.uint16, np.uint32)
    return counts.astype(next(kind for kind in kinds if most <= np.iinfo(kind).max))


def take(rows: Rows, chosen: "NDArray[np.int64]") -> Rows:
    """The documents `chosen`, in that order."""
    import numpy as np

    at = bounds(np.diff(rows.at)[chosen])
    places = places_of(rows.at, chosen)
    return used(Rows(rows.terms, at, rows.columns[places], slim(rows.counts[places])))


def joined(first: Rows, second: Rows, chosen: "Sequence[int]") -> Rows:
    """The documents `chosen` of two tables, numbered through; `second` has its own terms after all of the first's."""
    import numpy as np
    from scipy.sparse import csr_matrix

    at = np.concatenate([first.at, second.at[1:] + first.at[-1]])
    columns = np.concatenate([first.columns, second.columns])
    counts = np.concatenate([first.counts, second.counts])
    taken = take(Rows(second.terms, at, columns, counts), np.asarray(chosen, np.int64))
    terms, places = in_order(taken.terms)
    matrix = csr_matrix((taken.counts, places[taken.columns], taken.at), (len(taken), len(terms)))
    matrix.sort_indices()
    return Rows(terms, taken.at, matrix.indices, matrix.data)


def places_of(at: "NDArray[np.int64]", chosen: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """Where the columns of the documents `chosen` are, in that order."""
    import numpy as np

    sizes = np.diff(at)[chosen]
    before = np.cumsum(sizes) - sizes
    return np.repeat(at[:-1][chosen] - before, sizes) + np.arange(sizes.sum())


def expand(rows: Rows, pieces: Callable[[str], list[str]]) -> Rows:
    """Counts of the pieces that the terms of `rows` are made of."""
    split = [pieces(term) for term in rows.terms]
    if rows.counts.sum(dtype="i8") * max(map(len, split), default=0) < _FEW:
        return _spelled_out(rows, split)
    from scipy.sparse import csr_matrix

    held = count(split)
    wholes = csr_matrix((rows.counts, rows.columns, rows.at), (len(rows), len(rows.terms)), "i4")
    parts = csr_matrix((held.counts, held.columns, held.at), (len(held), len(held.terms)), "i4")
    matrix = wholes @ parts
    matrix.sort_indices()
    return Rows(held.terms, matrix.indptr.astype("i8"), matrix.indices, slim(matrix.data))


def _spelled_out(rows: Rows, split: Sequence[list[str]]) -> Rows:
    """As `expand`, every piece written down as often as it is there."""
    import numpy as np

    numbering = Numbering()
    pieces = np.fromiter(map(numbering.__getitem__, chain.from_iterable(split)), np.int32)
    sizes = np.fromiter(map(len, split), np.int64, len(split))
    words = np.repeat(rows.columns, rows.counts).astype(np.int64)
    at = bounds(sizes[words])[bounds(rows.counts)[rows.at]]
    return tally(list(numbering), at, pieces[places_of(bounds(sizes), words)])


def save_rows(folder: str, name: str, rows: Rows) -> None:
    """Write `rows` beside the files of field `name`, whose table holds the terms."""
    import numpy as np

    columns: tuple[Any, ...] = (rows.at, rows.columns, rows.counts)
    for part, column in zip(PARTS, columns, strict=True):
        np.save(os.path.join(folder, f"{name}.{part}.npy"), column, allow_pickle=False)


def load_rows(folder: str, name: str, terms: Callable[[], list[str]]) -> Rows:
    """What `save_rows` wrote, memory-mapped. Raises IndexDamaged when it does not fit together."""
    import numpy as np

    paths = [os.path.join(folder, f"{name}.{part}.npy") for part in PARTS]
    try:
        at, columns, counts = (np.load(path, mmap_mode="r", allow_pickle=False) for path in paths)
    except (OSError, ValueError) as error:
        raise IndexDamaged(f"cannot be read ({error})", file=paths[0], fix=REBUILD) from error
    rows = Rows(terms(), at, columns, counts)
    sound = at.ndim == columns.ndim == counts.ndim == 1 and len(at) and at[0] == 0 <= at[-1] == len(columns)
    sound = sound and len(columns) == len(counts) and bool((np.diff(at) >= 0).all())
    if not sound or (len(columns) and not 0 <= columns.min() <= columns.max() < len(rows.terms)):
        raise IndexDamaged("its arrays do not fit together", file=paths[1], fix=REBUILD)
    return rows
