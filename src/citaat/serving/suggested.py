"""Where the headings stand that an abstention suggests: a heading alone does not say which article has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from citaat.records import Abstained, Passage
from citaat.tracing import Trace

_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class Suggested:
    """A heading worth reading, and the passage under it: offsets into the text of its article."""

    heading: str
    title: str
    article_id: str
    start: int
    end: int
    sha256: str


def suggested(trace: Trace, passages: Sequence[Passage]) -> tuple[Suggested, ...]:
    """One for each suggestion of an outcome, in its order: of the nearest passages, else the first of the corpus."""
    outcome = trace.outcome
    if not isinstance(outcome, Abstained) or not outcome.abstention.suggestions:
        return ()
    numbers = [entry.candidate.unit.passage for entry in trace.ranked[:_LOOKED_AT]]
    first: dict[str, Passage] = {}
    for number in numbers or range(min(_LOOKED_AT, len(passages))):
        first.setdefault(passages[number].heading, passages[number])
    found = (first[heading] for heading in outcome.abstention.suggestions if heading in first)
    return tuple(
        Suggested(one.heading, one.title, one.article_id, one.start, one.end, one.sha256) for one in found
    )
