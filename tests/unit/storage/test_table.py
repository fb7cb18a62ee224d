"""The word table: what goes in comes out, and damage is noticed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.errors import IndexDamaged
from citaat.storage.table import Table, write_table

ENTRIES = st.dictionaries(st.text(max_size=12), st.text(max_size=30), max_size=40)


def written(path: Path, entries: Mapping[str, str]) -> Table:
    file = path / "t.tab"
    with file.open("wb") as stream:
        write_table(stream, entries.items())
    return Table(str(file))


@given(entries=ENTRIES, other=st.text(max_size=12))
def test_round_trip(tmp_path_factory: pytest.TempPathFactory, entries: dict[str, str], other: str) -> None:
    table = written(tmp_path_factory.mktemp("table"), entries)
    assert dict(table.items()) == entries
    assert len(table) == len(entries)
    assert list(table) == sorted(entries, key=str.encode)
    for key, value in entries.items():
        assert key in table
        assert table[key] == table.get(key) == value
        assert table.key(table.find(key)) == key
    assert (other in table) == (other in entries)
    assert table.get(other, "niet") == entries.get(other, "niet")


def test_an_unknown_key_is_a_key_error(tmp_path: Path) -> None:
    table = written(tmp_path, {"a": "b"})
    with pytest.raises(KeyError):
        table["c"]
    assert "d" not in table


def test_the_same_entries_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    files = []
    for number, pairs in enumerate(
        ([("a", "1"), ("b", "2"), ("é", "3")], [("é", "3"), ("b", "2"), ("a", "1")])
    ):
        with (tmp_path / f"{number}").open("wb") as stream:
            write_table(stream, pairs)
        files.append((tmp_path / f"{number}").read_bytes())
    assert files[0] == files[1]


@pytest.mark.parametrize("content", [b"", b"CITTAB2\n", b"x" * 100, b"CITTAB2\n" + b"\xff" * 16])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t.tab").write_bytes(content)
    with pytest.raises(IndexDamaged) as caught:
        Table(str(tmp_path / "t.tab"))
    assert caught.value.fix


class _Looks:
    """Stands for the checksums of pages: writes down what is looked at."""

    def __init__(self) -> None:
        self.starts: list[int] = []

    def check(self, start: int, _: int) -> None:
        self.starts.append(start)


def test_what_is_not_there_is_known_without_a_look_at_what_is(tmp_path: Path) -> None:
    written(tmp_path, {f"sleutel{n}": str(n) for n in range(1000)})
    looks: Any = _Looks()
    table = Table(str(tmp_path / "t.tab"), None, looks)
    assert "sleutel7" in table
    assert max(looks.starts) >= table._keys_at
    looks.starts.clear()
    assert not any(f"woord{n}" in table for n in range(1000))
    assert all(table._slots_at <= start < table._keys_at for start in looks.starts)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="cannot be read"):
        Table(str(tmp_path / "t.tab"))


@given(cut=st.integers(1, 200))
def test_a_truncated_table_is_refused(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    path = tmp_path_factory.mktemp("table")
    written(path, {f"sleutel{n}": "waarde" * n for n in range(12)})
    whole = (path / "t.tab").read_bytes()
    (path / "t.tab").write_bytes(whole[:-cut])
    with pytest.raises(IndexDamaged):
        Table(str(path / "t.tab"))


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_a_flipped_bit_never_gives_anything_but_a_value_or_damage(
    tmp_path_factory: pytest.TempPathFactory, at: int, bit: int
) -> None:
    path = tmp_path_factory.mktemp("table")
    entries = {f"sleutel{n}é": "waarde" * n for n in range(12)}
    written(path, entries)
    raw = bytearray((path / "t.tab").read_bytes())
    raw[at % len(raw)] ^= 1 << bit
    (path / "t.tab").write_bytes(bytes(raw))
    try:
        table = Table(str(path / "t.tab"))
        for key in [*entries, "anders"]:
            table.get(key)
    except IndexDamaged:
        pass
