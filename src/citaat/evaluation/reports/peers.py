"""The peers' figures beside our own, as a table for the terminal and as JSON."""

from collections.abc import Iterator
from typing import Any

from citaat.evaluation.measures.scores import Score
from citaat.evaluation.reports.data import score
from citaat.evaluation.retrieval.peers import MEASURES, OURS, Line, PeerReport
from citaat.terminal import json_text

SCHEMA = "citaat.peers/1"
_WIDTH = 48
NOTE = (
    "A peer answers with the whole sentences of its best passage, up to 700 characters; overall at the threshold that\n"
    "suits it best on these very questions, chosen afterwards (ours is the one it ships with). The other two columns:\n"
    "answerable questions only, always answering. -a +b: questions only citaat, only the peer has right; p: exact\n"
    "McNemar, Holm over the table. citaat was fitted on dev: there the comparison flatters it, on test it is fair."
)


def text(report: PeerReport) -> str:
    """A table for every set and split."""
    lines = [
        f"not installed, left out: {kind.name} (needs {', '.join(kind.missing)})" for kind in report.skipped
    ]
    for (name, split), table in report.tables.items():
        title = f"{name}.{split}"
        lines += ["", f"{title:<30}" + "".join(f"{measure:<{_WIDTH}}" for measure in MEASURES).rstrip()]
        lines += [f"  {one.system:<28}" + "".join(_cells(one)).rstrip() for one in table]
    return "\n".join([*lines, "", NOTE]).lstrip("\n")


def _cells(line: Line) -> Iterator[str]:
    for at, one in enumerate(line.scores):
        apart = ""
        if line.apart:
            ours, theirs, p = line.apart[at]
            apart = f" -{ours} +{theirs} {_p(p)}"
        yield f"{_share(one) + apart:<{_WIDTH}}"


def _p(p: float) -> str:
    return "p<.001" if p < 0.001 else f"p={p:.3f}"


def _share(one: Score) -> str:
    return f"{one.k}/{one.n} {one.value:.3f} [{one.low:.2f} {one.high:.2f}]"


def data(report: PeerReport) -> str:
    """The same as JSON."""
    told = {
        "schema": SCHEMA,
        "skipped": [kind.name for kind in report.skipped],
        "tables": {
            f"{name}.{split}": {one.system: _line(one) for one in table}
            for (name, split), table in report.tables.items()
        },
    }
    return json_text(told, indent=1)


def _line(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {one.measure: score(one) for one in line.scores}
    if line.system != OURS:
        for measure, (ours, theirs, p) in zip(MEASURES, line.apart, strict=True):
            told[measure] |= {"only_ours": ours, "only_theirs": theirs, "p": round(p, 6)}
    return told
