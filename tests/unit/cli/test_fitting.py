"""Lines fit the terminal and lose no word; where there is no terminal they stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.cli import fitting
from citaat.terminal import columns

LINES = st.lists(st.text("ab  :é", max_size=120), max_size=4).map("\n".join)


@given(text=LINES, width=st.sampled_from([40, 80, 200]))
def test_no_line_is_wider_and_no_word_is_lost(text: str, width: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "_width", lambda: width)
        told = fitting.fitted(text)
    assert told.split() == text.split()
    words = max(map(columns, text.split()), default=0)
    # A word that is wider than the terminal stands by itself, behind what its line is set in with.
    assert all(columns(line) <= max(width, words + 122) for line in told.split("\n"))
    if words < width // 4 and not text.startswith(" "):
        assert all(columns(line) <= width for line in told.split("\n") if not line.startswith(" " * 9))


def test_what_fits_keeps_its_columns_and_what_follows_is_set_in_deeper() -> None:
    row = "  accuracy               15/15 1.000 [0.78 1.00]"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fitting, "_width", lambda: 80)
        assert fitting.fitted(row) == row
        patch.setattr(fitting, "_width", lambda: 40)
        assert fitting.fitted(row) == "  accuracy 15/15 1.000 [0.78 1.00]"
        assert fitting.fitted(f"  {'woord ' * 9}").split("\n")[1].startswith("    woord")


def test_a_file_gets_whole_lines() -> None:
    assert fitting.fitted("woord " * 60) == "woord " * 60
