"""Questions as they come in: from arguments, a pipe or a terminal, with every fault told by its line."""

import json
import sys
from collections.abc import Iterator

from citaat.errors import UsageError
from citaat.light import BinaryIO, dataclass

# A line longer than this is no question; what follows on that line is read past, never kept.
MAX_LINE = 1 << 20
_STDIN = "<stdin>"
_SHAPE = 'write {"question": "…", "id": "…"}'
_UTF8 = "save it as UTF-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """One line: what was asked, the caller's id for it, and why it cannot be asked, if it cannot.

    With an error the text is what there is to look at for caveats.
    """

    text: str
    id: str | int | float | None = None
    error: UsageError | None = None


def argument(question: str) -> Asked:
    """A question from the command's arguments."""
    if not any(char.isalnum() for char in question):
        fix = 'ask something: citaat ask "Waar zit magnesium in?"'
        return Asked("", None, UsageError("the question is empty", fix=fix))
    if not _encodable(question):
        error = UsageError("the question is not valid UTF-8", fix="type it again")
        return Asked(_guessed(question), None, error)
    if len(question.encode("utf-8")) > MAX_LINE:
        return Asked(question, None, _too_long(None, None))
    return Asked(question)


def piped() -> Iterator[Asked]:
    """Every question of standard input; empty lines are none."""
    for number, raw, whole in _lines(sys.stdin.buffer):
        line = raw.decode("utf-8", "surrogateescape").strip().removeprefix("\ufeff").strip()
        if not whole:
            yield Asked(_guessed(line), None, _too_long(_STDIN, number))
        elif not _encodable(line):
            error = UsageError("is not valid UTF-8", file=_STDIN, line=number, fix=_UTF8)
            yield Asked(_guessed(line), None, error)
        elif line.startswith("{"):
            yield _record(line, number)
        elif line:
            yield Asked(line)


def typed(prompt: str) -> Iterator[Asked]:
    """Questions as they are typed at a terminal, until an empty line or the end of input."""
    while True:
        print(prompt, end="", file=sys.stderr, flush=True)
        line = sys.stdin.buffer.readline(MAX_LINE).decode("utf-8", "surrogateescape").strip()
        if not line:
            return
        yield argument(line)


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


def _record(line: str, number: int) -> Asked:
    def wrong(what: str) -> Asked:
        return Asked(line, None, UsageError(what, file=_STDIN, line=number, fix=_SHAPE))

    try:
        record = json.loads(line)
    except RecursionError:
        return wrong("is not JSON that can be read (nested too deep)")
    except ValueError as error:
        return wrong(f"is not JSON ({error})")
    question, key = record.get("question"), record.get("id")
    if not isinstance(question, str):
        return wrong("holds no question as text")
    if not _encodable(question) or (isinstance(key, str) and not _encodable(key)):
        return Asked(_guessed(question), None, wrong("holds half a character (a lone surrogate)").error)
    if not _is_id(key):
        return Asked(question, None, wrong("its id is neither text nor a number").error)
    return Asked(question, key)


def _is_id(key: object) -> bool:
    """Text, a whole number or a finite one: these come back as they went in."""
    if isinstance(key, float):
        return abs(key) < float("inf")
    return key is None or (isinstance(key, str | int) and not isinstance(key, bool))


def _too_long(file: str | None, line: int | None) -> UsageError:
    what = f"the question is longer than {MAX_LINE:,} bytes"
    return UsageError(what, file=file, line=line, fix="ask in fewer words")


def _encodable(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def _guessed(text: str) -> str:
    """`text` with bytes that are no UTF-8 read as Latin-1, so that a warning can still be found in it."""
    return "".join(
        char
        if not "\ud800" <= char <= "\udfff"
        else chr(ord(char) - 0xDC00)
        if "\udc80" <= char <= "\udcff"
        else " "
        for char in text
    )
