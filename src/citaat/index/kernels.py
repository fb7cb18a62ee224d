"""The compiled search of a large field: exact sums window by window, the commonest terms looked up only where they decide.

With Numba (extra `fast`) these functions are compiled and kept on disk; without it they
are plain Python with the same results, which is what the tests compare. Import this
module only where that work is to be done.

A window is a run of document numbers whose sums fit in the processor's cache. Terms that
are common and weigh little are skipped (MaxScore; Turtle and Flood 1995): of those, only
the `HEAD` strongest postings are read, and no document outside can gain more than the bound
`rest`. A document that may still be among the best is then scored in full, term by term in
the order of `Field.scores`, so that its sum is the same float64 to the last bit.
"""

from typing import Any

import numpy as np

HEAD = 512
WINDOW = 16384
# What is kept of each term while the windows pass: the next posting, the first of the window, where it was last sought.
AT, BEGIN, NEXT = 0, 1, 2
# A question's skipped terms may together add this share of what the best are known to score.
_SKIPPED = 0.5
# Bounds are sums in another order than the scores: they may be off by the last bits.
_MARGIN = 1 - 1e-12


def compiled(function: Any) -> Any:
    """`function` compiled (and kept on disk), or as it is where there is no Numba."""
    try:
        from numba import njit
    except ImportError:
        return function
    return njit(cache=True)(function)


@compiled
def seek(documents: Any, low: int, high: int, document: int) -> int:
    """Where in the ascending documents[low:high] the first one is that is not below `document`.

    In growing steps from `low` on, and then halving: what is sought is seldom far.
    """
    step = 16
    while low + step < high and documents[low + step] < document:
        low += step
        step *= 2
    high = min(high, low + step + 1)
    while low < high:
        middle = (low + high) >> 1
        if documents[middle] < document:
            low = middle + 1
        else:
            high = middle
    return low


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
def plan(rows: Any, weights: Any, pointers: Any, bounds: Any, slots: Any, bound: Any) -> tuple[float, float]:
    """Choose the terms to skip; `bound` becomes what each may add (-1 for those that are read).

    Returns a score that the best surely reach, and the sum of the bounds.
    """
    count = len(rows)
    floor, left = 0.0, 0.0
    for term in range(count):
        floor = max(floor, weights[term] * bounds[rows[term], 0])
        bound[term] = -1.0
    for _ in range(count):
        pick, cheapest = -1, np.inf
        for term in range(count):
            row = rows[term]
            if slots[row] >= 0 and bound[term] < 0:
                cost = weights[term] * bounds[row, 1] / (pointers[row + 1] - pointers[row])
                if cost < cheapest and left + weights[term] * bounds[row, 1] < _SKIPPED * floor:
                    pick, cheapest = term, cost
        if pick < 0:
            break
        bound[pick] = weights[pick] * bounds[rows[pick], 1]
        left += bound[pick]
    return floor * _MARGIN, left


@compiled
def scatter(documents: Any, values: Any, at: int, end: int, weight: float, first: int, floor: float, sums: Any,
            crossed: Any, count: int) -> tuple[int, int]:  # fmt: skip
    """Add one term to the window from `first` on; note what rises above `floor`.

    Returns where the next window begins (-1: out of order) and how many are noted.
    """
    limit = first + len(sums)
    while at < end:
        document = documents[at]
        if document >= limit:
            break
        if document < first:
            return -1, count
        place = np.uint64(document - first)
        before = sums[place]
        after = before + weight * values[at]
        sums[place] = after
        # Counted against the room there is: in a damaged file a sum may go down and rise again.
        if after > floor >= before and count < len(crossed):
            crossed[count] = place
            count += 1
        at += 1
    return at, count


@compiled
def reach(document: int, score: float, left: float, floor: float, rows: Any, weights: Any, documents: Any,
          values: Any, pointers: Any, bound: Any, state: Any, gains: Any) -> bool:  # fmt: skip
    """Whether a document may reach `floor`, the skipped terms looked up one by one; `gains` becomes what each adds."""
    for term in range(len(rows)):
        if bound[term] >= 0:
            end = pointers[rows[term] + 1]
            place = seek(documents, state[term, BEGIN], end, document)
            state[term, NEXT] = place
            gains[term] = 0.0
            left -= bound[term]
            if place < end and documents[place] == document:
                gains[term] = weights[term] * values[place]
                score += min(gains[term], bound[term])
            if score + left < floor * _MARGIN:
                return False
    return True


@compiled
def exact(
    document: int, weights: Any, documents: Any, values: Any, bound: Any, state: Any, gains: Any
) -> float:
    """The score of a document that `reach` let pass, summed in the order of the terms."""
    score = 0.0
    for term in range(len(weights)):
        if bound[term] >= 0:
            score += gains[term]
        else:
            end = state[term, AT]
            place = seek(documents, state[term, BEGIN], end, document)
            if place < end and documents[place] == document:
                score += weights[term] * values[place]
    return score


@compiled
def fill(rows: Any, weights: Any, documents: Any, values: Any, pointers: Any, slots: Any, head_documents: Any,
         head_values: Any, bound: Any, state: Any, first: int, floor: float, sums: Any, crossed: Any) -> int:  # fmt: skip
    """Sum up one window; how many rose above `floor`, or -1 when a posting is out of order."""
    count = 0
    for term in range(len(rows)):
        at = state[term, AT]
        if bound[term] < 0:
            state[term, BEGIN] = at
            end = pointers[rows[term] + 1]
            at, count = scatter(documents, values, at, end, weights[term], first, floor, sums, crossed, count)
        else:
            state[term, BEGIN] = state[term, NEXT]
            end = (slots[rows[term]] + 1) * HEAD
            at, count = scatter(head_documents, head_values, at, end, weights[term], first, floor, sums, crossed, count)  # fmt: skip
        if at < 0:
            return -1
        state[term, AT] = at
    return count


@compiled
def harvest(rows: Any, weights: Any, documents: Any, values: Any, pointers: Any, bound: Any, left: float, known: float,
            first: int, sums: Any, crossed: Any, state: Any, gains: Any, best: Any, scores: Any,
            found: int) -> int:  # fmt: skip
    """Keep the best of one window; how many are kept in all."""
    for place in crossed:
        document, score = first + place, sums[place]
        if found == len(scores):
            known = max(known, scores[found - 1])
        if left > 0:
            if not reach(document, score, left, known, rows, weights, documents, values, pointers, bound, state, gains):  # fmt: skip
                continue
            score = exact(document, weights, documents, values, bound, state, gains)
        found = insert(best, scores, found, document, score)
    return found


@compiled
def whole(rows: Any, pointers: Any, bound: Any, state: Any) -> bool:
    """Whether every posting that was to be read came up."""
    for term in range(len(rows)):
        if bound[term] < 0 and state[term, AT] < pointers[rows[term] + 1]:
            return False
    return True


@compiled
def search(rows: Any, weights: Any, documents: Any, values: Any, pointers: Any, bounds: Any, slots: Any,
           head_documents: Any, head_values: Any, size: int, sums: Any, crossed: Any, best: Any,
           scores: Any) -> int:  # fmt: skip
    """Fill `best` and `scores`; how many there are, or -1 when a posting is out of range or order.

    `rows` ascending with their `weights`; `bounds[row]` is the score that enough
    documents of a term reach, and its strongest value outside its head. `sums` and
    `crossed` are one window of working space, `sums` zeros when entered and when left.
    """
    bound, gains, state = np.empty(len(rows)), np.empty(len(rows)), np.empty((len(rows), 3), np.int64)
    known, left = plan(rows, weights, pointers, bounds, slots, bound)
    for term in range(len(rows)):
        state[term, NEXT] = pointers[rows[term]]
        state[term, AT] = pointers[rows[term]] if bound[term] < 0 else slots[rows[term]] * HEAD
    found = 0
    for first in range(0, size, len(sums)):
        if found == len(scores):
            known = max(known, scores[found - 1])
        window = sums[: size - first]
        floor = max(known - left, 0.0) * _MARGIN
        count = fill(rows, weights, documents, values, pointers, slots, head_documents, head_values, bound, state,
                     first, floor, window, crossed)  # fmt: skip
        if count < 0:
            return -1
        found = harvest(rows, weights, documents, values, pointers, bound, left, known, first, window,
                        crossed[:count], state, gains, best, scores, found)  # fmt: skip
        window[:] = 0.0
    return found if whole(rows, pointers, bound, state) else -1


COMPILED = hasattr(search, "py_func")
