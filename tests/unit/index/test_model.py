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
from citaat.index.model import read_model, write_model
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
    assert read(folder) == model


def test_the_model_of_the_package_comes_back(tmp_path: Path) -> None:
    model = read_toml(DATA / "fitted" / "model.toml")
    write_model(str(tmp_path), model)
    assert len(model["there"]["trees"]) > 100
    assert read(tmp_path) == model


@pytest.mark.parametrize(
    "nodes", [[0.0, 0.5, -1.0, 1.0], [7.0, 0.5, -1.0, 1.0, -1.0, 2.0], [-1.0, float("nan")]]
)
def test_trees_that_are_no_trees_are_damage(tmp_path: Path, nodes: list[float]) -> None:
    write_model(str(tmp_path), {"this": {"bias": 0.0, "trees": [["gap", 0.5, 1.0, 2.0]]}})
    np.save(tmp_path / "model.trees.npy", np.array(nodes))
    with pytest.raises(IndexDamaged, match="model"):
        read(tmp_path)
