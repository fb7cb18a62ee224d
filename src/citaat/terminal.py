"""Untrusted text made harmless: for a terminal, and inside JSON that a terminal may show."""

import json

from citaat.light import TYPE_CHECKING, Any, Pattern

if TYPE_CHECKING:
    import re

# Every control, format (bidirectional ones among them), surrogate and separator character of
# Unicode 15, but for tab and line feed: none of these may reach a terminal.
_UNSAFE = Pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


def printable(text: str) -> str:
    """`text` without characters that could command a terminal; line ends become plain ones."""
    plain = text.replace("\r\n", "\n")
    return plain if _harmless(plain) else _UNSAFE.compiled.sub("\ufffd", plain)


def visible(text: str) -> str:
    """`text` on one line, with what could command a terminal (or forge a line) spelt out: \\x1b, \\n, \\u202e."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() or char == " " else _spelt(char) for char in text)


def json_text(value: Any, *, indent: int | None = None) -> str:
    """`value` as JSON in readable letters, with the same characters escaped: it reads back unchanged."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return text if _harmless(text) else _UNSAFE.compiled.sub(_escaped, text)


def _harmless(text: str) -> bool:
    """Whether a quick look finds nothing unsafe."""
    return text.replace("\n", "").replace("\t", "").isprintable()


def _spelt(char: str) -> str:
    # Marks and spaces that only look odd (a no-break space) may stand.
    return char if char.isspace() and ord(char) == 0xA0 else char.encode("unicode_escape").decode("ascii")


def _escaped(match: "re.Match[str]") -> str:
    return json.dumps(match.group())[1:-1]
