"""Writing the second layer of an index (see `since`): what changed is written, all else stays as it is.

The idf of every term is exact, and so is the length of every document: both are worked out anew
from the counts of both layers, which is quick, and written, for they are small. The postings of the
whole build, which are not, get another name in the new folder and no new content.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from citaat.index.building.assembly import Counts, Run, load_array, write_items, write_passages
from citaat.index.building.chunks import FIELDS, SPELLED
from citaat.index.building.planning import Plan
from citaat.index.building.previous import Previous
from citaat.index.building.rows import Rows, bounds, expand, places_of, save_rows, slim
from citaat.index.building.vectors import portions
from citaat.index.building.writing import STATE
from citaat.index.fields import SATURATED, word_grams
from citaat.index.segments import PREFIX
from citaat.storage.table import Table, write_terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def write_layer(folder: str, plan: Plan, old: Previous) -> tuple[dict[str, int], dict[str, int]]:
    """Write passages, items and fields: how many documents each field has, and terms where that matters."""
    import numpy as np

    state = os.path.join(folder, STATE)
    for name, column in (("numbers", plan.numbers), ("places", plan.places)):
        np.save(os.path.join(folder, f"{PREFIX}{name}.npy"), column, allow_pickle=False)
    write_items(state, plan.layer, PREFIX)
    write_passages(folder, plan.layer, PREFIX)
    totals = {}
    layered, gone = _counts(plan, old)
    for name, rows in layered.items():
        table = Table(os.path.join(state if name == SPELLED else folder, f"{name}.tab"))
        rows, fresh = _numbered(rows, table)
        write_terms(state if name == SPELLED else folder, PREFIX + name, fresh)
        if name != "chars":
            save_rows(state, PREFIX + name, rows)
        if name != SPELLED:
            _write_field(folder, name, plan, rows, gone[name], len(table) + len(fresh))
            if name in SATURATED:
                totals[name] = _write_lengths(folder, name, plan, rows)
    sizes = {name: len(plan.places) for name in layered if name != SPELLED}
    return sizes, totals


def layer_of_all(folder: str, plan: Plan, old: Previous) -> tuple[dict[str, int], dict[str, int]]:
    """As `write_layer`, where the corpus is again what the whole build has: there is nothing to write."""
    names = (*FIELDS, *(("chars",) if old.spelling else ()))
    lengths = {
        name: load_array(os.path.join(folder, f"{name}.len.npy")) for name in names if name in SATURATED
    }
    totals = {name: int(column.sum(dtype="i8")) for name, column in lengths.items()}
    return dict.fromkeys(names, plan.base), totals


def _counts(plan: Plan, old: Previous) -> "tuple[dict[str, Rows], dict[str, NDArray[np.int64]]]":
    """The counts of the second layer by field; and in how many documents of the first that are gone its terms are."""
    import numpy as np

    gone = np.flatnonzero(plan.numbers[: plan.base] < 0)
    layered = {name: _layered(plan.layer, name) for name in FIELDS}
    missing = {name: np.bincount(_columns(old, name, gone)) for name in FIELDS}
    if old.spelling:
        layered[SPELLED] = _layered(plan.layer, SPELLED)
        layered["chars"] = expand(layered[SPELLED], word_grams)
        missing["chars"] = _missing_grams(old, gone)
    return layered, missing


def _layered(runs: Sequence[Run], name: str) -> Rows:
    """The counts of some runs, over the terms that they have, in no order."""
    import numpy as np

    stored, parts = Counts(name), list[tuple[Any, Any, Any]]()
    families: dict[str, list[int]] = {}
    for run in runs:
        families.setdefault(run.source.family, []).append(len(parts))
        parts.append(stored.of(run))
    sources = {run.source.family: run.source for run in runs}
    terms: dict[str, int] = {}
    columns = [part[1] for part in parts]
    for family, chosen in families.items():
        seen = np.bincount(np.concatenate([columns[at] for at in chosen])) > 0
        distinct = np.flatnonzero(seen)
        names = map(sources[family].naming(name), distinct.tolist())
        numbers = np.zeros(len(seen), np.int32)
        numbers[distinct] = [terms.setdefault(term, len(terms)) for term in names]
        for at in chosen:
            columns[at] = numbers[columns[at]]
    nothing = np.zeros(0, np.int32)
    sizes, counts = [np.diff(part[0]) for part in parts], [part[2] for part in parts]
    return Rows(
        list(terms), bounds(np.concatenate([nothing, *sizes])), np.concatenate([nothing, *columns]),
        np.concatenate([nothing, *counts]),
    )  # fmt: skip


def _columns(old: Previous, name: str, chosen: "NDArray[np.int64]") -> "NDArray[np.int32]":
    """The terms of some documents of the first layer."""
    columns: NDArray[np.int32] = old.base.array(f"{name}.columns")[
        places_of(old.base.array(f"{name}.at"), chosen)
    ]
    return columns


def _missing_grams(old: Previous, gone: "NDArray[np.int64]") -> "NDArray[np.int64]":
    """In how many of these documents of the first layer each character n-gram is."""
    import numpy as np

    words = _columns(old, SPELLED, gone)
    distinct, where = np.unique(words, return_inverse=True)
    sizes = np.diff(old.base.array(f"{SPELLED}.at"))[gone]
    spelled = Rows(
        list(map(old.base.naming(SPELLED), distinct.tolist())),
        bounds(sizes),
        where.astype(np.int32),
        np.ones(len(where), int),
    )
    grams = expand(spelled, word_grams)
    table = Table(os.path.join(old.folder, "chars.tab"))
    missing = np.zeros(len(table), np.int64)
    missing[[table.find(gram) for gram in grams.terms]] = np.bincount(
        grams.columns, minlength=len(grams.terms)
    )
    return missing


def _numbered(rows: Rows, table: Table) -> tuple[Rows, list[str]]:
    """`rows` with the columns of both layers, ascending in each document; the terms that only the second has."""
    import numpy as np

    found = np.asarray([table.find(term) for term in rows.terms], np.int32)
    fresh = sorted(rows.terms[at] for at in np.flatnonzero(found < 0).tolist())
    place = {term: len(table) + at for at, term in enumerate(fresh)}
    for at in np.flatnonzero(found < 0).tolist():
        found[at] = place[rows.terms[at]]
    columns = found[rows.columns]
    documents = np.repeat(np.arange(len(rows)), np.diff(rows.at))
    order = np.lexsort((columns, documents))
    return Rows(fresh, rows.at, columns[order], slim(rows.counts[order])), fresh


def _write_field(
    folder: str, name: str, plan: Plan, rows: Rows, gone: "NDArray[np.int64]", size: int
) -> None:
    """Write the postings of the second layer, and the idf of all terms and the lengths of all documents."""
    import numpy as np

    base = _Postings.read(os.path.join(folder, name))
    layer = _inverted(rows, plan.base)
    frequency = np.zeros(size, np.int64)
    frequency[: len(gone)] -= gone
    frequency[: len(base.pointers) - 1] += np.diff(base.pointers)
    frequency[layer.rows] += np.diff(layer.pointers)
    idf = np.log((1 + len(plan.places)) / (1 + frequency)) + 1
    idf[frequency == 0] = 0.0
    columns = {
        "idf": idf, "inv": _inverse_norms(base, layer, idf, len(plan.numbers)), "row": layer.rows,
        "ptr": layer.pointers, "doc": layer.documents, "tf": layer.counts,
    }  # fmt: skip
    for part, column in columns.items():
        np.save(os.path.join(folder, f"{PREFIX}{name}.{part}.npy"), column, allow_pickle=False)


def _write_lengths(folder: str, name: str, plan: Plan, rows: Rows) -> int:
    """Write how many terms each document of the second layer has; how many all have together."""
    import numpy as np

    lengths = np.bincount(np.repeat(np.arange(len(rows)), np.diff(rows.at)), rows.counts, len(rows))
    np.save(os.path.join(folder, f"{PREFIX}{name}.len.npy"), lengths.astype(np.int32), allow_pickle=False)
    base = load_array(os.path.join(folder, f"{name}.len.npy"))
    return int(lengths.sum()) + int(base[plan.numbers[: plan.base] >= 0].sum(dtype=np.int64))


@dataclass(frozen=True, slots=True)
class _Postings:
    """Postings of the terms `rows`, ascending."""

    rows: "NDArray[np.int32]"
    pointers: "NDArray[np.int64]"
    documents: "NDArray[np.int32]"
    counts: "NDArray[Any]"

    @classmethod
    def read(cls, base: str) -> "_Postings":
        """Those of the first layer."""
        import numpy as np

        pointers, documents, counts = (load_array(f"{base}.{part}.npy") for part in ("ptr", "doc", "tf"))
        return cls(np.arange(len(pointers) - 1, dtype=np.int32), pointers, documents, counts)


def _inverted(rows: Rows, first: int) -> _Postings:
    """The postings of documents that are numbered from `first` on."""
    import numpy as np

    order = np.argsort(rows.columns, kind="stable")
    held, sizes = np.unique(rows.columns, return_counts=True)
    documents = np.repeat(np.arange(len(rows), dtype=np.int32) + np.int32(first), np.diff(rows.at))
    return _Postings(held, bounds(sizes), documents[order], rows.counts[order])


def _inverse_norms(
    base: _Postings, layer: _Postings, idf: "NDArray[np.float64]", size: int
) -> "NDArray[np.float64]":
    """One over the length of the weighed vector of each document, 0 where there is nothing to weigh.

    Both layers are added up by the same portions of terms: documents of the same terms have the
    same length to the last bit, whichever layer they are in.
    """
    import numpy as np

    squares = np.zeros(size)
    last = len(base.pointers) - 1
    for first, end in (*portions(base.pointers), (last, len(idf))):
        ranges = [(layer, *np.searchsorted(layer.rows, (first, end)).tolist())]
        if first < last:
            ranges.append((base, first, end))
        portion = np.zeros(size)
        for postings, start, stop in ranges:
            chosen = slice(int(postings.pointers[start]), int(postings.pointers[stop]))
            sizes = np.diff(postings.pointers[start : stop + 1])
            weighed = postings.counts[chosen] * np.repeat(idf[postings.rows[start:stop]], sizes)
            # No document is in both layers.
            portion += np.bincount(postings.documents[chosen], weighed * weighed, size)
        squares += portion
    filled = squares > 0
    squares[filled] = 1 / np.sqrt(squares[filled])
    return squares


def kept(sums: Mapping[str, Any], anew: Callable[[str], bool]) -> dict[str, Any]:
    """The files of an index, with their checksums, that are not of the second layer and not written anew."""
    return {name: told for name, told in sums.items() if not name.startswith(PREFIX) and not anew(name)}
