"""Floors: the least a release must score, read from `floors.toml` and taken literally.

least_questions = 20          # a floor on fewer questions would stand on chance

[main.test]
answer_accuracy = 0.70
ECE = 0.10                    # a measure of which less is better: the most it may be

[main.test.tag.typo]
answer_accuracy = 0.60
"""

import difflib
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citaat.corpus.toml_lines import TomlLines
from citaat.errors import UsageError
from citaat.evaluation.gold.records import SPLITS, Question
from citaat.evaluation.measures.measures import measure
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


def read_floors(path: Path) -> Floors:
    """The floors of a file; UsageError for a file that is missing, empty or misspelt."""
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"there are no floors ({error})", file=str(path), fix="write one, or give --floors"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"is not TOML ({error})", file=str(path), fix="mend the line") from error
    least = table.pop("least_questions", LEAST)
    if isinstance(least, bool) or not isinstance(least, int) or least < 1:
        raise UsageError("least_questions is not a positive whole number", file=str(path), fix="write 20")
    found = tuple(_Reader(str(path), text).floors(table))
    if not found:
        raise UsageError(
            "holds no floor: it would let everything pass", file=str(path), fix="add [main.test]"
        )
    return Floors(found, least)


class _Reader:
    def __init__(self, file: str, text: str) -> None:
        self._file, self._lines = file, TomlLines(text)

    def floors(self, table: Mapping[str, Any]) -> Iterator[Floor]:
        for name, splits in table.items():
            for split, entries in self._table(splits, name).items():
                header = f"{name}.{split}"
                if split not in SPLITS:
                    self._fail(f"there is no split {split!r}", header, "", _near(split, SPLITS))
                entries = dict(self._table(entries, header))
                tags = self._table(entries.pop("tag", {}), f"{header}.tag")
                yield from self._entries(Slice(name, split), header, entries)
                for tag, own in tags.items():
                    where = f"{header}.tag.{tag}"
                    yield from self._entries(Slice(name, split, tag), where, self._table(own, where))

    def _entries(self, where: Slice, header: str, entries: Mapping[str, Any]) -> Iterator[Floor]:
        for name, limit in entries.items():
            line = self._lines.key(header, 0, name)
            if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 <= limit < 2:
                # A little over 1 is how one sees the gate close; 80 is a slip for 0.80.
                self._fail(f"floor {name!r} is not a number from 0 to 1", header, name, "write 0.80, say")
            yield Floor(where, name, float(limit), self._lower(name, header), self._file, line)

    def _lower(self, name: str, header: str) -> bool:
        if "/" in name or name in TRIALS:
            if name not in TRIALS:
                self._fail(f"there is no measure {name!r}", header, name, _near(name, TRIALS))
            return name in LOWER
        try:
            return measure(name).lower_is_better
        except UsageError as error:
            raise UsageError(
                error.what, file=self._file, line=self._lines.key(header, 0, name), fix=error.fix
            ) from error

    def _table(self, value: Any, header: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            self._fail(f"{header!r} is not a table of floors", header, header, "put floors under [set.split]")
        return dict(value)

    def _fail(self, what: str, header: str, name: str, fix: str) -> None:
        raise UsageError(what, file=self._file, line=self._lines.key(header, 0, name), fix=fix)


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
        _stands(floor, sets, floors.least)
    return tuple(wanted)


def _stands(floor: Floor, sets: Mapping[str, Collection[Question]], least: int) -> None:
    where = floor.where
    if where.set not in sets:
        raise UsageError(
            f"there is no gold set {where.set!r}",
            file=floor.file,
            line=floor.line,
            fix=_near(where.set, sets),
        )
    inside = [one for one in sets[where.set] if one.split == where.split]
    tags = {tag for one in inside for tag in one.tags}
    if where.tag and where.tag not in tags:
        fix = _near(where.tag, tags)
        raise UsageError(
            f"no question of {where.set}.{where.split} is tagged {where.tag!r}",
            file=floor.file,
            line=floor.line,
            fix=fix,
        )
    if floor.measure in TRIALS:
        return
    applies = measure(floor.measure).applies
    n = sum(applies(one) and (not where.tag or where.tag in one.tags) for one in inside)
    if n < least:
        what = f"floor {where} {floor.measure} stands on {n} questions, and a floor needs {least}"
        raise UsageError(what, file=floor.file, line=floor.line, fix="add questions or remove the floor")
