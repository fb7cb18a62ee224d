"""The terminal summary: the verdict, the scores, why it failed, what changed, the five worst."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from citaat.evaluation.gate.comparison import REGRESS, UNSURE
from citaat.evaluation.gate.gate import Breach
from citaat.evaluation.gold.records import SPLITS
from citaat.evaluation.measures.pool import POOL, members, named
from citaat.evaluation.measures.scores import Score, Slice
from citaat.evaluation.reports.changes import Before, changes
from citaat.evaluation.reports.common import SUMMARY, reasons, removal_told, revealed, text_of, unheld, worst
from citaat.evaluation.reports.dutch import CHANGED, COMPARED, KINDS, VERDICTS, message, moved
from citaat.evaluation.reports.folding import CURES, folded
from citaat.evaluation.reports.versions import versions
from citaat.evaluation.suite import Report
from citaat.messages import counted
from citaat.outcome.rendering import Style
from citaat.terminal import printable

_WORST = 5
# The columns of a name, of a score with its interval and of one without, and how much of the last is blank.
_NAME, _CELL, _BARE, _GAP = 22, 30, 18, 4
_LONGEST = 300
_CHANGES = 20
_NAMED = 5
_BLESS = 'citaat eval --bless --allow-shrink --reason "…"'


def summary(report: Report, style: Style, before: Before = None) -> str:
    """The whole summary as text."""
    lines = [_headline(report, style)]
    for part in (
        *(_table(name, report, style) for name in (*report.runs, POOL)),
        _planted(report, style),
        _compared(report, style),
        _changed(report, style, before),
        _shrunk(report, style),
        _worst(report, style),
        _why(report, style),
    ):
        found = list(part)
        lines += ["", *found] if found else []
    return "\n".join(printable(line) if not style.colour else line for line in lines)


def _headline(report: Report, style: Style) -> str:
    paint = style.alarm if report.breaches else style.bold
    told = counted(len(folded(report.breaches)), "reden staat onderaan", "redenen staan onderaan")
    reasons_told = f"; {told}" if report.breaches else ""
    recorded = f"\n{_recorded(report)}" if report.blessed else ""
    note = " (geef ze met --floors, of vraag er geen met --no-gate)" if not report.criteria.floors else ""
    made = ", ".join(f"{name} {number}" for name, number in versions().items())
    return (
        paint(f"citaat eval: {VERDICTS[report.verdict].upper()}")
        + note
        + reasons_told
        + recorded
        + f"\n{made}"
    )


def _recorded(report: Report) -> str:
    """Blessing settles what is on record, and no floor: whoever blesses a failing run must not think that it passes."""
    if not report.breaches:
        return "vastgelegd: hiermee wordt voortaan vergeleken"
    below = any(one.kind == "floor" for one in report.breaches)
    what = (
        "niet elke ondergrens gehaald wordt"
        if below
        else "er onderaan nog iets staat dat vastleggen niet oplost"
    )
    return f"vastgelegd, ook al is het gezakt: hiermee wordt voortaan vergeleken, en intussen blijft het gezakt, omdat {what}"


def _table(name: str, report: Report, style: Style) -> Iterator[str]:
    splits = [split for split in SPLITS if Slice(name, split) in report.board]
    if not splits:
        return
    # Without room for it an interval would break over two lines.
    wide = _NAME + _CELL * len(splits) - _GAP <= style.width
    size = _CELL if wide else _BARE
    beside = len(splits) if _NAME + size * len(splits) <= style.width + _GAP else 1
    for at in range(0, len(splits), beside):
        yield from _scores(name, splits[at : at + beside], report, style, wide)
    if name in report.runs:
        yield from _beside(name, report)


def _scores(name: str, splits: Sequence[str], report: Report, style: Style, wide: bool) -> Iterator[str]:
    """The scores of a set, its splits beside each other; their intervals where it is `wide`."""
    size = _CELL if wide else _BARE
    yield style.bold(f"{name:<{_NAME}}") + "".join(f"{split:<{size}}" for split in splits).rstrip()
    for measure in SUMMARY:
        scores = [report.board[Slice(name, split)].get(measure) for split in splits]
        if any(scores):
            yield (
                f"  {measure:<{_NAME - 2}}"
                + "".join(f"{_cell(one, wide):<{size}}" for one in scores).rstrip()
            )


def _beside(name: str, report: Report) -> Iterator[str]:
    """What a table of scores does not tell of a set."""
    run = report.runs[name]
    bare = unheld(name, report)
    if bare:
        yield f"  {bare}"
    if run.removal.of_passages:
        yield f"  {removal_told(run.removal)}"
    if run.errors:
        yield f"  er kwam geen uitkomst op {len(run.errors)}: {', '.join(sorted(run.errors))}"


def _cell(score: Score | None, wide: bool) -> str:
    if score is None:
        return "-"
    counted = f"{score.k}/{score.n}" if score.k is not None else f"n={score.n}"
    if not wide:
        return f"{counted:>8} {score.value:.3f}"
    return f"{counted:>8} {score.value:.3f} [{score.low:.2f} {score.high:.2f}]"


def _planted(report: Report, style: Style) -> Iterator[str]:
    refused = [one for one in report.planted if one.breaches]
    told = f" (elk moet zakken): {len(refused)} van de {len(report.planted)} geweigerd"
    yield style.bold("Opzettelijk slechte systemen") + told
    for one in report.planted:
        if one.passed:
            yield style.alarm(f"  FOUT {one.name:<30} WORDT TOEGELATEN; {message(one.advice)}")
        elif one.untestable:
            yield f"  -    {one.name:<30} niet te toetsen: {message(one.untestable)}"


def _compared(report: Report, style: Style) -> Iterator[str]:
    if report.incomparable:
        yield style.alarm("Niet te vergelijken") + f" met wat is vastgelegd: {_cure(report)}"
    if not report.comparisons or report.criteria.baseline is None:
        return
    verdicts = Counter(one.verdict for one in report.comparisons)
    told = ", ".join(f"{count} {COMPARED[verdict]}" for verdict, count in sorted(verdicts.items()))
    yield style.bold("Tegenover wat is vastgelegd") + f" ({report.criteria.baseline.reason}): {told}"
    for one in report.comparisons:
        if one.losses or one.gains:
            change = f"{one.before:.3f} -> {one.after:.3f}, {one.losses} slechter, {one.gains} beter"
            unsure = (
                f"; een verlies onder {one.smallest:.1%} is niet te zien" if one.verdict == UNSURE else ""
            )
            line = f"  {COMPARED[one.verdict]:<15} {one.where!s:<10} {one.measure:<20} {change}, p = {one.p:.3f}{unsure}"
            yield style.alarm(line) if one.verdict == REGRESS else line


def _changed(report: Report, style: Style, before: Before) -> Iterator[str]:
    found = changes(report, before)
    if not found:
        return
    kinds = Counter(one.kind for one in found)
    told = ", ".join(f"{kinds[kind]} {CHANGED[kind]}" for kind in CHANGED if kinds[kind])
    yield style.bold("Vragen die veranderd zijn") + f": {told}"
    for one in found[:_CHANGES]:
        yield printable(f"  {CHANGED[one.kind]:<7} {one.set} {one.id}  {_short(one.question, 90)}")
        told = moved(one.moved, one.kind in ("won", "better"))
        if one.why or told:
            yield printable(f"        {_short('; '.join(filter(None, (told, message(one.why)))), 140)}")
    if len(found) > _CHANGES:
        yield f"  en nog {len(found) - _CHANGES}: --report MAP toont alles"


def _worst(report: Report, style: Style) -> Iterator[str]:
    entries = worst(report, _WORST)
    if entries:
        yield style.bold("De vragen die het slechtst gaan") + " (alleen uit dev)" * _some_hidden(report.board)
    for name, one in entries:
        yield printable(f"  {name} {one.question.id}  {_short(one.question.text, 90)}")
        yield printable(f"       {_short('; '.join(map(message, reasons(one))), 140)}")


def _some_hidden(board: Mapping[Slice, object]) -> bool:
    return {where.split for where in board} == set(SPLITS)


def _why(report: Report, style: Style) -> Iterator[str]:
    if report.breaches:
        yield style.alarm(f"Waarom: {VERDICTS[report.verdict].lower()}")
    for reason in folded(report.breaches):
        one = reason.cause
        yield printable(f"  {KINDS[one.kind]}: {one.where}: {_short(message(one.message), _LONGEST)}")
        yield from _questions(report, one)
        if reason.told:
            yield f"    {reason.told}"
        if one.kind in CURES:
            yield f"    wat nu: {CURES[one.kind]}"


def _questions(report: Report, breach: Breach) -> Iterator[str]:
    """The questions that a breach names, each with its words beside its id."""
    where = breach.where.split(".")[0]
    texts = {
        one.question.id: one.question
        for name in members(where, report.runs)
        for one in (named(name, report.runs[name].graded) if where == POOL else report.runs[name].graded)
    }
    for key in breach.ids[:_NAMED]:
        words = text_of(texts[key], revealed(report)) if key in texts else ""
        yield printable(f"    {key}  {_short(words, 90)}")
    if len(breach.ids) > _NAMED:
        yield f"    en nog {len(breach.ids) - _NAMED}"


def _shrunk(report: Report, style: Style) -> Iterator[str]:
    if report.shrunk:
        yield style.alarm("Minder dan is vastgelegd") + f"; klopt dat, leg het dan vast: {_BLESS}"
    for one in report.shrunk:
        yield printable(f"  {_short(message(one), _LONGEST)}")


def _cure(report: Report) -> str:
    """Why it cannot be compared; where the gate shrank too, blessing wants more than is said there."""
    told = message(report.incomparable)
    return told.replace(" --bless ", " --bless --allow-shrink ") if report.shrunk else told


def _short(text: str, most: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
