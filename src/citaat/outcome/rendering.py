"""Outcomes as text for people: answer first, numbered sources, caveats set apart. In Dutch."""

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType

from citaat.light import TYPE_CHECKING, TextIO, dataclass
from citaat.outcome.shown import shown, shown_table
from citaat.records import EMERGENCY, MOST_SEARCHED, Abstained, Answered, Caveat, Citation, Outcome
from citaat.terminal import printable, wrapped

if TYPE_CHECKING:
    from citaat.outcome.tables import Table

LineOf = Callable[[str, int], int]
_MOST, _LEAST = 88, 40
LABELS = {
    "spoed": "SPOED",
    "overdosering": "Let op: niet te veel",
    "medicatie": "Let op: medicijnen",
    "risicogroep": "Let op: voor wie het is",
}
BEGINNING = f"(Voor het antwoord zijn alleen de eerste {MOST_SEARCHED} tekens gelezen.)"
REASONS = {
    "emergency": "Zoek eerst hulp. Daarom staat hier geen antwoord uit een artikel.",
    "no_words": "In deze vraag staat geen woord waarop te zoeken is.",
    "nothing_known": "Geen enkel woord van deze vraag komt in de artikelen voor.",
    "words_unknown": "Daar geven de artikelen geen antwoord op.",
    "known_gap": "Daar zeggen de artikelen niets over.",
    "not_in_corpus": "Daar geven de artikelen geen antwoord op.",
    "search_failed": "Het zoeken is mislukt: er is nu geen antwoord te geven.",
}


@dataclass(frozen=True, slots=True)
class Style:
    """Whether to use colour, and how wide to write."""

    colour: bool = False
    width: int = _MOST

    @staticmethod
    def for_stream(stream: TextIO) -> "Style":
        """Colour only on a terminal, and never with NO_COLOR."""
        terminal = stream.isatty()
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        told = os.environ.get("COLUMNS", "")
        width = _MOST
        if terminal:
            # As other programs have it: who says how wide, knows better than the terminal.
            width = int(told) if told.isdecimal() else os.get_terminal_size(stream.fileno()).columns
        return Style(terminal and not plain, max(_LEAST, min(_MOST, width or _MOST)))

    def bold(self, text: str) -> str:
        """Bold, when there is colour."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text

    def dim(self, text: str) -> str:
        """Faint, when there is colour."""
        return f"\x1b[2m{text}\x1b[0m" if self.colour else text

    def alarm(self, text: str) -> str:
        """Bold red, when there is colour."""
        return f"\x1b[1;31m{text}\x1b[0m" if self.colour else text

    def warn(self, text: str) -> str:
        """Yellow, when there is colour."""
        return f"\x1b[33m{text}\x1b[0m" if self.colour else text


def render(
    outcome: Outcome, line_of: LineOf, style: Style, titles: Mapping[str, str] = MappingProxyType({})
) -> str:
    """The outcome as people read it: an emergency first, then the answer, then the other caveats.

    Where there is no answer all caveats come first: below it nobody looks for one. `titles` are those of the articles
    of suggested headings, by heading, where they are to be told.
    """
    urgent = [caveat for caveat in outcome.caveats if caveat.severity == EMERGENCY]
    others = [caveat for caveat in outcome.caveats if caveat.severity != EMERGENCY]
    if isinstance(outcome, Answered):
        body = _answer(outcome, line_of, style)
    else:
        body, urgent, others = _no_answer(outcome, style, titles), [*urgent, *others], []
    if len(outcome.question) > MOST_SEARCHED:
        body += f"\n\n{style.dim(BEGINNING)}"
    blocks = [_caveat(caveat, line_of, style) for caveat in urgent] + [body]
    blocks += [_caveat(caveat, line_of, style) for caveat in others]
    return "\n\n".join(blocks)


def _answer(outcome: Answered, line_of: LineOf, style: Style) -> str:
    quotes = [_quote(citation, style) for citation in outcome.citations]
    sources = [style.dim(_source(citation, line_of)) for citation in outcome.citations]
    return "\n".join(quotes) + "\n\n" + "\n".join(sources)


def _quote(citation: Citation, style: Style) -> str:
    rows = shown_table(citation)
    lines = printable(shown(citation) if rows is None else _rows(rows)).split("\n")
    mark = f" [{citation.n}]"
    lines[-1] += mark
    return "\n".join(
        wrapped(line, style.width, "  " if line.startswith(("-", "  ")) else "") for line in lines
    )


def _rows(found: "Table") -> str:
    """Each row as an item of a list, a line for each of its cells."""
    lines = list(found.before)
    for row in found.rows:
        told = [f"{head}: {cell}" if head else cell for head, cell in found.pairs(row)]
        lines += [f"{'  ' if number else '- '}{one}" for number, one in enumerate(told)]
    return "\n".join(lines)


def _source(citation: Citation, line_of: LineOf) -> str:
    line = line_of(citation.source, citation.start)
    place = f"{citation.source}:{line}" if line else citation.source
    return printable(f"[{citation.n}] {place} · {citation.heading}")


def _no_answer(outcome: Abstained, style: Style, titles: Mapping[str, str]) -> str:
    gap = outcome.abstention
    lines = [style.bold(wrapped(REASONS[gap.code], style.width))]
    if gap.unmatched:
        lines.append(
            wrapped("Niet gevonden: " + ", ".join(printable(word) for word in gap.unmatched), style.width)
        )
    if gap.suggestions:
        lines.append("\nWel te beantwoorden:")
        told = (f"{titles[one]} › {one}" if one in titles else one for one in gap.suggestions)
        lines += [wrapped(f"- {printable(heading)}", style.width, "  ") for heading in told]
    return "\n".join(lines)


def _caveat(caveat: Caveat, line_of: LineOf, style: Style) -> str:
    urgent = caveat.severity == EMERGENCY
    colour = style.alarm if urgent else style.warn
    label = colour(("!! " if urgent else "! ") + LABELS.get(caveat.id, caveat.id))
    lines = [wrapped(line, style.width - 2) for line in printable(caveat.text).split("\n")]
    lines += [style.dim(_source(citation, line_of)) for citation in caveat.citations]
    return "\n".join([label, *(f"  {line}".rstrip() for line in "\n".join(lines).split("\n"))])
