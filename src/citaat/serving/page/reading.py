"""An article as the page shows it: paragraphs, lists and tables, with the place that was cited marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citaat.serving.articles import Piece, Section, ShownArticle
from citaat.serving.page.views import Links, Place, by


@dataclass(frozen=True, slots=True)
class Run:
    """Text of an article; `marked` where it is what was cited, `first` for the first of these."""

    text: str
    marked: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Element:
    """A paragraph "p" (one entry), a list "ul" (one entry an item) or a table (one entry a row, one run a cell)."""

    kind: str
    entries: tuple[tuple[Run, ...], ...]
    headed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of an article on the page. `changed`: it is not as it was when its place was written down. `marked`: what
    was cited stands in it.
    """

    title: str
    told: str
    url: str
    sections: tuple[tuple[str, tuple[Element, ...]], ...]
    part: int
    parts: int
    before: str
    after: str
    changed: bool
    marked: bool


def reading(shown: ShownArticle, place: Place | None, part: int, links: Links) -> Reading:
    """The part of an article that holds `place`, else the one of that number (from 1)."""
    about, count = shown.about, max(1, len(shown.parts))
    changed = place is not None and bool(shown.sha256) and not shown.sha256.startswith(place.version)
    sought = None if changed else place
    number = _part_of(shown.parts, sought) if sought else min(max(part, 1), count)
    sections = shown.parts[number - 1] if shown.parts else ()
    marker = _Marker(sought)
    shown_sections = tuple((one.heading, tuple(_elements(one.pieces, marker))) for one in sections)
    return Reading(
        about.title,
        by(about.author, about.date),
        about.url,
        shown_sections,
        number,
        count,
        links.article(about.id, number - 1) if number > 1 else "",
        links.article(about.id, number + 1) if number < count else "",
        changed,
        marker.met,
    )


def _part_of(parts: Sequence[Sequence[Section]], place: Place) -> int:
    for number, sections in enumerate(parts, 1):
        if any(piece.end > place.start for section in sections for piece in section.pieces):
            return number
    return max(1, len(parts))


class _Marker:
    """Marks what is cited; the first of it gets the name that the address leads to."""

    def __init__(self, place: Place | None) -> None:
        self._place, self.met = place, False

    def run(self, piece: Piece, text: str) -> Run:
        place = self._place
        marked = place is not None and piece.start < place.end and place.start < piece.end
        first = marked and not self.met
        self.met = self.met or marked
        return Run(text, marked, first)


def _elements(pieces: Sequence[Piece], marker: _Marker) -> Iterator[Element]:
    """The pieces of a section as paragraphs, lists and tables."""
    kind, groups, headed = "", list[list[Run]](), False
    for piece in pieces:
        wanted = "table" if piece.row else "ul" if piece.kind == "item" else "p"
        runs = [marker.run(piece, text) for text in piece.row or (piece.text,)]
        if wanted == "p" and piece.joins and kind in ("p", "ul"):
            groups[-1] += runs
            continue
        if groups and (wanted == "p" or wanted != kind or piece.kind == "head"):
            yield _element(kind, groups, headed)
            groups = []
        kind = wanted
        headed = piece.kind == "head" if not groups else headed
        groups.append(runs)
    if groups:
        yield _element(kind, groups, headed)


def _element(kind: str, groups: Sequence[Sequence[Run]], headed: bool) -> Element:
    entries = groups if kind == "table" else map(_joined, groups)
    return Element(kind, tuple(map(tuple, entries)), headed)


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Runs beside each other as one, where they are marked alike: a highlight without holes."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].marked == run.marked:
            before = joined[-1]
            joined[-1] = Run(f"{before.text} {run.text}", run.marked, before.first)
        else:
            joined.append(run)
    return joined
