"""The step summary of a GitHub workflow: verdict, scores and reasons as Markdown."""

import re
from collections.abc import Iterator

from citaat.evaluation.gold.records import SPLITS
from citaat.evaluation.measures.pool import POOL
from citaat.evaluation.measures.scores import Slice
from citaat.evaluation.reports.common import SUMMARY, unheld
from citaat.evaluation.reports.dutch import KINDS, VERDICTS, message
from citaat.evaluation.suite import Report
from citaat.terminal import printable

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&@])")
_MOST = 25


def markdown(report: Report) -> str:
    """The summary; text of questions and articles cannot become markup."""
    return "\n".join(_lines(report)) + "\n"


def literal(text: str) -> str:
    """Text on one line, with every sign that Markdown could read escaped."""
    return _MARKUP.sub(r"\\\1", " ".join(printable(text).split()))


def _lines(report: Report) -> Iterator[str]:
    yield f"## citaat eval: {VERDICTS[report.verdict]}"
    for one in report.breaches[:_MOST]:
        yield f"- **{KINDS[one.kind]}** {literal(one.where)}: {literal(message(one.message))}"
    if len(report.breaches) > _MOST:
        yield f"- en nog {len(report.breaches) - _MOST}"
    for name in (*report.runs, POOL):
        yield from _table(name, report)
    refused = sum(bool(one.breaches) for one in report.planted)
    yield ""
    yield f"{refused} van de {len(report.planted)} opzettelijk slechte systemen geweigerd."


def _table(name: str, report: Report) -> Iterator[str]:
    splits = [split for split in SPLITS if Slice(name, split) in report.board]
    if not splits:
        return
    yield ""
    yield f"| {literal(name)} | " + " | ".join(splits) + " |"
    yield "|---" * (len(splits) + 1) + "|"
    for measure in SUMMARY:
        scores = [report.board[Slice(name, split)].get(measure) for split in splits]
        if any(scores):
            cells = (f"{s.value:.3f} [{s.low:.2f} {s.high:.2f}] n={s.n}" if s else "" for s in scores)
            yield f"| {literal(measure)} | " + " | ".join(cells) + " |"
    bare = unheld(name, report) if name in report.runs else ""
    if bare:
        yield f"\n{literal(bare)}"
