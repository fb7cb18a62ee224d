"""Comparing a passage file with the lines of an index finds the very lines that reading it one by one finds."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.index.building import comparing
from citaat.index.building.comparing import compared

LINE = st.sampled_from([b"a", b"b", b"cc", b"ddd", b"a b", b"c" * 9, "é".encode()])
LINES = st.lists(LINE, max_size=12)


def told(folder: Path, new: bytes, old: list[bytes]) -> list[bytes]:
    """The lines as `compared` has them, those of the index looked up there."""
    file, lines = folder / "corpus.jsonl", folder / "lines"
    file.write_bytes(new)
    lines.write_bytes(b"".join(line + b"\n" for line in old))
    ends = np.cumsum([0, *(len(line) + 1 for line in old)])
    found: list[bytes] = []
    for first, last in compared(file, str(lines), ends):
        if isinstance(last, int):
            found += old[first:last]
        else:
            assert new.split(b"\n")[first - 1].strip() == last.strip()
            found.append(last.strip())
    return found


@given(old=LINES, new=LINES, stride=st.integers(1, 9), near=st.integers(1, 5))
def test_every_line_comes_up_once_and_in_order(
    tmp_path_factory: pytest.TempPathFactory, old: list[bytes], new: list[bytes], stride: int, near: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(comparing, "_STRIDE", stride)
        patch.setattr(comparing, "_NEAR", near)
        written = b"".join(line + b"\n" for line in new)
        assert told(tmp_path_factory.mktemp("compare"), written, old) == new


@given(old=LINES, new=st.lists(st.one_of(LINE, st.sampled_from([b"", b"  ", b" a", b"b\r"])), max_size=12))
def test_white_space_around_lines_is_no_difference(
    tmp_path_factory: pytest.TempPathFactory, old: list[bytes], new: list[bytes]
) -> None:
    folder = tmp_path_factory.mktemp("blank")
    wanted = [line.strip() for line in new if line.strip()]
    for written in (b"\n".join(new), b"\xef\xbb\xbf" + b"".join(line + b"\n" for line in new)):
        file = folder / "corpus.jsonl"
        file.write_bytes(written)
        lines = folder / "lines"
        lines.write_bytes(b"".join(line + b"\n" for line in old))
        ends = np.cumsum([0, *(len(line) + 1 for line in old)])
        found: list[bytes] = []
        for first, last in compared(file, str(lines), ends):
            found += old[first:last] if isinstance(last, int) else [last.strip()]
        assert found == wanted


def test_one_changed_line_in_many_is_the_only_one_that_is_read(tmp_path: Path) -> None:
    old = [b"line %d" % number for number in range(5_000)]
    new = [*old[:100], b"other", *old[101:3_000], *old[3_001:], b"more"]
    (tmp_path / "corpus.jsonl").write_bytes(b"\n".join(new) + b"\n")
    (tmp_path / "lines").write_bytes(b"".join(line + b"\n" for line in old))
    ends = np.cumsum([0, *(len(line) + 1 for line in old)])
    assert list(compared(tmp_path / "corpus.jsonl", str(tmp_path / "lines"), ends)) == [
        (0, 100), (101, b"other\n"), (101, 3_000), (3_001, 5_000), (5_000, b"more\n"),
    ]  # fmt: skip
