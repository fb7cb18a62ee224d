"""The compiled search of a large field: the commonest terms are looked up only where they decide.

With Numba (extra `fast`) these functions are compiled and kept on disk; without it they
are plain Python with the same results, which is what the tests compare. Import this
module only where that work is to be done.

Terms that are common and weigh little are skipped (MaxScore; Turtle and Flood 1995): of
those, only the `HEAD` strongest postings are read, and no document outside can gain more
than a bound. Sums are added up with 32 bits, for half the memory has to be read; what may be
among the best in spite of that is then scored in full from its counts, term by term in the
order of `Field.scores`, so that its score is the same float64 to the last bit.
"""

from typing import Any, NamedTuple

import numpy as np

HEAD = 512
# A question's skipped terms may together add this share of what the best are known to score.
_SKIPPED = 0.5
# What rounding to 32 bits may take from a sum, for each of its terms and for the steps around it.
_ROUNDING, _STEPS = 2.0**-23, 4


class Arrays(NamedTuple):
    """A field in one segment, CSR by term, and `weights` (float32) of the postings; `idf` by term, `norms` by document."""

    documents: Any
    counts: Any
    weights: Any
    pointers: Any
    idf: Any
    norms: Any


class Heads(NamedTuple):
    """The strongest postings of long terms: those of a row from `slots[row] * HEAD` on, weighed by what they have above the rest.

    `bounds[row]` is the weight that enough documents of a term reach, and the strongest outside its head.
    """

    bounds: Any
    slots: Any
    documents: Any
    weights: Any


class Room(NamedTuple):
    """Working space: `sums` by document, zeros when a search begins and ends; the candidates and what they have."""

    sums: Any
    documents: Any
    scores: Any


def compiled(function: Any) -> Any:
    """`function` compiled (and kept on disk), or as it is where there is no Numba."""
    try:
        from numba import njit
    except ImportError:
        return function
    return njit(cache=True)(function)


@compiled
def seek(documents: Any, low: int, high: int, document: int) -> int:
    """Where in the ascending documents[low:high] the first one is that is not below `document`; no branch to mispredict."""
    size = high - low
    while size > 1:
        half = size >> 1
        low += half * (documents[low + half - 1] < document)
        size -= half
    return low + (size == 1 and documents[low] < document)


@compiled
def insert(best: Any, scores: Any, count: int, document: int, score: float) -> int:
    """Put a document among the best so far, highest score and then lowest number first; how many there are now."""
    size = len(scores)
    if count == size:
        last = size - 1
        if score < scores[last] or (score == scores[last] and document > best[last]):
            return count
    at = min(count, size - 1)
    while at > 0 and (scores[at - 1] < score or (scores[at - 1] == score and best[at - 1] > document)):
        scores[at], best[at] = scores[at - 1], best[at - 1]
        at -= 1
    scores[at], best[at] = score, document
    return min(count + 1, size)


@compiled
def plan(rows: Any, weights: Any, pointers: Any, heads: Heads, bound: Any) -> tuple[float, float]:
    """Choose the terms to skip; `bound` becomes what each may add (-1 for those that are read).

    Returns a score that the best surely reach, and the sum of the bounds.
    """
    count = len(rows)
    floor, left = 0.0, 0.0
    for term in range(count):
        floor = max(floor, weights[term] * heads.bounds[rows[term], 0])
        bound[term] = -1.0
    for _ in range(count):
        pick, cheapest = -1, np.inf
        for term in range(count):
            row = rows[term]
            if heads.slots[row] >= 0 and bound[term] < 0:
                most = weights[term] * heads.bounds[row, 1]
                cost = most / (pointers[row + 1] - pointers[row])
                if cost < cheapest and left + most < _SKIPPED * floor:
                    pick, cheapest = term, cost
        if pick < 0:
            break
        bound[pick] = weights[pick] * heads.bounds[rows[pick], 1]
        left += bound[pick]
    return floor, left


@compiled
def spread(documents: Any, values: Any, start: int, end: int, weight: Any, sums: Any) -> bool:
    """Add postings start..end-1 to the sums; False when one names no document."""
    size = np.uint32(len(sums))
    for at in range(start, end):
        document = np.uint32(documents[at])
        if document >= size:
            return False
        sums[document] += weight * values[at]
    return True


@compiled
def gather(documents: Any, start: int, end: int, cut: Any, room: Room, count: int) -> int:
    """Take the sums of postings start..end-1 back to zero and note those from `cut` on; how many are noted in all."""
    size = np.uint32(len(room.sums))
    for at in range(start, end):
        document = np.uint32(documents[at])
        if document < size:
            total = room.sums[document]
            # Whoever was met before is zero by now.
            if total >= cut and total > 0:
                room.documents[count], room.scores[count] = document, total
                count += 1
            room.sums[document] = 0
    return count


@compiled
def fill(rows: Any, weights: Any, field: Arrays, heads: Heads, bound: Any, sums: Any) -> bool:
    """Sum up the terms that are read, and the heads of those that are skipped; False when a posting names no document."""
    for term in range(len(rows)):
        row, weight = rows[term], np.float32(weights[term])
        if bound[term] < 0:
            start, end = field.pointers[row], field.pointers[row + 1]
            sound = spread(field.documents, field.weights, start, end, weight, sums)
        else:
            start = heads.slots[row] * HEAD
            sound = spread(heads.documents, heads.weights, start, start + HEAD, weight, sums)
        if not sound:
            return False
    return True


@compiled
def harvest(rows: Any, field: Arrays, heads: Heads, bound: Any, cut: Any, room: Room) -> int:
    """Every document whose sum is from `cut` on becomes a candidate; how many there are."""
    count = 0
    for term in range(len(rows)):
        row = rows[term]
        if bound[term] < 0:
            start, end = field.pointers[row], field.pointers[row + 1]
            count = gather(field.documents, start, end, cut, room, count)
        else:
            start = heads.slots[row] * HEAD
            count = gather(heads.documents, start, start + HEAD, cut, room, count)
    return count


@compiled
def exact(document: int, rows: Any, weights: Any, field: Arrays) -> float:
    """The score of a document from its counts, summed in the order of the terms."""
    score, norm = 0.0, field.norms[document]
    for term in range(len(rows)):
        row = rows[term]
        end = field.pointers[row + 1]
        place = seek(field.documents, field.pointers[row], end, document)
        if place < end and field.documents[place] == document:
            score += weights[term] * (field.counts[place] * field.idf[row] / norm)
    return score


@compiled
def reach(
    document: int, score: float, left: float, floor: float, rows: Any, weights: Any, field: Arrays, bound: Any
) -> bool:
    """Whether a candidate may reach `floor`, the skipped terms looked up one by one."""
    for term in range(len(rows)):
        if bound[term] >= 0:
            end = field.pointers[rows[term] + 1]
            place = seek(field.documents, field.pointers[rows[term]], end, document)
            left -= bound[term]
            if place < end and field.documents[place] == document:
                score += min(weights[term] * field.weights[place], bound[term])
            if score + left < floor:
                return False
    return True


@compiled
def lead(count: int, room: Room, best: Any, scores: Any) -> Any:
    """The candidates that have most: with their scores, most of the others need no look."""
    found = 0
    for at in range(count):
        if found < len(scores) or room.scores[at] >= scores[found - 1]:
            found = insert(best, scores, found, at, room.scores[at])
    return best[:found].copy()


@compiled
def search(rows: Any, weights: Any, field: Arrays, heads: Heads, room: Room, best: Any, scores: Any) -> int:
    """Fill `best` and `scores`; how many there are, or -1 when a posting names no document.

    `rows` ascending with their `weights`.
    """
    slack = 1 - (len(rows) + _STEPS) * _ROUNDING
    bound = np.empty(len(rows))
    floor, left = plan(rows, weights, field.pointers, heads, bound)
    if not fill(rows, weights, field, heads, bound, room.sums):
        return -1
    count = harvest(rows, field, heads, bound, np.float32(max(floor - left, 0.0) * slack * slack), room)
    found = 0
    for at in lead(count, room, best, scores):
        document = room.documents[at]
        found = insert(best, scores, found, document, exact(document, rows, weights, field))
        room.scores[at] = -1
    for at in range(count):
        if found == len(scores):
            floor = max(floor, scores[found - 1])
        document, partial = room.documents[at], np.float64(room.scores[at])
        if partial + left >= floor * slack and reach(
            document, partial, left, floor * slack, rows, weights, field, bound
        ):
            found = insert(best, scores, found, document, exact(document, rows, weights, field))
    return found


COMPILED = hasattr(search, "py_func")
