"""One self-contained HTML page for the people who write the articles and the gold questions. In Dutch."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from citaat.evaluation.gold.records import SPLITS
from citaat.evaluation.measures.scores import Score, Slice
from citaat.evaluation.reports import plots
from citaat.evaluation.reports.common import SUMMARY, revealed
from citaat.evaluation.reports.data import bins, curve
from citaat.evaluation.reports.questions import block, esc
from citaat.evaluation.suite import FAILED, PASSED, Report, explanations
from citaat.evaluation.trials.selftest import SelfTest

_HERE = Path(__file__).parent
_LONGEST = 500
_FIGURES = ("plot", "plot", "plot all")
_VERDICTS = {
    PASSED: "Geslaagd",
    FAILED: "Gezakt",
    "not gated": "Niet getoetst: er zijn geen ondergrenzen opgegeven",
}
_KINDS = {
    "invariant": "belofte geschonden", "floor": "onder de grens", "new failure": "nieuwe fout",
    "unrecorded repair": "verbetering niet vastgelegd", "regress": "slechter dan voorheen",
    "critical": "kritieke vraag verloren", "self-test": "de toets ziet dit slechte systeem niet",
    "not blessed": "niet vastgelegd",
}  # fmt: skip
_NAMES = {
    "accuracy": "Goed behandeld, alle vragen",
    "answer_accuracy": "Goed beantwoord",
    "ECE": "Afwijking van de zekerheid",
    "abstention_recall": "Terecht geen antwoord",
    "abstention_precision": "Geen antwoord was terecht",
    "evidence@1": "Eerste bron is bewijs",
    "citation_validity": "Bronnen kloppen letterlijk",
    "clean_accuracy": "Goed, en minstens half bewijs",
    "evidence_share": "Bewijs in wat getoond wordt",
    "useless_citations": "Antwoorden met een nutteloze tweede bron",
    "answer_length": "Lengte (1 is 700 tekens)",
    "promises": "Beloften gehouden",
    "Brier": "Zekerheid tegenover uitkomst (Brier)",
    "AUROC": "Zekerheid scheidt goed van fout (AUROC)",
    "AURC": "Fouten, gemiddeld over de zekerheid",
    "caveat_recall": "Alle nodige waarschuwingen",
    "caveat_recall:spoed": "Spoed herkend",
    "nagging": "Onnodig gewaarschuwd",
    "hit@1": "Beste passage bovenaan",
    "MRR": "Plaats van het bewijs (MRR)",
    "nDCG@10": "Volgorde van passages (nDCG@10)",
    "flip": "Valt om bij een kleine wijziging",
    "caveat_survival": "Waarschuwing blijft na wijziging",
    "removal_abstention": "Zwijgt als het antwoord is weggehaald",
}


def page(report: Report) -> str:
    """The whole page. Its policy allows its own style and script by hash and nothing from anywhere else."""
    style, script = ((_HERE / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    policy = (
        f"default-src 'none'; style-src 'sha256-{_hash(style)}'; script-src 'sha256-{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="nl"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>citaat: {_VERDICTS[report.verdict]}</title>\n<style>{style}</style></head>\n<body>\n"
        + "\n".join(_body(report))
        + f"\n<script>{script}</script>\n</body></html>\n"
    )


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _body(report: Report) -> Iterator[str]:
    failed = " failed" if report.verdict == FAILED else ""
    count = sum(len(run.graded) for run in report.runs.values())
    yield f'<header class="verdict{failed}"><h1>{_VERDICTS[report.verdict]}</h1>'
    yield f"<p>{count} vragen over {len(report.runs)} verzameling(en) artikelen.</p></header>"
    yield from _breaches(report)
    for name in report.runs:
        yield from _set(name, report)
    yield from _planted(report)
    yield from _comparisons(report)
    yield from _flips(report)
    yield from _questions(report)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]], caption: str = "") -> str:
    """A table of cells that are escaped already; a cell that starts with a tab is a number."""
    titles = "".join(f"<th>{one}</th>" for one in head)
    lines = (
        "".join(f'<td class="n">{c[1:]}</td>' if c[:1] == "\t" else f"<td>{c}</td>" for c in row)
        for row in rows
    )
    told = f"<caption>{caption}</caption>" if caption else ""
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f'<div class="wide"><table>{told}<thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _breaches(report: Report) -> Iterator[str]:
    if report.incomparable:
        yield f'<p class="bad">Niet vergeleken met de vorige stand: {esc(report.incomparable)}</p>'
    if report.breaches:
        rows = ((_KINDS[one.kind], esc(one.where), esc(_clipped(one.message))) for one in report.breaches)
        yield "<h2>Waarom gezakt</h2>" + _table(("Soort", "Waar", "Wat"), rows)


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _set(name: str, report: Report) -> Iterator[str]:
    run = report.runs[name]
    splits = [split for split in SPLITS if Slice(name, split) in report.board]
    yield f"<h2>Verzameling {esc(name)}</h2>"
    rows = [
        (f"{esc(_NAMES[one])}<br><code>{esc(one)}</code>",
         *(_cell(report.board[Slice(name, split)].get(one)) for split in splits))
        for one in SUMMARY if any(one in report.board[Slice(name, split)] for split in splits)
    ]  # fmt: skip
    yield _table(
        ("Maat", *splits), rows, "Tussen haken het gebied waarin de ware waarde met 95 % zekerheid ligt."
    )
    tested = run.removal
    if tested.of_passages:
        yield (
            f'<p class="soft">Antwoord weggehaald: {tested.passages} van {tested.of_passages} passages, '
            f"beproefd op {tested.answers} van {tested.of_answers} goede antwoorden.</p>"
        )
    graded = {split: [one for one in run.graded if one.question.split == split] for split in splits}
    drawn = (
        ("Fouten naarmate meer vragen beantwoord worden",
         plots.risk_coverage({split: curve(own) for split, own in graded.items()})),
        ("Klopt de opgegeven zekerheid", plots.calibration({s: bins(g) for s, g in graded.items()})),
        ("Goed behandeld per kenmerk", plots.tags(_tags(name, report))),
    )  # fmt: skip
    legend = '<span class="soft">blauw: ontwikkeling; rood: toets</span>'
    figures = (
        f'<figure class="{kind}">{svg}<figcaption>{told}. {legend}</figcaption></figure>'
        for kind, (told, svg) in zip(_FIGURES, drawn, strict=True)
    )
    yield f'<div class="plots">{"".join(figures)}</div>'


def _cell(score: Score | None) -> str:
    if score is None:
        return "\t–"
    counted = f"{score.k} van {score.n}" if score.k is not None else f"n = {score.n}"
    return f'\t{score.value:.3f} <span class="soft">[{score.low:.2f}–{score.high:.2f}] {counted}</span>'


def _tags(name: str, report: Report) -> list[tuple[str, dict[str, Score]]]:
    """The tags with their accuracy, by split; caveat recall stands in where only probes carry the tag."""
    rows: dict[str, dict[str, Score]] = {}
    for where, scores in report.board.items():
        score = scores.get("accuracy")
        if where.set == name and where.tag and score is not None:
            rows.setdefault(where.tag, {})[where.split] = score
    return sorted(rows.items())


def _planted(report: Report) -> Iterator[str]:
    rows = (
        (esc(one.name), _refusal(one), esc(one.breaches[0].message if one.breaches else one.untestable or one.advice))
        for one in report.planted
    )  # fmt: skip
    yield "<h2>Toets van de toets</h2><p>Met opzet slechte systemen: de toets moet ze alle weigeren.</p>"
    yield _table(("Systeem", "Oordeel", "Reden"), rows)


def _refusal(test: SelfTest) -> str:
    if test.passed:
        return '<span class="bad">toegelaten</span>'
    return (
        '<span class="good">geweigerd</span>'
        if test.breaches
        else '<span class="soft">niet te toetsen</span>'
    )


def _comparisons(report: Report) -> Iterator[str]:
    moved = [one for one in report.comparisons if one.losses or one.gains]
    if report.comparisons and report.criteria.baseline is not None:
        yield f"<h2>Vergeleken met de vastgelegde stand</h2><p>{esc(report.criteria.baseline.reason)}</p>"
        rows = (
            (esc(one.where), esc(one.measure), f"\t{one.before:.3f} → {one.after:.3f}", f"\t{one.losses}",
             f"\t{one.gains}", f"\t{one.p:.3f}", esc(one.verdict), f"\t{one.smallest:.1%}")
            for one in moved
        )  # fmt: skip
        head = ("Waar", "Maat", "Waarde", "Verloren", "Gewonnen", "p (Holm)", "Oordeel", "Kleinst zichtbaar")
        yield _table(head, rows) if moved else "<p>Geen enkele vraag veranderde.</p>"


def _flips(report: Report) -> Iterator[str]:
    names = sorted({key for own in report.board.values() for key in own if "/" in key})
    places = [where for where in report.board if not where.tag]
    if names:
        yield "<h2>Dezelfde vraag, anders getikt</h2>"
        rows = ((esc(one), *(_cell(report.board[where].get(one)) for where in places)) for one in names)
        yield _table(("Maat", *(esc(where) for where in places)), rows)
    shown = revealed(report)
    lost = [
        (name, one) for name, run in report.runs.items() for one in run.flips if one.question.split in shown
    ]
    if lost:
        cells = ((esc(one.kind), f'<span class="id">{esc(name)} {esc(one.question.id)}</span>',
                  esc(one.changed), esc(one.lost)) for name, one in lost)  # fmt: skip
        told = _table(("Soort", "Vraag", "Gewijzigd tot", "Verloren"), cells)
        yield f"<details><summary>{len(lost)} keer ging er iets verloren</summary>{told}</details>"


def _questions(report: Report) -> Iterator[str]:
    shown = revealed(report)
    told = explanations(report, lambda one: bool(one.failures) and one.question.split in shown)
    tags = sorted({tag for run in report.runs.values() for one in run.graded for tag in one.question.tags})
    splits = sorted({one.question.split for run in report.runs.values() for one in run.graded})
    states = (
        ("fout", "alle fouten"),
        ("answer", "fout antwoord"),
        ("caveats", "foute waarschuwing"),
        ("goed", "goed"),
    )
    yield '<h2>De vragen</h2><div class="filters" hidden>'
    yield '<label>Zoek <input type="search" name="words"></label>'
    yield _select("set", "Verzameling", [(name, name) for name in report.runs])
    yield _select("split", "Deel", [(split, split) for split in splits])
    yield _select("state", "Uitkomst", states)
    yield _select("tag", "Kenmerk", [(tag, tag) for tag in tags])
    yield "<output></output></div>"
    for name, run in report.runs.items():
        for one in sorted(run.graded, key=lambda one: (not one.failures, one.question.id)):
            yield block(name, one, shown, told)


def _select(name: str, label: str, options: Iterable[tuple[str, str]]) -> str:
    choices = "".join(f'<option value="{esc(value)}">{esc(told)}</option>' for value, told in options)
    return f'<label>{label} <select name="{name}"><option value="">alle</option>{choices}</select></label>'
