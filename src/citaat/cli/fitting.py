"""What an editor's command says, as wide as the terminal is; whole where it goes to a file or a program."""

import os
import sys

from citaat.terminal import wrapped

_LEAST = 40
_HANGING = "  "


def fitted(text: str) -> str:
    """The text with lines that are too long for the terminal broken between words, what follows set in deeper.

    A row of a table that does not fit gives up its columns before it is broken.
    """
    width = _width()
    return "\n".join(_fitted(line, width) for line in text.split("\n")) if width else text


def _width() -> int:
    """The columns of the terminal; 0 where there is none. As other programs have it COLUMNS knows better."""
    if not sys.stdout.isatty():
        return 0
    told = os.environ.get("COLUMNS", "")
    try:
        width = int(told) if told.isdecimal() else os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        width = 0
    return max(_LEAST, width or 2 * _LEAST)


def _fitted(line: str, width: int) -> str:
    if len(line) <= width:
        return line
    before = line[: len(line) - len(line.lstrip(" "))]
    return wrapped(line, width, before + _HANGING)
