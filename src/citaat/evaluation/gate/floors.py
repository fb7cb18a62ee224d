"""Floors: the least a release must score, read from `floors.toml` and taken literally.

least_questions = 20          # a floor on fewer questions would stand on chance

[main.test]
answer_accuracy = 0.70
ECE = 0.10                    # a measure of which less is better: the most it may be

[main.test.tag.typo]
answer_accuracy = 0.60

[sites.dev]                   # all sites together: it holds those too that have no floors of their own
accuracy = 0.65
"""

import difflib
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citaat.corpus.toml_lines import TomlLines, toml_fault
from citaat.errors import UsageError
from citaat.evaluation.gold.records import SPLITS, Question
from citaat.evaluation.measures.measures import measure
from citaat.evaluation.measures.pool import members
from citaat.evaluation.measures.scores import Slice
from citaat.evaluation.trials.trials import LOWER, TRIALS

LEAST = 20


@dataclass(frozen=True, slots=True)
class Floor:
    """A bound on one measure of one slice: a minimum, or a maximum where less is better."""

    where: Slice
    measure: str
    limit: float
    maximum: bool
    file: str
    line: int

    def holds(self, n: int, value: float) -> bool:
        """Whether a value over n questions meets it; nothing measured never does."""
        # The tolerance is for sums of floats, far below one question.
        return n > 0 and (value <= self.limit + 1e-9 if self.maximum else value >= self.limit - 1e-9)


@dataclass(frozen=True, slots=True)
class Floors:
    """All floors of a file, and how few questions a floor may stand on."""

    floors: tuple[Floor, ...]
    least: int


_NONE = Floors((), LEAST)


def read_floors(path: Path) -> Floors:
    """The floors of a file; UsageError for the first fault of one that is missing, empty or misspelt."""
    floors, faults = checked_floors(path)
    if faults:
        raise faults[0]
    return floors


def checked_floors(path: Path) -> tuple[Floors, list[UsageError]]:
    """The floors of a file that can be used, and every fault of the file, in its order."""
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        what = f"there are no floors ({error})"
        return _NONE, [UsageError(what, file=str(path), fix="write one, or give --floors")]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        what, line, fix = toml_fault(text, error)
        return _NONE, [UsageError(what, file=str(path), line=line, fix=fix)]
    reader = _Reader(str(path), text)
    least = reader.least(table.pop("least_questions", LEAST))
    found = tuple(reader.floors(table))
    if not found and not reader.faults:
        what = "holds no floor: it would let everything pass"
        reader.faults.append(UsageError(what, file=str(path), fix="add [main.test]"))
    return Floors(found, least), sorted(reader.faults, key=lambda one: one.line or 0)


class _Reader:
    """Reads the tables of one file; what is wrong is kept, and the rest is read on."""

    def __init__(self, file: str, text: str) -> None:
        self._file, self._lines = file, TomlLines(text)
        self.faults: list[UsageError] = []

    def least(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self._fault("least_questions is not a positive whole number", "least_questions", "", "write 20")
            return LEAST
        return value

    def floors(self, table: Mapping[str, Any]) -> Iterator[Floor]:
        for name, splits in table.items():
            for split, entries in self._table(splits, name).items():
                header = f"{name}.{split}"
                if split not in SPLITS:
                    self._fault(f"there is no split {split!r}", header, "", _near(split, SPLITS))
                    continue
                entries = dict(self._table(entries, header))
                tags = self._table(entries.pop("tag", {}), f"{header}.tag")
                yield from self._entries(Slice(name, split), header, entries)
                for tag, own in tags.items():
                    where = f"{header}.tag.{tag}"
                    yield from self._entries(Slice(name, split, tag), where, self._table(own, where))

    def _entries(self, where: Slice, header: str, entries: Mapping[str, Any]) -> Iterator[Floor]:
        for name, limit in entries.items():
            line = self._lines.key(header, 0, name)
            lower = self._lower(name, header)
            if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit < 2:
                # A little over 1 is how one sees the gate close; 80 is a slip for 0.80.
                self._fault(f"floor {name!r} is not a number from 0 to 1", header, name, "write 0.80, say")
            elif lower is not None:
                yield Floor(where, name, float(limit), lower, self._file, line)

    def _lower(self, name: str, header: str) -> bool | None:
        """Whether less is better; None for a measure that there is not."""
        if "/" in name or name in TRIALS:
            if name in TRIALS:
                return name in LOWER
            self._fault(f"there is no measure {name!r}", header, name, _near(name, TRIALS))
            return None
        try:
            return measure(name).lower_is_better
        except UsageError as error:
            self._fault(error.what, header, name, error.fix)
            return None

    def _table(self, value: Any, header: str) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return dict(value)
        self._fault(f"{header!r} is not a table of floors", header, header, "put floors under [set.split]")
        return {}

    def _fault(self, what: str, header: str, name: str, fix: str) -> None:
        line = self._lines.key(header, 0, name)
        self.faults.append(UsageError(what, file=self._file, line=line, fix=fix))


def _near(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(sorted(known))}"


def fitting(floors: Floors, sets: Mapping[str, Collection[Question]], split: str | None) -> tuple[Floor, ...]:
    """The floors that this evaluation is to meet, each proved to stand on enough questions.

    A floor of a split that was deselected is left out. Every other one must name a set,
    tag and measure that the gold really has.
    """
    wanted = [floor for floor in floors.floors if split in (None, floor.where.split)]
    if not wanted:
        raise UsageError(f"no floor is about the split {split!r}", file=floors.floors[0].file, fix="add one")
    for floor in wanted:
        wrong = misfit(floor, sets, floors.least)
        if wrong is not None:
            raise wrong
    return tuple(wanted)


def misfit(floor: Floor, sets: Mapping[str, Collection[Question]], least: int) -> UsageError | None:
    """Why a floor does not fit these questions: no such set or tag, or too few of them."""
    where = floor.where
    names = members(where.set, sets)
    if not names:
        what, fix = f"there is no gold set {where.set!r}", _near(where.set, sets)
        return UsageError(what, file=floor.file, line=floor.line, fix=fix)
    inside = [one for name in names for one in sets[name] if one.split == where.split]
    tags = {tag for one in inside for tag in one.tags}
    if where.tag and where.tag not in tags:
        what = f"no question of {where.set}.{where.split} is tagged {where.tag!r}"
        return UsageError(what, file=floor.file, line=floor.line, fix=_near(where.tag, tags))
    if floor.measure in TRIALS:
        return None
    applies = measure(floor.measure).applies
    n = sum(applies(one) and (not where.tag or where.tag in one.tags) for one in inside)
    if n >= least:
        return None
    what = f"floor {where} {floor.measure} stands on {n} questions, and a floor needs {least}"
    return UsageError(what, file=floor.file, line=floor.line, fix="add questions or remove the floor")
