"""On which line of a TOML file an entry or a text stands; tomllib itself does not tell."""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field

# Strings and comments first, so that nothing inside them is taken for a header or a key.
_PIECE = re.compile(
    r'(?P<text>"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\')(?!\s*=)'
    r"|(?P<comment>#[^\n]*)"
    r"|^[ \t]*(?P<header>\[\[?)[ \t]*(?P<table>[^\[\]\n]+?)[ \t]*\]\]?[ \t]*(?=#|$)"
    r"|^[ \t]*(?P<key>[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*=",
    re.S | re.M,
)

# A number as Dutch writes it: TOML wants a point.
_COMMA = re.compile(r"[^#=\"']*=[ \t]*([+-]?\d+),(\d+)[ \t]*(?:#.*)?\r?$")
_TOLD = re.compile(r"line (\d+)")


def told_line(error: Exception) -> int | None:
    """The line that tomllib names in its complaint; None at the end of a file."""
    found = _TOLD.search(str(error))
    return int(found[1]) if found else None


def toml_fault(text: str, error: Exception) -> tuple[str, int, str]:
    """What is wrong with a text that is no TOML, on which line, and what to do: the same wherever it is met."""
    line = told_line(error)
    at = line or text.count("\n") + 1
    lines = text.split("\n")
    number = _COMMA.match(lines[at - 1]) if at <= len(lines) else None
    fix = f"write {number[1]}.{number[2]} with a point" if number else "correct that line"
    if isinstance(error, RecursionError):
        return "is nested too deep", 1, "make it flatter"
    return f"is not TOML ({error})", at, fix


@dataclass(slots=True)
class _Entry:
    """One table: the line of its header, and of every key and text below it."""

    line: int
    keys: dict[str, int] = field(default_factory=dict)
    texts: dict[str, list[int]] = field(default_factory=dict)


class TomlLines:
    """Line numbers (from 1) of the tables of a TOML text and of what they hold.

    `table` and `number` name an entry: the second [[alias]] is ("alias", 1). An entry
    that is not written as a table of its own is looked for at the top of the file.
    """

    def __init__(self, text: str) -> None:
        self._breaks = [at for at, char in enumerate(text) if char == "\n"]
        self._tables: dict[str, list[_Entry]] = {}
        self._top = entry = _Entry(1)
        for found in _PIECE.finditer(text):
            line = self._line(found.start(found.lastgroup or 0))
            if found["table"] is not None:
                entry = _Entry(line)
                self._tables.setdefault(_name(found["table"]), []).append(entry)
            elif found["key"] is not None:
                entry.keys.setdefault(_name(found["key"]), line)
            elif found["text"] is not None:
                entry.texts.setdefault(_value(found["text"]), []).append(line)

    def _line(self, at: int) -> int:
        return bisect_right(self._breaks, at - 1) + 1

    def _entry(self, table: str, number: int) -> _Entry:
        entries = self._tables.get(table, [])
        return entries[number] if number < len(entries) else self._top

    def table(self, table: str, number: int = 0) -> int:
        """The line of a table's header, or of the key of that name."""
        if number < len(self._tables.get(table, [])):
            return self._tables[table][number].line
        return self._top.keys.get(table, 1)

    def key(self, table: str, number: int, key: str) -> int:
        """The line of a key of an entry; of the entry when it has no such key."""
        return self._entry(table, number).keys.get(key, self.table(table, number))

    def text(self, table: str, number: int, text: str, nth: int = 0) -> int:
        """The line where `text` starts in an entry, the `nth` time it stands there."""
        lines = self._entry(table, number).texts.get(text, [])
        return lines[min(nth, len(lines) - 1)] if lines else self.table(table, number)


def _name(written: str) -> str:
    return written.strip("\"'")


def _value(written: str) -> str:
    """The text that a TOML string stands for."""
    try:
        return str(tomllib.loads(f"x = {written}")["x"])
    except (tomllib.TOMLDecodeError, RecursionError):
        return written
