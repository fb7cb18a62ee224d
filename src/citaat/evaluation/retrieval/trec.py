"""TREC run and qrels files that trec_eval reads, and reads as the ranking that was made."""

from collections.abc import Mapping, Sequence

import numpy as np

from citaat.errors import UsageError

Scored = Sequence[tuple[str, float]]


def strict_scores(ranking: Scored) -> list[tuple[str, float]]:
    """The same ranking with scores that fall strictly in single precision.

    trec_eval reads scores as 32-bit floats and sorts equal ones by document id from z to
    a. Equal scores here are already in the order of the corpus, so each that does not
    fall is lowered to the next 32-bit float below the one before it.
    """
    result: list[tuple[str, float]] = []
    last = np.float32(np.inf)
    for document, score in ranking:
        now = np.float32(score)
        if not now < last:
            now = np.nextafter(last, np.float32(-np.inf))
        result.append((document, float(now)))
        last = now
    return result


def run_lines(runs: Mapping[str, Scored], tag: str = "citaat") -> str:
    """Query, Q0, document, rank, score and tag, for every query in order of id."""
    rows = [
        f"{_field(query)} Q0 {_field(document)} {rank} {score!r} {tag}\n"
        for query, ranking in sorted(runs.items())
        for rank, (document, score) in enumerate(strict_scores(ranking), 1)
    ]
    return "".join(rows)


def qrels_lines(qrels: Mapping[str, Mapping[str, int]]) -> str:
    """Query, 0, document and grade."""
    return "".join(
        f"{_field(query)} 0 {_field(document)} {grade}\n"
        for query, own in sorted(qrels.items())
        for document, grade in sorted(own.items())
    )


def _field(name: str) -> str:
    """White space would make two fields of one."""
    if not name or len(name.split()) != 1 or name.split()[0] != name:
        raise UsageError(f"the id {name!r} cannot stand in a TREC file", fix="use ids without white space")
    return name
