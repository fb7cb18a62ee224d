"""Messages in Dutch: what the code says in English, as an editor of a site reads it.

Code, codes and keys are English, and so is what other programs read (`--json`). The commands that an editor
works with say the same in Dutch, from one list (`data/messages/dutch.txt`) that a person can read and mend.
"""

import re
from functools import cache
from pathlib import Path

from citaat.errors import CitaatError

_LIST = Path(__file__).parent / "data" / "messages" / "dutch.txt"
_HOLE = re.compile(r"\{(\d?)\}")
_SOME = re.compile(r" and (\d+) more\b")
_MORE = re.compile(r"(.*?) \(and (\d+) more: (.*)\)", re.DOTALL)
# What comes before a message, or parts two of them.
_JOINTS = (": ", "; ", ", ")

Entries = tuple[tuple[re.Pattern[str], str], ...]


def read_entries(text: str) -> dict[str, str]:
    """The Dutch by the English, with holes; ValueError for a line that is no half of a pair."""
    lines = [line for line in text.splitlines() if line and not line.startswith("# ")]
    if len(lines) % 2:
        raise ValueError("an English line without its Dutch, or the other way round")
    pairs = list(zip(lines[::2], lines[1::2], strict=True))
    wrong = [english for english, dutch in pairs if not dutch.startswith("= ")]
    if wrong:
        raise ValueError(f"no Dutch below: {wrong[0]}")
    return {english: dutch.removeprefix("= ") for english, dutch in pairs}


def in_dutch(text: str) -> str:
    """The message in Dutch; what is not on the list stays as it is, piece by piece."""
    more = _MORE.fullmatch(text)
    if more is not None:
        return f"{in_dutch(more[1])} (en nog {more[2]}: {more[3]})"
    text = _SOME.sub(r" en nog \1", text)
    # A message and its cure, each on the list: the hole at the end of the one must not swallow the other.
    what, joint, fix = text.rpartition("; ")
    if joint and _found(fix) is not None and _found(what) is not None:
        return f"{_found(what)}; {_found(fix)}"
    whole = _found(text)
    if whole is not None:
        return whole
    for joint in _JOINTS:
        for at in (found.start() for found in re.finditer(re.escape(joint), text)):
            before, after = text[:at], text[at + len(joint) :]
            if _found(before) is not None or _found(after) is not None:
                return f"{in_dutch(before)}{joint}{in_dutch(after)}"
    return text


def stage_in_dutch(stage: str) -> str:
    """What goes on, as a progress bar tells it: "passages: reading"."""
    return ": ".join(_found(part) or part for part in stage.split(": "))


def error_in_dutch(error: CitaatError) -> str:
    """An error in one line: place, what is wrong, what to do about it."""
    place = "" if error.file is None else f"{error.file}:{error.line}: " if error.line else f"{error.file}: "
    return place + in_dutch(error.what) + (f"; {in_dutch(error.fix)}" if error.fix else "")


def counted(count: int, one: str, more: str) -> str:
    """A number with its noun: 1 zin, 1.200 zinnen."""
    number = f"{count:,}".replace(",", ".")
    return f"{number} {one if count == 1 else more}"


def _found(text: str) -> str | None:
    for english, dutch in _entries():
        found = english.fullmatch(text)
        if found is not None:
            return _filled(dutch, found.groups())
    return None


def _filled(dutch: str, holes: tuple[str, ...]) -> str:
    """The Dutch with its holes filled, by what stood in them: of what is a message, too, the Dutch."""
    told = [_found(hole) or hole for hole in holes]
    order = iter(range(len(told)))

    def fill(hole: re.Match[str]) -> str:
        return told[int(hole[1]) - 1 if hole[1] else next(order)]

    return _HOLE.sub(fill, dutch)


@cache
def _entries() -> Entries:
    """The list, in the order in which it is tried: of two that fit, what begins and says most in letters of its own."""
    read = read_entries(_LIST.read_text(encoding="utf-8"))
    ordered = sorted(read.items(), key=lambda pair: (pair[0].startswith("{"), -len(_HOLE.sub("", pair[0]))))
    return tuple((_pattern(english), dutch) for english, dutch in ordered)


def _pattern(english: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(map(re.escape, english.split("{}"))), re.DOTALL)
