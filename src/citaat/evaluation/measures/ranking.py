"""Ranking measures of one query, equal to trec_eval's.

Tie rule: a ranking is a list. Whoever made it has put equal scores in the order of the
corpus, and the measures never look at scores again. (trec_eval sorts a run itself, on
single-precision scores and then on document id from z to a; `trec.py` writes scores
that make it arrive at the same list.)
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence

Grades = Mapping[str, int]


def hit(ranking: Sequence[str], grades: Grades, k: int) -> float:
    """1 when one of the first k is relevant."""
    return float(any(grades.get(doc, 0) > 0 for doc in ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], grades: Grades, k: int | None = None) -> float:
    """1 / rank of the first relevant document, 0 when there is none among the first k."""
    for rank, doc in enumerate(ranking[:k], 1):
        if grades.get(doc, 0) > 0:
            return 1 / rank
    return 0.0


def average_precision(ranking: Sequence[str], grades: Grades, k: int | None = None) -> float:
    """Mean over all relevant documents of the precision at each; one that is not ranked adds 0."""
    relevant = sum(grade > 0 for grade in grades.values())
    found, total = 0, 0.0
    for rank, doc in enumerate(ranking[:k], 1):
        if grades.get(doc, 0) > 0:
            found += 1
            total += found / rank
    return total / relevant if relevant else 0.0


def precision(ranking: Sequence[str], grades: Grades, k: int) -> float:
    """Relevant documents among the first k, over k (also when fewer were ranked)."""
    return sum(grades.get(doc, 0) > 0 for doc in ranking[:k]) / k


def recall(ranking: Sequence[str], grades: Grades, k: int) -> float:
    """Relevant documents among the first k, over all relevant ones."""
    relevant = sum(grade > 0 for grade in grades.values())
    return sum(grades.get(doc, 0) > 0 for doc in ranking[:k]) / relevant if relevant else 0.0


def ndcg(ranking: Sequence[str], grades: Grades, k: int | None = None) -> float:
    """Gain (the grade itself) discounted by log2(rank + 1), over the best possible (Järvelin 2002)."""
    gained = _discounted([max(0, grades.get(doc, 0)) for doc in ranking[:k]])
    best = _discounted(sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:k])
    return gained / best if best else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


_CUT: dict[str, Callable[[Sequence[str], Grades, int], float]] = {
    "hit": hit,
    "P": precision,
    "R": recall,
    "nDCG": ndcg,
    "MRR": reciprocal_rank,
    "MAP": average_precision,
}
_WHOLE: dict[str, Callable[[Sequence[str], Grades], float]] = {
    "nDCG": ndcg,
    "MRR": reciprocal_rank,
    "MAP": average_precision,
}
_RANKING = re.compile(r"(hit|P|R|nDCG|MRR|MAP)(?:@([1-9]\d{0,3}))?")


def named(name: str) -> Callable[[Sequence[str], Grades], float] | None:
    """The function of a ranking measure such as "P@5" or "MAP"; None when `name` is no such measure."""
    match = _RANKING.fullmatch(name)
    if not match:
        return None
    base, cut = match.groups()
    if cut is None:
        return _WHOLE.get(base)
    return lambda ranked, grades: _CUT[base](ranked, grades, int(cut))
