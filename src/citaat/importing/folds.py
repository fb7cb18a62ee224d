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
    level, gone = 1, False
    lines: list[str] = []
    for line, before in zip(made.split("\n"), text.split("\n"), strict=True):
        if line != before and line.startswith(MARK):
            line = f"{'#' * min(_DEEPEST, level + 1)} {line.removeprefix(MARK).strip()}"
        elif line == before and (found := _HEADING.match(line)):
            level = len(found[1])
        # Where a mark stood between empty lines one of these is enough.
        gone = not line.strip() and (gone or line != before)
        if not (gone and lines and not lines[-1]):
            lines.append(line if line == before else line.rstrip())
    return "\n".join(lines)
