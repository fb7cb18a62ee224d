"""The fitted model as an index keeps it: its numbers as JSON, its trees as one array, for every start reads them.

The nodes of the trees stand in preorder, two numbers each: the number of a signal and the threshold, or -1 and what
the leaf says.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from math import isfinite

from citaat.light import Any
from citaat.storage.folder import Folder

_REST, _TREES = "model.json", "model.trees.npy"


def write_model(folder: str, model: Mapping[str, Any]) -> None:
    """Write a model, the tables of a TOML file, into `folder`."""
    import numpy as np

    from citaat.storage.files import write_json

    rest, nodes = dict(model), list[float]()
    for name, table in model.items():
        if "trees" in table:
            signals = {signal: number for number, signal in enumerate(sorted(_signals(table["trees"])))}
            first = len(nodes)
            for tree in table["trees"]:
                nodes.extend(_flat(tree, signals))
            rest[name] = table | {"trees": [first, len(nodes)], "signals": list(signals)}
    np.save(os.path.join(folder, _TREES), np.array(nodes, "<f8"), allow_pickle=False)
    write_json(folder, _REST, rest)


def read_model(files: Folder) -> dict[str, Any]:
    """The model that `write_model` wrote. Raises IndexDamaged."""
    model: dict[str, Any] = files.json(_REST)
    nodes = files.whole(_TREES).tolist()
    try:
        if not isfinite(sum(nodes)):
            raise ValueError("a threshold is no number")
        for table in model.values():
            if "trees" in table:
                first, last = table["trees"]
                table["trees"] = _nested(nodes[first:last], table.pop("signals"))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise files.unreadable(_TREES, error) from error
    return model


def _signals(nodes: Sequence[Any]) -> set[str]:
    """The signals that trees, as nested lists, look at."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, list):
            found |= {node[0], *_signals(node[2:])}
    return found


def _flat(node: Any, signals: Mapping[str, int]) -> Iterator[float]:
    if isinstance(node, list):
        yield from (signals[node[0]], node[1])
        for below in node[2:]:
            yield from _flat(below, signals)
    else:
        yield from (-1, node)


def _nested(nodes: Sequence[float], signals: Sequence[str]) -> list[Any]:
    """The trees as `answer.trees` takes them. From the end on, what is below a node is there before the node."""
    made: list[Any] = []
    for at in range(len(nodes) - 2, -1, -2):
        signal, value = int(nodes[at]), nodes[at + 1]
        made.append(value if signal < 0 else [signals[signal], value, made.pop(), made.pop()])
    made.reverse()
    return made
