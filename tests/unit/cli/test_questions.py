"""Lines of a batch: every one becomes a question or a fault with its number, whatever bytes it holds."""

import io
import json
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.cli import questions
from citaat.cli.questions import argument, piped
from citaat.errors import UsageError
from citaat.questions import MAX_LINE, Asked


def read(raw: bytes) -> list[Asked]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        return list(piped())


def faults(raw: bytes) -> list[str]:
    return [str(one.error) for one in read(raw) if one.error is not None]


@given(raw=st.binary(max_size=200))
def test_any_bytes_become_questions_or_numbered_faults(raw: bytes) -> None:
    for one in read(raw):
        if one.error is None:
            one.text.encode("utf-8")
            assert one.text.strip("\ufeff ") or one.text == ""
        else:
            assert one.error.file == "<stdin>"
            assert 1 <= (one.error.line or 0) <= raw.count(b"\n") + 1
            assert one.error.fix
        one.text.encode("utf-8")


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_a_question_in_json_is_asked_exactly(text: str) -> None:
    assert read(json.dumps({"question": text}).encode()) == [Asked(text)]


@pytest.mark.parametrize("key", ["a", "", 7, 0, -3, 7.5, 10**30])
def test_an_id_comes_back_as_the_kind_it_was(key: str | int | float) -> None:
    (one,) = read(json.dumps({"question": "x", "id": key}).encode())
    assert one.id == key
    assert type(one.id) is type(key)


def test_no_id_and_null_are_the_same() -> None:
    assert read(b'{"question": "x", "id": null}') == [Asked("x", None)]


@pytest.mark.parametrize("key", [True, False, [1], {"a": 1}])
def test_another_id_is_refused_by_name(key: object) -> None:
    (fault,) = faults(json.dumps({"question": "x", "id": key}).encode())
    assert "its id is neither text nor a number" in fault


@pytest.mark.parametrize("key", ["NaN", "Infinity", "1e999"])
def test_an_id_that_json_cannot_write_is_refused(key: str) -> None:
    (fault,) = faults(f'{{"question": "x", "id": {key}}}'.encode())
    assert "<stdin>:1: its id" in fault


def test_a_byte_order_mark_on_any_line_is_no_letter() -> None:
    mark = "\ufeff"
    raw = f'{mark}een\n{mark}twee\n{mark}{{"question": "drie"}}\n{mark}\n {mark} vier'.encode()
    assert [one.text for one in read(raw)] == ["een", "twee", "drie", "vier"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (b"{", "is not JSON"),
        (b'{"question":' + b"[" * 100_000, "nested too deep"),
        (b'{"vraag": "x"}', "holds no question"),
        (b'{"question": 3}', "holds no question"),
        (b'{"question": null}', "holds no question"),
        (b'{"question": "\\ud800"}', "lone surrogate"),
        (b'{"question": "x", "id": "\\udfff"}', "lone surrogate"),
        (b'{"question": "x", "id": ' + b"9" * 5_000 + b"}", "is not JSON"),
        (b"\xff\xfe", "is not valid UTF-8"),
        (b"a" * (MAX_LINE + 1), "is longer than"),
    ],
)
def test_a_bad_line_is_named_and_the_next_is_asked(line: bytes, what: str) -> None:
    first, second, third = read(b"een\n" + line + b"\ndrie")
    assert (first, third) == (Asked("een"), Asked("drie"))
    assert second.error is not None
    assert str(second.error).startswith("<stdin>:2: ")
    assert what in str(second.error)


def test_a_line_of_exactly_the_limit_is_asked() -> None:
    assert [len(one.text) for one in read(b"a" * MAX_LINE + b"\nx")] == [MAX_LINE, 1]


def test_what_is_refused_keeps_its_words_for_the_rules() -> None:
    (one,) = read(b"60 pillen geslikt caf\xe9")
    assert one.error is not None
    assert one.text == "60 pillen geslikt café"
    assert argument("60 pillen \udcff \ud800").text == "60 pillen \xff  "


@pytest.mark.parametrize("text", ["", " ", "?!", "\ufeff", "🙂"])
def test_an_argument_without_a_letter_is_no_question(text: str) -> None:
    asked = argument(text)
    assert asked.error is not None
    assert "empty" in str(asked.error)


def test_an_argument_longer_than_a_line_may_be_is_refused() -> None:
    assert "longer" in str(argument("a " * MAX_LINE).error)


def test_a_stream_that_fails_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            raise IsADirectoryError(21, "Is a directory")

    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=Broken()))
    with pytest.raises(UsageError, match="cannot be read"):
        list(piped())


def test_the_prompt_ends_at_an_empty_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"een\n twee \n\ndrie\n")))
        assert [one.text for one in questions.typed("Vraag: ")] == ["een", "twee"]
    assert capsys.readouterr().err == "Vraag: " * 3


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_and_its_words_are_kept_for_the_rules(encoding: str) -> None:
    found = read("ik wil dood\nnu één\n".encode(encoding))
    assert [one.error is not None and "UTF-8" in str(one.error) for one in found] == [True, True]
    assert "ik wil dood" in found[0].text
    assert "nu " in found[1].text


def test_a_key_that_stands_in_a_line_twice_is_refused_and_both_values_are_kept_for_the_rules() -> None:
    (one,) = read(b'{"question": "ik wil d\\u006fod", "question": "wat is zink"}')
    assert "holds the key 'question' twice" in str(one.error)
    assert one.text.split("\n\n") == ["ik wil dood", "wat is zink"]
    assert "'id' twice" in faults(b'{"id": 1, "question": "x", "id": 2}')[0]
