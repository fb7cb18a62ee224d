"""JSON Lines with offsets: any value, read on its own."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.errors import IndexDamaged
from citaat.storage.lines import Lines, write_lines

VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(values=st.lists(VALUE, max_size=12), order=st.randoms(use_true_random=False))
def test_round_trip_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, values: list[Any], order: Any
) -> None:
    base = str(tmp_path_factory.mktemp("lines") / "x")
    write_lines(base, values)
    lines = Lines(base)
    numbers = list(range(len(values)))
    order.shuffle(numbers)
    assert len(lines) == len(values)
    assert [lines[number] for number in numbers] == [values[number] for number in numbers]


def test_a_line_that_is_no_json_is_damage_with_its_line(tmp_path: Path) -> None:
    base = str(tmp_path / "x")
    write_lines(base, ["aa", "bb", "cc"])
    (tmp_path / "x.jsonl").write_bytes((tmp_path / "x.jsonl").read_bytes().replace(b'"bb"', b'"b?!'))
    with pytest.raises(IndexDamaged) as caught:
        Lines(base)[1]
    assert caught.value.line == 2
    assert Lines(base)[2] == "cc"


def test_a_line_that_is_no_utf8_is_damage(tmp_path: Path) -> None:
    base = str(tmp_path / "x")
    write_lines(base, ["aa"])
    (tmp_path / "x.jsonl").write_bytes(b'"\xff\xff"\n')
    with pytest.raises(IndexDamaged):
        Lines(base)[0]


def test_missing_files_are_damage(tmp_path: Path) -> None:
    base = str(tmp_path / "x")
    with pytest.raises(IndexDamaged):
        Lines(base)
    np.save(base + ".npy", np.zeros(2, np.int64))
    with pytest.raises(IndexDamaged):
        Lines(base)
