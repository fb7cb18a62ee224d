"""A log of questions: plain lines, or JSON lines with a `question`, outcomes among them."""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from citaat.errors import UsageError

MAX_LINE = 1 << 20


@dataclass(frozen=True, slots=True)
class Log:
    """Every question with how often it was asked, most often first; and how many lines held none."""

    questions: tuple[tuple[str, int], ...]
    unread: int


def read_log(path: Path) -> Log:
    """The log at `path`. Raises UsageError when it cannot be read or holds no question."""
    first: dict[str, str] = {}
    counts: Counter[str] = Counter()
    unread = 0
    for raw in _lines(path):
        question = _question(raw)
        if question is None:
            unread += 1
        elif question:
            key = _same(question)
            first.setdefault(key, question)
            counts[key] += 1
    if not counts:
        raise UsageError(
            "holds no question", file=str(path), fix='write one a line, plain or as {"question": "…"}'
        )
    return Log(tuple((first[key], times) for key, times in counts.most_common()), unread)


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise UsageError(
            f"cannot be read ({error.strerror})", file=str(path), fix="check the path"
        ) from error


def _question(raw: bytes) -> str | None:
    """The question of a line, "" for an empty line, None for a line that holds none."""
    try:
        line = raw.decode("utf-8").strip().removeprefix("\ufeff").strip()
        if len(raw) > MAX_LINE or not line.startswith("{"):
            return line if len(raw) <= MAX_LINE else None
        question = json.loads(line).get("question")
        if not isinstance(question, str) or not any(char.isalnum() for char in question):
            return None
        question.encode("utf-8")
        return question
    except (ValueError, RecursionError):
        return None


def _same(question: str) -> str:
    """Two spellings of one question: case, spaces and punctuation make no difference."""
    plain = unicodedata.normalize("NFKC", question).casefold()
    return " ".join("".join(char if char.isalnum() else " " for char in plain).split())
