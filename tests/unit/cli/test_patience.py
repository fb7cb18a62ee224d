"""The sign of life: on a terminal alone, never for programs, and gone without a trace."""

import signal
from collections.abc import Iterator

import pytest

from citaat.cli import patience


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """What goes to standard error, which is a terminal; the timer rings at once when it is told to."""
    found: list[bytes] = []
    monkeypatch.setattr(patience, "_watched", lambda: True)
    monkeypatch.setattr(patience, "_write", found.append)
    monkeypatch.setattr(patience._State, "begun", False)
    before = signal.getsignal(signal.SIGALRM)
    yield found
    patience.end()
    signal.signal(signal.SIGALRM, before)


def ring() -> None:
    signal.raise_signal(signal.SIGALRM)


def test_the_line_is_drawn_when_the_timer_rings_and_wiped_when_something_comes(written: list[bytes]) -> None:
    patience.begin(["vraag"])
    assert written == []
    ring()
    assert "even geduld" in written[0].decode()
    patience.end()
    patience.end()
    assert written[1:] == [b"\r\x1b[K"]
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    # An alarm that was under way draws nothing any more, and ends nothing.
    ring()
    assert len(written) == 2


def test_after_a_remark_the_waiting_goes_on(written: list[bytes]) -> None:
    patience.again()
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    patience.begin(["vraag"])
    patience.end()
    patience.again()
    ring()
    assert len(written) == 1


def test_what_comes_within_the_second_leaves_nothing(written: list[bytes]) -> None:
    patience.begin(["vraag"])
    assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    patience.end()
    assert written == []


@pytest.mark.parametrize("option", ["--json", "--format", "--format=jsonl"])
def test_a_program_gets_none(written: list[bytes], option: str) -> None:
    patience.begin(["vraag", option])
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_pipe_gets_none(written: list[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "_watched", lambda: False)
    patience.begin(["vraag"])
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_whoever_uses_the_alarm_keeps_it(written: list[bytes]) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    patience.begin(["vraag"])
    assert signal.getsignal(signal.SIGALRM) == signal.SIG_IGN
