"""Questions that a page folds away (<details>, <summary>) as headings with their answers below them."""

import re

from citaat.corpus.parts import MARK, headed

_CLOSED = re.compile(r"</details[ \t]*>")
_HEADING = re.compile(r"(#{1,6})[ \t]")
_DEEPEST = 6


def unfolded(text: str, start: int) -> str:
    """The text with such questions as headings; as it is where one is followed by what no longer answers it.

    There the marks must stay: citaat reads that what follows them stands below the heading before.
    """
    made, folds = headed(text, start)
    if not folds or not all(_ends(text, end) for _, end in folds):
        return text
    return text[:start] + _tidied(made[start:], text[start:])


def _ends(text: str, end: int) -> bool:
    """Whether nothing but a heading or another such question follows a fold that ends here."""
    closed = _CLOSED.match(text, end)
    rest = text[closed.end() if closed else end :].lstrip()
    return not rest or rest.startswith(("#", "<details", "</details"))


def _tidied(made: str, text: str) -> str:
    """Headings one level below the heading before them, and no blanks where marks stood."""
    level = 1
    lines = []
    for line, before in zip(made.split("\n"), text.split("\n"), strict=True):
        if line == before:
            found = _HEADING.match(line)
            level = len(found[1]) if found else level
            lines.append(line)
        elif line.startswith(MARK):
            lines.append(f"{'#' * min(_DEEPEST, level + 1)} {line.removeprefix(MARK).strip()}")
        elif line.strip() or (lines and lines[-1]):
            lines.append(line.rstrip())
    return "\n".join(lines)
