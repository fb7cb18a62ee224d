"""Untrusted text made harmless: for a terminal, and inside JSON that a terminal may show."""

import json

from citaat.light import TYPE_CHECKING, Any, Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# Every control, format (bidirectional ones among them), surrogate and separator character of
# Unicode 15, but for tab and line feed: none of these may reach a terminal.
_UNSAFE = Pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


# What is a command to whatever keeps a CI log: at the beginning of a line (GitHub), anywhere in it (Azure, TeamCity).
_COMMAND = Pattern(r"(?m)^(\s*)(?=::)")
_COMMAND_INSIDE = Pattern(r"##(?=\w*\[)")
# What a line end must not part: a sign and its number, a number and its unit.
_TOGETHER = Pattern(
    r"\S*[€$£]\s+\d\S*|\S*\d\s+(?:euro|procent|%|°C?|mg|kg|g|ml|l|mm|cm|m|km|uur|u)(?!\w)\S*|\S+"
)
_CURRENCIES, _UNITS = (
    "€$£",
    ("euro", "procent", "%", "°", "mg", "kg", "g", "ml", "l", "mm", "cm", "m", "km", "uur", "u"),
)
_UNSEEN = Pattern("[\xad\u200b-\u200d\u2060\ufeff]")
# Marks that are put on the letter before them: no language stacks more than a few, and a tower of
# them covers the lines above and below.
_MARK = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_TOWER = Pattern(f"([{_MARK}]{{4}})[{_MARK}]+")


def printable(text: str) -> str:
    """`text` without characters that could command a terminal; line ends become plain ones.

    What is written to be unseen (soft hyphens, joiners, blanks of no width) is dropped.
    """
    plain = text.replace("\r\n", "\n")
    if not _harmless(plain):
        plain = _UNSEEN.compiled.sub("", plain)
        plain = _UNSAFE.compiled.sub("\ufffd", plain)
    return plain if _is_narrow(plain) else _TOWER.compiled.sub(r"\1", plain)


def inert(text: str) -> str:
    """`text` in which nothing is a command to whatever keeps a CI log: what looks like it gets a backslash."""
    text = _COMMAND.compiled.sub(r"\1\\", text) if "::" in text else text
    return _COMMAND_INSIDE.compiled.sub(r"##\\", text) if "##" in text else text


def columns(text: str) -> int:
    """How many columns of a terminal `text` takes: two for wide letters, none for marks on a letter."""
    if _is_narrow(text):
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(char) in ("Mn", "Me", "Cf") else 2 if east_asian_width(char) in "WF" else 1
        for char in text
    )


def wrapped(text: str, width: int, indent: str = "") -> str:
    """`text` in lines of at most `width` columns, those after the first indented.

    No word is broken, and no sum or measure where there is room for it: "€ 2,40", "35 euro".
    """
    lines, line = [], text[: len(text) - len(text.lstrip(" "))]
    room = width - len(line)
    for word in _pieces(text, width - len(indent)):
        taken = columns(word)
        if taken > room and line.strip():
            lines.append(line.rstrip(" "))
            line, room = indent, width - len(indent)
        line += word + " "
        room -= taken + 1
    return "\n".join([*lines, line.rstrip(" ")])


def _pieces(text: str, room: int) -> "Iterator[str]":
    """The words of `text`, a number with its sign or unit as one where that fits."""
    words = text.split()
    if not any(map(_may_belong, words, words[1:])):
        yield from words
        return
    for match in _TOGETHER.compiled.finditer(text):
        words = match.group().split()
        joined = " ".join(words)
        yield from [joined] if columns(joined) <= room else words


def _may_belong(left: str, right: str) -> bool:
    """Whether a line end may not part these two words of a text."""
    if left[-1] in _CURRENCIES:
        return right[0].isdecimal()
    return left[-1].isdecimal() and right.startswith(_UNITS)


def visible(text: str) -> str:
    """`text` on one line, with what could command a terminal (or forge a line) spelt out: \\x1b, \\n, \\u202e."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == " " else _spelt(char) for char in text)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """`value` as JSON in readable letters, with the same characters escaped: it reads back unchanged."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    if "##" in text:
        # Only a string holds these, and there an escape means the same.
        text = _COMMAND_INSIDE.compiled.sub(r"\\u0023#", text)
    return text if _harmless(text) else _UNSAFE.compiled.sub(_escaped, text)


def _harmless(text: str) -> bool:
    """Whether a quick look finds nothing unsafe."""
    return text.replace("\n", "").replace("\t", "").isprintable()


def _spelt(char: str) -> str:
    # Marks and spaces that only look odd (a no-break space) may stand.
    return char if char.isspace() and ord(char) == 0xA0 else char.encode("unicode_escape").decode("ascii")


def _is_narrow(text: str) -> bool:
    """Whether every letter takes one column: all of ASCII, accented letters, quotation marks and arrows do."""
    return text.isascii() or not any(
        char > "\u02ff" and not "\u2010" <= char <= "\u20cf" and not "\u2100" <= char <= "\u22ff"
        for char in text
    )


def _escaped(match: "re.Match[str]") -> str:
    return json.dumps(match.group())[1:-1]
