"""Checks of what an evaluation is held against, for `citaat check`: whatever `citaat eval` would stop at."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from citaat.corpus.toml_lines import TomlLines
from citaat.errors import CitaatError, UsageError
from citaat.evaluation.gate.baseline import read_baseline
from citaat.evaluation.gate.floors import checked_floors, misfit
from citaat.evaluation.gate.known_failures import Failures, checked_known
from citaat.evaluation.gate.waivers import read_waivers
from citaat.evaluation.gold.records import Question
from citaat.evaluation.gold.sets import GoldSet, read_sets
from citaat.evaluation.grading.criteria import BASELINE, FLOORS, KNOWN, WAIVERS
from citaat.findings import Finding


def check_gate(folder: Path, already: Sequence[Finding]) -> list[Finding]:
    """Every fault of floors, known failures, baseline and sets in a gold folder.

    `already` are the findings on its questions: what they tell is not told again, and floors are held
    against the questions only when all of these can be read.
    """
    sets, wrong = _sets(folder)
    told = {(one.file, one.line) for one in already}
    found = [one for one in wrong if (one.file, one.line) not in told]
    questions = None if wrong else {one.name: one.questions for one in sets}
    found += _floors(folder / FLOORS, questions)
    known, faults = checked_known(folder / KNOWN)
    found += [_finding("known-failures-wrong", fault) for fault in faults]
    found += _unknown(folder / KNOWN, known, questions)
    return [*found, *_baseline(folder / BASELINE), *_waivers(folder)]


def _sets(folder: Path) -> tuple[list[GoldSet], list[Finding]]:
    try:
        return read_sets(folder, None), []
    except UsageError as error:
        return [], [_finding("gold-set", error)]


def _floors(path: Path, questions: Mapping[str, Sequence[Question]] | None) -> Iterator[Finding]:
    floors, faults = checked_floors(path)
    yield from (_finding("floors-wrong", fault) for fault in faults)
    for floor in floors.floors if questions is not None else ():
        wrong = misfit(floor, questions or {}, floors.least)
        if wrong is not None:
            yield _finding("floors-misfit", wrong)


def _unknown(
    path: Path, known: Failures, questions: Mapping[str, Sequence[Question]] | None
) -> Iterator[Finding]:
    """Failures on record of questions that there are not."""
    lines = TomlLines(path.read_text(encoding="utf-8") if known else "")
    for where, rows in known.items() if questions is not None else ():
        ids = {one.id for one in (questions or {}).get(where.set, ()) if one.split == where.split}
        for key in rows:
            if key not in ids:
                what = f"{where} has no question {key!r}"
                line, fix = lines.key(str(where), 0, key), "remove the line, or bless anew"
                yield Finding("known-failures-unknown", str(path), line, what, fix)


def _baseline(path: Path) -> Iterator[Finding]:
    if path.exists():
        try:
            read_baseline(path)
        except CitaatError as error:
            yield _finding("baseline-wrong", error)


def _waivers(folder: Path) -> Iterator[Finding]:
    try:
        read_waivers(folder / WAIVERS)
    except CitaatError as error:
        yield _finding("waivers-wrong", error)


def _finding(code: str, error: CitaatError) -> Finding:
    return Finding(code, error.file or "", error.line or 0, error.what, error.fix)
