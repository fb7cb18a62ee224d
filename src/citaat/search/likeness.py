"""How alike two texts are, a question and a heading or a known question, in what their words may stand for."""

from collections.abc import Callable, Mapping, Sequence

from citaat.search.query import Query


def likeness(query: Query, ask: Mapping[str, float], own: Sequence[tuple[str, float]] | None = None) -> float:
    """How alike question and known question are: both ways of coverage, their harmonic mean.

    `own` are the weighted terms of `ask` (see `own_terms`); without it they all weigh the same.
    """
    forward = query.coverage(query.meanings.matches(ask))
    if not forward:
        return 0.0
    total = found = 0.0
    for term, weight in own_terms(ask) if own is None else own:
        total += weight
        if term in query.meanings:
            found += weight
    backward = found / total if total else forward
    return 2 * forward * backward / (forward + backward) if backward else 0.0


def own_terms(
    says: Mapping[str, float], idf: Callable[[str], float | None] | None = None
) -> tuple[tuple[str, float], ...]:
    """The terms that a text itself holds (no parts), weighed by `idf`."""
    return tuple(
        (term, (idf(term) or 1.0) if idf else 1.0) for term, strength in says.items() if strength == 1.0
    )
