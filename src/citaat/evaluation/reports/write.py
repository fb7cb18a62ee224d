"""Where reports go: standard output, a folder, the step summary of GitHub."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from citaat.evaluation.reports.data import as_data, dump
from citaat.evaluation.reports.github import markdown
from citaat.evaluation.reports.html import page
from citaat.evaluation.reports.junit import xml
from citaat.evaluation.reports.text import summary
from citaat.evaluation.suite import Report
from citaat.outcome.rendering import Style
from citaat.terminal import json_text


def render(report: Report, form: str, stream: TextIO) -> str:
    """The report in the format asked for: text, one JSON object, or JSON Lines with a question a line."""
    if form == "text":
        return summary(report, Style.for_stream(stream))
    data = as_data(report)
    if form == "json":
        return dump(data)
    rows = ({"set": name, **row} for name, found in data["questions"].items() for row in found)
    return "\n".join(json_text(row) for row in rows)


def write_reports(report: Report, folder: str | None, step_summary: str | None) -> None:
    """Write the files of --report, and add to GitHub's step summary when it names one."""
    if folder:
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        for name, build in FILES.items():
            (target / name).write_text(build(report), encoding="utf-8")
    if step_summary:
        with open(step_summary, "a", encoding="utf-8") as file:
            file.write(markdown(report))


def _timings(report: Report) -> str:
    return json.dumps(report.timings, indent=1) + "\n"


FILES: dict[str, Callable[[Report], str]] = {
    "report.html": page,
    "junit.xml": xml,
    "report.json": lambda report: dump(as_data(report)) + "\n",
    "timings.json": _timings,
}
