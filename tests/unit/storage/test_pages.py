"""Pages of large files: every bit of what is read is looked at, whatever the size of a page."""

from pathlib import Path

import pytest

from citaat.errors import IndexDamaged
from citaat.storage import pages

LEAST = 100
DAMAGE = IndexDamaged("is not what was written", file="x")


@pytest.fixture(params=[1 << 26, 1_000])
def written(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The bytes of a file of some pages, small or large ones."""
    monkeypatch.setattr(pages, "_LARGE", request.param)
    blob = bytes(range(256)) * 40
    (tmp_path / "x").write_bytes(blob)
    (tmp_path / "small").write_bytes(b"a" * LEAST)
    pages.write_pages(str(tmp_path), LEAST, {})
    return blob


def opened(folder: Path, blob: bytes) -> pages.Pages:
    codes = memoryview((folder / pages.FILE).read_bytes()).cast("I")
    sizes = {"x": len(blob), "small": LEAST, pages.FILE: len(codes) * 4}
    assert pages.parts(sizes, LEAST) == {"x": (0, len(codes))}
    assert len(codes) == -(-len(blob) // pages.page_of(len(blob)))
    return pages.Pages(memoryview(blob), codes, DAMAGE)


def test_what_was_written_is_sound(tmp_path: Path, written: bytes) -> None:
    opened(tmp_path, written).check(0, len(written))


@pytest.mark.parametrize("at", [0, 1023, 1024, 4095, 4096, 5000, 10_239])
def test_a_flipped_bit_is_found_where_it_is_read(tmp_path: Path, written: bytes, at: int) -> None:
    spoilt = bytearray(written)
    spoilt[at] ^= 1
    size = pages.page_of(len(written))
    with pytest.raises(IndexDamaged):
        opened(tmp_path, bytes(spoilt)).check(at, at + 1)
    # Other pages are as they were.
    other = 0 if at >= size else size
    opened(tmp_path, bytes(spoilt)).check(other, other + 1)


def test_nothing_beyond_the_end_is_read(tmp_path: Path, written: bytes) -> None:
    for start, end in ((-1, 4), (0, len(written) + 1), (9, 8)):
        with pytest.raises(IndexDamaged):
            opened(tmp_path, written).check(start, end)
