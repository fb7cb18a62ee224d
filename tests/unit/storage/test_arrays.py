"""Arrays read without NumPy are the arrays that NumPy wrote."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.errors import IndexDamaged
from citaat.storage.arrays import read_array

TYPES = ["int32", "int64", "uint32", "uint64", "float32", "float64"]


@given(kind=st.sampled_from(TYPES), values=st.lists(st.integers(0, 2**20), max_size=30))
def test_what_numpy_saves_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, kind: str, values: list[int]
) -> None:
    path = tmp_path_factory.mktemp("array") / "a.npy"
    np.save(path, np.asarray(values, dtype=kind), allow_pickle=False)
    assert list(read_array(str(path))) == values


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x93NUMPY",
        b"\x93NUMPY\x01\x00",
        b"\x93NUMPY\x01\x00\xff\xff{}",
        b"x" * 200,
        b"\x93NUMPY\x02\x00" + b" " * 90,
    ],
)
def test_anything_else_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.npy").write_bytes(content)
    with pytest.raises(IndexDamaged) as caught:
        read_array(str(tmp_path / "a.npy"))
    assert caught.value.fix


@pytest.mark.parametrize(
    "array", [np.zeros((2, 2)), np.zeros(3, dtype=">f8"), np.zeros(3, dtype=bool), np.zeros(3, "i2")]
)
def test_other_shapes_and_types_are_refused(
    tmp_path: Path, array: "np.ndarray[tuple[int, ...], np.dtype[np.generic]]"
) -> None:
    np.save(tmp_path / "a.npy", array)
    with pytest.raises(IndexDamaged, match="unknown kind"):
        read_array(str(tmp_path / "a.npy"))


def test_pickled_objects_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.asarray([{}, "x"], dtype=object), allow_pickle=True)
    with pytest.raises(IndexDamaged):
        read_array(str(tmp_path / "a.npy"))


@pytest.mark.parametrize("change", [-8, -1, 1, 8])
def test_a_wrong_length_is_refused(tmp_path: Path, change: int) -> None:
    path = tmp_path / "a.npy"
    np.save(path, np.arange(9, dtype="int64"))
    raw = path.read_bytes()
    path.write_bytes(raw + b"\x00" * change if change > 0 else raw[:change])
    with pytest.raises(IndexDamaged, match="cut short"):
        read_array(str(path))


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="cannot be read"):
        read_array(str(tmp_path / "a.npy"))
