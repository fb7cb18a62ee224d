"""What the page shows of an outcome and an article, in the words and the order of its readers. In Dutch."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from citaat.outcome.rendering import BEGINNING, REASONS
from citaat.outcome.shown import shown, shown_table
from citaat.outcome.tables import Table
from citaat.records import (
    EMERGENCY,
    MOST_SEARCHED,
    Abstained,
    Abstention,
    Answered,
    Citation,
    Outcome,
)
from citaat.serving.page.warned import Urgent, Warnings, urgent, warnings
from citaat.tracing import Suggested

_MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
_VERSION = 8
_GOES_ALONG, _GOES_ALONG_URGENT = 500, 2_000
_BEGINNING = 70


@dataclass(frozen=True, slots=True)
class Place:
    """A place in an article as the address says it: `version` is the beginning of the file's SHA-256."""

    start: int
    end: int
    version: str

    @staticmethod
    def of(told: Mapping[str, str]) -> "Place | None":
        """The place in an address; None when there is none, or none that makes sense."""
        start, _, end = told.get("plaats", "").partition("-")
        sound = all(one.isascii() and one.isdigit() and len(one) < 10 for one in (start, end))
        return Place(int(start), int(end), told.get("versie", "")) if sound else None


@dataclass(frozen=True, slots=True)
class Numbered:
    """The number of a citation, and where it leads; `open`: that is the place that is read."""

    n: int
    href: str
    open: bool


@dataclass(frozen=True, slots=True)
class Source:
    """What is cited, once: the heading it stands under, in what article by whom, and each place of it by its number."""

    name: str
    told: str
    url: str
    places: tuple[Numbered, ...]

    @property
    def href(self) -> str:
        """Where the first place is."""
        return self.places[0].href


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with those inside it."""

    text: str
    inside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`text`), a list (`items`) or a `table`; the last of it carries the number of source `n`, if any."""

    text: str = ""
    n: int = 0
    items: tuple[Item, ...] = ()
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A heading to read on at, in the article of that title, and where it leads."""

    heading: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An outcome on the page. Beside an emergency there is no answer, unless somebody says that there is none.

    `leaned` is what the warnings lean on, each by how it begins. `held` leads to the answer that is held back behind an emergency that is
    only suspected.
    """

    urgent: tuple[Urgent, ...]
    blocks: tuple[Block, ...]
    sources: tuple[Source, ...]
    warnings: Warnings
    leaned: tuple[tuple[str, Source], ...]
    reason: str
    unmatched: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    held: str
    beginning: str


class Links:
    """Addresses relative to the page, so that it works below any path.

    `question` goes along with every source, so that its answer stays beside the article; a whole story
    does not. `insisted`: the reader has said that it is no emergency, and need not say so again.
    """

    def __init__(
        self, question: str, place: Place | None = None, article: str = "", insisted: bool = False
    ) -> None:
        self._along = {"q": question} if question and len(question) <= _GOES_ALONG else {}
        if insisted:
            self._along |= {"toch": "ja"}
        self._place, self._article = place, article

    def urgent(self, question: str) -> "Links":
        """The same beside an emergency: the question goes along, or where it is endless, that it is one."""
        links = Links("", self._place, self._article)
        links._along = {"q": question} if len(question) <= _GOES_ALONG_URGENT else {"spoed": "ja"}
        return links

    def ask(self, question: str, **more: str) -> str:
        """The address of a question."""
        return f"./?{urlencode({'q': question, **more})}"

    def back(self, question: str) -> str:
        """The address of the answer without an article; "" where nothing was asked."""
        return f"./?{urlencode({'q': question} | self._along)}" if question else ""

    def article(self, id: str, part: int = 0) -> str:
        """The address of an article, with the question where there is one."""
        told = {"artikel": id} | ({"deel": str(part)} if part else {})
        return f"./?{urlencode(self._along | told)}#artikel"

    def source(self, citation: Citation) -> str:
        """The address of a place in an article."""
        return self._at(citation.article_id, citation.start, citation.end, citation.sha256)

    def passage(self, suggested: Suggested) -> str:
        """The address of a passage in an article."""
        return self._at(suggested.article_id, suggested.start, suggested.end, suggested.sha256)

    def _at(self, article: str, start: int, end: int, sha256: str) -> str:
        where = {"artikel": article, "plaats": f"{start}-{end}", "versie": sha256[:_VERSION]}
        return f"./?{urlencode(self._along | where)}#plaats"

    def opens(self, citation: Citation) -> bool:
        """Whether this is the place that is open."""
        place = self._place
        return (
            place is not None
            and self._article == citation.article_id
            and (place.start, place.end) == (citation.start, citation.end)
        )


def answer(
    outcome: Outcome, links: Links, insisted: bool = False, suggested: Sequence[Suggested] = ()
) -> Answer:
    """The outcome as the page shows it; `insisted`: the reader has said that it is no emergency."""
    if not insisted and is_urgent(outcome):
        # The numbers to call stay in sight, whatever is opened.
        links = links.urgent(outcome.question)
    alarms = urgent(outcome.caveats)
    held = isinstance(outcome, Answered) and bool(alarms) and not insisted
    cited = outcome.citations if isinstance(outcome, Answered) and not held else ()
    gap = outcome.abstention if isinstance(outcome, Abstained) else Abstention("", (), ())
    return Answer(
        alarms,
        tuple(block for one in cited for block in _blocks(one)),
        tuple(_sources(cited, links)),
        warnings(outcome.caveats),
        tuple(
            (_beginning(one), next(_sources((one,), links)))
            for caveat in outcome.caveats
            for one in caveat.citations
        ),
        REASONS.get(gap.code, ""),
        gap.unmatched,
        tuple(Suggestion(one.heading, one.title, links.passage(one)) for one in suggested),
        f"{links.ask(outcome.question, toch='ja')}#antwoord" if held else "",
        BEGINNING.strip("()") if len(outcome.question) > MOST_SEARCHED else "",
    )


def is_urgent(outcome: Outcome) -> bool:
    """Whether there may be an emergency."""
    return any(caveat.severity == EMERGENCY for caveat in outcome.caveats)


def _blocks(citation: Citation) -> Iterator[Block]:
    found = shown_table(citation)
    lines = [line for line in (shown(citation).split("\n") if found is None else found.before) if line]
    groups: list[list[str]] = []
    for line in lines:
        if groups and _is_item(line) and _is_item(groups[-1][-1]):
            groups[-1].append(line)
        else:
            groups.append([line])
    for number, group in enumerate(groups, 1):
        n = citation.n if number == len(groups) and found is None else 0
        listed = _is_item(group[0])
        yield Block(n=n, items=_items(group)) if listed else Block(group[0], n)
    if found is not None:
        yield Block(n=citation.n, table=found)


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _items(lines: Sequence[str]) -> tuple[Item, ...]:
    """The items of a list; what stands further in is inside the one before it."""
    items: list[Item] = []
    for line in lines:
        text = line.lstrip().removeprefix("- ")
        if line.startswith(" ") and items:
            items[-1] = Item(items[-1].text, (*items[-1].inside, text))
        else:
            items.append(Item(text))
    return tuple(items)


def _beginning(citation: Citation) -> str:
    """How a quote begins: a heading may have several, which would all look the same."""
    return textwrap.shorten(shown(citation).replace("\n- ", " "), _BEGINNING, placeholder=" …")


def _sources(cited: Sequence[Citation], links: Links) -> Iterator[Source]:
    """What is cited, in order: two places under one heading of an article are one source."""
    groups: dict[tuple[str, str], list[Citation]] = {}
    for one in cited:
        groups.setdefault((one.article_id, one.heading), []).append(one)
    for found in groups.values():
        first = found[0]
        name, title = first.heading or first.title or first.source, first.title
        told = " · ".join(
            one for one in (title if title != name else "", by(first.author, first.date)) if one
        )
        places = tuple(Numbered(one.n, links.source(one), links.opens(one)) for one in found)
        yield Source(name, told, first.url, places)


def by(author: str, date: str) -> str:
    """Who wrote it, and when: "Jan Jansen, 22 december 2025"."""
    return ", ".join(one for one in (author, dutch_date(date)) if one)


def dutch_date(date: str) -> str:
    """A date as people write it; what is no date as it is."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not (len(date) == 10 and all(one.isascii() and one.isdigit() for one in (year, month, day))):
        return date
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}" if 1 <= int(month) <= 12 else date
