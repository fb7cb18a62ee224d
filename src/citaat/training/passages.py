"""Fitting the weights of whole passages: a little from judgement towards what finds the passage with the evidence.

The pull is strong on purpose: files of passages are of other kinds than the articles there are questions for. It
was chosen among five with a public set of question-and-answer passages in view.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from citaat.search.whole import NAMES, passage_values
from citaat.training.examples import Site, Vector, plain

PULL = 5.0
PRIOR: Mapping[str, float] = {
    "lemma": 2.0,
    "chars": 2.0,
    "heading": 1.0,
    "lemma_saturated": 2.0,
    "chars_saturated": 2.0,
    "heading_ask": 1.0,
    "paragraph_says": 1.0,
    "letters": 1.0,
}
Rows = Sequence[tuple[Vector, Vector]]


def passage_rows(site: Site, model: Mapping[str, Any]) -> list[tuple[Vector, Vector]]:
    """For each answerable question the values of its passages, and which hold evidence."""
    ranker, found = site.ranker(model), []
    for record in site.records:
        query = ranker.read(record["question"]) if record["answerable"] else None
        values = passage_values(ranker.rank(query, ranker.known(query))) if query else {}
        wanted = [_evident(record, site, number) for number in values]
        if any(wanted):
            found.append((np.array(list(values.values())), np.array(wanted, float)))
    return found


def _evident(record: Mapping[str, Any], site: Site, number: int) -> bool:
    passage = site.index.passages[number]
    text = plain(passage.text)
    return any(
        one["article"] == passage.article_id and plain(one["quote"]) in text for one in record["evidence"]
    )


def fit_passages(rows: Rows) -> dict[str, float]:
    """Weights by `search.whole.NAMES`, by the same listwise loss as that of units."""
    from scipy.optimize import minimize

    prior = np.array([PRIOR.get(name, 0.0) for name in NAMES])

    def loss(weights: Vector) -> tuple[float, Vector]:
        total, slope = 0.0, np.zeros_like(weights)
        for values, wanted in rows:
            scores = values @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            good = float(shares @ wanted) + 1e-12
            total -= np.log(good)
            slope -= values.T @ (shares * wanted / good - shares)
        off = weights - prior
        return total / len(rows) + PULL * float(off @ off), slope / len(rows) + 2 * PULL * off

    found = minimize(loss, prior, jac=True, method="L-BFGS-B").x
    return dict(zip(NAMES, np.round(found, 4).tolist(), strict=True))
