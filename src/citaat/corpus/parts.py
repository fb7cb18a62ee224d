"""What is a heading though Markdown does not say so: the summary of what can be folded away, the title of a part.

Writers put questions in <details> and <summary>, and site generators part a page by front matter in the middle of it.
In the text that is parsed these become headings that are as long: every offset stays.
"""

import re
from collections.abc import Iterator, Sequence

# Nothing in code is a mark. The pattern of hidden text begins with it too.
FENCE = (
    r"(?P<fence>^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<marks>`{3,}(?=[^`\n]*$)|~{3,})"
    r"(?s:.*?)(?:^[ \t>]*(?P=marks)[`~]*[ \t]*\r?$|\Z))"
)
_TAG = r"(?:[ \t][^<>\n]{0,300})?>"
_KEYS = (
    "title titel hidden language filename line_numbers line_number_start line_highlights legend image description layout "
    "date author tags slug weight sidebar_position"
)
_KEY = rf"(?:{'|'.join(_KEYS.split())}):(?:[ \t][^\n]*)?\n"
_PIECE = re.compile(
    rf"{FENCE}"
    rf"|^(?P<before>[ \t]{{0,3}}(?:<details{_TAG}[ \t]*)?<summary{_TAG})(?P<said>[^\n]{{1,500}}?)(?P<after></summary>[ \t]*\r?$)"
    rf"|^(?P<opening>[ \t]{{0,3}}(?:<details{_TAG}[ \t]*)?<summary{_TAG}[ \t]*\r?\n)(?P<lines>(?:[ \t]*[^\s<][^\n]*\n){{1,3}}?)"
    r"(?P<closing>[ \t]*</summary>[ \t]*\r?$)"
    rf"|(?P<fold>^[ \t]{{0,3}}<details{_TAG}[ \t]*\r?$|</details[ \t]*>)"
    rf"|^(?P<matter>---[ \t]*\r?\n(?:{_KEY}){{1,20}}---[ \t]*\r?$)",
    re.M,
)
_TITLE = re.compile(r"^tit(?:le|el):[ \t]+[\"']?(?=[^\s\"'])([^\n]*?)[\"']?(?=[ \t]*\r?$)", re.M)
_OPENED = re.compile(r"<(/?)details\b")
_ROW = re.compile(r"[^\r\n]+")
MARK = "###### "


def headed(text: str, start: int = 0) -> tuple[str, tuple[tuple[int, int], ...]]:
    """`text`, as long as it was, with such headings; and from where to where each goes that can be folded away."""
    if not any(mark in text for mark in ("<summary", "<details", "\n---")):
        return text, ()
    pieces, at = [], 0
    folds: list[tuple[int, int]] = []
    opened: list[int] = []
    for match in _PIECE.finditer(text, start):
        if match["fence"] is None:
            pieces += [text[at : match.start()], _heading(match)]
            at = match.end()
            _follow(match, opened, folds)
    # One that is never closed goes on to the end.
    folds += [(one, len(text)) for one in opened]
    return "".join([*pieces, text[at:]]), tuple(sorted(folds))


def _follow(match: re.Match[str], opened: list[int], folds: list[tuple[int, int]]) -> None:
    for tag in _OPENED.finditer(match.group()):
        if not tag[1]:
            opened.append(match.start())
        elif opened:
            folds.append((opened.pop(), match.start()))


def _heading(match: re.Match[str]) -> str:
    """What stands in place of these marks."""
    if match["said"] is not None:
        return MARK.ljust(len(match["before"])) + match["said"] + _blank(match["after"])
    if match["lines"] is not None:
        # A line of dashes makes a heading of what stands above it.
        closing = match["closing"]
        rule = "-" * len(closing.strip())
        return _blank(match["opening"]) + match["lines"] + closing.replace(closing.strip(), rule)
    if match["matter"] is not None:
        title = _TITLE.search(match["matter"])
        return "".join(_titled(match["matter"], title))
    return _blank(match.group())


def _titled(matter: str, title: re.Match[str] | None) -> Iterator[str]:
    if title is None:
        yield _blank(matter)
        return
    yield _blank(matter[: title.start()])
    # It is no part of what stands above it.
    yield "# ".ljust(title.start(1) - title.start())
    yield title[1]
    yield _blank(matter[title.end(1) :])


def _blank(text: str) -> str:
    return _ROW.sub(lambda row: " " * len(row.group()), text)


class Place:
    """Below which heading the reading of an article is, and how many passages were read there."""

    def __init__(self, title: str, folds: Sequence[tuple[int, int]]) -> None:
        self.heading, self.slug, self._within = title, "", 0
        self._folds = list(reversed(folds))
        self._levels: tuple[tuple[int, str], ...] = ()
        self._around: list[tuple[int, str, str, int, tuple[tuple[int, str], ...]]] = []

    @property
    def above(self) -> tuple[str, ...]:
        """The headings around the own one, the outermost first."""
        return tuple(heading for _, heading in self._levels[:-1])

    def reach(self, at: int) -> None:
        """Come to a place: below a part that can be folded away the heading is the one that stood above it."""
        while self._folds and self._folds[-1][0] <= at:
            start, end = self._folds.pop()
            self._leave(start)
            self._around.append((end, self.heading, self.slug, self._within, self._levels))
        self._leave(at)

    def _leave(self, at: int) -> None:
        while self._around and self._around[-1][0] <= at:
            _, self.heading, self.slug, self._within, self._levels = self._around.pop()

    def head(self, heading: str, slug: str, level: int) -> None:
        """Come to a heading."""
        self.heading, self.slug, self._within = heading, slug, 0
        around = [one for one in self._levels if one[0] < level]
        self._levels = (*around, (level, heading))

    def next_name(self) -> str:
        """The name of the next passage."""
        self._within += 1
        return f"{self.slug}.{self._within}"
