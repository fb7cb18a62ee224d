"""Where reports go: standard output, a folder, the step summary of GitHub."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TextIO

from citaat.evaluation.reports.annotations import commands, sarif
from citaat.evaluation.reports.changes import Before
from citaat.evaluation.reports.data import as_data, dump
from citaat.evaluation.reports.github import markdown
from citaat.evaluation.reports.html import page
from citaat.evaluation.reports.junit import xml
from citaat.evaluation.reports.text import summary
from citaat.evaluation.suite import Report
from citaat.outcome.rendering import Style
from citaat.terminal import json_text


def render(report: Report, form: str, stream: TextIO, before: Before = None) -> str:
    """The report in the format asked for: text, one JSON object, or JSON Lines with a question a line."""
    if form == "text":
        return summary(report, Style.for_stream(stream), before)
    data = as_data(report, before)
    if form == "json":
        return dump(data)
    rows = ({"set": name, **row} for name, found in data["questions"].items() for row in found)
    return "\n".join(json_text(row) for row in rows)


def annotate(report: Report, environment: Mapping[str, str], stream: TextIO) -> None:
    """Annotations for a workflow of GitHub that is running; its runner reads them from either stream."""
    if environment.get("GITHUB_ACTIONS") == "true":
        print("\n".join(commands(report)), file=stream)


def write_reports(
    report: Report, folder: str | None, step_summary: str | None, before: Before = None
) -> None:
    """Write the files of --report, and add to GitHub's step summary when it names one."""
    if folder:
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        for name, build in FILES.items():
            (target / name).write_text(build(report, before), encoding="utf-8")
    if step_summary:
        with open(step_summary, "a", encoding="utf-8") as file:
            file.write(markdown(report))


def _timings(report: Report) -> str:
    return json.dumps(report.timings, indent=1) + "\n"


FILES: dict[str, Callable[[Report, Before], str]] = {
    "report.html": page,
    "junit.xml": lambda report, before: xml(report),
    "report.sarif": lambda report, before: sarif(report),
    "report.json": lambda report, before: dump(as_data(report, before)) + "\n",
    "timings.json": lambda report, before: _timings(report),
}
