"""Reading the net under the rules: word classes written by hand, messages weighed by the fitting."""

import json
import re
import tomllib
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from citaat.caveats.net.weighing import DESPAIR
from citaat.caveats.records import CAVEATS, Labelled, NetSource, TermSet
from citaat.errors import RulesError

DATA = Path(__file__).parents[2] / "data"
# People write the classes; programs write the rest.
CLASSES, LIMITS_FILE, MESSAGES = "safety/classes.toml", "fitted/caveat-net.toml", "fitted/caveat-net.jsonl"
COLUMNS = (*CAVEATS, DESPAIR)
LIMITS = ("owed", "accompanied", "overruled")
# The index counts messages in 16 bits.
MOST = 65_535
_FIT = "fit it again: make fit"


def read_net(folder: Path = DATA) -> NetSource:
    """The net in `folder`. Raises RulesError when one of its files is missing or not whole."""
    classes = read_classes(folder / CLASSES)
    path = folder / LIMITS_FILE
    raw = _toml(path, _FIT)
    if raw.get("schema") != 2 or raw.keys() != {"schema", "gamma", *COLUMNS}:
        raise RulesError("does not hold a net of these caveats", file=str(path), fix=_FIT)
    for column in COLUMNS:
        keys = {"bias", *LIMITS} if column in CAVEATS else {"bias"}
        if not isinstance(raw[column], dict) or raw[column].keys() != keys:
            what = f"[{column}] does not hold {', '.join(sorted(keys))}"
            raise RulesError(what, file=str(path), fix=_FIT)
    features, messages = read_messages(folder / MESSAGES)
    return NetSource(
        str(path),
        classes,
        COLUMNS,
        bias=_numbers([raw[column]["bias"] for column in COLUMNS], len(COLUMNS), "a bias", path),
        gamma=_numbers([raw["gamma"]], 1, "gamma", path)[0],
        features=features,
        messages=messages,
        owed=_limits(raw, "owed", path),
        accompanied=_limits(raw, "accompanied", path),
        overruled=_limits(raw, "overruled", path),
    )


def read_messages(path: Path) -> tuple[tuple[str, ...], tuple[Labelled, ...]]:
    """The names of the features, which are the first line, and the messages, one a line."""
    try:
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"cannot be read ({error})", file=str(path), fix=_FIT) from error
    rows = list(_rows(path, lines))
    names = rows[0].get("features") if isinstance(rows[0], dict) else None
    if not isinstance(names, list) or not names or not all(isinstance(one, str) and one for one in names):
        raise RulesError("does not start with the names of the features", file=str(path), line=1, fix=_FIT)
    found = tuple(_labelled(row, len(names), path, line) for line, row in enumerate(rows[1:], 2))
    if not 0 < len(found) <= MOST:
        raise RulesError(f"holds {len(found)} messages, 1 to {MOST} allowed", file=str(path), fix=_FIT)
    return tuple(names), found


def _rows(path: Path, lines: list[str]) -> Iterator[Any]:
    for number, line in enumerate(lines, 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise RulesError(f"is not JSON ({error})", file=str(path), line=number, fix=_FIT) from error


def _labelled(row: Any, features: int, path: Path, line: int) -> Labelled:
    """A message from its row: the weights in each column, and the numbers of its features."""
    pair = isinstance(row, list) and len(row) == 2 and all(isinstance(one, list) for one in row)
    own = row[1] if pair else []
    sound = all(type(one) is int and 0 <= one < features for one in own) and len(set(own)) == len(own)
    if not pair or not sound:
        raise RulesError("is not a labelled message", file=str(path), line=line, fix=_FIT)
    return Labelled(tuple(own), _numbers(row[0], len(COLUMNS), f"the weights in line {line}", path))


def _limits(raw: dict[str, Any], key: str, path: Path) -> dict[str, float]:
    return {caveat: _numbers([raw[caveat][key]], 1, key, path)[0] for caveat in CAVEATS}


def read_classes(path: Path) -> tuple[TermSet, ...]:
    """The word classes in the order of the file."""
    fix = "see the other classes"
    raw = _toml(path, "restore the file")
    classes = raw.get("classes")
    if raw.get("schema") != 1 or raw.keys() != {"schema", "classes"} or not isinstance(classes, dict):
        raise RulesError("has no `schema = 1` or no [classes]", file=str(path), fix=fix)
    lines = path.read_text(encoding="utf-8").split("\n")
    found = []
    for name, words in classes.items():
        line = next((at for at, text in enumerate(lines, 1) if text.startswith(f"{name} = ")), 1)
        if not isinstance(words, str) or not split_terms(words):
            raise RulesError(f"the class {name!r} has no words", file=str(path), line=line, fix=fix)
        found.append(TermSet(name, split_terms(words), line, str(path)))
    return tuple(found)


def split_terms(words: str) -> tuple[str, ...]:
    """The terms of one text, which stand between commas or on lines of their own; each once."""
    terms = dict.fromkeys(" ".join(term.split()) for term in re.split(r"[,\n]", words))
    return tuple(term for term in terms if term)


def _numbers(row: Any, size: int, what: str, path: Path) -> tuple[float, ...]:
    if not isinstance(row, list) or len(row) != size or not all(map(_finite, row)):
        raise RulesError(f"{what} is not {size} numbers", file=str(path), fix=_FIT)
    return tuple(map(float, row))


def _finite(value: object) -> bool:
    """Whether it is a number that can be added up: no truth value, nan or infinity."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _toml(path: Path, fix: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"cannot be read ({error})", file=str(path), fix=fix) from error
