"""The fitted model as an index keeps it: its numbers as JSON, its trees as columns that are read where they are walked.

The nodes of all trees stand in preorder. Of each there is a signal (its number from 1; 0 at a leaf), a value (the
threshold, or what the leaf says), and a skip: how many nodes stand between it and the one to go on with. That is the
next one, where a signal is at most the threshold; else the skip leads to the side above it, and from a leaf to the
next tree. So a walk only ever goes on.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite

from citaat.light import Any, dataclass
from citaat.storage.folder import Folder

_REST = "model.json"
# The columns, and as what they are stored.
_COLUMNS = {"signals": "<u2", "skips": "<u4", "values": "<f8"}


@dataclass(frozen=True, slots=True)
class Nodes:
    """The nodes of some trees, column by column; `names` has the names of their signals."""

    names: Sequence[str]
    signals: Sequence[int]
    skips: Sequence[int]
    values: Sequence[float]

    @staticmethod
    def of(trees: Sequence[Any]) -> "Nodes":
        """From trees as a TOML file has them: `[signal, threshold, at most, above]`, or a number at a leaf."""
        names = sorted(_signals(trees))
        numbers = {name: number for number, name in enumerate(names, 1)}
        rows = [row for tree in trees for row in _flat(tree, numbers, 0)]
        signals, skips, values = [one[0] for one in rows], [one[1] for one in rows], [one[2] for one in rows]
        return Nodes(names, signals, skips, values)


def write_model(folder: str, model: Mapping[str, Any]) -> None:
    """Write a model, the tables of a TOML file, into `folder`."""
    import numpy as np

    from citaat.storage.files import write_json

    rest, every = dict(model), list[Nodes]()
    first = 0
    for name, table in model.items():
        if "trees" in table:
            every.append(Nodes.of(table["trees"]))
            last = first + len(every[-1].values)
            rest[name] = table | {"trees": [first, last], "signals": list(every[-1].names)}
            first = last
    for column, kind in _COLUMNS.items():
        numbers = [number for nodes in every for number in getattr(nodes, column)]
        np.save(os.path.join(folder, _file(column)), np.array(numbers, kind), allow_pickle=False)
    write_json(folder, _REST, rest)


def read_model(files: Folder) -> dict[str, Any]:
    """The model that `write_model` wrote, its trees as `Nodes`. Raises IndexDamaged."""
    model: dict[str, Any] = files.json(_REST)
    signals, skips, values = (files.whole(_file(column)) for column in _COLUMNS)
    try:
        if not isfinite(sum(values)):
            raise ValueError("a threshold is no number")
        if not len(signals) == len(skips) == len(values):
            raise ValueError("the columns are not of one length")
        for table in model.values():
            if "trees" in table:
                names, (first, last) = table.pop("signals"), table["trees"]
                if max(signals[first:last], default=0) > len(names):
                    raise ValueError("a signal has no name")
                table["trees"] = Nodes(names, signals[first:last], skips[first:last], values[first:last])
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise files.unreadable(_file("values"), error) from error
    return model


def _file(column: str) -> str:
    return f"model.{column}.npy"


def _signals(nodes: Sequence[Any]) -> set[str]:
    """The signals that trees, as nested lists, look at."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, list):
            found |= {node[0], *_signals(node[2:])}
    return found


def _flat(node: Any, numbers: Mapping[str, int], behind: int) -> Iterator[tuple[int, int, float]]:
    """Signal, skip and value of a node and of all below it; `behind` more of its tree follow after them."""
    if not isinstance(node, list):
        yield 0, behind, node
        return
    signal, threshold, below, above = node
    higher = list(_flat(above, numbers, behind))
    lower = list(_flat(below, numbers, behind + len(higher)))
    yield numbers[signal], len(lower), threshold
    yield from lower
    yield from higher
