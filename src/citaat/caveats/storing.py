"""Compiled rules in an index: what every question needs as JSON, word lists in a table that is looked up.

Reading all of a megabyte of word lists took longer than firing the rules on a question, which
meets some tens of their entries.
"""

import os
from collections.abc import Iterator, Mapping, Sequence

from citaat.caveats.elements import WORD
from citaat.errors import IndexDamaged, RulesError
from citaat.light import Any
from citaat.records import EMERGENCY
from citaat.storage.folder import Folder
from citaat.storage.mapped import REBUILD
from citaat.storage.table import Table, write_table

_REST, _TABLE = "caveats.json", "caveats.tab"
# The arrays of the net, by what the compiled rules call them; there are none without a net.
_ARRAYS = {"pointers": "<i8", "messages": "<u2", "weights": "<f8"}
_SINGLE, _PHRASES, _ROWS = f"single {WORD}", "phrases", "rows"
_WORDS = ("anchors", "forms", "sounds")
_KEYS = frozenset(
    "sets single phrases anchors loose forms sounds glued protected correct "
    "numbers rules calm patients texts severities subject net".split()
)


def write_rules(folder: str, compiled: Mapping[str, Any]) -> None:
    """Write compiled rules into `folder`."""
    from citaat.storage.files import write_json

    rest, entries = dict(compiled), dict[str, str]()
    for name in _WORDS:
        entries |= {f"{name}:{key}": value for key, value in rest.pop(name).items()}
    single = rest["single"]
    entries |= {f"{_SINGLE}:{key}": value for key, value in single[WORD].items()}
    rest["single"] = {kind: dict(rows) for kind, rows in single.items() if kind != WORD}
    phrases = rest.pop("phrases")
    entries |= {_phrase(row): f"{number} {text}" for row, (number, text) in enumerate(phrases)}
    rest["phrases"] = len(phrases)
    if rest["net"] is not None:
        net = rest["net"] = dict(rest["net"])
        entries |= {f"{_ROWS}:{name}": row for name, row in net.pop("rows").items()}
        _write_arrays(folder, {name: net.pop(name) for name in _ARRAYS})
    write_json(folder, _REST, rest)
    with open(os.path.join(folder, _TABLE), "wb") as file:
        write_table(file, entries.items())


def files(with_net: bool) -> tuple[str, ...]:
    """The files that `write_rules` writes."""
    return (_REST, _TABLE, *(map(_array, _ARRAYS) if with_net else ()))


def _phrase(row: int) -> str:
    """The key of a phrase: in the order of the table, they stand in their own."""
    return f"{_PHRASES}:{row:08}"


def _array(name: str) -> str:
    return f"caveats.{name}.npy"


def _write_arrays(folder: str, columns: Mapping[str, Sequence[float]]) -> None:
    import numpy as np

    for name, kind in _ARRAYS.items():
        np.save(os.path.join(folder, _array(name)), np.array(columns[name], kind), allow_pickle=False)


def has_rules(files: Folder) -> bool:
    """Whether there are rules in this folder."""
    return files.has(_REST)


def read_rules(files: Folder) -> dict[str, Any]:
    """The compiled rules in a folder, their word lists read as they are needed. Raises IndexDamaged."""
    path = files.file(_REST)
    _demand_whole(files)
    # All of it was looked at: nothing of it need be looked at again.
    table = files.table(_TABLE, checked=True)
    try:
        compiled: dict[str, Any] = files.json(_REST)
        compiled |= {name: Part(table, name) for name in _WORDS}
        compiled["single"][WORD] = Part(table, _SINGLE)
        compiled["phrases"] = Phrases(table, compiled["phrases"])
        if compiled["net"] is not None:
            compiled["net"]["rows"] = Part(table, _ROWS)
            compiled["net"] |= {name: files.whole(_array(name)) for name in _ARRAYS}
        if not compiled["rules"] or not compiled["texts"] or not len(table):
            raise ValueError("there are none")
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise IndexDamaged(f"cannot be read ({error!r})", file=path, fix=REBUILD) from error
    return compiled


def _demand_whole(files: Folder) -> None:
    """Every bit of the rules is as it was written, however large they are: a lost word is a lost warning."""
    for name in (_REST, _TABLE, *map(_array, _ARRAYS)):
        if files.sums is not None and name in files.sums:
            files.demand_whole(name)


class Part(Mapping[str, str]):
    """The entries of a table under one name."""

    def __init__(self, table: Table, name: str) -> None:
        self._table, self._start = table, f"{name}:"

    def get(self, key: str, default: Any = None) -> Any:
        """The value of `key`, or `default`."""
        return self._table.get(self._start + key, default)

    def __getitem__(self, key: str) -> str:
        return self._table[self._start + key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._start + key in self._table

    def __iter__(self) -> Iterator[str]:
        return (key[len(self._start) :] for key in self._table if key.startswith(self._start))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return True


class Phrases(Sequence[tuple[int, str]]):
    """The phrases of the rules: the number of a term set, and the elements as text."""

    def __init__(self, table: Table, size: int) -> None:
        self._table, self._size = table, size
        self._first = table.find(_phrase(0))
        if size and not 0 <= self._first == table.find(_phrase(size - 1)) - size + 1:
            raise ValueError("phrases are missing")

    def __getitem__(self, row: Any) -> Any:
        if not 0 <= row < self._size:
            raise IndexError(row)
        number, _, text = self._table.value(self._first + row).partition(" ")
        return int(number), text

    def __len__(self) -> int:
        return self._size


def demand_whole(compiled: Mapping[str, Any]) -> None:
    """Raise RulesError unless every caveat has rules and a text, and the rules have words."""
    try:
        given = {rule["caveat"] for rule in compiled["rules"] if rule["all"]}
        said = {text["caveat"] for text in compiled["texts"] if text["alone"] and "default" in text["leads"]}
        owed = compiled["severities"].keys()
        whole = EMERGENCY in compiled["severities"].values() and owed <= given and owed <= said
        whole = (
            whole and bool(compiled["single"][WORD]) and bool(compiled["sets"]) and compiled.keys() >= _KEYS
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise RulesError(f"the stored rules are damaged ({error!r})", fix=REBUILD) from error
    if not whole:
        raise RulesError("the stored rules are empty or lack a caveat", fix=REBUILD)
