"""Reading the net under the rules: word classes written by hand, weights written by the fitting."""

import re
import tomllib
from pathlib import Path
from typing import Any

from citaat.caveats.model import CAVEATS, NetSource, TermSet
from citaat.caveats.weighing import DESPAIR
from citaat.errors import RulesError

DATA = Path(__file__).parents[1] / "data"
CLASSES, WEIGHTS = "caveat-words.toml", "caveat-net.toml"
COLUMNS = (*CAVEATS, DESPAIR)
LIMITS = ("owed", "accompanied", "overruled")
_FIT = "fit it again: make fit"


def read_net(folder: Path = DATA) -> NetSource:
    """The net in `folder`. Raises RulesError when either file is missing or not whole."""
    classes = read_classes(folder / CLASSES)
    path = folder / WEIGHTS
    raw = _toml(path, _FIT)
    if raw.get("schema") != 1 or raw.keys() != {"schema", *COLUMNS, "weights"}:
        raise RulesError("does not hold a net of these caveats", file=str(path), fix=_FIT)
    for column in COLUMNS:
        keys = {"bias", *LIMITS} if column in CAVEATS else {"bias"}
        if not isinstance(raw[column], dict) or raw[column].keys() != keys:
            what = f"[{column}] does not hold {', '.join(sorted(keys))}"
            raise RulesError(what, file=str(path), fix=_FIT)
    weights = raw["weights"]
    if not isinstance(weights, dict) or not weights:
        raise RulesError("has no weights", file=str(path), fix=_FIT)
    return NetSource(
        str(path), classes, COLUMNS,
        bias=_numbers([raw[column]["bias"] for column in COLUMNS], len(COLUMNS), "a bias", path),
        weights={name: _numbers(row, len(COLUMNS), repr(name), path) for name, row in weights.items()},
        owed=_limits(raw, "owed", path),
        accompanied=_limits(raw, "accompanied", path),
        overruled=_limits(raw, "overruled", path),
    )  # fmt: skip


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
        found.append(TermSet(name, split_terms(words), line))
    return tuple(found)


def split_terms(words: str) -> tuple[str, ...]:
    """The terms of one text, which stand between commas or on lines of their own; each once."""
    terms = dict.fromkeys(" ".join(term.split()) for term in re.split(r"[,\n]", words))
    return tuple(term for term in terms if term)


def _numbers(row: Any, size: int, what: str, path: Path) -> tuple[float, ...]:
    if not isinstance(row, list) or len(row) != size or not all(type(one) in (int, float) for one in row):
        raise RulesError(f"{what} is not {size} numbers", file=str(path), fix=_FIT)
    return tuple(map(float, row))


def _toml(path: Path, fix: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"cannot be read ({error})", file=str(path), fix=fix) from error
