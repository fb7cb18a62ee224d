"""The peers' figures beside our own, as a table for the terminal and as JSON."""

from collections.abc import Iterator
from typing import Any

from citaat.evaluation.gold.sets import MAIN
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
    lines += _sites(report)
    return "\n".join([*lines, "", NOTE]).lstrip("\n")


def _sites(report: PeerReport) -> Iterator[str]:
    """One table for all sites: the overall share of each system, site by site, then all of them as one."""
    sites = [(place, table) for place, table in report.tables.items() if place[0] != MAIN]
    if len(sites) < 2:
        return
    systems = [one.system for one in report.together]
    yield ""
    yield f"{'overall, by site':<30}" + "".join(f"{system:>30}" for system in systems)
    for (name, split), table in sites:
        shares = {one.system: one.scores[0].value for one in table}
        yield f"  {name + '.' + split:<28}" + "".join(f"{shares[system]:>30.3f}" for system in systems)
    yield ""
    yield f"{'all sites as one':<30}" + "".join(f"{measure:<{_WIDTH}}" for measure in MEASURES).rstrip()
    for one in report.together:
        yield f"  {one.system:<28}" + "".join(_cells(one)).rstrip()


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
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "skipped": [kind.name for kind in report.skipped],
        "tables": {
            f"{name}.{split}": {one.system: _line(one) for one in table}
            for (name, split), table in report.tables.items()
        },
    }
    if report.together:
        told["sites"] = {one.system: _line(one) for one in report.together}
    return json_text(told, indent=1)


def _line(line: Line) -> dict[str, Any]:
    told: dict[str, Any] = {one.measure: score(one) for one in line.scores}
    if line.system != OURS:
        for measure, (ours, theirs, p) in zip(MEASURES, line.apart, strict=True):
            told[measure] |= {"only_ours": ours, "only_theirs": theirs, "p": round(p, 6)}
    return told
