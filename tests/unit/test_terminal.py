"""Untrusted text: no character of a kind that could command a terminal is left, and JSON reads back unchanged."""

import json
import sys
import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.terminal import _TOGETHER, _pieces, columns, inert, json_text, printable, visible, wrapped

KINDS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_every_control_and_format_character_is_replaced_and_no_other() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    unsafe = {char for char in every if unicodedata.category(char) in KINDS and char not in "\t\n"}
    unseen = set("\xad\u200b\u200c\u200d\u2060\ufeff")
    assert {char for char in unsafe if printable(char) == ""} == unseen
    assert all(printable(char) == "\ufffd" for char in unsafe - unseen)
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


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("", 0),
        ("één “zo’n” → 20 €", 17),
        ("維生素", 6),
        ("e\u0301", 1),
        ("🙂!", 3),
        ("ｗ", 2),
        ("z" + "\u0335" * 50, 1),
    ],
)
def test_width_is_counted_in_columns(text: str, taken: int) -> None:
    assert columns(text) == taken


@given(text=st.text(st.sampled_from("ab é維🙂 \u0301-"), max_size=80), width=st.integers(8, 40))
def test_wrapping_breaks_between_words_and_fits(text: str, width: int) -> None:
    lines = wrapped(text, width, "  ").split("\n")
    assert " ".join(lines).split() == text.split()
    assert all(columns(line) <= width or len(line.split()) == 1 for line in lines)


@given(text=st.text(st.sampled_from("abc .,-é"), max_size=120), width=st.integers(10, 40))
def test_wrapping_is_that_of_textwrap_where_letters_are_narrow(text: str, width: int) -> None:
    single = " ".join(text.split())
    told = textwrap.fill(
        single, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )
    assert wrapped(single, width, "  ") == told


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("een kopje koffie kost € 2,40 per keer", "€ 2,40"),
        ("de les van donderdag (€ 12,50) vervalt", "(€ 12,50)"),
        ("een proefles van dertig kost 15 euro.", "15 euro."),
        ("neem elke dag niet meer dan 1,5 mg in", "1,5 mg"),
    ],
)
def test_a_number_stays_with_its_sign_or_unit(text: str, piece: str) -> None:
    for width in range(len(piece), 40):
        lines = wrapped(text, width).split("\n")
        assert any(piece in line for line in lines), width
        assert all(columns(line) <= width or " " not in line for line in lines)
        assert " ".join(lines) == text


@given(text=st.text(st.sampled_from("€5 eurmg,."), max_size=60), width=st.integers(4, 30))
def test_keeping_numbers_whole_loses_nothing_and_fits(text: str, width: int) -> None:
    lines = wrapped(text, width).split("\n")
    assert " ".join(lines).split() == text.split()
    assert all(columns(line) <= width or len(line.split()) == 1 for line in lines if line == line.lstrip())


def test_a_tower_of_marks_is_cut_and_a_language_is_not() -> None:
    assert printable("z" + "\u0335" * 50 + "a") == "z" + "\u0335" * 4 + "a"
    assert printable("Việt ế e\u0302\u0301") == "Việt ế e\u0302\u0301"


@pytest.mark.parametrize(
    "text",
    [
        "::error::x",
        "a\r\n  ::error::x",
        "kop ::error::x",
        "##[command]x",
        "\u2028::warning::x",
        "a ##vso[x]b",
    ],
)
def test_no_line_is_a_command_to_a_ci_log(text: str) -> None:
    for shown in (inert(printable(text)), inert(wrapped(printable(text), 6))):
        assert not any(line.strip().startswith("::") for line in shown.splitlines())
        assert "##[" not in shown
        assert "##vso[" not in shown
        assert shown.replace("\\", "").count("::") == text.count("::")


def test_json_holds_no_command_to_a_ci_log_and_reads_back() -> None:
    value = {"id": "##vso[task.complete]x", "question": "## kop, een ##[group] en C##"}
    assert "##vso[" not in json_text(value)
    assert "##[" not in json_text(value)
    assert "## kop" in json_text(value)
    assert json.loads(json_text(value)) == value


_WORDS = st.lists(st.sampled_from("€ $2 12 1,5 3a mg mgx euro % °C km, uur vorm 9€ 4 £ ² procent.".split()))


@given(words=_WORDS, room=st.integers(4, 12))
def test_a_quick_look_finds_every_number_that_belongs_to_a_word(words: list[str], room: int) -> None:
    text = " ".join(words)
    together = [match.group().split() for match in _TOGETHER.compiled.finditer(text)]
    parted = [[" ".join(one)] if len(" ".join(one)) <= room else one for one in together]
    assert list(_pieces(text, room)) == [piece for pieces in parted for piece in pieces]
