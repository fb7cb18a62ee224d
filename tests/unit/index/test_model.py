"""The fitted model comes out of an index as it went in, or not at all."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.dutch.words import read_toml
from citaat.errors import IndexDamaged
from citaat.index.building.dictionary import DATA
from citaat.index.model import Nodes, read_model, write_model
from citaat.storage.folder import Folder

_NUMBERS = st.floats(-1e6, 1e6)
_TREES = st.recursive(
    _NUMBERS,
    lambda below: st.tuples(st.sampled_from(["coverage", "gap", "idf"]), _NUMBERS, below, below).map(list),
    max_leaves=12,
)


def read(folder: Path) -> dict[str, Any]:
    with Folder(str(folder)) as files:
        return read_model(files)


def nested(nodes: Nodes) -> list[Any]:
    """The trees as they were before they were laid out: the one thing that columns and lists must agree on."""

    def tree(at: int) -> Any:
        value = nodes.values[at]
        if not nodes.signals[at]:
            return value
        return [nodes.names[nodes.signals[at] - 1], value, tree(at + 1), tree(at + 1 + nodes.skips[at])]

    def after(at: int) -> int:
        while nodes.signals[at]:
            at += 1
        return at + 1 + nodes.skips[at]

    found, at = [], 0
    while at < len(nodes.values):
        found.append(tree(at))
        at = after(at)
    return found


def as_written(model: dict[str, Any]) -> dict[str, Any]:
    return {
        name: table | {"trees": nested(table["trees"])} if "trees" in table else table
        for name, table in model.items()
    }


@given(there=st.lists(_TREES, max_size=5), this=st.lists(_TREES, max_size=5))
def test_trees_of_any_shape_come_back(
    tmp_path_factory: pytest.TempPathFactory, there: list[Any], this: list[Any]
) -> None:
    folder = tmp_path_factory.mktemp("model")
    model = {
        "levels": {"scale": 5.3},
        "there": {"bias": 0.5, "trees": there},
        "this": {"bias": 0.0, "trees": this},
    }
    write_model(str(folder), model)
    assert as_written(read(folder)) == model


def test_the_model_of_the_package_comes_back(tmp_path: Path) -> None:
    model = read_toml(DATA / "fitted" / "model.toml")
    write_model(str(tmp_path), model)
    assert len(model["there"]["trees"]) > 100
    assert as_written(read(tmp_path)) == model


@pytest.mark.parametrize(
    ("column", "numbers"),
    [
        ("values", np.array([0.5, float("nan"), 2.0])),
        ("values", np.array([0.5, 1.0])),
        ("signals", np.array([7, 0, 0], "<u2")),
        ("skips", np.array([1, 1], "<u4")),
    ],
)
def test_trees_that_are_no_trees_are_damage(tmp_path: Path, column: str, numbers: Any) -> None:
    write_model(str(tmp_path), {"this": {"bias": 0.0, "trees": [["gap", 0.5, 1.0, 2.0]]}})
    np.save(tmp_path / f"model.{column}.npy", numbers)
    with pytest.raises(IndexDamaged, match="model"):
        read(tmp_path)
