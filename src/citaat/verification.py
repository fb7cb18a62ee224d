"""Do saved citations still hold? Each is sliced from its source again."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from citaat.corpus.articles import passage_file, read_articles, read_passage_file
from citaat.errors import CitaatError, UsageError
from citaat.outcome.encoding import outcome_from_dict
from citaat.outcome.shown import shown
from citaat.records import Answered, Citation, Outcome


@dataclass(frozen=True, slots=True)
class Problem:
    """A citation that does not hold: on which line, which one, and why."""

    line: int
    citation: str
    what: str


def verify_lines(text: str, corpus: Path, name: str) -> tuple[int, list[Problem]]:
    """Check every citation of the outcomes in `text`: how many, and which do not hold."""
    sources = _sources(corpus)
    checked, problems = 0, list[Problem]()
    for line, outcome in _outcomes(text, name):
        before = len(problems)
        for label, citation in _citations(outcome):
            checked += 1
            what = _wrong(citation, sources)
            if what:
                problems.append(Problem(line, label, what))
        # What quotes an answer is made of is asked of those that hold.
        if isinstance(outcome, Answered) and len(problems) == before and (what := _told_wrong(outcome)):
            problems.append(Problem(line, "answer", what))
    return checked, problems


def _sources(corpus: Path) -> dict[str, tuple[str, str]]:
    single = passage_file(corpus)
    articles = (
        (article for _, article in read_passage_file(single)) if single else iter(read_articles(corpus))
    )
    return {article.source: (article.text, article.sha256) for article in articles}


def _outcomes(text: str, name: str) -> Iterator[tuple[int, Outcome]]:
    stripped = text.strip()
    if not stripped:
        raise _empty(name)
    try:
        whole = json.loads(stripped)
    except (ValueError, RecursionError):
        whole = None
    if whole == []:
        raise _empty(name)
    if isinstance(whole, dict | list):
        for record in whole if isinstance(whole, list) else [whole]:
            yield 1, _outcome(record, name, 1)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise UsageError(
                    f"is not JSON ({error})", file=name, line=number, fix="save outcomes as JSON Lines"
                ) from error
            yield number, _outcome(record, name, number)


def _empty(name: str) -> UsageError:
    return UsageError("holds no outcomes", file=name, fix="save them with: citaat ask --format jsonl")


def _outcome(record: Any, name: str, line: int) -> Outcome:
    try:
        return outcome_from_dict(record)
    except CitaatError as error:
        raise UsageError(error.what, file=name, line=line, fix=error.fix) from error


def _citations(outcome: Outcome) -> Iterator[tuple[str, Citation]]:
    if isinstance(outcome, Answered):
        for citation in outcome.citations:
            yield f"citation {citation.n}", citation
    for caveat in outcome.caveats:
        for citation in caveat.citations:
            yield f"caveat {caveat.id}, citation {citation.n}", citation


def _told_wrong(outcome: Answered) -> str:
    """What is wrong with the words of an answer: they are those that its citations quote, in their order."""
    if not outcome.citations:
        return "has no citation at all"
    rest = _plain(outcome.answer)
    for citation in outcome.citations:
        # As it is shown today, and as it was before headings were shown with it.
        forms = map(_plain, (shown(citation), shown(replace(citation, under="")), citation.quote))
        told = next((form for form in forms if rest.startswith(form)), None)
        if told is None:
            return f"does not show citation {citation.n} whole and in its place"
        rest = rest[len(told) :].lstrip()
    return "goes on after what its citations quote" if rest else ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def _wrong(citation: Citation, sources: dict[str, tuple[str, str]]) -> str:
    if citation.source not in sources:
        return f"the corpus has no {citation.source!r}"
    text, sha256 = sources[citation.source]
    # A slice would count a negative offset from the end, and stop short of one beyond it.
    inside = 0 <= citation.start < citation.end <= len(text)
    if not inside or text[citation.start : citation.end] != citation.quote:
        moved = text.find(citation.quote)
        return f"the quote now stands at {moved}" if moved >= 0 else "the quote is not in the source any more"
    return "" if sha256 == citation.sha256 else "the source has changed, the quote still stands at its place"
