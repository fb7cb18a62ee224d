"""One self-contained HTML page for the people who write the articles and the gold questions. In Dutch."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from markupsafe import Markup

from citaat.evaluation.gold.records import SPLITS
from citaat.evaluation.measures.pool import POOL
from citaat.evaluation.measures.scores import Score, Slice
from citaat.evaluation.reports import dutch, plots
from citaat.evaluation.reports.changes import Before, changes
from citaat.evaluation.reports.common import SUMMARY, revealed, unheld
from citaat.evaluation.reports.data import bins, curve
from citaat.evaluation.reports.questions import view
from citaat.evaluation.reports.versions import versions
from citaat.evaluation.suite import FAILED, UNCOMPARED, Report, explanations
from citaat.evaluation.trials.selftest import SelfTest
from citaat.templating import environment

_HERE = Path(__file__).parent
_NAMED = 40
_STATES = (
    ("fout", "alle fouten"),
    ("answer", "fout antwoord"),
    ("caveats", "foute waarschuwing"),
    ("goed", "goed"),
)


def page(report: Report, before: Before = None) -> str:
    """The whole page. Its policy allows its own style and script by hash and nothing from anywhere else."""
    style, script = (_file(name) for name in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; script-src 'sha256-{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    templates = environment(_HERE)
    places = _anchors(report)
    templates.globals["anchor"] = lambda name, key: places.get((name, key), "alle")
    text = templates.get_template("page.html.j2").render(
        policy=policy, style=Markup(style), script=Markup(script), **_context(report, before)
    )
    return text.lstrip() + "\n"


def _file(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _anchors(report: Report) -> dict[tuple[str, str], str]:
    """A name for each question that can stand in an address, whatever its id holds."""
    ids = ((name, one.question.id) for name, run in report.runs.items() for one in run.graded)
    return {pair: f"v{number}" for number, pair in enumerate(ids, 1)}


def _context(report: Report, before: Before) -> dict[str, Any]:
    shown = revealed(report)
    told = explanations(report, lambda one: bool(one.failures) and one.question.split in shown)
    questions = [
        view(name, one, shown, told)
        for name, run in report.runs.items()
        for one in sorted(run.graded, key=lambda one: one.question.id)
    ]
    failing = [one for one in questions if one["fails"]]
    lost = [one for one in report.breaches if one.kind != "floor"]
    new = {pair for one in lost for pair in _ids(one.where, one.ids, report)}
    return {
        "verdict": dutch.VERDICTS[report.verdict],
        "failed": report.verdict in (FAILED, UNCOMPARED),
        "count": len(questions),
        "failing": failing,
        "fresh": [one for one in failing if (one["set"], one["id"]) in new],
        "known": [one for one in failing if (one["set"], one["id"]) not in new],
        "passing": [one for one in questions if not one["fails"]],
        "incomparable": report.incomparable,
        "shrunk": report.shrunk,
        "breaches": list(_breaches(report)),
        "filters": list(_filters(report)),
        "sets": [_set(name, report) for name in report.runs],
        "planted": [_planted(one) for one in report.planted],
        "refused": sum(bool(one.breaches) for one in report.planted),
        "versions": versions(),
        **_changes(report, before),
        **_trials(report),
    }


def _ids(where: str, ids: Iterable[str], report: Report) -> Iterator[tuple[str, str]]:
    name = where.split(".")[0]
    if name in report.runs:
        yield from ((name, id) for id in ids)


def _breaches(report: Report) -> Iterator[dict[str, Any]]:
    for one in report.breaches:
        ids = list(_ids(one.where, one.ids, report))
        yield {
            "kind": dutch.KINDS.get(one.kind, one.kind),
            "where": one.where,
            "message": dutch.message(one.message, bool(ids)),
            "ids": ids[:_NAMED],
            "more": max(0, len(ids) - _NAMED),
        }


def _filters(report: Report) -> Iterator[dict[str, Any]]:
    tags = sorted({tag for run in report.runs.values() for one in run.graded for tag in one.question.tags})
    splits = sorted({one.question.split for run in report.runs.values() for one in run.graded})
    options: Sequence[tuple[str, str, Sequence[tuple[str, str]]]] = (
        ("set", "Verzameling", [(name, name) for name in report.runs]),
        ("split", "Deel", [(split, dutch.SPLITS[split]) for split in splits]),
        ("state", "Uitkomst", _STATES),
        ("tag", "Kenmerk", [(tag, tag) for tag in tags]),
    )
    for name, label, own in options:
        yield {"name": name, "label": label, "options": own}


def _set(name: str, report: Report) -> dict[str, Any]:
    scores = _scores(name, report)
    tested = report.runs[name].removal
    removal = (
        f"Antwoord weggehaald: {tested.passages} van {tested.of_passages} passages, beproefd op "
        f"{tested.answers} van {tested.of_answers} goede antwoorden."
    )
    return {
        "name": name,
        **scores,
        "bare": unheld(name, report),
        "removal": removal if tested.of_passages else "",
        "figures": list(_figures(name, report)),
    }


def _scores(name: str, report: Report) -> dict[str, Any]:
    """The table of a set, or of all sites together."""
    splits = [split for split in SPLITS if Slice(name, split) in report.board]
    scores = {split: report.board[Slice(name, split)] for split in splits}
    rows = [
        {"told": dutch.NAMES[one], "measure": one, "scores": [scores[split].get(one) for split in splits]}
        for one in SUMMARY
        if any(one in own for own in scores.values())
    ]
    return {"splits": [dutch.SPLITS[split] for split in splits], "rows": rows}


def _figures(name: str, report: Report) -> Iterator[dict[str, Any]]:
    splits = [split for split in SPLITS if Slice(name, split) in report.board]
    graded = {
        split: [one for one in report.runs[name].graded if one.question.split == split] for split in splits
    }
    risks = plots.risk_coverage({split: curve(own) for split, own in graded.items()})
    sure = plots.calibration({split: bins(own) for split, own in graded.items()})
    yield {"class": "plot", "svg": Markup(risks), "told": "Fouten naarmate meer vragen beantwoord worden"}
    yield {"class": "plot", "svg": Markup(sure), "told": "Klopt de opgegeven zekerheid"}
    tags = _tags(name, report)
    if tags:
        yield {"class": "plot all", "svg": Markup(plots.tags(tags)), "told": "Goed behandeld per kenmerk"}


def _tags(name: str, report: Report) -> list[tuple[str, dict[str, Score]]]:
    """The tags with their accuracy, by split."""
    rows: dict[str, dict[str, Score]] = {}
    for where, scores in report.board.items():
        score = scores.get("accuracy")
        if where.set == name and where.tag and score is not None:
            rows.setdefault(where.tag, {})[where.split] = score
    return sorted(rows.items())


def _planted(test: SelfTest) -> dict[str, str]:
    if test.passed:
        kind, verdict, reason = "bad", "toegelaten", test.advice
    elif test.breaches:
        kind, verdict, reason = "good", "geweigerd", test.breaches[0].message
    else:
        kind, verdict, reason = "soft", "niet te toetsen", test.untestable
    return {"name": test.name, "class": kind, "verdict": verdict, "reason": dutch.message(reason)}


# How a change is called, and how it is shown.
_CHANGED = {
    "lost": ("verloren", "bad"),
    "worse": ("minder", "soft"),
    "won": ("gewonnen", "good"),
    "better": ("beter", "good"),
    "other": ("ander antwoord", "soft"),
}


def _changes(report: Report, before: Before) -> dict[str, Any]:
    baseline = report.criteria.baseline
    if before is None and baseline is None:
        return {"changed": None, "since": "", "comparisons": []}
    rows = [
        {
            **asdict(one),
            "kind": _CHANGED[one.kind][0],
            "class": _CHANGED[one.kind][1],
            "after": dutch.message(one.after),
            "before": dutch.message(one.before),
            "why": "; ".join(
                filter(None, (dutch.moved(one.moved, one.kind in ("won", "better")), dutch.message(one.why)))
            ),
        }
        for one in changes(report, before)
    ]
    since = (
        "een eerdere uitkomst" if before is not None or baseline is None else f"de stand “{baseline.reason}”"
    )
    moved = [
        {**asdict(one), "where": str(one.where), "verdict": dutch.COMPARED[one.verdict]}
        for one in report.comparisons
        if one.losses or one.gains
    ]
    return {"changed": rows, "since": since, "comparisons": moved}


def _trials(report: Report) -> dict[str, Any]:
    names = sorted({key for own in report.board.values() for key in own if "/" in key})
    places = [where for where in report.board if not where.tag]
    shown = revealed(report)
    flips = [
        {"kind": one.kind, "set": name, "id": one.question.id, "changed": one.changed, "lost": one.lost}
        for name, run in report.runs.items()
        for one in run.flips
        if one.question.split in shown
    ]
    rows = [{"measure": one, "scores": [report.board[where].get(one) for where in places]} for one in names]
    return {
        "together": _scores(POOL, report),
        "trials": rows,
        "places": [str(where) for where in places],
        "flips": flips,
    }
