"""Questions from arguments, a pipe or a terminal, with every fault told by its line."""

import sys
from collections.abc import Iterator

from citaat.cli import patience
from citaat.errors import UsageError
from citaat.light import BinaryIO
from citaat.questions import MAX_LINE, Asked, line, plain

_STDIN = "<stdin>"


def argument(question: str) -> Asked:
    """A question from the command's arguments."""
    return plain(question, 'ask something: citaat ask "Waar zit magnesium in?"')


def piped() -> Iterator[Asked]:
    """Every question of standard input; empty lines are none."""
    for number, raw, whole in _lines(sys.stdin.buffer):
        asked = line(raw, whole, _STDIN, number)
        if asked is not None:
            yield asked


def typed(prompt: str) -> Iterator[Asked]:
    """Questions as they are typed at a terminal, until an empty line or the end of input."""
    while True:
        patience.end()
        print(prompt, end="", file=sys.stderr, flush=True)
        answer = sys.stdin.buffer.readline(MAX_LINE).decode("utf-8", "surrogateescape").strip()
        if not answer:
            return
        yield argument(answer)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Number, bytes and whether that is the whole line."""
    number = 0
    while True:
        try:
            raw = stream.readline(MAX_LINE + 1)
            number += 1
            if not raw:
                return
            whole = len(raw) <= MAX_LINE or raw.endswith(b"\n")
            yield number, raw, whole
            while len(raw) > MAX_LINE and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_LINE + 1)
        except OSError as error:
            what = f"standard input cannot be read ({error.strerror})"
            raise UsageError(what, fix="give questions, one a line") from error
