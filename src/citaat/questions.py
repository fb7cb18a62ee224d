"""Questions as they come in, on a line or in a request: each is one to ask, or a fault that says what to mend."""

import json

from citaat.errors import UsageError
from citaat.light import dataclass

# A line longer than this is no question; what follows on that line is read past, never kept.
MAX_LINE = 1 << 20
_SHAPE = 'write {"question": "…", "id": "…"}'
_UTF8 = "save it as UTF-8"
# Of a text in UTF-16 every other byte is none.
_MOST_NULLS = 3


class _Doubled(dict[str, object]):
    """A JSON object with a key that stands in it twice: `key`, and all that is said as text in it."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.key = next(name for name in names if names.count(name) > 1)
        self.said = "\n\n".join(value for _, value in pairs if isinstance(value, str))


@dataclass(frozen=True, slots=True)
class Asked:
    """One line: what was asked, the caller's id for it, and why it cannot be asked, if it cannot.

    With an error the text is what there is to look at for caveats.
    """

    text: str
    id: str | int | float | None = None
    error: UsageError | None = None


def plain(question: str, fix: str, most: int = MAX_LINE) -> Asked:
    """A question as such, of at most `most` bytes; `fix` says how to ask one."""
    if not any(char.isalnum() for char in question):
        return Asked("", None, UsageError("the question is empty", fix=fix))
    if not _encodable(question):
        error = UsageError("the question is not valid UTF-8", fix="type it again")
        return Asked(_guessed(question), None, error)
    if len(question.encode("utf-8")) > most:
        return Asked(question, None, _too_long(None, None, most))
    return Asked(question)


def line(raw: bytes, whole: bool, file: str, number: int, most: int = MAX_LINE) -> Asked | None:
    """The question on a line, plain or as a JSON object; None for an empty line.

    `whole` is False when the line is longer than `most` bytes and `raw` is its beginning.
    """
    text = raw.decode("utf-8", "surrogateescape").strip().removeprefix("\ufeff").strip()
    if not whole:
        return Asked(_guessed(text), None, _too_long(file, number, most))
    if not text.strip("\0"):
        return None
    if not _encodable(text) or text.count("\0") * _MOST_NULLS > len(text):
        error = UsageError("is not valid UTF-8", file=file, line=number, fix=_UTF8)
        return Asked(_guessed(text), None, error)
    if text.startswith("{"):
        return record(text, file, number)
    return Asked(text) if text else None


def record(text: str, file: str, number: int) -> Asked:
    """A question as a JSON object with `question` and perhaps `id`."""

    def wrong(what: str) -> Asked:
        return Asked(text, None, UsageError(what, file=file, line=number, fix=_SHAPE))

    try:
        found = json.loads(text, object_pairs_hook=_object)
    except RecursionError:
        return wrong("is not JSON that can be read (nested too deep)")
    except ValueError as error:
        return wrong(f"is not JSON ({error})")
    if not isinstance(found, dict):
        return wrong("is no JSON object")
    if isinstance(found, _Doubled):
        return Asked(_guessed(found.said), None, wrong(f"holds the key {found.key!r} twice").error)
    question, key = found.get("question"), found.get("id")
    if not isinstance(question, str):
        return wrong("holds no question as text")
    if not _encodable(question) or (isinstance(key, str) and not _encodable(key)):
        return Asked(_guessed(question), None, wrong("holds half a character (a lone surrogate)").error)
    if not _is_id(key):
        return Asked(question, None, wrong("its id is neither text nor a number").error)
    return Asked(question, key)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object; which of two values its writer means nobody can tell."""
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Doubled(pairs)


def _is_id(key: object) -> bool:
    """Text, a whole number or a finite one: these come back as they went in."""
    if isinstance(key, float):
        return abs(key) < float("inf")
    return key is None or (isinstance(key, str | int) and not isinstance(key, bool))


def _too_long(file: str | None, number: int | None, most: int) -> UsageError:
    what = f"the question is longer than {most:,} bytes"
    return UsageError(what, file=file, line=number, fix="ask in fewer words")


def _encodable(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def _guessed(text: str) -> str:
    """`text` for the rules: bytes that are no UTF-8 are read as Latin-1, and those of UTF-16 that are none left out."""
    return "".join(
        char
        if not "\ud800" <= char <= "\udfff"
        else chr(ord(char) - 0xDC00)
        if "\udc80" <= char <= "\udcff"
        else " "
        for char in text
        if char != "\0"
    )
