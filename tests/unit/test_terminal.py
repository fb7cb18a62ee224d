"""Untrusted text: no character of a kind that could command a terminal is left, and JSON reads back unchanged."""

import json
import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from citaat.terminal import json_text, printable, visible

KINDS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_every_control_and_format_character_is_replaced_and_no_other() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    unsafe = {char for char in every if unicodedata.category(char) in KINDS and char not in "\t\n"}
    assert all(printable(char) == "\ufffd" for char in unsafe)
    assert printable("é\t’\n🙂 ½²") == "é\t’\n🙂 ½²"


def test_windows_line_ends_become_plain_ones() -> None:
    assert printable("a\r\nb\rc") == "a\nb\ufffdc"


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_json_reads_back_unchanged_and_shows_nothing_raw(text: str) -> None:
    told = json_text({"x": text + "\u202e\x9b\x1b\u061c\U000e0041"}, indent=2)
    assert json.loads(told)["x"] == text + "\u202e\x9b\x1b\u061c\U000e0041"
    assert printable(told) == told


@given(text=st.text(max_size=40))
def test_made_visible_nothing_is_raw_and_nothing_is_gone(text: str) -> None:
    shown = visible(text)
    assert printable(shown) == shown
    assert "\n" not in shown
    assert len(shown) >= len(text)


def test_what_is_made_visible_can_be_read() -> None:
    assert visible("a\x1b[31m\n\u202e é 🙂\ud800") == "a\\x1b[31m\\n\\u202e é 🙂\\ud800"
