"""Whatever a command raises becomes a documented exit code and one line without anything raw."""

import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaat.cli import guard, streams
from citaat.errors import CitaatError, CorpusError, IncomparableError, UsageError

CODES = {0, 1, 2, 3, 4, 10, 130}
TEXT = st.text(max_size=60)
ERROR = st.one_of(
    st.builds(CitaatError, TEXT, file=TEXT, line=st.none() | st.integers(0, 9), fix=TEXT),
    st.builds(UsageError, TEXT),
    st.builds(IncomparableError, TEXT),
    st.builds(OSError, st.sampled_from([errno.ENOSPC, errno.ENOENT, errno.EACCES, errno.EIO]), TEXT, TEXT),
    st.builds(OSError, st.sampled_from([errno.ENOSPC, errno.EIO, errno.EINTR]), TEXT),
    st.builds(ValueError, TEXT),
    st.builds(KeyError, TEXT),
    st.sampled_from([RecursionError("deep"), MemoryError(), UnicodeDecodeError("utf-8", b"x", 0, 1, "bad")]),
)


def raising(error: BaseException) -> int:
    def work() -> int:
        raise error

    return guard.guarded(work)


@given(error=ERROR)
def test_any_error_is_one_line_without_anything_raw(error: Exception) -> None:
    with pytest.MonkeyPatch.context() as patch:
        told: list[str] = []
        patch.setattr(streams, "tell", told.append)
        assert raising(error) in CODES - {0, 1, 10}
    (line,) = told
    assert line.startswith("citaat: error: ")
    assert len(line) < 1_000


def test_what_is_told_is_spelt_out(capfd: pytest.CaptureFixture[str]) -> None:
    assert raising(CorpusError("a\x1b[31m\u202eb", file="x\x07\ny.md")) == 3
    assert capfd.readouterr().err == "citaat: error: x\\x07 y.md: a\\x1b[31m\\u202eb\n"


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 0, ""),
        (SystemExit(0), 0, ""),
        (UsageError("x"), 2, "x"),
        (IncomparableError("x"), 4, "x"),
        (RecursionError(), 3, "nested too deep"),
        (MemoryError(), 3, "not enough memory"),
        (OSError(errno.ENOSPC, "full"), 2, "standard output cannot be written (full)"),
        (PermissionError(errno.EACCES, "no", "f.md"), 3, "f.md: cannot be used (no)"),
        (ZeroDivisionError("x"), 3, "ZeroDivisionError: x"),
    ],
)
def test_each_kind_has_its_code(
    error: BaseException, code: int, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(streams, "tell", told.append)
    monkeypatch.setattr(streams, "discard", lambda stream, number: None)
    assert raising(error) == code
    assert words in " ".join(told)
    assert len(told) == bool(words)


def test_a_missing_file_brings_the_nearest_one(tmp_path: os.PathLike[str]) -> None:
    there = os.path.join(tmp_path, "artikelen")
    os.mkdir(there)
    error = CorpusError("there is no such corpus", file=os.path.join(tmp_path, "artikeln"))
    assert guard._nearest(error) == f"; did you mean {there}?"
    assert guard._nearest(CorpusError("x", file=there)) == ""
    assert guard._nearest(CorpusError("x", file=os.path.join(tmp_path, "zzzz"))) == ""
